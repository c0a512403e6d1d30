"""A marked line of a file with its neighbours."""

from __future__ import annotations

from aiact_lint.finding import Location
from aiact_lint.reporters.html.markup import Content, Markup, tag

_WIDTH = 160
"""Characters of a line; a longer one is cut around its mark."""
_LEAD = 60
"""Characters before the mark of a cut line."""
_CUT = "…"


def snippet(location: Location, *, around: bool = True) -> Markup:
    """The line with its mark, and the lines above and below if wanted."""
    number = location.region.line
    lines = [_line(number, _marked(location), class_="line hit")]
    if around and location.before is not None:
        lines.insert(0, _line(number - 1, _start(location.before)))
    if around and location.after is not None:
        lines.append(_line(number + 1, _start(location.after)))
    return tag("pre", tag("code", lines), tabindex="0")


def _line(number: int, content: Content, class_: str = "line") -> Markup:
    """The number is drawn by the style sheet, so that copied text does not have it."""
    return tag("span", content, class_=class_, data_n=number)


def _start(line: str) -> str:
    return _spaced(line if len(line) <= _WIDTH else line[:_WIDTH] + _CUT)


def _marked(location: Location) -> list[Content]:
    line = location.line_text
    start = min(location.region.column - 1, len(line))
    end = max(start, min(location.region.end_column - 1, len(line)))
    low = max(0, start - _LEAD) if len(line) > _WIDTH else 0
    high = min(len(line), low + _WIDTH)
    shown_end = min(end, high)
    return [
        _CUT if low else None,
        _spaced(line[low:start]),
        tag("mark", _spaced(line[start:shown_end])) if shown_end > start else tag("mark", " ", class_="point"),
        _spaced(line[shown_end:high]),
        _CUT if high < len(line) else None,
    ]


def _spaced(line: str) -> str:
    return line.replace("\t", "    ")
