"""Runs one rule on a few files and says what it found, with places."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent
from unittest.mock import patch

from aiact_lint.config import Config
from aiact_lint.finding import Location, Report
from aiact_lint.intent import Lexicon, load_lexicon
from aiact_lint.plugins import Toolbox, collect, manager
from aiact_lint.rule import Rule
from aiact_lint.run import Request, load_rules, run


@cache
def _tools() -> tuple[Toolbox, tuple[Rule, ...]]:
    toolbox = collect(manager(installed=False))
    return toolbox, load_rules(toolbox, Config())


@cache
def _lexicon() -> Lexicon:
    return load_lexicon([])


def report(rule: str, files: Mapping[str, str] | str, as_of: date = date(2031, 1, 1)) -> Report:
    """The report of one rule on some files (one text is an aiact.yaml), with every duty in force."""
    toolbox, rules = _tools()
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for name, text in ({"aiact.yaml": files} if isinstance(files, str) else files).items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(dedent(text), encoding="utf-8")
        with patch("aiact_lint.intent.load_lexicon", lambda _folders: _lexicon()):  # reading it takes most of a run
            found = run(Request((root,), root, as_of, Config(), "all", select=(rule,)), toolbox, rules)
    assert [each for each in found.errors if each.what == "rule-crash"] == []
    return found


def where(location: Location) -> tuple[str, int, int, int]:
    """File, line, and the columns of a place."""
    region = location.region
    return location.path, region.line, region.column, region.end_column


def findings(
    rule: str, files: Mapping[str, str] | str, as_of: date = date(2031, 1, 1)
) -> list[tuple[str, tuple[str, int, int, int]]]:
    """Message and place of every finding."""
    return [(each.message, where(each.location)) for each in report(rule, files, as_of).findings]


def messages(rule: str, files: Mapping[str, str] | str) -> list[str]:
    """The messages alone."""
    return [message for message, _ in findings(rule, files)]
