"""A report as seen from the top of the checkout: forges match the paths of a log against the files of a commit."""

from __future__ import annotations

from dataclasses import replace

from aiact_lint.finding import Finding, Location, Report


def from_top(report: Report, prefix: str) -> Report:
    """The report with all paths relative to the top of the checkout; `prefix` leads from there to the root of the run.

    What the run calls its baseline and where a suppression stands are names for people and stay as they are.
    """
    if not prefix:
        return report
    return replace(
        report,
        findings=tuple(_finding(each, prefix) for each in report.findings),
        suppressed=tuple(replace(each, finding=_finding(each.finding, prefix)) for each in report.suppressed),
        inconclusive=tuple(replace(each, location=_at(each.location, prefix)) for each in report.inconclusive),
        errors=tuple(
            replace(
                each,
                location=_at(each.location, prefix) if each.location else None,
                path=prefix + each.path if each.path else each.path,
            )
            for each in report.errors
        ),
        skipped=tuple(replace(each, path=prefix + each.path) for each in report.skipped),
        hashes={prefix + path: value for path, value in report.hashes.items()},
    )


def _finding(finding: Finding, prefix: str) -> Finding:
    return replace(
        finding,
        location=_at(finding.location, prefix),
        related=tuple(_at(each, prefix) for each in finding.related),
        flow=tuple(_at(each, prefix) for each in finding.flow),
        fixes=tuple(
            replace(fix, edits=tuple(replace(edit, path=prefix + edit.path) for edit in fix.edits))
            for fix in finding.fixes
        ),
    )


def _at(location: Location, prefix: str) -> Location:
    return replace(location, path=prefix + location.path)
