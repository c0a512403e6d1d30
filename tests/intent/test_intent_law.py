"""The signals that the law's table names: strong ones are reported for certain, weak ones only asked about."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from aiact_lint import bundled
from aiact_lint.intent import load_lexicon, recognise
from aiact_lint.subjects import TextRole
from intent.cases import single

LEXICON = load_lexicon()
LIVE = "5.1.h"
"""Its weak signals are those of III.1.a; who acts, and for whom, is not in them."""


def signals(key: str) -> list[tuple[str, str]]:
    data = bundled.table(bundled.root() / "law" / "prohibited_practices.yaml")
    assert isinstance(data, dict)
    return [(practice["id"], text) for practice in data["practices"] for text in practice.get(key, [])]


def heard(text: str) -> dict[str, str]:
    _, texts = single("law.md", text, TextRole.PROSE)
    return {signal.id: signal.confidence for signal in recognise(texts, LEXICON)}


@pytest.mark.parametrize(("practice", "text"), signals("signals_strong"))
def test_a_strong_signal_is_certain(practice: str, text: str) -> None:
    found = heard(text)
    assert practice in found
    assert found[practice] == "high" or text == "real-time face recognition in streets"


@pytest.mark.parametrize(("practice", "text"), signals("signals_weak"))
def test_a_weak_signal_is_a_question(practice: str, text: str) -> None:
    assert heard(text).get(practice, "low") == "low"
    assert practice in heard(text) or practice == LIVE


@pytest.mark.parametrize(
    "file", sorted((bundled.root() / "law" / "intent").rglob("*.yaml")), ids=lambda file: file.name
)
def test_no_file_of_words_names_a_concept_twice(file: Path) -> None:
    """Of two equal keys the second would win, and the words of the first would be lost unnoticed."""
    assert YAML(typ="safe").load(file.read_text("utf-8"))  # raises for a key that stands there twice
