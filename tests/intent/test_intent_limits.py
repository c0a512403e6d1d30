"""What is beyond the bounds of recognition is not read, and the run says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from aiact_lint import plugins
from aiact_lint.config import Config
from aiact_lint.finding import Skipped
from aiact_lint.intent import load_lexicon, recognise
from aiact_lint.run import Request, load_rules, run
from aiact_lint.subjects import Text
from intent.cases import read_card

CARD = """---
license: mit
pipeline_tag: text-classification
---
# cv-desk

- ranks job applicants
- not about people

- rates suppliers
- grades exams of students
"""


@pytest.fixture
def at_most_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aiact_lint.intent.skim.MOST_TELLING", 1)


def test_the_first_text_left_out_is_told(at_most_one: None) -> None:
    _, texts = read_card("card.md", CARD)
    told: list[Text] = []
    signals = recognise(texts, load_lexicon(), told.append)
    assert "III.3.b" not in {each.id for each in signals}
    assert [text.raw for text in told] == ["not about people"]


def test_nothing_is_told_where_all_is_read() -> None:
    _, texts = read_card("card.md", CARD)
    told: list[Text] = []
    assert {"III.3.b", "III.4.a"} <= {each.id for each in recognise(texts, load_lexicon(), told.append)}
    assert told == []


def test_the_run_lists_the_file_once(at_most_one: None, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(CARD, encoding="utf-8")
    toolbox = plugins.collect(plugins.manager(installed=False))
    request = Request(paths=(Path(),), working_folder=tmp_path, as_of=date(2026, 1, 1), config=Config())
    report = run(request, toolbox, load_rules(toolbox, Config()))
    why = "more than 20,000 texts that may name a use: not read for uses from line 8 on"
    assert report.skipped == (Skipped("README.md", why),)
