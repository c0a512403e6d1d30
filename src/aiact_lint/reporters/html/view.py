"""What every part of the page needs of a report, worked out once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from aiact_lint.finding import Finding, Level, Location, Report
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.reporters import RenderOptions
from aiact_lint.reporters.html.markup import Content, Markup, joined, tag
from aiact_lint.reporters.links import rule_link, source_link
from aiact_lint.reporters.summary import count_levels, counted
from aiact_lint.rule import Rule

MOST_FINDINGS = 1500
"""What a browser filters without delay; of more, the least severe are left out."""
CONTRADICTION = "AIA103"
"""The rule whose findings have two sides."""


@dataclass(frozen=True)
class View:
    """A report with the rules that ran and the options of the run."""

    report: Report
    rules: Mapping[str, Rule]
    options: RenderOptions

    @cached_property
    def findings(self) -> Sequence[tuple[int, Finding]]:
        """The shown findings with a number each, the most severe first."""
        ranked = sorted(self.report.findings, key=lambda each: (-each.level.rank, each.sort_key))
        return tuple(enumerate(ranked[:MOST_FINDINGS], start=1))

    @cached_property
    def by_system(self) -> Mapping[str, Sequence[Finding]]:
        """All findings by the id of their system; "" for those of none."""
        grouped: dict[str, list[Finding]] = defaultdict(list)
        for each in self.report.findings:
            grouped[each.system or ""].append(each)
        return grouped

    @cached_property
    def system_names(self) -> Mapping[str, str]:
        """Names of the systems by id."""
        return {system.id: system.name for system in self.report.systems}

    def rule_link(self, rule_id: str) -> Markup:
        """`AIA502 short-log-retention`, linked to its page."""
        rule = self.rules.get(rule_id)
        name = joined(" ", tag("span", rule.name, class_="rule-name")) if rule else None
        return tag("a", rule_id, name, href=rule_link(rule_id), rel="noreferrer", class_="rule")

    def place(self, location: Location) -> Markup:
        """`path:line:column`, linked to the line where the commit is known."""
        shown = tag("code", f"{location.path}:{location.region.line}:{location.region.column}")
        link = source_link(self.options.checkout, location)
        return tag("a", shown, href=link, rel="noreferrer") if link else shown


def badge(level: Level) -> Markup:
    """The level as a word in its colour."""
    return tag("span", str(level), class_=f"badge {level}")


def level_counts(findings: Sequence[Finding]) -> Markup:
    """Badges such as `2 errors`; a dash for no findings."""
    counts = [(level, number) for level, number in count_levels(findings).items() if number]
    if not counts:
        return tag("span", "no findings", class_="quiet")
    badges = [[" ", tag("span", counted(number, str(level)), class_=f"badge {level}")] for level, number in counts]
    return tag("span", badges, class_="badges")


def section(key: str, title: str, *content: Content, note: str = "") -> Markup:
    """A part of the page with its heading; `key` is the target of links to it."""
    heading = tag("h2", title, id=f"{key}-title")
    lead = tag("p", note, class_="lead") if note else None
    return tag("section", heading, lead, content, id=key, aria_labelledby=f"{key}-title")
