"""Reports made by hand from real text, for the tests of the formats."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from aiact_lint.finding import Finding, Level, LinkedFile, Location, Report, SystemSummary
from aiact_lint.fingerprint import line_fingerprint
from aiact_lint.rule import Check, Rule
from aiact_lint.source import SourceFile, Span

AS_OF = date(2026, 11, 24)
ARTICLES = {"hrp.log_retention": "19(1)", "hrd.log_retention": "26(6)"}

LOGS = SourceFile(
    "infra/logs.tf",
    b'resource "aws_cloudwatch_log_group" "inference" {\n'
    b'  name              = "/aws/sagemaker/Endpoints/cv"\n'
    b"  retention_in_days = 30\n"
    b"}\n",
)
DECLARATION = SourceFile(
    "aiact.yaml",
    b"version: 1\n"
    b"systems:\n"
    b"  - system: cv-screener\n"
    b"    role: provider\n"
    b"    risk-class: high-risk\n"
    b"    annex-iii: recruitment\n"
    b"    intended-purpose: Ranks applications.\n"
    b"    registration: {status: registered}\n"
    b"    logging:\n"
    b"      retention-days: 365\n",
)
SYSTEM = SystemSummary(
    id="cv",
    name="CV Screener",
    risk_class="high-risk",
    roles=("provider", "deployer"),
    annex_iii=("III.4.a",),
    recognised=("III.4.b", "5.1.f", "automation"),
    files=(LinkedFile("aiact.yaml", "declaration", "states system 'cv'"),),
)
DOC = """\
## Why it matters

Logs show what a system did.
Without them nobody can look back.

## What is looked at

Retention of `log stores`.

## How to satisfy it

Keep them.

## Known limits

Other stores.
"""


def rule(folder: Path, rule_id: str = "AIA502", doc: str | None = DOC, **changes: Any) -> Rule:
    """A rule in a folder of its own, with a doc.md unless that is None."""
    place = folder / rule_id
    place.mkdir()
    if doc is not None:
        (place / "doc.md").write_text(doc, encoding="utf-8")
    values: dict[str, Any] = {
        "name": "short-log-retention",
        "title": "Logs of a high-risk system are kept for less than six months",
        "level": Level.ERROR,
        "confidence": "high",
        "message": "Logs are kept for {retention_days} days; six months can be 184 days.",
        "remedy": "Set the retention to 184 days or more.",
        "obligations": ("hrp.log_retention", "hrd.log_retention"),
    } | changes
    return Rule(id=rule_id, status="stable", since="0.1.0", check=Check(), folder=place, **values)


def location(source: SourceFile, needle: str, message: str = "") -> Location:
    """Where a text first stands in a file."""
    start = source.text.index(needle)
    return Location.at(source, Span(start, start + len(needle)), message)


def finding(source: SourceFile = LOGS, needle: str = "30", **changes: Any) -> Finding:
    """A finding on the first occurrence of a text."""
    where = location(source, needle)
    values: dict[str, Any] = {
        "rule": "AIA502",
        "level": Level.ERROR,
        "message": "Logs are kept for 30 days; six months can be 184 days.",
        "fingerprint": line_fingerprint(source, where.region.line),
    } | changes
    return Finding(location=where, **values)


def report(findings: Iterable[Finding] = (), **changes: Any) -> Report:
    """A report of the rule AIA502 over nine files, of which four were read."""
    values: dict[str, Any] = {"enforce": "dated", "rules": ("AIA502",), "files_seen": 9, "files_read": 4} | changes
    return Report(as_of=AS_OF, version="0.1.0", findings=tuple(findings), **values)
