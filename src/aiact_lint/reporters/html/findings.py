"""Every finding with its line, the law behind it and what to do, and the controls that choose among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aiact_lint.finding import Finding, Location
from aiact_lint.reporters.citation import law_line
from aiact_lint.reporters.html.markup import Content, Markup, joined, tag
from aiact_lint.reporters.html.snippet import snippet
from aiact_lint.reporters.html.view import CONTRADICTION, View, badge, section
from aiact_lint.reporters.summary import count_levels, counted, level_steps

_MOST_PLACES = 50


def findings(view: View) -> Markup:
    """The part of the page; without scripts all findings are shown and the controls are not."""
    if not view.findings:
        return section("findings", "Findings", tag("p", "Nothing was found.", class_="card"))
    missing = len(view.report.findings) - len(view.findings)
    note = (
        f"The {missing} least severe findings are left out of this page; JSON and SARIF hold them all."
        if missing
        else ""
    )
    listed = tag("ol", [tag("li", _finding(view, number, each)) for number, each in view.findings], id="list")
    nothing = tag("p", "No finding fits the filter.", id="nothing", class_="card", hidden=True)
    return section(
        "findings", counted(len(view.report.findings), "finding"), _controls(view), nothing, listed, note=note
    )


def _finding(view: View, number: int, finding: Finding) -> Markup:
    return tag(
        "article",
        tag("h3", badge(finding.level), " ", finding.statement),
        tag("p", view.rule_link(finding.rule), _system(view, finding), class_="meta"),
        _side(view, finding.location),
        [_further(view, each) for each in finding.related[:_MOST_PLACES]],
        _steps(view, finding.flow[:_MOST_PLACES]),
        tag("dl", _facts(view, finding)),
        id=f"f{number}",
        class_=f"card finding {finding.level}",
        data_level=str(finding.level),
        data_rule=finding.rule,
        data_system=finding.system or "",
    )


def _system(view: View, finding: Finding) -> Content:
    if finding.system is None:
        return None
    return joined(" · ", view.system_names.get(finding.system, finding.system))


def _further(view: View, location: Location) -> Markup:
    return tag("figure", _caption(view, location), snippet(location, around=False), class_="further")


def _steps(view: View, flow: Sequence[Location]) -> Markup | None:
    if not flow:
        return None
    steps = [tag("li", view.place(step), " ", step.message) for step in flow]
    return joined(tag("p", "How the value gets there:", class_="quiet"), tag("ol", steps, class_="steps"))


def _facts(view: View, finding: Finding) -> Iterator[Content]:
    if finding.remedy:
        yield joined(tag("dt", "What to do"), tag("dd", _with_code(finding.remedy)))
    if finding.fixes:
        fix = finding.fixes[0]
        command = "aiact-lint --fix" if fix.safe else "aiact-lint --fix --unsafe-fixes"
        yield joined(tag("dt", "Fix"), tag("dd", fix.description, " ", tag("code", command)))
    if law := law_line(finding, view.options.articles, view.report.as_of):
        yield joined(tag("dt", "Law"), tag("dd", law))
    if steps := level_steps(finding, view.report.horizon):
        said = ", ".join(f"{level} from {day.isoformat()}" for day, level in steps)
        yield joined(tag("dt", "Then"), tag("dd", said))


def _with_code(remedy: str) -> Content:
    """A remedy with what stands between backticks in code type."""
    parts = remedy.split("`")
    if len(parts) % 2 == 0:
        return remedy
    return [tag("code", part) if number % 2 else part for number, part in enumerate(parts)]


def contradictions(view: View) -> Markup | None:
    """Statements that oppose each other, with both places side by side."""
    pairs = [(number, each) for number, each in view.findings if each.rule == CONTRADICTION and each.related]
    if not pairs:
        return None
    shown = [
        tag(
            "article",
            tag("h3", badge(each.level), " ", each.statement),
            _sides(view, each),
            tag("p", tag("a", "What to do about it", href=f"#f{number}"), class_="meta"),
            class_="card",
        )
        for number, each in pairs
    ]
    return section("contradictions", counted(len(pairs), "contradiction"), shown)


def _sides(view: View, finding: Finding) -> Markup:
    others = tag("div", [_side(view, other) for other in finding.related[:_MOST_PLACES]])
    return tag("div", _side(view, finding.location), others, class_="sides")


def _side(view: View, location: Location) -> Markup:
    return tag("figure", _caption(view, location), snippet(location))


def _caption(view: View, location: Location) -> Markup:
    return tag("figcaption", view.place(location), [": ", location.message] if location.message else None)


def _controls(view: View) -> Markup:
    """Shown by the script, which also fills in what an address such as `#q=logs&level=error` asks for."""
    levels = [
        tag(
            "label", tag("input", type="checkbox", name="level", value=str(level), checked=True), f" {level} ({number})"
        )
        for level, number in count_levels(each for _, each in view.findings).items()
        if number
    ]
    named = {
        each.system or "": view.system_names.get(each.system or "", each.system or "") for _, each in view.findings
    }
    known = {
        each.rule: f"{each.rule} {view.rules[each.rule].name}" if each.rule in view.rules else each.rule
        for _, each in view.findings
    }
    search = tag("input", type="search", name="q", placeholder="word or path", autocomplete="off", spellcheck="false")
    return tag(
        "form",
        tag("label", "Search ", search),
        tag("fieldset", tag("legend", "Level"), levels),
        _choice("system", "System", {key: name or "none" for key, name in named.items()}),
        _choice("rule", "Rule", known),
        tag("button", "Show all", type="reset"),
        tag(
            "output",
            f"{len(view.findings)} of {len(view.findings)} findings",
            id="count",
            role="status",
            aria_live="polite",
        ),
        id="filter",
        class_="card",
        role="search",
        aria_label="Filter the findings",
        hidden=True,
    )


def _choice(name: str, label: str, options: dict[str, str]) -> Markup:
    """A list of what occurs; `*` stands for everything."""
    entries = sorted(options.items(), key=lambda entry: entry[1].casefold())
    every = tag("option", "all", value="*")
    return tag(
        "label", f"{label} ", tag("select", every, [tag("option", text, value=key) for key, text in entries], name=name)
    )
