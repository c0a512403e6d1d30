"""The record of real repositories is well formed, and what was mended stays so where the checkouts are at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from aiact_lint.intent import load_lexicon
from intent.corpora import in_artifacts, in_markdown, verdicts

CHECKOUTS = os.environ.get("AIACT_LINT_CORPORA", "")


def test_every_verdict_is_one_of_two() -> None:
    assert len(verdicts()) >= 50
    assert set(verdicts().values()) <= {"right", "false alarm"}
    assert all("+" in repository and line > 0 for repository, _, line, _ in verdicts())


@pytest.mark.skipif(not CHECKOUTS, reason="AIACT_LINT_CORPORA names no folder of checkouts")
def test_at_most_one_false_alarm_in_five_hundred_files() -> None:
    lexicon, known = load_lexicon(), verdicts()
    for read in (in_markdown, in_artifacts):
        files, heard = 0, []
        for folder in sorted(path for path in Path(CHECKOUTS).iterdir() if path.is_dir()):
            for count, signals in read(folder, lexicon):
                files += count
                heard += [each.key for each in signals if known.get(each.key) != "right"]
        assert files > 1_000
        assert len(heard) <= files / 500, heard
