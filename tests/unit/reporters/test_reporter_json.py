"""The JSON format: one whole output, and its schema."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import jsonschema
import pytest

from aiact_lint.finding import (
    BaselineEntry,
    BaselineSummary,
    Edit,
    Fix,
    Inconclusive,
    Level,
    LinkedFile,
    Report,
    RunError,
    Skipped,
    State,
    Suppressed,
    SystemSummary,
)
from aiact_lint.reporters import RenderOptions
from aiact_lint.reporters.json_ import render
from aiact_lint.rule import Rule
from aiact_lint.source import SourceFile, Span
from unit.reporters.report_maker import DECLARATION, LOGS, finding, location, report

START = LOGS.text.index("30")
GONE = BaselineEntry("AIA206", "card.md", "It reads faces.", "faces", "ab12", "The text describes it.", "agreed")


def full() -> Report:
    main = finding(
        level=Level.NOTE,
        related=(location(DECLARATION, "365", "declared here"),),
        flow=(location(LOGS, "inference", "the log group"),),
        system="cv-screener",
        law=("hrp.log_retention",),
        state=State.FUTURE,
        applies_from=date(2027, 12, 2),
        remedy="Keep them longer.",
        fixes=(Fix("Replace '30' by '365'", safe=False, edits=(Edit.at(LOGS, Span(START, START + 2), "365"),)),),
    )
    file = LinkedFile("aiact.yaml", "declaration", "states the system")
    return report(
        [main],
        suppressed=(Suppressed(finding(), "inSource", "kept elsewhere", "infra/logs.tf:2"),),
        inconclusive=(Inconclusive("AIA502", location(LOGS, "name"), "not in the files"),),
        errors=(
            RunError("unreadable-file", "no text", path="a.md"),
            RunError("rule-crash", "failed", location=location(LOGS, "30"), rule="AIA502"),
        ),
        skipped=(Skipped("big.json", "too large"),),
        systems=(SystemSummary("cv-screener", "CV", "high-risk", ("provider",), ("III.4.a",), ("5.1.f",), (file,)),),
        rules=("AIA502", "OWN001"),
        baseline=BaselineSummary(".aiact-baseline.json", 0, 1, (GONE,), ()),
    )


def closed(schema: Any, *, inside: bool = False) -> Any:
    """The schema without room for keys that it does not describe; a finding is closed where it is used."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: closed(value, inside=key in {"properties", "$defs"}) for key, value in schema.items()}
    if "$defs" in made:
        made["$defs"]["finding"].pop("unevaluatedProperties")
    is_object = not inside and ("properties" in made or str(made.get("$ref", "")).endswith("/finding"))
    return made | {"unevaluatedProperties": False} if is_object else made


def test_schema_describes_every_key(rules: Mapping[str, Rule], report_schema: Any) -> None:
    jsonschema.Draft202012Validator.check_schema(report_schema)
    strict = closed(report_schema)
    for made in (full(), report()):
        jsonschema.validate(json.loads(render(made, rules, RenderOptions())), strict)


@pytest.mark.parametrize("key", ["findings", "suppressed", "inconclusive", "errors", "systems"])
def test_the_strict_schema_notices_an_unknown_key(rules: Mapping[str, Rule], report_schema: Any, key: str) -> None:
    written = json.loads(render(full(), rules, RenderOptions()))
    written[key][0]["surprise"] = 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(written, closed(report_schema))


@pytest.mark.parametrize(
    "way",
    [("findings", 0, "fixes", 0), ("findings", 0, "fixes", 0, "edits", 0), ("baseline",), ("baseline", "absent", 0)],
)
def test_the_strict_schema_looks_into_fixes_and_baseline(
    rules: Mapping[str, Rule], report_schema: Any, way: tuple[str | int, ...]
) -> None:
    node = written = json.loads(render(full(), rules, RenderOptions()))
    for step in way:
        node = node[step]
    node["surprise"] = 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(written, closed(report_schema))


def test_no_baseline_is_null(rules: Mapping[str, Rule]) -> None:
    assert json.loads(render(report(), rules, RenderOptions()))["baseline"] is None


def test_whole_output(rules: Mapping[str, Rule]) -> None:
    token = {"line": 3, "column": 23, "endLine": 3, "endColumn": 25}
    bare: dict[str, Any] = {
        "rule": "AIA502",
        "name": "short-log-retention",
        "uri": "https://aiact-lint.github.io/aiact-lint/rules/AIA502/",
        "level": "error",
        "message": "Logs are kept for 30 days; six months can be 184 days.",
        "path": "infra/logs.tf",
        "region": token,
        "related": [],
        "flow": [],
        "system": None,
        "law": [],
        "state": "in-force",
        "appliesFrom": None,
        "remedy": "",
        "fingerprint": finding().fingerprint,
        "fixes": [],
    }
    declared = {"line": 10, "column": 23, "endLine": 10, "endColumn": 26}
    group = {"line": 1, "column": 38, "endLine": 1, "endColumn": 47}
    assert json.loads(render(full(), rules, RenderOptions())) == {
        "version": 1,
        "tool": {"name": "aiact-lint", "version": "0.1.0", "uri": "https://aiact-lint.github.io/aiact-lint"},
        "asOf": "2026-11-24",
        "enforce": "dated",
        "summary": {
            "findings": 1,
            "levels": {"error": 0, "warning": 0, "note": 1},
            "suppressed": 1,
            "inconclusive": 1,
            "errors": 2,
            "skipped": 1,
            "systems": 1,
            "filesSeen": 9,
            "filesRead": 4,
            "complete": False,
        },
        "baseline": {
            "file": ".aiact-baseline.json",
            "unchanged": 0,
            "new": 1,
            "absent": [
                {
                    "rule": "AIA206",
                    "path": "card.md",
                    "line": "It reads faces.",
                    "message": "The text describes it.",
                    "reason": "agreed",
                }
            ],
        },
        "findings": [
            bare
            | {
                "level": "note",
                "related": [{"message": "declared here", "path": "aiact.yaml", "region": declared}],
                "flow": [{"message": "the log group", "path": "infra/logs.tf", "region": group}],
                "system": "cv-screener",
                "law": ["hrp.log_retention"],
                "state": "future",
                "appliesFrom": "2027-12-02",
                "remedy": "Keep them longer.",
                "fixes": [
                    {
                        "description": "Replace '30' by '365'",
                        "safe": False,
                        "edits": [
                            {"path": "infra/logs.tf", "region": token, "start": START, "end": START + 2, "text": "365"}
                        ],
                    }
                ],
            }
        ],
        "suppressed": [
            bare | {"suppression": {"kind": "inSource", "reason": "kept elsewhere", "where": "infra/logs.tf:2"}}
        ],
        "inconclusive": [
            {
                "rule": "AIA502",
                "name": "short-log-retention",
                "reason": "not in the files",
                "path": "infra/logs.tf",
                "region": {"line": 2, "column": 3, "endLine": 2, "endColumn": 7},
                "system": None,
            }
        ],
        "errors": [
            {"what": "unreadable-file", "message": "no text", "path": "a.md", "region": None, "rule": None},
            {"what": "rule-crash", "message": "failed", "path": "infra/logs.tf", "region": token, "rule": "AIA502"},
        ],
        "skipped": [{"path": "big.json", "reason": "too large"}],
        "systems": [
            {
                "id": "cv-screener",
                "name": "CV",
                "riskClass": "high-risk",
                "roles": ["provider"],
                "annexIII": ["III.4.a"],
                "recognised": ["5.1.f"],
                "files": [{"path": "aiact.yaml", "what": "declaration", "reason": "states the system"}],
            }
        ],
        "rules": [{"id": "AIA502", "name": "short-log-retention"}, {"id": "OWN001", "name": None}],
    }


def test_columns_count_code_points_and_text_is_kept(rules: Mapping[str, Rule]) -> None:
    source = SourceFile("ü\udcff.yaml", '"\U0001f600": \x1b[31m30'.encode())
    written = render(report([finding(source, "30", message="m\x1b\n", fingerprint="")]), rules, RenderOptions())
    assert written.isascii()
    (only,) = json.loads(written)["findings"]
    assert only["region"] == {"line": 1, "column": 11, "endLine": 1, "endColumn": 13}
    assert only["message"] == "m\x1b\n"
    assert only["path"] == "ü\ufffd.yaml"  # a byte of the name that is not UTF-8
    assert only["fingerprint"] is None
