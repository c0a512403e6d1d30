"""Which rule looks at which subject, and `Problem`s to `Finding`s.

A rule that crashes is a `RunError`, never a pass; a rule that needs an unknown value is `Inconclusive`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date

from aiact_lint import placeholders, scope_of_act
from aiact_lint.candidates import Candidates, Reaches, applies
from aiact_lint.checks import expression
from aiact_lint.checks.fact_maps import facts_of
from aiact_lint.checks.shape import schema_errors
from aiact_lint.finding import Edit, Finding, Fix, Inconclusive, Level, Location, RunError, State
from aiact_lint.fingerprint import line_fingerprint
from aiact_lint.law import Law, Timing, timing
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.lazy_pattern import compile_later
from aiact_lint.repairs import Repair, rewrite, written_at
from aiact_lint.repository import Repository
from aiact_lint.rule import Problem, PythonCheck, Rule, Scope, Unresolved
from aiact_lint.scope_of_act import Reach
from aiact_lint.source import SourceFile, Span
from aiact_lint.subjects import Origin, Place, Subject, SubjectKind, Value
from aiact_lint.system import System


@dataclass(frozen=True, slots=True)
class Dates:
    """How dates decide levels."""

    as_of: date
    horizon_days: int
    enforce_all: bool


@dataclass(slots=True)
class Outcome:
    """What the check step found."""

    findings: list[Finding] = field(default_factory=list)
    inconclusive: list[Inconclusive] = field(default_factory=list)
    errors: list[RunError] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Case:
    """What the rules are run on."""

    systems: tuple[System, ...]
    repository: Repository
    law: Law
    dates: Dates


def check(case: Case, rules: Iterable[Rule], checks: Mapping[str, PythonCheck]) -> Outcome:
    """Run every rule on every subject it is for."""
    outcome = Outcome()
    candidates, reaches = Candidates(case.systems), Reaches(case.law)
    rules = tuple(rules)
    pairs = [(rule, found) for rule in rules if (found := candidates.of(rule.check))]
    if any(rule.check.assertion for rule, _ in pairs):
        expression.prepare(each for rule in rules for each in (rule.check.when, rule.check.assertion))
    for rule, found in pairs:
        owing = {
            id(system)
            for system in {id(system): system for system, _ in found}.values()
            if applies(rule.applies, system, case.law) and reaches.of(rule, system).owes
        }
        for system, subject in found:
            if id(system) in owing:
                scope = Scope(rule, system, subject, case.systems, case.repository, case.law, case.dates.as_of)
                _run(scope, reaches.of(rule, system), checks, case.dates, outcome)
    expression.keep()
    outcome.findings = _distinct(outcome.findings)
    outcome.inconclusive = sorted(set(outcome.inconclusive), key=lambda each: each.sort_key)
    return outcome


def _run(scope: Scope, reach: Reach, checks: Mapping[str, PythonCheck], dates: Dates, outcome: Outcome) -> None:
    try:
        for result in _results(scope, checks):
            _take(result, scope, reach, dates, outcome)
    except Exception as error:  # a bug in one rule must not hide what the others found
        outcome.errors.append(
            RunError(
                "rule-crash",
                f"rule {scope.rule.id} failed on system '{scope.system.id}': {type(error).__name__}: {error}",
                location=location(scope.subject.place),
                rule=scope.rule.id,
            )
        )


def _take(result: Problem | Unresolved, scope: Scope, reach: Reach, dates: Dates, outcome: Outcome) -> None:
    """Put one result of a rule among the findings, or among what cannot be decided."""
    rule, system = scope.rule, scope.system
    depends_on = reach.depends_on or scope_of_act.undated_arrival(system, rule.obligations, scope.law, dates.as_of)
    if depends_on is not None:
        reason = f"whether the duty reaches the system depends on '{depends_on.value}', which is not in the files"
        outcome.inconclusive.append(Inconclusive(rule.id, location(depends_on.place), reason, system.id))
    elif isinstance(result, Unresolved):
        outcome.inconclusive.append(Inconclusive(rule.id, location(result.place), result.reason, system.id))
    else:
        outcome.findings.append(finding(rule, result, system, scope.law, dates))


def _results(scope: Scope, checks: Mapping[str, PythonCheck]) -> Iterable[Problem | Unresolved]:
    body = scope.rule.check
    if body.python:
        return checks[body.python](scope)
    if body.schema is not None:
        return _by_schema(scope, body.schema)
    return _by_expression(scope.rule, scope)


def _by_schema(scope: Scope, schema: Mapping[str, object]) -> Iterator[Problem]:
    rule = scope.rule
    facts = facts_of(scope.subject, scope.system)
    for path, message in schema_errors(facts, schema):
        fact = scope.subject.facts.get(".".join(str(step) for step in path).replace("_", "-"))
        yield Problem(fact.place if fact else _mark(rule, scope), f"{_fill(rule.message, scope.subject)} {message}.")


def _by_expression(rule: Rule, scope: Scope) -> Iterator[Problem | Unresolved]:
    try:
        verdict = expression.judge(rule.check, scope.subject, scope.system)
    except expression.TooMuchError:
        yield Unresolved(scope.subject.place, "there are more parts than the expression of the rule can go through")
        return
    if isinstance(verdict, Value):
        yield Unresolved(verdict.place, f"the value of '{verdict.value}' is not in the files")
    elif not verdict:
        message = _fill(rule.message, scope.subject) + _about_default(rule, scope.subject)
        yield Problem(_mark(rule, scope), message, related=_sources(rule, scope.subject), fixes=_repairs(rule, scope))


def _mark(rule: Rule, scope: Scope) -> Place:
    if scope.subject.kind is SubjectKind.SYSTEM:
        return scope.system.place_for(rule.check.at)
    for name in rule.check.at:
        if name in scope.subject.facts:
            return scope.subject.facts[name].place
    return scope.subject.place


def _sources(rule: Rule, subject: Subject) -> tuple[tuple[Place, str], ...]:
    """Where the marked value is written, when it comes through a variable or local."""
    for name in rule.check.at:
        if name in subject.facts and isinstance(subject.facts[name].value, str | int | float | bool):
            return tuple((place, f"'{subject.facts[name].value}' is written here") for place in subject.facts[name].via)
    return ()


def _repairs(rule: Rule, scope: Scope) -> tuple[Repair, ...]:
    """What the rule file proposes, where the judged value is a literal; a draft of the key that a system lacks."""
    subject = scope.subject
    if subject.kind is SubjectKind.SYSTEM:
        return placeholders.drafts(scope.system, rule.check.at)
    fact = subject.facts.get(rule.fix.fact) if rule.fix is not None else None
    place = written_at(fact) if fact is not None else None
    if rule.fix is None or fact is None or place is None or place.document.language not in rule.fix.languages:
        return ()
    return rewrite(place, rule.fix.to, safe=False, expected=str(fact.value))


def _about_default(rule: Rule, subject: Subject) -> str:
    """What to add where the judged value stands in no file."""
    marked = next((subject.facts[name] for name in rule.check.at if name in subject.facts), None)
    return " Nothing is set, so the provider's default counts." if marked and marked.origin is Origin.DEFAULT else ""


_MAX_SHOWN = 60

_PLACEHOLDER = compile_later(r"\{([a-z0-9_.-]+)\}")


def _fill(message: str, subject: Subject) -> str:
    def value(match: re.Match[str]) -> str:
        name = match[1]
        if name == "name":
            return subject.name
        fact = subject.facts.get(name) or subject.facts.get(name.replace("_", "-"))
        return str(fact.value) if fact is not None else "nothing"

    return _PLACEHOLDER.sub(value, message)


def finding(rule: Rule, problem: Problem, system: System | None, law: Law, dates: Dates) -> Finding:
    """A problem with its region, its level on the day of the run, and the law behind it."""
    place = problem.place
    source = place.document.source
    where = location(place)
    when = _timing(rule, problem, system, law, dates)
    in_force = problem.level or rule.level
    level = _level(in_force, when, dates)
    message = problem.message
    if when is not None and when.state is not State.IN_FORCE:
        days = "1 day" if when.days_left == 1 else f"{when.days_left} days"
        message += f" Applies from {when.applies_from.isoformat()}, in {days}."
    return Finding(
        rule=rule.id,
        level=level,
        message=message,
        location=where,
        related=tuple(location(each, text) for each, text in (*problem.related, *_written_at(problem))),
        flow=tuple(location(each, text) for each, text in problem.flow or _way(place)),
        system=system.id if system else None,
        law=tuple(dict.fromkeys((*problem.law, *rule.law, *rule.obligations))),
        state=when.state if when else State.IN_FORCE,
        applies_from=when.applies_from if when else None,
        level_in_force=in_force if in_force is not level else None,
        remedy=rule.remedy,
        block_line=_block_line(place),
        fingerprint=line_fingerprint(source, where.region.line),
        fixes=tuple(_fix(repair) for repair in problem.fixes),
    )


def _written_at(problem: Problem) -> list[tuple[Place, str]]:
    """Where the marked value is written, if a template or an overlay only passes it on."""
    place = problem.place
    if place.document.origins is None or place.on_key:
        return []
    told = {(each.file, each.span) for each, _ in problem.related}
    via = [each for each in place.document.origins.via(place.path) if (each.file, each.span) not in told]
    return [(each, f"'{_shown(each)}' is written here") for each in via]


def _shown(place: Place) -> str:
    text = " ".join(place.document.source.slice(place.span).split())
    return text if len(text) <= _MAX_SHOWN else f"{text[:_MAX_SHOWN]}…"


def _way(place: Place) -> tuple[tuple[Place, str], ...]:
    """The way of a value from the marked place through modules to what it sets."""
    if not place.through:
        return ()
    *between, last = place.through
    return (
        (place, "the module is called here"),
        *((each, "it goes through here") for each in between),
        (last, "it is used here"),
    )


def _fix(repair: Repair) -> Fix:
    edits = (Edit.at(each.place.document.source, each.place.span, each.text) for each in repair.replacements)
    return Fix(repair.description, repair.safe, tuple(edits), only_comments=repair.drafts, mends=not repair.drafts)


def _block_line(place: Place) -> int | None:
    """The first line of the Terraform block around a place."""
    document = place.document
    if document.language == "hcl" and (block := document.values.get(place.path[:2])) is not None:
        return document.source.line_of(block.start)
    return None


def _timing(rule: Rule, problem: Problem, system: System | None, law: Law, dates: Dates) -> Timing | None:
    if not rule.dated:
        return None
    practices = [each for each in (*problem.law, *rule.law) if each in law.practices]
    if practices:
        start: date | None = min(law.practice_start(each) for each in practices)
    else:
        roles = system.roles if system else ("provider", "deployer")
        only_annex_i = system is not None and system.has("annex-i") and not system.annex_iii
        on_market = scope_of_act.arrival(system) if system is not None else None
        start = law.starts(rule.obligations, roles, annex_i_only=only_annex_i, on_market=on_market)
        not_before = Reaches(law).of(rule, system).not_before if system is not None else None
        if start is not None and not_before is not None:
            start = max(start, not_before)
    return timing(start, dates.as_of, dates.horizon_days) if start else None


def _level(level: Level, when: Timing | None, dates: Dates) -> Level:
    if when is None or when.state is State.IN_FORCE or dates.enforce_all:
        return level
    cap = Level.WARNING if when.state is State.UPCOMING else Level.NOTE
    return min(level, cap, key=lambda each: each.rank)


def location(place: Place, message: str = "") -> Location:
    """A place as reports show it."""
    return span_location(place.document.source, place.span, message)


def span_location(source: SourceFile, span: Span, message: str = "") -> Location:
    """A span as reports show it."""
    return Location.at(source, span, message)


def _distinct(findings: Iterable[Finding]) -> list[Finding]:
    """In report order; a thing shared by several systems (a log group) is reported once, by the earliest date."""
    seen: dict[tuple[object, ...], Finding] = {}
    for each in sorted(findings, key=lambda item: item.applies_from or date.min):
        region = each.location.region
        seen.setdefault((each.location.path, region.line, region.column, each.rule, each.statement), each)
    return sorted(seen.values(), key=lambda item: item.sort_key)
