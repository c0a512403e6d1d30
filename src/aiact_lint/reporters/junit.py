"""JUnit XML, which CI systems show as a test report.

One test case a rule and file, so that a case keeps its name while lines move. A case fails where findings reach the
level that fails the run (`--fail-on`); what is below stands in its output. A rule without findings is one case that
passes, or one a file that is skipped where the rule could not decide. Run errors are cases in error.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar
from xml.sax.saxutils import escape, quoteattr

from aiact_lint.finding import Finding, Inconclusive, Level, Report, RunError
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.reporters import RenderOptions
from aiact_lint.reporters.citation import law_line
from aiact_lint.reporters.escape import visible
from aiact_lint.rule import Rule

_NOT_XML = re.compile("[\ufffe\uffff]")
"""What `visible` leaves as it is and XML 1.0 cannot hold."""
_Located = TypeVar("_Located", Finding, Inconclusive)


@dataclass(frozen=True, slots=True)
class _Case:
    classname: str
    name: str
    outcome: str = ""
    """`failure`, `error` or `skipped`; "" for one that passed."""
    kind: str = ""
    message: str = ""
    text: str = ""
    """May have several lines, each of them already made visible."""


def render(report: Report, rules: Mapping[str, Rule], options: RenderOptions) -> str:
    """One suite with the cases of each rule that ran, by rule id and path, and then the run errors."""
    cases = [*_rule_cases(report, rules, options), *map(_run_error, report.errors)]
    number = Counter(each.outcome for each in cases)
    counts = f'tests="{len(cases)}" failures="{number["failure"]}" errors="{number["error"]}"'
    named = f"name={_attribute(options.category)} {counts}"
    facts = {"as-of": report.as_of.isoformat(), "enforce": report.enforce, "version": report.version}
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f"<testsuites {named}>",
        f'  <testsuite {named} skipped="{number["skipped"]}">',
        "    <properties>",
        *(f'      <property name="{name}" value={_attribute(value)}/>' for name, value in facts.items()),
        "    </properties>",
        *(f"    {_element(each)}" for each in cases),
        "  </testsuite>",
        "</testsuites>",
    ]
    return "\n".join(lines) + "\n"


def _rule_cases(report: Report, rules: Mapping[str, Rule], options: RenderOptions) -> Iterator[_Case]:
    found, undecided = _by_rule(report.findings), _by_rule(report.inconclusive)
    for rule in sorted({*report.rules, *found, *undecided}):
        title = f"{rule} {rules[rule].name}" if rule in rules else rule
        paths = sorted({*found[rule], *undecided[rule]})
        for path in paths:
            if path in found[rule]:
                yield _found(title, path, found[rule][path], report, options)
            else:
                yield _undecided(title, path, undecided[rule][path])
        if not paths:
            yield _Case(title, "no findings")


def _by_rule(entries: Iterable[_Located]) -> dict[str, dict[str, list[_Located]]]:
    """Entries by rule id and path; an unknown rule has none."""
    grouped: dict[str, dict[str, list[_Located]]] = defaultdict(lambda: defaultdict(list))
    for each in entries:
        grouped[each.rule][each.location.path].append(each)
    return grouped


def _found(title: str, path: str, findings: list[Finding], report: Report, options: RenderOptions) -> _Case:
    text = "\n\n".join(_text(each, report, options) for each in findings)
    worst = max(findings, key=lambda each: each.level.rank)
    if options.fail_on == "never" or worst.level.rank < Level(options.fail_on).rank:
        return _Case(title, path, text=text)
    more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
    return _Case(title, path, "failure", str(worst.level), worst.message + more, text)


def _text(finding: Finding, report: Report, options: RenderOptions) -> str:
    region = finding.location.region
    others = (*finding.related, *finding.flow)
    lines = [
        f"{finding.location.path}:{region.line}:{region.column}: {finding.level}: {finding.message}",
        *(f"{each.path}:{each.region.line}:{each.region.column}: {each.message}".rstrip(": ") for each in others),
        finding.remedy,
        law_line(finding, options.articles, report.as_of),
    ]
    return "\n".join(visible(line) for line in lines if line)


def _undecided(title: str, path: str, entries: list[Inconclusive]) -> _Case:
    text = "\n".join(visible(f"{path}:{each.location.region.line}: {each.reason}") for each in entries)
    return _Case(title, path, "skipped", "inconclusive", entries[0].reason, text)


def _run_error(error: RunError) -> _Case:
    path = error.location.path if error.location else error.path or ""
    line = f":{error.location.region.line}" if error.location else ""
    text = visible(f"{path}{line}: {error.message}" if path else error.message)
    title = f"{error.rule} {error.what}" if error.rule else error.what
    return _Case(title, path, "error", error.what, error.message, text)


def _element(case: _Case) -> str:
    name = case.name or case.classname
    start = f"<testcase classname={_attribute(case.classname)} name={_attribute(name)}"
    text = _NOT_XML.sub(_escaped, escape(case.text))
    if case.outcome:
        said = f"type={_attribute(case.kind)} message={_attribute(case.message)}"
        return f"{start}><{case.outcome} {said}>{text}</{case.outcome}></testcase>"
    return f"{start}><system-out>{text}</system-out></testcase>" if text else f"{start}/>"


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub(_escaped, visible(text)))


def _escaped(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")
