"""The last line of what people read: how much was found, in what, as of when, and when that changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from aiact_lint.finding import Finding, Level, Report, RunError, State
from aiact_lint.lazy_dataclass import dataclass

NO_SYSTEM = "no AI system found"


def counted(number: int, noun: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def count_levels(findings: Iterable[Finding]) -> dict[Level, int]:
    """The number of findings of each level, most severe first, zeros included."""
    counts = Counter(finding.level for finding in findings)
    return {level: counts[level] for level in sorted(Level, key=lambda level: -level.rank)}


@dataclass(frozen=True, slots=True)
class Change:
    """What the passing of time alone does to a result, on the first day on which it does something."""

    on: date
    moves: tuple[tuple[Level, Level, int], ...]
    """Level now, level from that day on, and how many findings."""
    expiring: int = 0
    """How many suppressions have ended on that day."""

    def __str__(self) -> str:
        """`2 warnings become errors and 1 suppression ends on 2026-12-02`."""
        parts = [_move(*move) for move in self.moves]
        if self.expiring:
            parts.append(f"{counted(self.expiring, 'suppression')} {'ends' if self.expiring == 1 else 'end'}")
        return f"{' and '.join(parts)} on {self.on.isoformat()}"


def next_change(report: Report) -> Change | None:
    """The next day on which the same files give another result; None where there is none."""
    steps = [
        (finding.level, *ahead[0]) for finding in report.findings if (ahead := level_steps(finding, report.horizon))
    ]
    ends = [each.until + timedelta(days=1) for each in report.suppressed if each.until and each.until < date.max]
    days = [day for day in (*(day for _, day, _ in steps), *ends) if day > report.as_of]
    if not days:
        return None
    first = min(days)
    counts = Counter((now, then) for now, day, then in steps if day == first)
    order = sorted(counts, key=lambda move: (-move[1].rank, -move[0].rank))
    return Change(first, tuple((now, then, counts[now, then]) for now, then in order), ends.count(first))


def level_steps(finding: Finding, horizon: int) -> tuple[tuple[date, Level], ...]:
    """The days on which the level of a finding rises, and to what: to a warning ahead, then to the rule's own."""
    start, own = finding.applies_from, finding.level_in_force
    if start is None or own is None:
        return ()
    steps = [(start, own)]
    if finding.state is State.FUTURE and finding.level is Level.NOTE and horizon:
        ahead = (start - timedelta(days=horizon), Level.WARNING)
        steps = [ahead, *steps] if own is Level.ERROR else [ahead]
    return tuple(steps)


def _move(now: Level, then: Level, number: int) -> str:
    if number > 1:
        return f"{number} {now}s become {then}s"
    return f"1 {now} becomes {'an' if then is Level.ERROR else 'a'} {then}"


def untold_errors(report: Report) -> tuple[RunError, ...]:
    """The run errors that are not findings as well (an unreadable file is AIA001 too), for formats people read."""
    told = {(each.location.path, each.message) for each in report.findings}
    return tuple(each for each in report.errors if (_path(each), each.message) not in told)


def _path(error: RunError) -> str | None:
    return error.location.path if error.location is not None else error.path


def summary_line(report: Report) -> str:
    """`2 findings: 1 error, 1 note · 4 of 9 files read · 1 AI system · as of 2026-11-24 · 1 note becomes …`."""
    parts = [
        _findings(report),
        f"{len(report.suppressed)} suppressed" if report.suppressed else "",
        f"{report.elsewhere} outside the diff with {report.diff_ref}" if report.elsewhere else "",
        f"{len(report.inconclusive)} inconclusive" if report.inconclusive else "",
        f"{counted(len(report.errors), 'run error')}, the run is incomplete" if report.errors else "",
        f"{len(report.skipped)} skipped" if report.skipped else "",
        _files(report),
        counted(len(report.systems), "AI system") if report.systems else "",
        f"as of {report.as_of.isoformat()}",
        "every duty taken as in force" if report.enforce == "all" else "",
        str(next_change(report) or ""),
        _fixable(report),
    ]
    return " · ".join(part for part in parts if part)


def _fixable(report: Report) -> str:
    """`2 fixable with --fix, 1 more with --unsafe-fixes, 3 missing keys to draft with --fix`."""
    mending = [[fix for fix in finding.fixes if fix.mends] for finding in report.findings]
    safe = sum(any(fix.safe for fix in fixes) for fixes in mending)
    unsafe = sum(map(bool, mending)) - safe
    parts = [f"{safe} fixable with --fix"] if safe else []
    if unsafe:
        parts.append(f"{unsafe} more with --unsafe-fixes" if safe else f"{unsafe} fixable with --fix --unsafe-fixes")
    if drafts := len({fix.edits for finding in report.findings for fix in finding.fixes if not fix.mends}):
        parts.append(f"{counted(drafts, 'missing key')} to draft with --fix")
    return ", ".join(parts)


def _findings(report: Report) -> str:
    if not report.findings:
        return "no findings" if report.systems else f"{NO_SYSTEM}, no findings"
    levels = count_levels(report.findings)
    found = counted(len(report.findings), "finding")
    by_level = ", ".join(counted(number, str(level)) for level, number in levels.items() if number)
    return f"{found}: {by_level}" + ("" if report.systems else f" · {NO_SYSTEM}")


def _files(report: Report) -> str:
    if report.files_read == report.files_seen:
        return counted(report.files_seen, "file")
    return f"{report.files_read} of {counted(report.files_seen, 'file')} read"
