"""What the byte pre-filter skips yields nothing without it: on every sample, and on samples that somebody changed."""

from __future__ import annotations

import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aiact_lint import bundled
from aiact_lint.config import Config
from aiact_lint.discover import discover
from aiact_lint.finding import Report
from aiact_lint.plugins import Toolbox, collect, manager
from aiact_lint.reading import read_relevant
from aiact_lint.rule import Rule
from aiact_lint.run import Request, load_rules, run
from aiact_lint.samples import ALL_IN_FORCE, cases

_UNREADABLE = "AIA001"
"""Said of a broken file only where it holds a sign: that is what the filter is for."""

Said = set[tuple[str, str, int, int, str]]


@cache
def _tools() -> tuple[Toolbox, Toolbox, tuple[Rule, ...]]:
    """The toolbox, the same with a filter that lets every file through, and the rules."""
    usual = collect(manager(installed=False))
    open_kinds = tuple(replace(kind, tokens=lambda: (b"",)) for kind in usual.kinds)
    return usual, replace(usual, kinds=open_kinds), load_rules(usual, Config())


def _said(report: Report) -> Said:
    found = {
        (each.rule, each.location.path, each.location.region.line, each.location.region.column, each.message)
        for each in report.findings
        if each.rule != _UNREADABLE
    }
    assert not [error for error in report.errors if error.what == "rule-crash"]
    return found


def _skipped(folder: Path, tools: Toolbox) -> set[str]:
    """The files that are not parsed."""
    suffixes = tuple(suffix for parser in tools.parsers for suffix in parser.suffixes)
    tree = discover([Path()], folder, (), suffixes)
    return set(tree.files) - read_relevant(tree, tools.parsers, tools.kinds).read


def _check(folder: Path) -> int:
    """Hold a run against one without filter; gives how many files were skipped."""
    usual, unfiltered, rules = _tools()
    request = Request((Path(),), folder, ALL_IN_FORCE, Config(), "all", profile="strict")
    skipped = _skipped(folder, usual)
    if skipped:
        assert _skipped(folder, unfiltered) == set()
        everything = run(request, unfiltered, rules)
        assert [each for each in _said(everything) if each[1] in skipped] == []
        assert [file.path for each in everything.systems for file in each.files if file.path in skipped] == []
        assert _said(run(request, usual, rules)) == _said(everything)
    return len(skipped)


def _check_without_signs(folder: Path, file: Path) -> int:
    """A file alone, in which no sign stands as it should: changed by one letter each, until the filter skips it."""
    suffix = file.suffix.lower()
    tokens = [token for kind in _tools()[0].kinds if suffix in kind.suffixes for token in kind.tokens()]
    content = file.read_bytes()
    for token in tokens:
        content = content.replace(token, token[:-1] + bytes([token[-1] ^ 1]))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / file.name.replace("aiact", "other")).write_bytes(content)
    return _check(folder)


_CASES = [case for file in bundled.rule_files() for case in cases(file.parent)]
_FOLDERS = sorted({case if case.is_dir() else case.parent for case in _CASES})


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mutated")


def test_no_sample_says_more_without_the_filter() -> None:
    assert sum(_check(folder) for folder in _FOLDERS) > 0


def test_no_file_says_anything_once_its_signs_are_gone(copy: Path) -> None:
    files = {each.read_bytes(): each for top in _FOLDERS for each in sorted(top.rglob("*")) if each.is_file()}
    chosen = sorted(files.values())[::3]
    assert sum(_check_without_signs(copy / "alone", file) for file in chosen) > len(chosen) // 2


_WORDS = ("kind", "model", "image", "resource", "data", "aiact", "name", "labels", "x", "serving", "{", "-", ":", "# ")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.sampled_from(_FOLDERS), st.data())
def test_no_changed_sample_says_more_without_the_filter(copy: Path, folder: Path, data: st.DataObject) -> None:
    top = copy / "work"
    shutil.rmtree(top, ignore_errors=True)
    shutil.copytree(folder, top)
    files = sorted(each for each in top.rglob("*") if each.is_file())
    for _ in range(data.draw(st.integers(1, 4))):
        _mutate(data.draw(st.sampled_from(files)), data)
    _check(top)


def _mutate(file: Path, data: st.DataObject) -> None:
    """Drop, double or change a line, or a word in one."""
    lines = file.read_bytes().decode("utf-8", "replace").splitlines(keepends=True) or [""]
    at = data.draw(st.integers(0, len(lines) - 1))
    words = lines[at].split(" ")
    word = data.draw(st.integers(0, len(words) - 1))
    match data.draw(st.sampled_from(["drop", "double", "word", "half", "move"])):
        case "drop":
            del lines[at]
        case "double":
            lines.insert(at, lines[at])
        case "word":
            words[word] = data.draw(st.sampled_from(_WORDS))
            lines[at] = " ".join(words)
        case "half":
            words[word] = words[word][: len(words[word]) // 2]
            lines[at] = " ".join(words)
        case _:
            lines.append(lines.pop(at))
    file.write_text("".join(lines), encoding="utf-8")
