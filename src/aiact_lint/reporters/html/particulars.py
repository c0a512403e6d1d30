"""What else is known of the run: what was undecided, suppressed, skipped, and how it was made."""

from __future__ import annotations

from collections.abc import Sequence

from aiact_lint.finding import Inconclusive, RunError, Suppressed
from aiact_lint.reporters.html.markup import Content, Markup, joined, tag
from aiact_lint.reporters.html.view import View, section
from aiact_lint.reporters.summary import counted

_MOST = 300
"""Entries of one list."""


def errors(view: View) -> Markup | None:
    """A notice that the run is incomplete, and why."""
    found = view.report.errors
    if not found:
        return None
    title = f"The run is incomplete: {counted(len(found), 'run error')}"
    return tag(
        "section",
        tag("h2", title, id="errors-title"),
        tag("p", "What these files hold, or what this rule would have said, is not in the report."),
        _listed([_error(view, each) for each in found[:_MOST]], len(found)),
        id="errors",
        class_="card alarm",
        aria_labelledby="errors-title",
    )


def _error(view: View, error: RunError) -> Content:
    if error.location is not None:
        place: Content = view.place(error.location)
    else:
        place = tag("code", error.path) if error.path else None
    return joined(place, " " if place else None, tag("span", error.what, class_="quiet"), " ", error.message)


def particulars(view: View) -> Markup:
    """Lists that are folded, and the terms of the run."""
    report = view.report
    undecided = [_undecided(view, each) for each in report.inconclusive[:_MOST]]
    suppressed = [_suppressed(view, each) for each in report.suppressed[:_MOST]]
    skipped = [[tag("code", each.path), " ", each.reason] for each in report.skipped[:_MOST]]
    rules = [view.rule_link(each) for each in report.rules[:_MOST]]
    lists = (
        _folded(f"{len(report.inconclusive)} inconclusive", undecided, len(report.inconclusive)),
        _folded(f"{len(report.suppressed)} suppressed", suppressed, len(report.suppressed)),
        _folded(f"{counted(len(report.skipped), 'file')} not read", skipped, len(report.skipped)),
        tag(
            "details",
            tag("summary", counted(len(report.rules), "rule")),
            _listed(rules, len(report.rules), "plain short"),
            data_screen=True,  # stays folded on paper
        ),
    )
    return section("run", "This run", tag("div", tag("dl", _terms(view), class_="terms"), lists, class_="card"))


def _undecided(view: View, each: Inconclusive) -> Content:
    return [view.rule_link(each.rule), " ", view.place(each.location), " ", each.reason]


def _suppressed(view: View, each: Suppressed) -> Content:
    until = f", until {each.until.isoformat()}" if each.until else ""
    where = tag("span", f" {each.where}{until}", class_="quiet")
    return [view.rule_link(each.finding.rule), " ", view.place(each.finding.location), " ", each.reason, where]


def _terms(view: View) -> Content:
    report = view.report
    enforced = "every duty as in force" if report.enforce == "all" else "each duty from its date"
    terms = {
        "As of": report.as_of.isoformat(),
        "Enforced": enforced,
        "Coming duties are warnings": f"{report.horizon} days ahead",
        "Files": f"{report.files_read} read of {report.files_seen}",
        "Version": f"aiact-lint {report.version}",
    }
    if report.baseline is not None:
        gone = f", {len(report.baseline.absent)} gone" if report.baseline.absent else ""
        terms["Baseline"] = f"{report.baseline.file}: {report.baseline.unchanged} unchanged{gone}"
    if report.diff_ref is not None:
        terms["Changes since"] = f"{report.diff_ref}; {counted(report.elsewhere, 'finding')} elsewhere"
    checkout = view.options.checkout
    if checkout is not None and checkout.commit:
        terms["Commit"] = checkout.commit[:12]
    return [tag("div", tag("dt", name), tag("dd", value)) for name, value in terms.items()]


def _folded(title: str, entries: Sequence[Content], number: int) -> Markup | None:
    return tag("details", tag("summary", title), _listed(entries, number)) if entries else None


def _listed(entries: Sequence[Content], number: int, class_: str = "plain") -> Markup:
    more = tag("li", f"and {number - len(entries)} more") if number > len(entries) else None
    return tag("ul", [tag("li", each) for each in entries], more, class_=class_)
