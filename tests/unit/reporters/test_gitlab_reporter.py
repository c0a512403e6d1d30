"""GitLab's code quality report: its fields, and fingerprints that last."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from aiact_lint.finding import Finding, Level, Report, RunError, State
from aiact_lint.reporters import RenderOptions
from aiact_lint.reporters.gitlab import render
from aiact_lint.rule import Rule
from aiact_lint.source import SourceFile
from unit.reporters.report_maker import DECLARATION, LOGS, finding, location, report


def _entries(made: Report, rules: Mapping[str, Rule]) -> Any:
    return json.loads(render(made, rules, RenderOptions()))


def _fingerprints(rules: Mapping[str, Rule], *findings: Finding) -> list[str]:
    return [each["fingerprint"] for each in _entries(report(findings), rules)]


@pytest.mark.parametrize(
    ("level", "severity"), [(Level.ERROR, "major"), (Level.WARNING, "minor"), (Level.NOTE, "info")]
)
def test_finding(rules: Mapping[str, Rule], level: Level, severity: str) -> None:
    made = finding(level=level, related=(location(DECLARATION, "365", "declared here"),), remedy="Keep them.")
    (entry,) = _entries(report([made]), rules)
    assert len(entry.pop("fingerprint")) == 64
    assert entry == {
        "description": "Logs are kept for 30 days; six months can be 184 days.",
        "check_name": "AIA502 short-log-retention",
        "severity": severity,
        "location": {
            "path": "infra/logs.tf",
            "lines": {"begin": 3, "end": 3},
            "positions": {"begin": {"line": 3, "column": 23}, "end": {"line": 3, "column": 25}},
        },
        "content": {
            "body": "aiact.yaml:10: declared here\n\nKeep them.\n\n"
            "https://aiact-lint.github.io/aiact-lint/rules/AIA502/"
        },
    }


def test_an_empty_report_is_an_empty_list(rules: Mapping[str, Rule]) -> None:
    assert render(report(), rules, RenderOptions()) == "[]\n"


def test_the_fingerprint_does_not_know_the_day(rules: Mapping[str, Rule]) -> None:
    def on(day: date) -> Finding:
        left = (date(2027, 12, 2) - day).days
        message = f"Logs are kept for 30 days. Applies from 2027-12-02, in {left} days."
        return finding(message=message, applies_from=date(2027, 12, 2), state=State.FUTURE, level=Level.NOTE)

    in_force = finding(message="Logs are kept for 30 days.", applies_from=date(2027, 12, 2))
    prints = {*_fingerprints(rules, on(date(2026, 1, 1))), *_fingerprints(rules, on(date(2026, 11, 24)))}
    assert prints == set(_fingerprints(rules, in_force))


def test_the_fingerprint_survives_moved_lines(rules: Mapping[str, Rule]) -> None:
    moved = SourceFile(LOGS.path, b"# two lines\n# more\n" + LOGS.data)
    assert finding(moved).location.region.line == 5
    assert _fingerprints(rules, finding(moved)) == _fingerprints(rules, finding())


@pytest.mark.parametrize(
    "changes",
    [{"rule": "AIA206"}, {"message": "Logs are kept for 31 days."}, {"source": DECLARATION, "needle": "365"}],
)
def test_different_findings_have_different_fingerprints(rules: Mapping[str, Rule], changes: dict[str, Any]) -> None:
    assert _fingerprints(rules, finding(**changes)) != _fingerprints(rules, finding())


def test_equal_findings_on_one_line_stay_two(rules: Mapping[str, Rule]) -> None:
    first, second = _fingerprints(rules, finding(), finding())
    assert first != second
    assert [first] == _fingerprints(rules, finding())


def test_run_errors_are_critical_and_told_once(rules: Mapping[str, Rule]) -> None:
    unread = replace(finding(), rule="AIA001", message="not valid YAML")
    made = report(
        [unread],
        errors=(
            RunError("unreadable-file", "not valid YAML", location=location(LOGS, "name"), path="infra/logs.tf"),
            RunError("rule-crash", "failed", location=location(LOGS, "name"), rule="AIA502"),
            RunError("unreadable-file", "byte 3 is not valid UTF-8", path="a.md"),
            RunError("rule-crash", "failed without a place"),
        ),
    )
    entries = _entries(made, rules)
    assert [(each["check_name"], each["severity"], each["location"]["path"]) for each in entries] == [
        ("AIA001", "major", "infra/logs.tf"),
        ("AIA502 rule-crash", "critical", "infra/logs.tf"),
        ("unreadable-file", "critical", "a.md"),
        ("rule-crash", "critical", "."),
    ]
    assert [each["location"]["lines"]["begin"] for each in entries] == [3, 2, 1, 1]
    assert len({each["fingerprint"] for each in entries}) == 4


def test_hostile_text_is_shown_as_escapes(rules: Mapping[str, Rule]) -> None:
    source = SourceFile("a\ud800/##vso[x]\n.yaml", b"key: 30\n")
    text = render(report([finding(source, "30", message="\x1b[2J\u202e")]), rules, RenderOptions())
    assert text.isascii()
    assert "##vso" not in text
    assert json.loads(text)[0]["description"] == "\\x1b[2J\\u202e"
