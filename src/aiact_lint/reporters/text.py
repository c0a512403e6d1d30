"""Findings for people: each with its line, a mark under the token, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

from aiact_lint.finding import Finding, Inconclusive, Level, Location, Report, RunError, Suppressed
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.reporters import RenderOptions
from aiact_lint.reporters.citation import law_line
from aiact_lint.reporters.escape import shorten, visible
from aiact_lint.reporters.excerpt import excerpt
from aiact_lint.reporters.paint import Paint
from aiact_lint.reporters.summary import summary_line, untold_errors
from aiact_lint.rule import Rule

_MESSAGE_LIMIT = 2000


def render(report: Report, rules: Mapping[str, Rule], options: RenderOptions) -> str:
    """The report as text, coloured if the options say so."""
    view = _View(report, rules, options)
    blocks = list(view.short() if options.verbosity < 0 else view.full())
    between = "\n" if options.verbosity < 0 else "\n\n"
    return between.join((*blocks, summary_line(report))) + "\n"


@dataclass(frozen=True, slots=True)
class _Shown:
    """A place with the mark it gets."""

    location: Location
    mark: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class _Block:
    """One item: a heading, the places it stands at, and notes below."""

    kind: str
    level: Level
    rule: str
    message: str
    places: list[_Shown] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    file: str = ""
    """For what is about a whole file."""


@dataclass(frozen=True, slots=True)
class _View:
    report: Report
    rules: Mapping[str, Rule]
    options: RenderOptions

    @property
    def _paint(self) -> Paint:
        return Paint(self.options.colour)

    def full(self) -> Iterator[str]:
        """Every item as a block of lines, in the order findings, suppressed, inconclusive, skipped, errors."""
        wordy = self.options.verbosity > 0
        for block in self._blocks(wordy):
            yield "\n".join(self._lines(block))
        if wordy and self.report.skipped:
            yield "\n".join(f"skipped: {visible(each.path)}: {visible(each.reason)}" for each in self.report.skipped)

    def short(self) -> Iterator[str]:
        """Findings and errors as one line each."""
        for block in self._blocks(wordy=False):
            place = _place(block.places[0].location) if block.places else visible(block.file)
            yield (f"{place}: " if place else "") + self._heading(block)

    def _blocks(self, wordy: bool) -> Iterator[_Block]:
        yield from map(self._finding, self.report.findings)
        if wordy or self.options.include_suppressed:
            yield from map(self._suppressed, self.report.suppressed)
        if wordy:
            yield from map(_inconclusive, self.report.inconclusive)
        yield from map(_run_error, untold_errors(self.report))

    def _finding(self, finding: Finding) -> _Block:
        places = [_Shown(finding.location, "^"), *(_Shown(each, "-", each.message) for each in finding.related)]
        return _Block(str(finding.level), finding.level, finding.rule, finding.message, places, [*self._notes(finding)])

    def _notes(self, finding: Finding) -> Iterator[tuple[str, str]]:
        for number, step in enumerate(finding.flow, start=1):
            yield f"step {number}", f"{_place(step)} {visible(step.message)}".rstrip()
        if finding.remedy:
            yield "help", visible(finding.remedy)
        if cited := law_line(finding, self.options.articles, self.report.as_of):
            yield "law", visible(cited)
        if finding.system:
            yield "system", visible(finding.system)
        if self.options.verbosity > 0 and finding.rule in self.rules:
            rule = self.rules[finding.rule]
            yield "rule", visible(f"{rule.name}: {rule.title}")

    def _suppressed(self, suppressed: Suppressed) -> _Block:
        finding = suppressed.finding
        why = f"{visible(suppressed.reason)} ({visible(suppressed.where)})"
        places = [_Shown(finding.location, "^")]
        return _Block("suppressed", Level.NOTE, finding.rule, finding.message, places, [("reason", why)])

    def _lines(self, block: _Block) -> Iterator[str]:
        gutter = max((len(str(each.location.region.line)) for each in block.places), default=1)
        empty = self._paint.frame(f"{'':{gutter}} |")
        yield self._heading(block)
        if block.file:
            yield f" {self._paint.frame('-->')} {visible(block.file)}"
        for place in block.places:
            yield f"{'':{gutter}}{self._paint.frame('-->')} {_place(place.location)}"
            yield empty
            yield from self._marked_line(place, gutter, block.level)
        if block.notes and block.places:
            yield empty
        for name, text in block.notes:
            yield f"{'':{gutter}} {self._paint.frame('=')} {self._paint.bold(f'{name}:')} {text}"

    def _heading(self, block: _Block) -> str:
        name = self._paint.level(block.level, f"{block.kind}[{visible(block.rule)}]")
        return f"{name}: {self._paint.bold(visible(shorten(block.message, _MESSAGE_LIMIT)))}"

    def _marked_line(self, place: _Shown, gutter: int, level: Level) -> Iterator[str]:
        region = place.location.region
        bar = self._paint.frame("|")
        number = self._paint.frame(f"{region.line:{gutter}}")
        width = max(20, self.options.width - gutter - 3)
        shown = excerpt(place.location.line_text, region.column - 1, region.end_column - 1, width)
        yield f"{number} {bar} {shown.text}".rstrip()
        mark = place.mark * shown.mark_width
        painted = self._paint.level(level, mark) if place.mark == "^" else self._paint.frame(mark)
        label = f" {visible(shorten(place.label, _MESSAGE_LIMIT))}" if place.label else ""
        yield f"{'':{gutter}} {bar} {'':{shown.mark_start}}{painted}{label}"


def _inconclusive(each: Inconclusive) -> _Block:
    notes = [("system", visible(each.system))] if each.system else []
    return _Block("inconclusive", Level.NOTE, each.rule, each.reason, [_Shown(each.location, "^")], notes)


def _run_error(error: RunError) -> _Block:
    places = [_Shown(error.location, "^")] if error.location else []
    file = "" if error.location else error.path or ""
    return _Block("run error", Level.ERROR, error.rule or error.what, error.message, places, file=file)


def _place(location: Location) -> str:
    return f"{visible(location.path)}:{location.region.line}:{location.region.column}"
