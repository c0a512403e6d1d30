"""A picture of what applies from when, with the day of the run in it, and the same as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.reporters.citation import when
from aiact_lint.reporters.html.duty_rows import Row, rows
from aiact_lint.reporters.html.markup import Content, Markup, joined, tag
from aiact_lint.reporters.html.view import View, level_counts, section
from aiact_lint.reporters.summary import count_levels, counted, next_change

_WIDTH, _LEFT, _RIGHT = 1000, 236, 150
"""Units of the picture: the labels stand left of the lines, the counts right of them."""
_TOP, _STEP, _BAR = 58, 40, 16
_DATE = 78
"""Room that a date takes in a bar."""
_MARGIN = timedelta(days=120)
_HORIZON_LIMIT = 3650


def timeline(view: View) -> Markup | None:
    """The part of the page, if the law is known to it."""
    lines = rows(view.options.duties, view.report.findings)
    if not lines:
        return None
    notes = [tag("p", note) for note in _notes(view)]
    picture = tag(
        "div", _Picture.of(view, lines).svg(), class_="wide", tabindex="0", role="group", aria_label="Timeline"
    )
    table = tag("details", tag("summary", "The timeline as a table"), _table(view, lines), data_screen=True)
    return section("timeline", "What applies when", tag("div", picture, notes, table, class_="card"))


def _notes(view: View) -> Iterator[Content]:
    report = view.report
    if (change := next_change(report)) is not None:
        yield joined(tag("strong", f"{change}."), " The files need not change for that.")
    if _has_horizon(view):
        yield f"Shaded are the {report.horizon} days of the horizon: a duty that starts in them is a warning already."
    if undated := sum(each.applies_from is None for each in report.findings):
        verb = "has" if undated == 1 else "have"
        yield f"{counted(undated, 'finding')} {verb} no date: what the files state, whatever the day."


def _has_horizon(view: View) -> bool:
    return 0 < view.report.horizon < _HORIZON_LIMIT and view.report.enforce != "all"


@dataclass(frozen=True, slots=True)
class _Picture:
    view: View
    lines: Sequence[Row]
    first: date
    last: date

    @classmethod
    def of(cls, view: View, lines: Sequence[Row]) -> _Picture:
        """From some months before the first day that matters to some months after the last one."""
        days = [view.report.as_of, *(line.start for line in lines)]
        return cls(view, lines, _moved(min(days), -_MARGIN), _moved(max(days), _MARGIN))

    def svg(self) -> Markup:
        height = _TOP + _STEP * len(self.lines) + 8
        said = "; ".join(f"{line.start.isoformat()}: {line.title}, {line.articles}" for line in self.lines)
        return tag(
            "svg",
            tag("title", f"What applies from when, seen on {self.view.report.as_of.isoformat()}"),
            tag("desc", said),
            self._years(height),
            self._ahead(height),
            [self._line(number, line) for number, line in enumerate(self.lines)],
            self._today(height),
            viewBox=f"0 0 {_WIDTH} {height}",
            role="img",
            class_="timeline",
        )

    def _x(self, day: date) -> str:
        whole = (self.last - self.first).days
        share = max(0.0, min(1.0, (day - self.first).days / whole))
        return f"{_LEFT + share * (_WIDTH - _LEFT - _RIGHT):.1f}"

    def _years(self, height: int) -> Iterator[Content]:
        for year in range(self.first.year + 1, self.last.year + 1):
            x = self._x(date(year, 1, 1))
            yield tag("line", x1=x, x2=x, y1=_TOP - 16, y2=height, class_="grid")
            yield tag("text", str(year), x=x, y=_TOP - 22, class_="year")

    def _ahead(self, height: int) -> Markup | None:
        """The days for which a coming duty is a warning."""
        report = self.view.report
        if not _has_horizon(self.view):
            return None
        start, end = self._x(report.as_of), self._x(_moved(report.as_of, timedelta(days=report.horizon)))
        width = f"{float(end) - float(start):.1f}"
        return tag("rect", x=start, y=_TOP - 10, width=width, height=height - _TOP + 10, class_="ahead")

    def _line(self, number: int, line: Row) -> Markup:
        middle = _TOP + _STEP * number + _STEP // 2
        x, end = self._x(line.start), _WIDTH - _RIGHT
        running = line.start <= self.view.report.as_of
        width = f"{end - float(x):.1f}"
        return tag(
            "g",
            tag("text", line.title, x=0, y=middle - 3, class_="what"),
            tag("text", line.articles, x=0, y=middle + 12, class_="where"),
            tag("rect", x=x, y=middle - _BAR // 2, width=width, height=_BAR, rx=4, class_="on" if running else "later"),
            tag("text", line.start.isoformat(), **self._date_place(float(x), middle, running)),
            tag("text", _count(line), x=end + 10, y=middle + 4, class_="count" if line.findings else "count none"),
        )

    def _date_place(self, x: float, middle: int, running: bool) -> dict[str, str | int]:
        """Inside the bar where there is room and today's line does not cross it, else before the bar."""
        today = float(self._x(self.view.report.as_of))
        if x + _DATE > _WIDTH - _RIGHT or x < today < x + _DATE:
            return {"x": f"{x - 7:.1f}", "y": middle + 4, "class": "day before"}
        return {"x": f"{x + 7:.1f}", "y": middle + 4, "class": "day on" if running else "day"}

    def _today(self, height: int) -> Iterator[Content]:
        day = self.view.report.as_of
        x = self._x(day)
        yield tag("line", x1=x, x2=x, y1=_TOP - 14, y2=height, class_="today")
        yield tag("text", f"as of {day.isoformat()}", x=x, y=14, class_="today")


def _moved(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return day


def _count(line: Row) -> str:
    levels = [(level, number) for level, number in count_levels(line.findings).items() if number]
    return ", ".join(counted(number, str(level)) for level, number in levels) or "no findings"


def _table(view: View, lines: Sequence[Row]) -> Markup:
    heads = tag("tr", [tag("th", head, scope="col") for head in ("From", "", "What", "Articles", "Findings")])
    body = [
        tag(
            "tr",
            tag("th", line.start.isoformat(), scope="row", class_="day"),
            tag("td", when(line.start, view.report.as_of)),
            tag("td", line.title),
            tag("td", line.articles),
            tag("td", level_counts(line.findings)),
        )
        for line in lines
    ]
    return tag("div", tag("table", tag("thead", heads), tag("tbody", body)), class_="wide")
