"""Workflow commands: exact lines, and no way to smuggle in another command."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from aiact_lint.finding import Level, RunError, Suppressed
from aiact_lint.reporters import RenderOptions
from aiact_lint.reporters.github import render
from aiact_lint.rule import Rule
from aiact_lint.source import SourceFile
from unit.reporters.report_maker import DECLARATION, LOGS, finding, location, report


@pytest.mark.parametrize(
    ("level", "command"), [(Level.ERROR, "error"), (Level.WARNING, "warning"), (Level.NOTE, "notice")]
)
def test_finding(rules: Mapping[str, Rule], level: Level, command: str) -> None:
    lines = render(report([finding(level=level)]), rules, RenderOptions()).split("\n")
    assert lines[0] == (
        f"::{command} file=infra/logs.tf,line=3,endLine=3,col=23,endColumn=25,title=AIA502 short-log-retention::"
        "Logs are kept for 30 days; six months can be 184 days."
    )
    assert lines[1].startswith("aiact-lint: 1 finding: 1 ")
    assert lines[1].endswith(" · as of 2026-11-24")
    assert lines[2:] == [""]


def test_related_places_and_remedy_are_further_lines(rules: Mapping[str, Rule]) -> None:
    made = finding(
        related=(location(DECLARATION, "365", "declared here"),), flow=(location(LOGS, "name"),), remedy="Keep 100 %."
    )
    line = render(report([made]), rules, RenderOptions()).split("\n")[0]
    assert line.endswith("184 days.%0Aaiact.yaml:10: declared here%0Ainfra/logs.tf:2%0AKeep 100 %25.")


def test_errors_are_shown_and_suppressed_findings_are_not(rules: Mapping[str, Rule]) -> None:
    made = report(
        suppressed=(Suppressed(finding(), "inSource", "agreed", "a:1"),),
        errors=(
            RunError("unreadable-file", "byte 3 is not valid UTF-8", path="a,b:c.md"),
            RunError("rule-crash", "failed", location=location(LOGS, "name"), rule="AIA502"),
            RunError("rule-crash", "failed"),
        ),
    )
    assert render(made, rules, RenderOptions()).split("\n")[:3] == [
        "::error file=a%2Cb%3Ac.md,title=unreadable-file::byte 3 is not valid UTF-8",
        "::error file=infra/logs.tf,line=2,endLine=2,col=3,endColumn=7,title=rule-crash::failed",
        "::error title=rule-crash::failed",
    ]


def test_hostile_text_stays_in_its_place(rules: Mapping[str, Rule]) -> None:
    source = SourceFile("x\n::error::y,z:%0A.yaml", b"key: 30\n")
    made = finding(
        source,
        "30",
        rule="OWN1,col=9::x",
        message="100%\n::error::injected\r\x1b[2J",
        related=(location(source, "key", "::set-output name=a::b\n"),),
    )
    lines = render(report([made]), rules, RenderOptions()).split("\n")
    assert len(lines) == 3
    assert lines[0] == (
        "::error file=x%0A%3A%3Aerror%3A%3Ay%2Cz%3A%250A.yaml,line=1,endLine=1,col=6,endColumn=8,"
        "title=OWN1%2Ccol=9%3A%3Ax::"
        "100%25\\n::error::injected\\r\\x1b[2J"
        "%0Ax\\n::error::y,z:%250A.yaml:1: ::set-output name=a::b\\n"
    )
