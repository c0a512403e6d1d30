"""Findings about the run itself: files that could not be read, suppressions that do not work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from aiact_lint.document import ParseFailure
from aiact_lint.engine import span_location
from aiact_lint.finding import Finding, Fix, Location, RunError
from aiact_lint.fingerprint import line_fingerprint
from aiact_lint.fixing.comments import without_rules
from aiact_lint.rule import Rule
from aiact_lint.source import Region
from aiact_lint.suppress import Flaw

_TOP = Region(1, 1, 1, 1, 1, 1)


def about_unreadable_files(
    failures: Iterable[ParseFailure], rules: Sequence[Rule]
) -> tuple[tuple[Finding, ...], tuple[RunError, ...]]:
    """AIA001 for each failure, and the error that makes the run incomplete, even where AIA001 was not selected."""
    rule = next((each for each in rules if each.id == "AIA001"), None)
    findings: list[Finding] = []
    errors: list[RunError] = []
    for failure in failures:
        where = _where(failure)
        errors.append(RunError("unreadable-file", failure.message, where, failure.source.path))
        if rule is not None:
            findings.append(_finding(rule, failure.message, where, _fingerprint(failure, where)))
    return tuple(findings), tuple(errors)


def about_comments(flaws: Iterable[Flaw], rules: Sequence[Rule], *, whole: bool = True) -> tuple[Finding, ...]:
    """AIA003 to AIA005, on the comment. `whole`: every file was read, so that a comment without use has none."""
    by_id = {rule.id: rule for rule in rules}
    findings = []
    for flaw in flaws:
        if flaw.rule in by_id:
            where = span_location(flaw.comment.source, flaw.comment.span)
            fingerprint = line_fingerprint(flaw.comment.source, where.region.line)
            finding = _finding(by_id[flaw.rule], flaw.message, where, fingerprint)
            findings.append(replace(finding, fixes=_fixes(flaw, whole=whole)))
    return tuple(findings)


def _fixes(flaw: Flaw, *, whole: bool) -> tuple[Fix, ...]:
    if flaw.rule != "AIA003":
        return ()  # a reason or a date is for people to write
    fix = without_rules(flaw.comment.source, flaw.comment.span, flaw.kept, safe=whole)
    return (fix,) if fix is not None else ()


def _finding(rule: Rule, message: str, where: Location, fingerprint: str) -> Finding:
    return Finding(rule.id, rule.level, message, where, remedy=rule.remedy, fingerprint=fingerprint)


def _where(failure: ParseFailure) -> Location:
    if failure.span is None:
        return Location(failure.source.path, _TOP, "")
    return span_location(failure.source, failure.span)


def _fingerprint(failure: ParseFailure, where: Location) -> str:
    return line_fingerprint(failure.source, where.region.line) if failure.span is not None else ""
