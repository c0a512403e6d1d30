"""The last line of what people read: how much was found, in what, as of when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from aiact_lint.finding import Finding, Level, Report

NO_SYSTEM = "no AI system found"


def counted(number: int, noun: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def count_levels(findings: Iterable[Finding]) -> dict[Level, int]:
    """The number of findings of each level, most severe first, zeros included."""
    counts = Counter(finding.level for finding in findings)
    return {level: counts[level] for level in sorted(Level, key=lambda level: -level.rank)}


def summary_line(report: Report) -> str:
    """`2 findings: 1 error, 1 note · 1 suppressed · 4 of 9 files read · 1 AI system · as of 2026-11-24`."""
    parts = [
        _findings(report),
        f"{len(report.suppressed)} suppressed" if report.suppressed else "",
        f"{len(report.inconclusive)} inconclusive" if report.inconclusive else "",
        f"{counted(len(report.errors), 'run error')}, the run is incomplete" if report.errors else "",
        f"{len(report.skipped)} skipped" if report.skipped else "",
        _files(report),
        counted(len(report.systems), "AI system") if report.systems else "",
        f"as of {report.as_of.isoformat()}",
        "every duty taken as in force" if report.enforce == "all" else "",
    ]
    return " · ".join(part for part in parts if part)


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
