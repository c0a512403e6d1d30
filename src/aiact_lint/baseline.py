"""The baseline: findings that were there when a team began, kept quiet until their line changes.

A finding is known again by its rule, its file and what stands on its marked line, so edits elsewhere in the file do not
matter. Equal findings are counted: one more than the baseline holds is shown. Where a file is gone, its entries match
equal findings elsewhere, so a renamed file brings its entries along.
"""

from __future__ import annotations

import os
import posixpath
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import replace
from pathlib import Path

from aiact_lint.finding import BaselineEntry, BaselineSummary, Finding, Suppressed
from aiact_lint.lazy_dataclass import dataclass

NAME = ".aiact-baseline.json"
"""Where the command writes unless it is told otherwise."""

UNBASELINED = "AIA001"
"""An unreadable file is always shown: nobody knows what it holds."""

_LONG = 200
"""Of longer lines, and around longer marks, only a part is kept: JSON on one line would be its whole file."""
_AROUND = 80


@dataclass(frozen=True, slots=True)
class Baseline:
    """A baseline file."""

    file: str
    """As reports name it."""
    folder: Path
    """Absolute; the paths of its entries are relative to it."""
    entries: tuple[BaselineEntry, ...] = ()

    def seen_from(self, root: Path) -> tuple[BaselineEntry, ...]:
        """The entries with paths relative to the root of a run."""
        return tuple(replace(each, path=_relative(self.folder / each.path, root)) for each in self.entries)

    def holding(self, entries: Iterable[BaselineEntry], root: Path) -> Baseline:
        """The same file with other entries, whose paths are relative to the root of a run."""
        held = (replace(each, path=_relative(root / each.path, self.folder)) for each in entries)
        return replace(self, entries=tuple(sorted(held, key=order)))


def _relative(path: Path, folder: Path) -> str:
    return os.path.relpath(path, folder).replace(os.sep, "/")


@dataclass(frozen=True, slots=True)
class Judged:
    """What a run was able to judge; entries about anything else are neither confirmed nor absent."""

    rules: frozenset[str]
    folders: tuple[str, ...]
    """Files and folders that were linted, relative to the root; "" is everything."""
    unread: frozenset[str] = frozenset()
    """Files that could not be read."""

    def covers(self, entry: BaselineEntry) -> bool:
        """Whether the absence of an entry's finding means that it is gone."""
        if entry.rule not in self.rules or entry.path in self.unread:
            return False
        return any(at in ("", entry.path) or entry.path.startswith(f"{at}/") for at in self.folders)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Findings after the baseline."""

    shown: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...] = ()
    summary: BaselineSummary | None = None
    """None where no baseline is in use."""


def entry_of(finding: Finding) -> BaselineEntry:
    """A finding as the baseline remembers it."""
    region, line = finding.location.region, finding.location.line_text
    start, end = region.column - 1, region.end_column - 1
    if len(line) > _LONG:
        line = line[max(0, start - _AROUND) : min(end, start + _LONG) + _AROUND]
    mark = finding.location.line_text[start : min(end, start + _LONG)]
    return BaselineEntry(
        rule=finding.rule,
        path=finding.location.path,
        line=" ".join(line.split()),
        mark=" ".join(mark.split()),
        fingerprint=finding.fingerprint.partition(":")[0],
        message=finding.statement,
    )


def compare(
    findings: Iterable[Finding],
    file: str,
    entries: Iterable[BaselineEntry],
    judged: Judged,
    gone: Callable[[str], bool],
) -> Comparison:
    """Split findings by a baseline; `gone` tells whether a path is no file any more."""
    given = list(findings)
    known = [entry_of(each) for each in given]
    matching = _Matching(known, entries)
    matching.in_place()
    matching.in_renamed_files(gone)
    shown, suppressed, current = [], [], []
    for index, finding in enumerate(given):
        entry = matching.entry_for.get(index)
        if entry is None:
            shown.append(finding)
        else:
            reason = f"baseline: {entry.reason}" if entry.reason else "baseline"
            suppressed.append(Suppressed(finding, "external", reason, file))
        if finding.rule != UNBASELINED:
            current.append(replace(known[index], reason=entry.reason if entry else ""))
    left = matching.left
    absent = tuple(each for each in left if judged.covers(each))
    current += [each for each in left if not judged.covers(each)]
    summary = BaselineSummary(file, len(suppressed), len(shown), absent, tuple(sorted(current, key=order)))
    return Comparison(tuple(shown), tuple(suppressed), summary)


def order(entry: BaselineEntry) -> tuple[str, ...]:
    """The order of a baseline file, which no edit of the linted files disturbs."""
    return (entry.path, entry.rule, entry.line, entry.mark, entry.fingerprint, entry.message, entry.reason)


class _Matching:
    """Pairs findings (by index) with entries; each entry serves one finding."""

    def __init__(self, known: Sequence[BaselineEntry], entries: Iterable[BaselineEntry]) -> None:
        self._known = known
        self._free = sorted((each for each in entries if each.rule != UNBASELINED), key=order)
        self.entry_for: dict[int, BaselineEntry] = {}

    @property
    def left(self) -> Sequence[BaselineEntry]:
        """Entries that met no finding."""
        return self._free

    def in_place(self) -> None:
        """Same rule, file, line and mark; among equals, those whose surroundings are the same come first."""
        self._pair(lambda each: (each.rule, each.path, each.line, each.mark, each.fingerprint))
        self._pair(lambda each: (each.rule, each.path, each.line, each.mark))

    def in_renamed_files(self, gone: Callable[[str], bool]) -> None:
        """Entries of files that are gone, met again elsewhere with the same surroundings; same file names first."""
        lost = {path for path in {each.path for each in self._free} if gone(path)}
        self._pair(
            lambda each: (each.rule, posixpath.basename(each.path), each.line, each.mark, each.fingerprint), lost
        )
        self._pair(lambda each: (each.rule, each.line, each.mark, each.fingerprint), lost)

    def _pair(self, content: Callable[[BaselineEntry], tuple[str, ...]], paths: Set[str] | None = None) -> None:
        """Give findings the free entries, of some files or of all, with the same content."""
        queues: dict[tuple[str, ...], deque[int]] = defaultdict(deque)
        for at, entry in enumerate(self._free):
            if paths is None or (entry.path in paths and entry.fingerprint):
                queues[content(entry)].append(at)
        taken = set()
        for index, known in enumerate(self._known) if queues else ():
            if index not in self.entry_for and (queue := queues.get(content(known))):
                taken.add(at := queue.popleft())
                self.entry_for[index] = self._free[at]
        self._free = [entry for at, entry in enumerate(self._free) if at not in taken]
