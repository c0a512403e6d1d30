"""The HTML report: its parts, its bounds, and what readers without eyes, mouse or script get."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from aiact_lint import law
from aiact_lint.finding import (
    BaselineEntry,
    BaselineSummary,
    Fix,
    Inconclusive,
    Level,
    Report,
    RunError,
    State,
    Suppressed,
)
from aiact_lint.reporters import Checkout, RenderOptions
from aiact_lint.reporters.html import render
from aiact_lint.reporters.html.snippet import snippet
from aiact_lint.reporters.html.view import MOST_FINDINGS
from aiact_lint.rule import Rule
from aiact_lint.source import SourceFile
from unit.reporters.html_page import Element, read
from unit.reporters.report_maker import ARTICLES, DECLARATION, LOGS, SYSTEM, finding, location, report

LATER: dict[str, Any] = {
    "level": Level.NOTE,
    "state": State.FUTURE,
    "applies_from": date(2027, 12, 2),
    "level_in_force": Level.ERROR,
}


@pytest.fixture(scope="module")
def options() -> RenderOptions:
    tables = law.load()
    return RenderOptions(articles=ARTICLES, duties=tables.duties, names=tables.short_names)


def _page(made: Report, rules: Mapping[str, Rule], options: RenderOptions) -> Element:
    return read(render(made, rules, options))


def _words(element: Element) -> str:
    return " ".join(element.text.split())


def test_a_finding_has_its_line_its_law_and_its_remedy(rules: Mapping[str, Rule], options: RenderOptions) -> None:
    made = finding(
        system="cv",
        law=("hrp.log_retention",),
        remedy="Set `retention` to 184.",
        message="Kept for 30 days. Applies from 2027-12-02, in 373 days.",
        related=(location(DECLARATION, "365", "declared here"),),
        flow=(location(LOGS, "name", "named"),),
        **LATER,
    )
    card = _page(report([made], systems=(SYSTEM,)), rules, options).one("article", id="f1")
    assert {key: card.attributes[key] for key in ("data-level", "data-rule", "data-system")} == {
        "data-level": "note",
        "data-rule": "AIA502",
        "data-system": "cv",
    }
    assert _words(card.one("h3")) == "note Kept for 30 days.", "the date is told once, below"
    assert card.one("a", class_="rule").attributes["href"] == "https://aiact-lint.github.io/aiact-lint/rules/AIA502/"
    first, second = card.all("figure")
    assert [(each.attributes["data-n"], each.text) for each in first.all("span", class_="line")] == [
        ("2", '  name              = "/aws/sagemaker/Endpoints/cv"'),
        ("3", "  retention_in_days = 30"),
        ("4", "}"),
    ]
    assert first.one("mark").text == "30"
    assert _words(second.one("figcaption")) == "aiact.yaml:10:23: declared here"
    assert [each.text for each in second.all("span", class_="line")] == ["      retention-days: 365"]
    assert [_words(each) for each in card.all("li")] == ["infra/logs.tf:2:3 named"]
    assert [_words(each) for each in card.all("dd")] == [
        "Set retention to 184.",
        "Art 19(1) · hrp.log_retention · applies from 2027-12-02 (373 days)",
        "warning from 2027-06-05, error from 2027-12-02",
    ]
    assert card.all("dd")[0].one("code").text == "retention"


def test_the_gravest_come_first(rules: Mapping[str, Rule], options: RenderOptions) -> None:
    found = [finding(message=f"A {level}.", level=level) for level in (Level.NOTE, Level.ERROR, Level.WARNING)]
    page = _page(report(found), rules, options)
    assert [_words(each.one("h3")) for each in page.all("article", class_="finding")] == [
        "error A error.",
        "warning A warning.",
        "note A note.",
    ]
    assert [_words(each) for each in page.all("li", class_="tile")][:3] == ["1 error", "1 warning", "1 note"]


def test_contradictions_are_side_by_side(rules: Mapping[str, Rule], options: RenderOptions) -> None:
    pair = finding(rule="AIA103", message="365 or 30?", related=(location(DECLARATION, "365", "365 here"),))
    page = _page(report([pair, finding(rule="AIA103"), finding()]), rules, options)
    part = page.one("section", id="contradictions")
    assert part.one("h2").text == "1 contradiction"
    assert [each.one("mark").text for each in part.one("div", class_="sides").all("figure")] == ["30", "365"]
    target = (part.one("p", class_="meta").one("a").attributes["href"] or "").removeprefix("#")
    assert "365 or 30?" in page.one("article", id=target).text


def test_a_system_has_its_class_its_uses_and_its_files(rules: Mapping[str, Rule], options: RenderOptions) -> None:
    card = (
        _page(report([finding(system="cv")], systems=(SYSTEM,)), rules, options)
        .one("section", id="systems")
        .one("article")
    )
    assert _words(card.one("h3")) == "CV Screener cv"
    assert _words(card.one("p", class_="meta")) == "high-risk provider, deployer"
    assert _words(card.one("p", class_="counts")) == "1 error"
    assert [_words(each) for each in card.one("dl").all("li")] == [
        "recruitment Annex III(4)(a)",
        "worker management Annex III(4)(b)",
        "emotion inference work education Art 5(1)(f)",
    ]
    (file,) = card.one("ul", class_="files").all("li")
    assert [each.text for each in file.walk()] == ["aiact.yaml", "declaration", "states system 'cv'"]


def test_many_systems_become_rows(rules: Mapping[str, Rule], options: RenderOptions) -> None:
    some = tuple(replace(SYSTEM, id=f"s{at:02}", name=f"S{at:02}") for at in range(30))
    part = _page(report([finding(system="s29")], systems=some), rules, options).one("section", id="systems")
    cards, rows = part.all("article"), part.one("tbody").all("tr")
    assert _words(cards[0].one("h3")) == "S29 s29", "where something was found comes first"
    assert (len(cards), len(rows)) == (12, 18)
    assert part.one("h2").text == "30 AI systems"


def test_the_timeline_counts_findings_by_date(rules: Mapping[str, Rule], options: RenderOptions) -> None:
    found = [
        finding(law=("5.1.f",), applies_from=date(2025, 2, 2)),
        finding(law=("hrp.log_retention",), **LATER),
        finding(law=("hrp.log_retention",), **LATER),
        finding(),
    ]
    part = _page(report(found), rules, options).one("section", id="timeline")
    rows = [[_words(cell) for cell in row.all() if cell.name in ("th", "td")] for row in part.one("tbody").all("tr")]
    assert rows == [
        ["2025-02-02", "in force since 2025-02-02", "Prohibited practices", "Art 5", "1 error"],
        ["2025-02-02", "in force since 2025-02-02", "Every system", "Art 4", "no findings"],
        ["2025-08-02", "in force since 2025-08-02", "General-purpose models", "Art 51, 53–55", "no findings"],
        ["2026-07-27", "in force since 2026-07-27", "Every system", "Art 4a", "no findings"],
        ["2026-08-02", "in force since 2026-08-02", "Transparency", "Art 50", "no findings"],
        ["2026-08-02", "in force since 2026-08-02", "High-risk systems", "Art 40", "no findings"],
        [
            "2026-12-02",
            "applies from 2026-12-02 (8 days)",
            "Prohibited practices",
            "Art 5(1)(ba), 5(1)(bb)",
            "no findings",
        ],
        ["2027-12-02", "applies from 2027-12-02 (373 days)", "High-risk systems", rows[7][3], "2 notes"],
        ["2028-08-02", "applies from 2028-08-02 (617 days)", "High-risk through Annex I", rows[8][3], "no findings"],
    ]
    assert [each.text for each in part.all("text", class_="count")] == [row[4] for row in rows]
    assert [each.text for each in part.all("text", class_="day")] == [row[0] for row in rows]
    assert "1 finding has no date: what the files state, whatever the day." in part.text
    assert "2 notes become warnings on 2027-06-05." in part.text
    assert "Shaded are the 180 days of the horizon" in part.text


def test_the_line_of_the_day_stands_between_what_runs_and_what_does_not(
    rules: Mapping[str, Rule], options: RenderOptions
) -> None:
    part = _page(report(), rules, options).one("section", id="timeline")
    today = float(part.one("line", class_="today").attributes["x1"] or "")
    running = [float(each.attributes["x"] or "") for each in part.all("rect", class_="on")]
    later = [float(each.attributes["x"] or "") for each in part.all("rect", class_="later")]
    assert len(running) == 6
    assert len(later) == 3
    assert max(running) < today < min(later)
    ahead = part.one("rect", class_="ahead").attributes
    assert float(ahead["x"] or "") == today
    assert part.one("text", class_="today").text == "as of 2026-11-24"
    for element in (*part.all("rect"), *part.all("text"), *part.all("line")):
        assert 0 <= float(element.attributes.get("x") or element.attributes.get("x1") or "") <= 1000


@pytest.mark.parametrize("as_of", [date(1, 1, 1), date(9999, 12, 31)])
def test_any_day_can_be_drawn(as_of: date, options: RenderOptions) -> None:
    part = read(render(replace(report(), as_of=as_of, horizon=10**9), {}, options)).one("section", id="timeline")
    assert part.one("text", class_="today").text == f"as of {as_of.isoformat()}"
    assert part.all("rect", class_="ahead") == []


def test_coverage_says_what_was_looked_at(rules: Mapping[str, Rule], options: RenderOptions) -> None:
    found = [finding(law=("hrp.log_retention",), system="cv", **LATER)]
    made = report(found, systems=(SYSTEM,), rules=("AIA502", "AIA206"))
    part = _page(made, rules, options).one("section", id="coverage")
    tiles = {each.one("b").text: _words(each) for each in part.one("ul", class_="field").all("li")}
    assert tiles["Art 19"] == "Art 191 of 1: notesi"
    assert tiles["Art 26"] == "Art 261 of 11: looked at, nothing found✓"
    assert tiles["Art 9"] == "Art 90 of 3: no rule looks here–"
    assert not {"Art 51", "Art 55"} & set(tiles), "duties of other systems are apart"
    mine, others = part.all("details")
    rows = {cells[0].text: _words(cells[-1]) for row in mine.all("tr") if len(cells := row.all("td")) == 5}
    assert rows["Emotion inference at work or in education"] == "✓ looked at, nothing found"
    assert rows["Social scoring"] == "– no rule looks here"
    looked_at = sum(each != "– no rule looks here" for each in rows.values())
    assert looked_at == 3
    assert (
        f"Of {len(rows)} duties of the systems found here, the rules of this run look at 3; 1 of these has findings."
        in part.text
    )
    assert "Article 53" in others.text


def test_a_rule_that_could_not_decide_is_not_a_rule_that_found_nothing(
    rules: Mapping[str, Rule], options: RenderOptions
) -> None:
    undecided = Inconclusive("AIA502", location(LOGS, "name"), "the value is not in the files", "cv")
    part = _page(report(systems=(SYSTEM,), inconclusive=(undecided,)), rules, options)
    tiles = {each.one("b").text: each.attributes["class"] for each in part.one("ul", class_="field").all("li")}
    assert (tiles["Art 19"], tiles["Art 26"]) == ("open", "open")


def test_an_incomplete_run_is_the_first_thing_told(rules: Mapping[str, Rule], options: RenderOptions) -> None:
    errors = (
        RunError("unreadable-file", "not YAML", path="a.yaml"),
        RunError("rule-crash", "failed", location=location(LOGS, "name")),
    )
    main = _page(report(errors=errors), rules, options).one("main")
    alarm = main.all("section")[0]
    assert alarm.one("h2").text == "The run is incomplete: 2 run errors"
    assert [_words(each) for each in alarm.all("li")] == [
        "a.yaml unreadable-file not YAML",
        "infra/logs.tf:2:3 rule-crash failed",
    ]
    assert _page(report(), rules, options).all("section", id="errors") == []


def test_what_was_suppressed_and_why(rules: Mapping[str, Rule], options: RenderOptions) -> None:
    made = report(suppressed=(Suppressed(finding(), "inSource", "agreed", "infra/logs.tf:2", date(2027, 1, 31)),))
    run = _page(made, rules, options).one("section", id="run")
    assert "AIA502 short-log-retention infra/logs.tf:3:23 agreed infra/logs.tf:2, until 2027-01-31" in _words(run)


@pytest.mark.parametrize(("safe", "command"), [(True, "aiact-lint --fix"), (False, "aiact-lint --fix --unsafe-fixes")])
def test_a_fix_is_offered_with_its_command(
    rules: Mapping[str, Rule], options: RenderOptions, safe: bool, command: str
) -> None:
    made = finding(fixes=(Fix("Keep logs for 184 days", safe, ()),))
    card = _page(report([made]), rules, options).one("article", id="f1")
    assert _words(card.one("dd")) == f"Keep logs for 184 days {command}"


def test_the_run_names_its_baseline_and_its_diff(rules: Mapping[str, Rule], options: RenderOptions) -> None:
    gone = (BaselineEntry("AIA502", "a.tf", "x", "x"),)
    summary = BaselineSummary("aiact-baseline.json", unchanged=3, new=0, absent=gone, current=())
    run = _page(report(baseline=summary, diff_ref="main", elsewhere=2), rules, options).one("section", id="run")
    assert "Baseline aiact-baseline.json: 3 unchanged, 1 gone" in _words(run).replace("Baselineaiact", "Baseline aiact")
    assert "main; 2 findings elsewhere" in run.text


def test_places_link_to_the_commit(rules: Mapping[str, Rule], options: RenderOptions) -> None:
    with_commit = replace(options, checkout=Checkout("https://github.com/acme/models", "a" * 40))
    card = _page(report([finding()]), rules, with_commit).one("article", id="f1")
    link = card.one("figcaption").one("a").attributes["href"]
    assert link == f"https://github.com/acme/models/blob/{'a' * 40}/infra/logs.tf#L3"


def _big(options: RenderOptions, number: int) -> Element:
    found = [finding(SourceFile(f"m/{at:05}.md", b"30\n"), "30", level=Level.NOTE) for at in range(number)]
    return read(render(report([*found, finding(message="Grave.")]), {}, options))


def test_more_findings_than_a_browser_likes_are_cut_at_the_least_severe(options: RenderOptions) -> None:
    page = _big(options, MOST_FINDINGS + 10)
    assert len(page.all("article", class_="finding")) == MOST_FINDINGS
    assert "Grave." in page.one("article", id="f1").text
    part = page.one("section", id="findings")
    assert part.one("p", class_="lead").text.startswith("The 11 least severe findings are left out")
    assert part.one("h2").text == f"{MOST_FINDINGS + 11} findings"


def test_an_ordinary_report_is_small(rules: Mapping[str, Rule], options: RenderOptions) -> None:
    found = [
        finding(related=(location(DECLARATION, "365", "here"),), remedy="Keep them.", system="cv") for _ in range(25)
    ]
    assert len(render(report(found, systems=(SYSTEM,)), rules, options).encode()) < 150_000


@pytest.mark.parametrize(
    ("line", "marked", "shown"),
    [
        ("a: 30", "30", "a: ‹30›"),
        ("\ta:\t30", "30", "    a:    ‹30›"),
        ("a: \u202e30\x1b", "30", "a: \\u202e‹30›\\x1b"),
        ("y" * 500 + "30" + "z" * 500, "30", "…" + "y" * 60 + "‹30›" + "z" * 98 + "…"),
        ("30" + "z" * 500, "30", "‹30›" + "z" * 158 + "…"),
        ("a: <b>", "<b>", "a: ‹<b>›"),
    ],
)
def test_snippets(line: str, marked: str, shown: str) -> None:
    source = SourceFile("a.yaml", line.encode())
    (only,) = read(snippet(location(source, marked))).all("span", class_="line")
    mark = only.one("mark")
    mark.content = [f"‹{mark.text}›"]
    assert only.text == shown


def test_an_empty_mark_is_still_visible() -> None:
    where = location(SourceFile("a.yaml", b"x\n"), "x")
    empty = replace(where, region=replace(where.region, line=2, column=1, end_line=2, end_column=1), line_text="")
    assert read(snippet(empty)).one("mark").attributes == {"class": "point"}
