"""SARIF fixes: what is cut out and what comes in its place, in UTF-16 columns."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiact_lint.finding import BaselineEntry, BaselineSummary, Edit, Fix, Report, Suppressed
from aiact_lint.reporters import RenderOptions
from aiact_lint.reporters.sarif import render
from aiact_lint.reporters.sarif.fixes import Fixes
from aiact_lint.reporters.sarif.places import Places
from aiact_lint.rule import Rule
from aiact_lint.source import SourceFile, Span
from unit.reporters.report_maker import DECLARATION, LOGS, finding, report

KEPT = BaselineSummary(
    ".aiact-baseline.json", 1, 1, (BaselineEntry("AIA206", "card.md", "l", "m", message="It is gone."),), ()
)


def run_of(made: Report, rules: Mapping[str, Rule], schema: Any, options: RenderOptions | None = None) -> Any:
    log = json.loads(render(made, rules, options or RenderOptions()))
    jsonschema.Draft7Validator(schema).validate(log)
    return log["runs"][0]


def replaced(source: SourceFile, old: str, new: str) -> Edit:
    start = source.text.index(old)
    return Edit.at(source, Span(start, start + len(old)), new)


def test_edits_of_two_files(rules: Mapping[str, Rule], sarif_schema: Any) -> None:
    edits = (replaced(LOGS, "30", "365"), replaced(DECLARATION, "365", "184"), replaced(LOGS, "name  ", "name"))
    fix = Fix("Keep logs for 365 days.", safe=False, edits=edits)
    made = report([finding(fixes=(fix,))], hashes={"infra/logs.tf": "ab" * 32})
    (result,) = run_of(made, rules, sarif_schema)["results"]
    assert result["fixes"] == [
        {
            "description": {"text": "Keep logs for 365 days (unsafe: it changes what the files say)."},
            "properties": {"safe": False},
            "artifactChanges": [
                {
                    "artifactLocation": {"uri": "aiact.yaml", "uriBaseId": "SRCROOT"},
                    "replacements": [
                        {
                            "deletedRegion": {"startLine": 10, "startColumn": 23, "endLine": 10, "endColumn": 26},
                            "insertedContent": {"text": "184"},
                        }
                    ],
                },
                {
                    "artifactLocation": {"uri": "infra/logs.tf", "uriBaseId": "SRCROOT", "index": 0},
                    "replacements": [
                        {
                            "deletedRegion": {"startLine": 2, "startColumn": 3, "endLine": 2, "endColumn": 9},
                            "insertedContent": {"text": "name"},
                        },
                        {
                            "deletedRegion": {"startLine": 3, "startColumn": 23, "endLine": 3, "endColumn": 25},
                            "insertedContent": {"text": "365"},
                        },
                    ],
                },
            ],
        }
    ]


def test_a_deletion_has_no_content_and_an_insertion_no_extent(rules: Mapping[str, Rule], sarif_schema: Any) -> None:
    source = SourceFile("a.yaml", "a: \U0001f600 30\r\nb: 2\r\nc: 3\r\n".encode())
    line = Edit.at(source, Span(source.text.index("b"), source.text.index("c")), "")
    word = Edit.at(source, Span(source.text.index("30"), source.text.index("30")), "x\n")
    fixes = (Fix("Remove it", safe=True, edits=(line,)), Fix("Insert it", safe=True, edits=(word,)))
    (result,) = run_of(report([finding(source, fixes=fixes)]), rules, sarif_schema)["results"]
    first, second = result["fixes"]
    assert first["description"] == {"text": "Remove it (safe: what the files say stays the same)."}
    assert first["properties"] == {"safe": True}
    assert first["artifactChanges"][0]["replacements"] == [
        {"deletedRegion": {"startLine": 2, "startColumn": 1, "endLine": 3, "endColumn": 1}}
    ]
    # The face is two units: "a: " is 3, so the number starts at 3 + 2 + 1 + 1.
    assert second["artifactChanges"][0]["replacements"] == [
        {
            "deletedRegion": {"startLine": 1, "startColumn": 7, "endLine": 1, "endColumn": 7},
            "insertedContent": {"text": "x\n"},
        }
    ]


def test_a_fix_quotes_hostile_text_without_harm(rules: Mapping[str, Rule], sarif_schema: Any) -> None:
    fix = Fix("Replace '[x](y)\x1b' by ''", safe=False, edits=(replaced(LOGS, "30", "\x1b##[error]"),))
    made = report([finding(fixes=(fix,))])
    (only,) = run_of(made, rules, sarif_schema)["results"][0]["fixes"]
    assert only["description"]["text"].startswith("Replace '\\[x\\](y)\\\\x1b' by ''")
    assert only["artifactChanges"][0]["replacements"][0]["insertedContent"] == {"text": "\x1b##[error]"}
    assert "##[" not in render(made, rules, RenderOptions())


@given(st.text(st.sampled_from("ab \U0001f600é\r\n"), max_size=60), st.text(max_size=5), st.data())
def test_a_tool_that_applies_regions_gets_what_the_edit_means(text: str, new: str, data: st.DataObject) -> None:
    source = SourceFile("a.md", text.encode())
    inside = [at for at in range(len(text) + 1) if text[at - 1 : at + 1] != "\r\n"]  # no edit starts within a line end
    start, end = sorted((data.draw(st.sampled_from(inside)), data.draw(st.sampled_from(inside))))
    fix = Fix("Replace it", safe=True, edits=(Edit.at(source, Span(start, end), new),))
    (change,) = Fixes(Places({})).fix(fix).artifact_changes
    (replacement,) = change.replacements
    region = replacement.deleted_region

    def offset(line: int, column: int) -> int:
        before = text[source.line_starts[line - 1] :].encode("utf-16-le")[: 2 * (column - 1)].decode("utf-16-le")
        return source.line_starts[line - 1] + len(before)

    assert offset(region.start_line, region.start_column) == start
    assert offset(region.end_line, region.end_column) == end
    assert (replacement.inserted_content.text if replacement.inserted_content else "") == new


@pytest.mark.parametrize("summary", [None, KEPT])
def test_findings_are_new_where_there_is_a_baseline(
    rules: Mapping[str, Rule], sarif_schema: Any, summary: BaselineSummary | None
) -> None:
    kept = Suppressed(finding(), "external", "baseline", KEPT.file)
    run = run_of(report([finding(needle="name")], suppressed=(kept,), baseline=summary), rules, sarif_schema)
    assert [each.get("baselineState") for each in run["results"]] == ["new" if summary else None]
    assert run["properties"].get("baseline") == (
        {
            "file": ".aiact-baseline.json",
            "unchanged": 1,
            "new": 1,
            "absent": [{"rule": "AIA206", "path": "card.md", "message": "It is gone."}],
        }
        if summary
        else None
    )


def test_what_the_baseline_keeps_quiet_is_unchanged(rules: Mapping[str, Rule], sarif_schema: Any) -> None:
    quiet = (
        Suppressed(finding(), "external", "baseline", KEPT.file),
        Suppressed(finding(needle="inference"), "inSource", "kept elsewhere", "infra/logs.tf:1"),
        Suppressed(finding(needle="aws"), "external", "not ours", "aiact-lint.yaml"),
    )
    made = report([replace(finding(needle="name"), message="It is new.")], suppressed=quiet, baseline=KEPT)
    run = run_of(made, rules, sarif_schema, RenderOptions(include_suppressed=True))
    states = [
        (each["locations"][0]["physicalLocation"]["region"]["snippet"]["text"], each.get("baselineState"))
        for each in run["results"]
    ]
    assert states == [("aws", None), ("inference", None), ("name", "new"), ("30", "unchanged")]
    assert run["results"][3]["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "baseline.",
            "properties": {"where": ".aiact-baseline.json"},
        }
    ]
