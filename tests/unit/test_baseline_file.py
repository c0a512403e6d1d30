from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aiact_lint import baseline_file
from aiact_lint.baseline import Baseline
from aiact_lint.discover import UsageError
from aiact_lint.finding import BaselineEntry

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
entries = st.builds(
    BaselineEntry, st.sampled_from(["AIA101", "AIA502"]), words.filter(bool), words, words, words, words, words
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(entries, max_size=5))
def test_what_is_written_is_read(tmp_path: Path, written: list[BaselineEntry]) -> None:
    file = tmp_path / "baseline.json"
    baseline = baseline_file.empty(file, tuple(written))
    file.write_text(baseline_file.text(baseline), encoding="utf-8")
    assert baseline_file.load(file) == baseline


def test_letters_stay_readable_and_hidden_characters_do_not_hide() -> None:
    entry = BaselineEntry("AIA502", "a.tf", "Prüfung \u202e\u00a0", "\u200b")
    text = baseline_file.text(Baseline("b.json", Path(), (entry,)))
    assert '"line": "Prüfung \\u202e\\u00a0"' in text
    assert '"mark": "\\u200b"' in text


def test_empty_reasons_are_left_out() -> None:
    entry = BaselineEntry("AIA502", "a.tf", "", "", reason="archived")
    data = json.loads(baseline_file.text(Baseline("b.json", Path(), (entry,))))
    assert data == {
        "version": 1,
        "findings": [{"rule": "AIA502", "path": "a.tf", "line": "", "mark": "", "reason": "archived"}],
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", r"b.json:1: not valid JSON"),
        ('{"version": 2,\n "findings": []}', r"b.json:1: "),
        ('{"version": 1}', r"b.json:1: 'findings' is missing"),
        (
            '{"version": 1, "findings": [\n{"rule": "AIA502", "path": "a", "line": "x"}]}',
            r"b.json:2: 'mark' is missing",
        ),
        (
            '{"version": 1, "findings": [\n{"rule": 3, "path": "a", "line": "x", "mark": ""}]}',
            r"b.json:2: '3' should be",
        ),
        ("[" * 100_000, r"b.json:1: "),
        ("\udcff", r"b.json:1: "),
    ],
    ids=["broken", "version", "no findings", "no mark", "number", "deep", "bytes"],
)
def test_flaws_are_told_with_file_and_line(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "b.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(UsageError, match=message):
        baseline_file.load(tmp_path / "b.json")


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="`aiact-lint baseline` writes one"):
        baseline_file.load(tmp_path / "b.json")
