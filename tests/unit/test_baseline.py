"""Findings known again by what stands on their line: a small linter over lines, and edits that should not matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiact_lint.baseline import Baseline, Comparison, Judged, compare, entry_of
from aiact_lint.finding import BaselineEntry, Finding, Level, Location
from aiact_lint.fingerprint import line_fingerprint
from aiact_lint.source import SourceFile, Span

FILE = ".aiact-baseline.json"
EVERYTHING = Judged(frozenset(("AIA502", "AIA101")), ("",))

flaws = st.sampled_from(["retention = 1", "retention = 7", "  retention =   7", "retention = 30  # days"])
others = st.sampled_from(["", "# words", "name = a", "}", "  name = b", "resource x {"])
files = st.lists(st.one_of(flaws, others), max_size=12)


def lint(path: str, lines: Iterable[str], rule: str = "AIA502") -> list[Finding]:
    """A finding on the number of every line `retention = …`."""
    source = SourceFile(path, "\n".join(lines).encode())
    found = []
    for number, start in enumerate(source.line_starts, 1):
        line = source.line_text(number)
        if line.lstrip().startswith("retention"):
            digits = "".join(char for char in line if char.isdigit())
            at = start + line.index(digits)
            where = Location.at(source, Span(at, at + len(digits)))
            fingerprint = line_fingerprint(source, number)
            found.append(Finding(rule, Level.ERROR, "m", where, fingerprint=fingerprint))
    return found


def tree(files: Mapping[str, Iterable[str]]) -> list[Finding]:
    return [finding for path, lines in files.items() for finding in lint(path, lines)]


def against(
    before: Iterable[Finding], now: Iterable[Finding], gone: Iterable[str] = (), judged: Judged = EVERYTHING
) -> Comparison:
    entries = [entry_of(each) for each in before]
    return compare(now, FILE, entries, judged, frozenset(gone).__contains__)


def summary(comparison: Comparison) -> tuple[int, int, int]:
    """(unchanged, new, absent)."""
    assert comparison.summary is not None
    return comparison.summary.unchanged, comparison.summary.new, len(comparison.summary.absent)


def flawed(lines: Iterable[str]) -> int:
    return sum(line.lstrip().startswith("retention") for line in lines)


@given(files, st.data())
def test_lines_inserted_and_deleted_elsewhere(lines: list[str], data: st.DataObject) -> None:
    after = []
    for line in lines:
        after += data.draw(st.lists(others, max_size=3))
        if line.lstrip().startswith("retention") or data.draw(st.booleans()):
            after.append(line)
    assert summary(against(lint("a.tf", lines), lint("a.tf", after))) == (flawed(lines), 0, 0)


@given(st.lists(files, max_size=5), st.data())
def test_blocks_moved_within_a_file(blocks: list[list[str]], data: st.DataObject) -> None:
    moved = data.draw(st.permutations(blocks))
    before, after = [line for block in blocks for line in block], [line for block in moved for line in block]
    assert summary(against(lint("a.tf", before), lint("a.tf", after))) == (flawed(before), 0, 0)


@given(files, files)
def test_a_renamed_file_brings_its_entries_along(lines: list[str], bystander: list[str]) -> None:
    before = tree({"old/logs.tf": lines, "z.tf": bystander})
    after = tree({"new/logs.tf": lines, "z.tf": bystander})
    count = flawed(lines) + flawed(bystander)
    assert summary(against(before, after, gone=["old/logs.tf"])) == (count, 0, 0)


@given(files)
def test_a_copied_file_is_new(lines: list[str]) -> None:
    result = against(lint("old.tf", lines), tree({"copy.tf": lines, "old.tf": lines}))
    assert summary(result) == (flawed(lines), flawed(lines), 0)
    assert {each.location.path for each in result.shown} <= {"copy.tf"}


@given(files, st.lists(flaws, max_size=4), st.data())
def test_one_more_of_the_same_is_shown(lines: list[str], more: list[str], data: st.DataObject) -> None:
    after = list(lines)
    for line in more:
        after.insert(data.draw(st.integers(0, len(after))), line)
    assert summary(against(lint("a.tf", lines), lint("a.tf", after))) == (flawed(lines), len(more), 0)


@given(files, st.data())
def test_what_was_mended_is_absent(lines: list[str], data: st.DataObject) -> None:
    after = [line for line in lines if data.draw(st.booleans())]
    result = against(lint("a.tf", lines), lint("a.tf", after))
    assert summary(result) == (flawed(after), 0, flawed(lines) - flawed(after))


@given(files, files)
def test_an_update_leaves_nothing_new_and_nothing_absent(lines: list[str], after: list[str]) -> None:
    first = against(lint("a.tf", lines), lint("a.tf", after))
    assert first.summary is not None
    again = compare(lint("a.tf", after), FILE, first.summary.current, EVERYTHING, lambda _path: False)
    assert summary(again) == (flawed(after), 0, 0)
    assert again.summary is not None
    assert again.summary.current == first.summary.current


@given(files, files)
def test_every_finding_is_shown_or_suppressed_once(lines: list[str], after: list[str]) -> None:
    now = lint("a.tf", after)
    result = against(lint("b.tf", lines), now, gone=["b.tf"])
    assert sorted([*result.shown, *(each.finding for each in result.suppressed)], key=lambda each: each.sort_key) == now


def test_of_equal_lines_the_one_with_other_surroundings_is_the_new_one() -> None:
    old = ["resource first {", "retention = 7", "}"]
    after = ["resource another {", "retention = 7", "} # added above", *old]
    (shown,) = against(lint("a.tf", old), lint("a.tf", after)).shown
    assert shown.location.region.line == 2


def test_a_changed_line_is_shown_again() -> None:
    assert summary(against(lint("a.tf", ["retention = 7"]), lint("a.tf", ["retention = 8"]))) == (0, 1, 1)
    assert summary(against(lint("a.tf", ["retention = 7"]), lint("a.tf", ["retention = 7 # no"]))) == (0, 1, 1)


def test_another_rule_on_the_same_line_is_new() -> None:
    assert summary(against(lint("a.tf", ["retention = 7"]), lint("a.tf", ["retention = 7"], "AIA101"))) == (0, 1, 1)


def test_in_a_file_that_is_gone_equal_words_in_other_surroundings_are_not_the_same() -> None:
    before = lint("models/a/README.md", ["retention = 7", "about a"])
    after = lint("models/b/README.md", ["retention = 7", "about b"])
    assert summary(against(before, after, gone=["models/a/README.md"])) == (0, 1, 1)


def test_the_same_file_name_wins_when_a_folder_is_renamed() -> None:
    lines = ["retention = 7"]
    before = tree({"old/logs.tf": lines})
    result = against(before, tree({"new/aaa.tf": lines, "new/logs.tf": lines}), gone=["old/logs.tf"])
    assert [each.location.path for each in result.shown] == ["new/aaa.tf"]


def test_an_unreadable_file_is_never_baselined() -> None:
    now = lint("a.tf", ["retention = 7"], "AIA001")
    result = against(now, now)
    assert result.shown == tuple(now)
    assert result.summary is not None
    assert result.summary.current == ()


def test_reasons_are_kept_and_told() -> None:
    (finding,) = now = lint("a.tf", ["retention = 7"])
    known = BaselineEntry("AIA502", "a.tf", "retention = 7", "7", reason="archived elsewhere")
    result = compare(now, FILE, [known], EVERYTHING, lambda _path: False)
    assert [(each.finding, each.kind, each.reason, each.where) for each in result.suppressed] == [
        (finding, "external", "baseline: archived elsewhere", FILE)
    ]
    assert result.summary is not None
    assert [each.reason for each in result.summary.current] == ["archived elsewhere"]


@pytest.mark.parametrize(
    "judged",
    [
        Judged(frozenset(("AIA101",)), ("",)),
        Judged(frozenset(("AIA502",)), ("deploy", "a.t")),
        Judged(frozenset(("AIA502",)), ("",), frozenset(("a.tf",))),
    ],
    ids=["the rule did not run", "the file was not linted", "the file could not be read"],
)
def test_what_a_run_cannot_judge_stays_in_the_file(judged: Judged) -> None:
    result = against(lint("a.tf", ["retention = 7"]), [], judged=judged)
    assert summary(result) == (0, 0, 0)
    assert result.summary is not None
    assert [each.path for each in result.summary.current] == ["a.tf"]


@pytest.mark.parametrize("folder", ["", "infra", "infra/a.tf"])
def test_what_a_run_can_judge_is_absent(folder: str) -> None:
    judged = Judged(frozenset(("AIA502",)), (folder,))
    assert summary(against(lint("infra/a.tf", ["retention = 7"]), [], judged=judged)) == (0, 0, 1)


def test_of_a_long_line_only_the_part_around_the_mark_counts() -> None:
    line = f"retention = {'x' * 400}7{'y' * 400}"
    longer = f"retention = {'x' * 500}7{'y' * 900}"
    (entry,) = [entry_of(each) for each in lint("a.json", [line])]
    assert (entry.line, entry.mark) == ("x" * 80 + "7" + "y" * 80, "7")
    assert summary(against(lint("a.json", [line]), lint("a.json", [longer]))) == (1, 0, 0)


def test_paths_are_relative_to_the_folder_of_the_file(tmp_path: Path) -> None:
    held = Baseline("x.json", tmp_path / "repo", (BaselineEntry("AIA502", "deploy/a.tf", "l", "m"),))
    seen = held.seen_from(tmp_path / "repo" / "deploy")
    assert [each.path for each in seen] == ["a.tf"]
    assert [each.path for each in held.seen_from(tmp_path)] == ["repo/deploy/a.tf"]
    assert held.holding(seen, tmp_path / "repo" / "deploy") == held
