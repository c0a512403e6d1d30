"""The report as Markdown: for a comment on a pull request and for `$GITHUB_STEP_SUMMARY`.

GitHub refuses a comment of 65,536 characters, so of a long report the least severe findings are left out, and a line
says how many.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from aiact_lint import HOMEPAGE
from aiact_lint.finding import Finding, Level, Location, Report, RunError, SystemSummary
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.reporters import RenderOptions
from aiact_lint.reporters.citation import cite
from aiact_lint.reporters.escape import shorten
from aiact_lint.reporters.links import rule_link, source_link
from aiact_lint.reporters.markdown_text import code, prose
from aiact_lint.reporters.summary import NO_SYSTEM, count_levels, counted, next_change
from aiact_lint.rule import Rule

LIMIT = 65_000
"""Characters; leaves room for a line of whoever posts it."""
_MOST_FINDINGS = 800
"""More rows than these never fit."""
_MOST_OTHERS = 8
"""Run errors, undecided checks, further places of one finding."""
_NAME, _PATH, _QUOTE, _MESSAGE = 60, 160, 120, 400
"""Longest texts of each sort, in characters before they are escaped."""
_CONTRADICTION = "AIA103"


def render(report: Report, rules: Mapping[str, Rule], options: RenderOptions) -> str:
    """Counts, contradictions with both places, then the findings of each system, the most severe first."""
    page = _Page(report, rules, options)
    ranked = sorted(report.findings, key=lambda each: (-each.level.rank, each.sort_key))
    number, others = min(len(ranked), _MOST_FINDINGS), _MOST_OTHERS
    while len(text := page.text(ranked[:number], others)) > LIMIT and others:
        if number:
            number = max(0, number * LIMIT // len(text) - 1)
        else:
            others //= 2
    return text


@dataclass(frozen=True, slots=True)
class _Page:
    report: Report
    rules: Mapping[str, Rule]
    options: RenderOptions

    def text(self, findings: Sequence[Finding], others: int) -> str:
        """The page with some of the findings, and at most so many entries of the other lists."""
        opposed = [each for each in findings if _is_contradiction(each)]
        rest = [each for each in findings if not _is_contradiction(each)]
        blocks = [
            f"<!-- {_comment(self.options.category)} -->\n## EU AI Act lint",
            self._counts(),
            " ".join(self._sentences()),
            *self._contradictions(opposed),
            *self._systems(rest),
            *self._left_out(findings),
            *self._errors(others),
            *self._undecided(others),
            f"<sub>[aiact-lint]({HOMEPAGE}) {self.report.version}. A linter sees files, not compliance.</sub>",
        ]
        return "\n\n".join(blocks) + "\n"

    def _counts(self) -> str:
        report = self.report
        counts = {f"{level}s": number for level, number in count_levels(report.findings).items()}
        counts |= {"suppressed": len(report.suppressed), "inconclusive": len(report.inconclusive)}
        counts |= {"AI systems": len(report.systems), "files read": report.files_read}
        return _table([*counts], [[f"**{number}**" if number else "0" for number in counts.values()]])

    def _sentences(self) -> Iterator[str]:
        report = self.report
        if report.errors:
            yield f"**The run is incomplete: {counted(len(report.errors), 'run error')}.**"
        if not report.findings:
            yield "No findings." if report.systems else f"{NO_SYSTEM[:1].upper()}{NO_SYSTEM[1:]}, no findings."
        every = ", every duty taken as in force" if report.enforce == "all" else ""
        yield f"As of {report.as_of.isoformat()}{every}."
        if report.diff_ref is not None:
            outside = counted(report.elsewhere, "finding")
            yield f"Only what changed since {code(report.diff_ref, _NAME)}; {outside} elsewhere."
        if (change := next_change(report)) is not None:
            yield f"**{change}.**"

    def _contradictions(self, findings: Sequence[Finding]) -> Iterator[str]:
        if findings:
            yield "### Contradictions"
            yield _table(["finding", "here", "there"], map(self._opposed, findings))

    def _opposed(self, finding: Finding) -> list[str]:
        sides = [
            f"{self._place(each)}<br>{_quote(each)}" for each in (finding.location, *finding.related[:_MOST_OTHERS])
        ]
        told = f"{' '.join(self._named(finding))}<br>{prose(finding.message, _MESSAGE)}"
        return [told, sides[0], "<br>".join(sides[1:])]

    def _systems(self, findings: Sequence[Finding]) -> Iterator[str]:
        known = {system.id: system for system in self.report.systems}
        names = {each.system or "" for each in findings}
        for name in sorted(names, key=lambda name: (not name, name)):
            mine = [each for each in findings if (each.system or "") == name]
            yield f"### {_title(name, known.get(name), self.options)}"
            if urgent := [each for each in mine if each.level is not Level.NOTE]:
                yield self._findings(urgent)
            if notes := [each for each in mine if each.level is Level.NOTE]:
                yield _folded(counted(len(notes), "note"), self._findings(notes))

    def _findings(self, findings: Iterable[Finding]) -> str:
        return _table(["level", "rule", "place", "finding", "law"], map(self._row, findings))

    def _row(self, finding: Finding) -> list[str]:
        law = prose(cite(finding.law, self.options.articles), _MESSAGE)
        return [*self._named(finding), self._place(finding.location), self._told(finding), law]

    def _named(self, finding: Finding) -> tuple[str, str]:
        rule = self.rules.get(finding.rule)
        level = f"**{finding.level}**" if finding.level is Level.ERROR else str(finding.level)
        name = f"<br>{prose(rule.name, _NAME)}" if rule else ""
        return level, f"[{prose(finding.rule, _NAME)}]({rule_link(finding.rule)}){name}"

    def _told(self, finding: Finding) -> str:
        others = (*finding.related, *finding.flow)[:_MOST_OTHERS]
        further = (f"{self._place(each)} {prose(each.message, _MESSAGE)}".rstrip() for each in others)
        remedy = [_remedy(finding.remedy)] if finding.remedy and finding.level is not Level.NOTE else []
        return "<br>".join((prose(finding.message, _MESSAGE), *further, *remedy))

    def _place(self, location: Location) -> str:
        shown = code(f"{_tail(location.path)}:{location.region.line}", _PATH + 20)
        link = source_link(self.options.checkout, location)
        return f"[{shown}]({link})" if link else shown

    def _left_out(self, shown: Sequence[Finding]) -> Iterator[str]:
        every, here = count_levels(self.report.findings), count_levels(shown)
        missing = ", ".join(counted(every[each] - here[each], str(each)) for each in every if every[each] > here[each])
        if missing:
            yield f"**Left out here for its length: {missing}.** The other formats hold every finding."

    def _errors(self, most: int) -> Iterator[str]:
        if errors := self.report.errors:
            yield "### Run errors"
            yield _listed(map(self._error, errors[:most]), len(errors), most)

    def _error(self, error: RunError) -> str:
        if error.location is not None:
            place = self._place(error.location)
        else:
            place = code(_tail(error.path), _PATH) if error.path else ""
        return " ".join(part for part in (prose(error.what, _NAME), place, prose(error.message, _MESSAGE)) if part)

    def _undecided(self, most: int) -> Iterator[str]:
        if entries := self.report.inconclusive:
            lines = (
                f"{prose(each.rule, _NAME)} {self._place(each.location)} {prose(each.reason, _MESSAGE)}"
                for each in entries[:most]
            )
            yield _folded(f"{len(entries)} inconclusive", _listed(lines, len(entries), most))


def _is_contradiction(finding: Finding) -> bool:
    return finding.rule == _CONTRADICTION and bool(finding.related)


def _title(name: str, system: SystemSummary | None, options: RenderOptions) -> str:
    """`CV Screener: high-risk, provider and deployer, Annex III(4)(a)`."""
    if not name:
        return "Files of no system"
    if system is None:
        return prose(name, _NAME)
    facts = [
        system.risk_class or "no class stated",
        " and ".join(system.roles),
        cite(system.annex_iii, options.articles),
    ]
    stated = ", ".join(prose(fact, _MESSAGE) for fact in facts if fact)
    return f"{prose(system.name, _NAME)}: {stated}"


def _remedy(text: str) -> str:
    """In italics, what stands between backticks in code type."""
    parts = shorten(text, _MESSAGE).split("`")
    if len(parts) % 2 == 0:
        parts = ["`".join(parts)]
    shown = (code(part, _MESSAGE) if number % 2 else prose(part, _MESSAGE) for number, part in enumerate(parts))
    return f"<i>{''.join(shown)}</i>"


def _quote(location: Location) -> str:
    """The line of a place, from a little before the mark where it is long."""
    line, column = location.line_text, location.region.column - 1
    start = max(0, column - _QUOTE // 3) if len(line) > _QUOTE else 0
    return code(line[start : start + 2 * _QUOTE].strip(), _QUOTE)


def _tail(path: str) -> str:
    """The end of a path, which tells more than its beginning."""
    return path if len(path) <= _PATH else f"...{path[3 - _PATH :]}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = (heads, ["---"] * len(heads), *rows)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _listed(lines: Iterable[str], number: int, most: int) -> str:
    more = [f"- and {number - most} more"] if number > most else []
    return "\n".join((*(f"- {line}" for line in lines), *more))


def _folded(title: str, content: str) -> str:
    return f"<details><summary>{title}</summary>\n\n{content}\n\n</details>"


def _comment(category: str) -> str:
    """A name by which whoever posts the page finds its last one, unable to end the HTML comment it stands in."""
    return re.sub(r"[^\w./ -]|-(?=-)", "", category, flags=re.ASCII).strip("- ")
