"""The report as Markdown: what is where, its links, its length."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from aiact_lint.finding import (
    Finding,
    Inconclusive,
    Level,
    Report,
    RunError,
    State,
    Suppressed,
)
from aiact_lint.reporters import Checkout, RenderOptions
from aiact_lint.reporters.links import rule_link, source_link
from aiact_lint.reporters.markdown import LIMIT, render
from aiact_lint.rule import Rule
from aiact_lint.source import SourceFile
from unit.reporters.report_maker import ARTICLES, DECLARATION, LOGS, SYSTEM, finding, location, report, rule

OPTIONS = RenderOptions(articles=ARTICLES)
RULE = "[AIA502](https://aiact-lint.github.io/aiact-lint/rules/AIA502/)<br>short-log-retention"


def _lines(made: Report, rules: Mapping[str, Rule], options: RenderOptions = OPTIONS) -> list[str]:
    return render(made, rules, options).split("\n")


def test_a_finding_is_a_row_of_its_system(rules: Mapping[str, Rule]) -> None:
    made = finding(
        system="cv",
        law=("hrp.log_retention",),
        remedy="Set `retention` to 184.",
        related=(location(DECLARATION, "365", "declared here"),),
    )
    assert _lines(report([made], systems=(SYSTEM,)), rules) == [
        "<!-- aiact-lint -->",
        "## EU AI Act lint",
        "",
        "| errors | warnings | notes | suppressed | inconclusive | AI systems | files read |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        "| **1** | 0 | 0 | 0 | 0 | **1** | **4** |",
        "",
        "As of 2026-11-24.",
        "",
        "### CV Screener: high-risk, provider and deployer, Annex III(4)(a)",
        "",
        "| level | rule | place | finding | law |",
        "| --- | --- | --- | --- | --- |",
        f"| **error** | {RULE} | <code>infra/logs.tf:3</code> | Logs are kept for 30 days; six months can be 184 days."
        "<br><code>aiact.yaml:10</code> declared here<br><i>Set <code>retention</code> to 184.</i> | Art 19(1) |",
        "",
        "<sub>[aiact-lint](https://aiact-lint.github.io/aiact-lint) 0.1.0. A linter sees files, not compliance.</sub>",
        "",
    ]


def test_errors_come_before_warnings_and_notes_are_folded(rules: Mapping[str, Rule]) -> None:
    found = [
        finding(level=level, message=f"A {level}.", remedy="Do it.")
        for level in (Level.NOTE, Level.WARNING, Level.ERROR)
    ]
    text = render(report(found), rules, OPTIONS)
    places = [
        text.index(each) for each in ("A error.", "A warning.", "<details><summary>1 note</summary>\n\n|", "A note.")
    ]
    assert places == sorted(places)
    assert "### Files of no system" in text
    assert text.count("<i>Do it.</i>") == 2, "a note has room for its message only"


def test_contradictions_show_both_places_and_are_not_repeated(rules: Mapping[str, Rule]) -> None:
    pair = finding(
        rule="AIA103", message="365 or 30?", related=(location(DECLARATION, "365", "365 here"),), system="cv"
    )
    lines = _lines(report([pair], systems=(SYSTEM,)), rules)
    row = lines[lines.index("### Contradictions") + 4]
    assert row == (
        "| **error** [AIA103](https://aiact-lint.github.io/aiact-lint/rules/AIA103/)<br>365 or 30?"
        " | <code>infra/logs.tf:3</code><br><code>retention&#95;in&#95;days = 30</code>"
        " | <code>aiact.yaml:10</code><br><code>retention-days: 365</code> |"
    )
    assert "\n".join(lines).count("365 or 30?") == 1


def test_long_lines_are_cut_around_the_mark(rules: Mapping[str, Rule]) -> None:
    source = SourceFile("a.yaml", b"x: " + b"y" * 3000 + b" MARK " + b"z" * 3000)
    pair = finding(source, "MARK", rule="AIA103", related=(location(LOGS, "30"),))
    (row,) = [line for line in _lines(report([pair]), rules) if "MARK" in line]
    assert len(row) < 1000


def test_the_next_day_that_changes_the_result_is_named(rules: Mapping[str, Rule]) -> None:
    soon = finding(
        level=Level.WARNING, state=State.UPCOMING, applies_from=date(2026, 12, 2), level_in_force=Level.ERROR
    )
    assert "As of 2026-11-24. **1 warning becomes an error on 2026-12-02.**" in _lines(report([soon]), rules)


def test_nothing_found(rules: Mapping[str, Rule]) -> None:
    assert "No AI system found, no findings. As of 2026-11-24." in _lines(report(), rules)
    assert "No findings. As of 2026-11-24, every duty taken as in force." in _lines(
        report(systems=(SYSTEM,), enforce="all"), rules
    )


def test_a_run_on_changes_alone_says_so(rules: Mapping[str, Rule]) -> None:
    (line,) = [line for line in _lines(report(diff_ref="a`b", elsewhere=1), rules) if "As of" in line]
    assert line.endswith("As of 2026-11-24. Only what changed since <code>a&#96;b</code>; 1 finding elsewhere.")


def test_what_was_not_judged_is_said(rules: Mapping[str, Rule]) -> None:
    undecided = Inconclusive("AIA502", location(LOGS, "name"), "the value is not in the files")
    made = report(
        errors=(RunError("unreadable-file", "not YAML", path="a.yaml"), RunError("rule-crash", "failed")),
        inconclusive=(undecided,) * 9,
        suppressed=(Suppressed(finding(), "inSource", "agreed", "a:1"),),
    )
    lines = _lines(made, rules)
    assert any(line.startswith("**The run is incomplete: 2 run errors.**") for line in lines)
    assert lines[lines.index("### Run errors") + 2 :][:2] == [
        "- unreadable-file <code>a.yaml</code> not YAML",
        "- rule-crash failed",
    ]
    start = lines.index("<details><summary>9 inconclusive</summary>")
    assert lines[start + 2] == "- AIA502 <code>infra/logs.tf:2</code> the value is not in the files"
    assert lines[start + 10] == "- and 1 more"
    assert "| 0 | 0 | 0 | **1** | **9** | 0 | **4** |" in lines


@pytest.mark.parametrize(
    ("uri", "blob"),
    [
        ("https://github.com/acme/models", "https://github.com/acme/models/blob/abc"),
        ("https://gitlab.acme.eu/ai/models", "https://gitlab.acme.eu/ai/models/-/blob/abc"),
    ],
)
def test_places_link_to_the_commit(rules: Mapping[str, Rule], uri: str, blob: str) -> None:
    options = replace(OPTIONS, checkout=Checkout(uri, "abc", prefix="services/cv/"))
    text = render(report([finding()]), rules, options)
    assert f"| [<code>infra/logs.tf:3</code>]({blob}/services/cv/infra/logs.tf#L3) |" in text


@pytest.mark.parametrize("uri", ["", "http://acme.eu/x", "javascript:alert(1)", "/srv/git/x"])
def test_other_addresses_are_no_links(uri: str) -> None:
    assert source_link(Checkout(uri, "abc"), location(LOGS, "30")) == ""
    assert source_link(Checkout("https://github.com/acme/models"), location(LOGS, "30")) == ""
    assert source_link(None, location(LOGS, "30")) == ""


def test_links_hold_nothing_that_ends_them() -> None:
    source = SourceFile('a b/(c)"<>\udcff.md', b"30")
    link = source_link(Checkout("https://acme.eu:8443/x y)", "abc"), location(source, "30"))
    assert link == "https://acme.eu:8443/x%20y%29/blob/abc/a%20b/%28c%29%22%3C%3E%FF.md#L1"
    assert rule_link("OWN) x") == "https://aiact-lint.github.io/aiact-lint/rules/OWN%29%20x/"


def _many(number: int, level: Level) -> list[Finding]:
    return [
        finding(SourceFile(f"models/{at:05}.md", b"30\n"), "30", level=level, message=f"{level} {at:05}.")
        for at in range(number)
    ]


@pytest.mark.parametrize("number", [200, 5000])
def test_a_long_report_keeps_the_gravest_and_says_what_is_missing(rules: Mapping[str, Rule], number: int) -> None:
    found = [*_many(number, Level.NOTE), *_many(100, Level.ERROR), *_many(number, Level.WARNING)]
    text = render(report(sorted(found, key=lambda each: each.sort_key)), rules, OPTIONS)
    assert LIMIT * 0.9 < len(text) <= LIMIT < 65_536
    assert sum(f"error {at:05}." in text for at in range(100)) == 100
    warnings = sum(f"warning {at:05}." in text for at in range(number))
    notes = sum(f"note {at:05}." in text for at in range(number))
    assert warnings > 0
    assert notes == 0 or warnings == number
    said = [f"{number - warnings} warnings"] * (warnings < number) + [f"{number - notes} notes"] * (notes < number)
    assert f"**Left out here for its length: {', '.join(said)}.**" in text


def test_even_hostile_text_fits(tmp_path: Path) -> None:
    nasty = "$@" * 3000
    source = SourceFile(f"a/{nasty}", nasty.encode())
    made = finding(
        source,
        "$",
        rule="AIA103",
        message=nasty,
        remedy=nasty,
        system=nasty,
        related=(location(source, "@", nasty),) * 30,
    )
    text = render(
        report(
            [made] * 50,
            systems=(replace(SYSTEM, id=nasty, name=nasty, roles=(nasty,) * 5),),
            errors=(RunError("unreadable-file", nasty, path=nasty),) * 50,
            inconclusive=(Inconclusive(nasty, location(source, "$"), nasty),) * 50,
        ),
        {"AIA103": rule(tmp_path, "AIA103", name=nasty)},
        OPTIONS,
    )
    assert len(text) <= LIMIT


def test_the_category_tells_comments_apart_and_cannot_end_its_own() -> None:
    assert render(report(), {}, RenderOptions(category="models/nightly")).startswith("<!-- models/nightly -->\n")
    assert render(report(), {}, RenderOptions(category="x--> <img> --!>")).startswith("<!-- x- img -->\n")
