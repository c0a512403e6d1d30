"""Which duties of the Act the rules of this run looked at, and what they found.

That a rule found nothing is not compliance: it says that the files show what the rule asks for, and no more.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from aiact_lint.finding import Finding, Level
from aiact_lint.law import Obligation
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.reporters.html.view import View

_EVERYONES = frozenset({"prohibited", "all", "classification", "transparency"})
_HIGH_RISK = "high-risk"
_HIGH_RISK_REGIME = "high_risk"
_ARTICLE = re.compile(r"\d+[a-z]?")


@dataclass(frozen=True, slots=True)
class Covered:
    """A duty, the rules that look at it, and their findings."""

    duty: Obligation
    rules: tuple[str, ...]
    findings: tuple[Finding, ...]
    inconclusive: int
    concerns: bool
    """Whether it is one of a system in this report, as far as class and role tell."""

    @property
    def outcome(self) -> str:
        """`error`, `warning` or `note`; `open`, `clear` where rules looked; `unseen`."""
        if self.findings:
            return str(max((each.level for each in self.findings), key=lambda level: level.rank))
        if self.inconclusive:
            return "open"
        return "clear" if self.rules else "unseen"


@dataclass(frozen=True, slots=True)
class Article:
    """One article with its duties."""

    name: str
    """`26`, `4a`."""
    duties: tuple[Covered, ...]

    @property
    def looked_at(self) -> int:
        """How many of the duties a rule looks at."""
        return sum(each.outcome != "unseen" for each in self.duties)

    @property
    def outcome(self) -> str:
        """The gravest outcome of its duties; `clear` where at least one was looked at."""
        outcomes = {each.outcome for each in self.duties}
        order = (*(str(level) for level in (Level.ERROR, Level.WARNING, Level.NOTE)), "open", "clear", "unseen")
        return next(each for each in order if each in outcomes)


def coverage(view: View) -> tuple[Covered, ...]:
    """Every duty, in the order of the law tables."""
    rules = _rules_by_duty(view)
    findings = _findings_by_duty(view.report.findings)
    undecided = _undecided_by_duty(view)
    return tuple(
        Covered(
            duty,
            tuple(rules.get(duty.id, ())),
            tuple(findings.get(duty.id, ())),
            undecided.get(duty.id, 0),
            _concerns(duty, view) or duty.id in findings,
        )
        for duty in view.options.duties
    )


def by_article(covered: Iterable[Covered]) -> tuple[Article, ...]:
    """Grouped by the first article of each pinpoint, in the order of the Act."""
    grouped: dict[str, list[Covered]] = defaultdict(list)
    for each in covered:
        match = _ARTICLE.match(each.duty.article)
        grouped[match[0] if match else each.duty.article].append(each)
    return tuple(Article(name, tuple(grouped[name])) for name in sorted(grouped, key=_article_key))


def _article_key(name: str) -> tuple[int, str]:
    digits = re.match(r"\d+", name)
    return (int(digits[0]) if digits else 999, name)


def _rules_by_duty(view: View) -> Mapping[str, Sequence[str]]:
    """Rules that ran, by each id of the law tables that they name or that a finding of theirs cites."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for rule_id in view.report.rules:
        if (rule := view.rules.get(rule_id)) is not None:
            for law_id in (*rule.obligations, *rule.law):
                found[law_id][rule_id] = None
    for finding in view.report.findings:
        for law_id in finding.law:
            found[law_id][finding.rule] = None
    return {law_id: sorted(rules) for law_id, rules in found.items()}


def _findings_by_duty(findings: Iterable[Finding]) -> Mapping[str, Sequence[Finding]]:
    grouped: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        for law_id in finding.law:
            grouped[law_id].append(finding)
    return grouped


def _undecided_by_duty(view: View) -> Mapping[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for each in view.report.inconclusive:
        if (rule := view.rules.get(each.rule)) is not None:
            for law_id in (*rule.obligations, *rule.law):
                counts[law_id] += 1
    return counts


def _concerns(duty: Obligation, view: View) -> bool:
    for system in view.report.systems:
        fits = duty.regime in _EVERYONES or (duty.regime == _HIGH_RISK_REGIME and system.risk_class == _HIGH_RISK)
        if fits and (not duty.who or duty.binds(system.roles)):
            return True
    return False
