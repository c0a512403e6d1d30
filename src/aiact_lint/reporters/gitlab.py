"""GitLab's code quality report: shown beside the lines of a merge request and compared between branches.

GitLab keeps one entry a fingerprint and tells new from known ones by it, so a fingerprint is unique in the report and
does not change with the day or when lines move. Columns count code points; GitLab reads the lines only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256

from aiact_lint.finding import Finding, Level, Location, Report, RunError
from aiact_lint.reporters import RenderOptions, rule_uri
from aiact_lint.reporters.escape import json_text, visible
from aiact_lint.reporters.summary import untold_errors
from aiact_lint.rule import Rule

_SEVERITIES = {Level.ERROR: "major", Level.WARNING: "minor", Level.NOTE: "info"}
_INCOMPLETE = "critical"
"""Of run errors, whatever the levels of the findings: what else there is nobody knows."""
_NO_FILE = "."
"""Path of an error that is about no file; GitLab wants one."""


def render(report: Report, rules: Mapping[str, Rule], options: RenderOptions) -> str:  # noqa: ARG001  # one signature
    """A JSON array: findings, then run errors that are no finding as well."""
    prints = _Fingerprints()
    entries = [_finding(each, rules, prints) for each in report.findings]
    entries.extend(_error(each, prints) for each in untold_errors(report))
    return json_text(entries, indent=2)


class _Fingerprints:
    """Fingerprints of one report; equal ones are told apart by a count."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[str, ...]] = Counter()

    def of(self, *parts: str) -> str:
        """A SHA-256 over what identifies an entry on every day and wherever its line has moved."""
        self._seen[parts] += 1
        stated = "\0".join((*parts, str(self._seen[parts])))
        return sha256(stated.encode("utf-8", "surrogatepass")).hexdigest()


def _finding(finding: Finding, rules: Mapping[str, Rule], prints: _Fingerprints) -> dict[str, object]:
    where, rule = finding.location, rules.get(finding.rule)
    title = f"{finding.rule} {rule.name}" if rule else finding.rule
    return {
        "description": visible(finding.message),
        "check_name": visible(title),
        "fingerprint": prints.of(finding.rule, where.path, finding.fingerprint, finding.statement),
        "severity": _SEVERITIES[finding.level],
        "location": _location(where),
        "content": {"body": "\n\n".join(_paragraphs(finding))},
    }


def _paragraphs(finding: Finding) -> Iterator[str]:
    for each in (*finding.related, *finding.flow):
        yield visible(f"{each.path}:{each.region.line}: {each.message}".rstrip(": "))
    if finding.remedy:
        yield visible(finding.remedy)
    yield rule_uri(finding.rule)


def _error(error: RunError, prints: _Fingerprints) -> dict[str, object]:
    path = _path(error)
    return {
        "description": visible(error.message),
        "check_name": visible(f"{error.rule} {error.what}" if error.rule else error.what),
        "fingerprint": prints.of(error.what, error.rule or "", path, error.message),
        "severity": _INCOMPLETE,
        "location": _location(error.location) if error.location else {"path": path, "lines": {"begin": 1, "end": 1}},
    }


def _path(error: RunError) -> str:
    return error.location.path if error.location else error.path or _NO_FILE


def _location(where: Location) -> dict[str, object]:
    region = where.region
    return {
        "path": where.path,
        "lines": {"begin": region.line, "end": region.end_line},
        "positions": {
            "begin": {"line": region.line, "column": region.column},
            "end": {"line": region.end_line, "column": region.end_column},
        },
    }
