"""One line of a file with a mark under a part of it, right for tabs, wide and combining characters."""

from __future__ import annotations

import unicodedata

from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.reporters.escape import is_hidden, starts_log_command, visible_char

_TAB = "    "
"""Every tab is four columns: the mark must not hang on the tab stops of the reader's terminal."""
_CUT = "..."
_INVISIBLE_CATEGORIES = frozenset({"Mn", "Me", "Cf"})


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A shown line and its mark, in terminal columns from 0."""

    text: str
    mark_start: int
    mark_width: int
    """At least 1."""


def excerpt(line: str, start: int, end: int, width: int) -> Excerpt:
    """The part of a line around the code points `start` to `end`, at most `width` columns wide.

    What hides is shown as an escape. Work and result are bounded by `width`, however long the line is.
    """
    start, end = min(start, len(line)), min(end, start + 2 * width, len(line))
    low, high = max(0, start - 2 * width), min(len(line), end + 2 * width)
    cells = [_cell(line, at) for at in range(low, high)]
    widths = [cell_width(cell) for cell in cells]
    whole = low == 0 and high == len(line) and sum(widths) <= width
    first = 0 if whole else _first_shown(widths, start - low, end - low, width)
    lead = _CUT if low + first > 0 else ""
    last = _last_shown(widths, first, width - len(lead), open_end=high < len(line))
    tail = _CUT if last < len(cells) or high < len(line) else ""
    mark_start = len(lead) + sum(widths[first : start - low])
    mark_end = len(lead) + sum(widths[first : min(end - low, last)])
    return Excerpt(lead + "".join(cells[first:last]) + tail, mark_start, max(1, mark_end - mark_start))


def cell_width(cell: str) -> int:
    """Terminal columns of a text that holds nothing hidden."""
    return len(cell) if cell.isascii() else sum(_char_width(char) for char in cell)


def _char_width(char: str) -> int:
    if unicodedata.category(char) in _INVISIBLE_CATEGORIES or "\u1160" <= char <= "\u11ff":
        return 0  # combining marks, joiners, and the Hangul letters that join the one before
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _cell(line: str, at: int) -> str:
    char = line[at]
    if char == "\t":
        return _TAB
    if char == "#" and at and starts_log_command(line, at - 1):
        return "\\x23"
    return visible_char(char) if is_hidden(char) else char


def _first_shown(widths: list[int], start: int, end: int, width: int) -> int:
    """The first cell to show: as far left of the mark as leaves a third of the room for what follows it."""
    third = width // 3
    room = max(third, width - third - sum(widths[start:end])) - len(_CUT)
    used = 0
    for at in range(start - 1, -1, -1):
        used += widths[at]
        if used > room:
            return at + 1
    return 0


def _last_shown(widths: list[int], first: int, width: int, *, open_end: bool) -> int:
    """One past the last cell to show, so that the cells from `first` on and a cut, if one is needed, fit the width."""
    if not open_end and sum(widths[first:]) <= width:
        return len(widths)
    used = 0
    for at in range(first, len(widths)):
        used += widths[at]
        if used > width - len(_CUT):
            return at
    return len(widths)
