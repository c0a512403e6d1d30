"""The whole report as JSON, described by `schemas/report.schema.json`.

Keys are only ever added within one `version`. Columns count code points; SARIF has UTF-16 columns.
"""

from __future__ import annotations

from collections.abc import Mapping

from aiact_lint import HOMEPAGE
from aiact_lint.finding import (
    BaselineSummary,
    Finding,
    Fix,
    Inconclusive,
    Location,
    Report,
    RunError,
    Suppressed,
    SystemSummary,
)
from aiact_lint.reporters import RenderOptions, rule_uri
from aiact_lint.reporters.escape import json_text
from aiact_lint.reporters.summary import count_levels
from aiact_lint.rule import Rule
from aiact_lint.source import Region

VERSION = 1
"""Of the format; raised when a key goes away or changes its meaning."""


def render(report: Report, rules: Mapping[str, Rule], options: RenderOptions) -> str:  # noqa: ARG001  # one signature
    """Everything the report holds, suppressed findings included."""
    document = {
        "version": VERSION,
        "tool": {"name": "aiact-lint", "version": report.version, "uri": HOMEPAGE},
        "asOf": report.as_of.isoformat(),
        "enforce": report.enforce,
        "summary": _summary(report),
        "baseline": _baseline(report.baseline) if report.baseline else None,
        "findings": [_finding(each, rules) for each in report.findings],
        "suppressed": [_suppressed(each, rules) for each in report.suppressed],
        "inconclusive": [_inconclusive(each, rules) for each in report.inconclusive],
        "errors": [_error(each) for each in report.errors],
        "skipped": [{"path": each.path, "reason": each.reason} for each in report.skipped],
        "systems": [_system(each) for each in report.systems],
        "rules": [{"id": rule, "name": _name(rule, rules)} for rule in report.rules],
    }
    return json_text(document, indent=2)


def _summary(report: Report) -> dict[str, object]:
    levels = {str(level): number for level, number in count_levels(report.findings).items()}
    return {
        "findings": len(report.findings),
        "levels": levels,
        "suppressed": len(report.suppressed),
        "inconclusive": len(report.inconclusive),
        "errors": len(report.errors),
        "skipped": len(report.skipped),
        "systems": len(report.systems),
        "filesSeen": report.files_seen,
        "filesRead": report.files_read,
        "complete": not report.errors,
    }


def _baseline(summary: BaselineSummary) -> dict[str, object]:
    keys = ("rule", "path", "line", "message", "reason")
    absent = [{key: getattr(entry, key) for key in keys} for entry in summary.absent]
    return {"file": summary.file, "unchanged": summary.unchanged, "new": summary.new, "absent": absent}


def _finding(finding: Finding, rules: Mapping[str, Rule]) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "name": _name(finding.rule, rules),
        "uri": rule_uri(finding.rule),
        "level": str(finding.level),
        "message": finding.message,
        **_place(finding.location),
        "related": [_labelled(each) for each in finding.related],
        "flow": [_labelled(each) for each in finding.flow],
        "system": finding.system,
        "law": list(finding.law),
        "state": str(finding.state),
        "appliesFrom": finding.applies_from.isoformat() if finding.applies_from else None,
        "remedy": finding.remedy,
        "fingerprint": finding.fingerprint or None,
        "fixes": [_fix(each) for each in finding.fixes],
    }


def _fix(fix: Fix) -> dict[str, object]:
    edits = [
        {"path": edit.path, "region": _region(edit.region), "start": edit.start, "end": edit.end, "text": edit.text}
        for edit in fix.edits
    ]
    return {"description": fix.description, "safe": fix.safe, "edits": edits}


def _suppressed(suppressed: Suppressed, rules: Mapping[str, Rule]) -> dict[str, object]:
    by = {"kind": suppressed.kind, "reason": suppressed.reason, "where": suppressed.where}
    return {**_finding(suppressed.finding, rules), "suppression": by}


def _inconclusive(each: Inconclusive, rules: Mapping[str, Rule]) -> dict[str, object]:
    names = {"rule": each.rule, "name": _name(each.rule, rules)}
    return {**names, "reason": each.reason, **_place(each.location), "system": each.system}


def _error(error: RunError) -> dict[str, object]:
    place = _place(error.location) if error.location else {"path": error.path, "region": None}
    return {"what": error.what, "message": error.message, **place, "rule": error.rule}


def _system(system: SystemSummary) -> dict[str, object]:
    return {
        "id": system.id,
        "name": system.name,
        "riskClass": system.risk_class,
        "roles": list(system.roles),
        "annexIII": list(system.annex_iii),
        "recognised": list(system.recognised),
        "files": [{"path": each.path, "what": each.what, "reason": each.reason} for each in system.files],
    }


def _labelled(location: Location) -> dict[str, object]:
    return {"message": location.message, **_place(location)}


def _place(location: Location) -> dict[str, object]:
    return {"path": location.path, "region": _region(location.region)}


def _region(region: Region) -> dict[str, int]:
    return {
        "line": region.line,
        "column": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    }


def _name(rule: str, rules: Mapping[str, Rule]) -> str | None:
    return rules[rule].name if rule in rules else None
