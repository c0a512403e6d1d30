"""The text format, whole outputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from textwrap import dedent

import pytest

from aiact_lint.finding import Inconclusive, Level, RunError, Skipped, State, Suppressed, SystemSummary
from aiact_lint.reporters import RenderOptions
from aiact_lint.reporters.text import render
from aiact_lint.rule import Rule
from aiact_lint.source import SourceFile
from unit.reporters.report_maker import ARTICLES, DECLARATION, LOGS, finding, location, report

OPTIONS = RenderOptions(articles=ARTICLES)
SYSTEM = SystemSummary("cv-screener", "CV", "high-risk", ("provider",), (), (), ())
CONTRADICTION = finding(
    level=Level.NOTE,
    message="Logs are kept for 30 days; six months can be 184 days. Applies from 2027-12-02, in 373 days.",
    related=(location(DECLARATION, "365", "365 days declared here"),),
    system="cv-screener",
    law=("hrp.log_retention", "hrd.log_retention"),
    state=State.FUTURE,
    applies_from=date(2027, 12, 2),
    remedy="Set the retention to 184 days or more.",
)


def test_finding_with_a_related_place(rules: Mapping[str, Rule]) -> None:
    expected = """\
        note[AIA502]: Logs are kept for 30 days; six months can be 184 days. Applies from 2027-12-02, in 373 days.
          --> infra/logs.tf:3:23
           |
         3 |   retention_in_days = 30
           |                       ^^
          --> aiact.yaml:10:23
           |
        10 |       retention-days: 365
           |                       --- 365 days declared here
           |
           = help: Set the retention to 184 days or more.
           = law: Art 19(1), 26(6) · hrp.log_retention, hrd.log_retention · applies from 2027-12-02 (373 days)
           = system: cv-screener

        1 finding: 1 note · 4 of 9 files read · 1 AI system · as of 2026-11-24
        """
    assert render(report([CONTRADICTION], systems=(SYSTEM,)), rules, OPTIONS) == dedent(expected)


def test_steps_of_a_chain(rules: Mapping[str, Rule]) -> None:
    chain = (location(DECLARATION, "cv-screener", "states the class"), location(LOGS, "inference"))
    expected = """\
        error[AIA502]: Logs are kept for 30 days; six months can be 184 days.
         --> infra/logs.tf:3:23
          |
        3 |   retention_in_days = 30
          |                       ^^
          |
          = step 1: aiact.yaml:3:13 states the class
          = step 2: infra/logs.tf:1:38

        1 finding: 1 error · 9 files · 1 AI system · as of 2026-11-24
        """
    made = report([finding(flow=chain)], systems=(SYSTEM,), files_read=9)
    assert render(made, rules, OPTIONS) == dedent(expected)


def test_everything_else_with_verbosity(rules: Mapping[str, Rule]) -> None:
    made = report(
        [finding(level=Level.WARNING)],
        suppressed=(Suppressed(finding(), "inSource", "kept elsewhere", "infra/logs.tf:2"),),
        inconclusive=(
            Inconclusive(
                "AIA502", location(LOGS, "name"), "the value of 'var.days' is not in the files", "cv-screener"
            ),
        ),
        errors=(
            RunError("unreadable-file", "byte 3 is not valid UTF-8", path="models/README.md"),
            RunError("rule-crash", "rule AIA502 failed", location=location(LOGS, "inference"), rule="AIA502"),
        ),
        skipped=(Skipped("big.json", "larger than 20 MB"),),
        systems=(SYSTEM, replace(SYSTEM, id="other")),
    )
    expected = """\
        warning[AIA502]: Logs are kept for 30 days; six months can be 184 days.
         --> infra/logs.tf:3:23
          |
        3 |   retention_in_days = 30
          |                       ^^
          |
          = rule: short-log-retention: Logs of a high-risk system are kept for less than six months

        suppressed[AIA502]: Logs are kept for 30 days; six months can be 184 days.
         --> infra/logs.tf:3:23
          |
        3 |   retention_in_days = 30
          |                       ^^
          |
          = reason: kept elsewhere (infra/logs.tf:2)

        inconclusive[AIA502]: the value of 'var.days' is not in the files
         --> infra/logs.tf:2:3
          |
        2 |   name              = "/aws/sagemaker/Endpoints/cv"
          |   ^^^^
          |
          = system: cv-screener

        run error[unreadable-file]: byte 3 is not valid UTF-8
         --> models/README.md

        run error[AIA502]: rule AIA502 failed
         --> infra/logs.tf:1:38
          |
        1 | resource "aws_cloudwatch_log_group" "inference" {
          |                                      ^^^^^^^^^

        skipped: big.json: larger than 20 MB

        SUMMARY
        """
    summary = (
        "1 finding: 1 warning · 1 suppressed · 1 inconclusive · 2 run errors, the run is incomplete · 1 skipped"
        " · 4 of 9 files read · 2 AI systems · as of 2026-11-24"
    )
    shown = render(made, rules, replace(OPTIONS, verbosity=1))
    assert shown == dedent(expected).replace("SUMMARY", summary)
    normal = render(made, rules, OPTIONS)
    assert "suppressed[" not in normal
    assert "inconclusive[" not in normal
    assert "skipped:" not in normal
    assert normal.count("run error[") == 2
    assert normal.endswith(f"\n{summary}\n")


def test_suppressed_findings_on_request(rules: Mapping[str, Rule]) -> None:
    made = report(suppressed=(Suppressed(finding(), "external", "agreed", "aiact-lint.yaml:4"),))
    shown = render(made, rules, replace(OPTIONS, include_suppressed=True))
    assert "suppressed[AIA502]: Logs" in shown
    assert "  = reason: agreed (aiact-lint.yaml:4)\n" in shown


def test_quiet_is_one_line_each(rules: Mapping[str, Rule]) -> None:
    made = report([CONTRADICTION], errors=(RunError("unreadable-file", "no text", path="a.md"),), systems=(SYSTEM,))
    assert render(made, rules, replace(OPTIONS, verbosity=-1)) == (
        "infra/logs.tf:3:23: note[AIA502]: Logs are kept for 30 days; six months can be 184 days."
        " Applies from 2027-12-02, in 373 days.\n"
        "a.md: run error[unreadable-file]: no text\n"
        "1 finding: 1 note · 1 run error, the run is incomplete · 4 of 9 files read · 1 AI system · as of 2026-11-24\n"
    )


@pytest.mark.parametrize("verbosity", [-1, 0, 1])
def test_nothing_found(rules: Mapping[str, Rule], verbosity: int) -> None:
    options = replace(OPTIONS, verbosity=verbosity)
    clean = report(systems=(SYSTEM,), files_read=9)
    assert render(clean, rules, options) == "no findings · 9 files · 1 AI system · as of 2026-11-24\n"
    none = report(files_seen=1, files_read=0)
    assert render(none, rules, options) == ("no AI system found, no findings · 0 of 1 file read · as of 2026-11-24\n")


def test_a_finding_without_a_system_says_that_there_is_none(rules: Mapping[str, Rule]) -> None:
    last = render(report([finding()]), rules, OPTIONS).splitlines()[-1]
    assert last == "1 finding: 1 error · no AI system found · 4 of 9 files read · as of 2026-11-24"


def test_enforcing_everything_is_said(rules: Mapping[str, Rule]) -> None:
    last = render(report([finding()], enforce="all"), rules, OPTIONS).splitlines()[-1]
    assert last.endswith(" · as of 2026-11-24 · every duty taken as in force")


def test_counts_by_level(rules: Mapping[str, Rule]) -> None:
    levels = (Level.NOTE, Level.ERROR, Level.ERROR, Level.WARNING)
    last = render(report([finding(level=level) for level in levels]), rules, OPTIONS).splitlines()[-1]
    assert last.startswith("4 findings: 2 errors, 1 warning, 1 note · ")


def test_colour_adds_nothing_but_colour(rules: Mapping[str, Rule]) -> None:
    made = report([CONTRADICTION], systems=(SYSTEM,))
    coloured = render(made, rules, replace(OPTIONS, colour=True))
    assert coloured.startswith("\x1b[1;36mnote[AIA502]\x1b[0m: \x1b[1mLogs are kept")
    assert "\x1b[1;36m^^\x1b[0m\n" in coloured
    bare = coloured
    for code in ("0", "1", "1;34", "1;36"):
        bare = bare.replace(f"\x1b[{code}m", "")
    assert bare == render(made, rules, OPTIONS)


HOSTILE = SourceFile("a\nb/\x1b[2J.yaml", b"\tkey: \xf0\x9f\x98\x80 \x1b[31mred\x1b[0m ##[error]x ::error::y\n")


def test_hostile_text_is_shown_not_obeyed(rules: Mapping[str, Rule]) -> None:
    nasty = finding(
        HOSTILE,
        "red",
        rule="AIA5\x1b",
        message="line\n::error::injected \x1b]0;title\x07 ##vso[task.x]",
        remedy="a\nb",
        system="s\u202e",
        law=("x\x1b",),
        related=(location(HOSTILE, "y", "l\nabel"),),
        flow=(location(HOSTILE, "x", "s\rtep"),),
    )
    shown = render(report([nasty], errors=(RunError("rule-crash", "m\x1b", path="p\n"),)), rules, OPTIONS)
    expected = r"""
        error[AIA5\x1b]: line\n::error::injected \x1b]0;title\x07 #\x23vso[task.x]
         --> a\nb/\x1b[2J.yaml:1:14
          |
        1 |     key: 😀 \x1b[31mred\x1b[0m #\x23[error]x ::error::y
          |                     ^^^
         --> a\nb/\x1b[2J.yaml:1:4
          |
        1 |     key: 😀 \x1b[31mred\x1b[0m #\x23[error]x ::error::y
          |       - l\nabel
          |
          = step 1: a\nb/\x1b[2J.yaml:1:31 s\rtep
          = help: a\nb
          = law: x\x1b
          = system: s\u202e

        run error[rule-crash]: m\x1b
         --> p\n
        """
    assert shown.startswith(dedent(expected).lstrip("\n"))
    assert shown.replace("\n", "").isprintable()
    assert not [line for line in shown.splitlines() if line.lstrip().startswith("::")]


def test_a_long_line_is_cut_to_the_width(rules: Mapping[str, Rule]) -> None:
    source = SourceFile("min.json", b'{"a":"' + b"x" * 5000 + b'","days":30,"b":"' + b"y" * 5000 + b'"}')
    shown = render(report([finding(source, "30")]), rules, replace(OPTIONS, width=60)).splitlines()
    assert shown[3].startswith("1 | ...xxxx")
    assert shown[3].endswith("yyyy...")
    assert len(shown[3]) == 60
    assert shown[3][shown[4].index("^") : shown[4].rindex("^") + 1] == "30"


def test_a_rule_that_is_not_known_is_still_shown() -> None:
    assert render(report([finding()]), {}, replace(OPTIONS, verbosity=1)).startswith("error[AIA502]: Logs")
