"""Tables that say what is allowed: verdicts on cells that another cell of their row speaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aiact_lint.intent.context import Surroundings, Voice
from aiact_lint.intent.reading import Read
from aiact_lint.intent.tokens import NO_SIGNS, YES_SIGNS
from aiact_lint.subjects import TextRole

_SHORT_CELL = 6
"""Words; a longer cell is a statement of its own, not a verdict on its row."""
_MOST_CELLS = 40
_NO = frozenset(NO_SIGNS)
_YES = frozenset(YES_SIGNS)


def row_verdicts(reads: Sequence[Read], surroundings: Surroundings) -> dict[int, Voice]:
    """Index of a text → how its row is meant, for the cells of rows with a "no", "prohibited" or "✗" in them."""
    verdicts: dict[int, Voice] = {}
    for row in _rows(reads):
        cells = [reads[index] for index in row]
        voice = _verdict(cells, surroundings)
        if voice is not None:
            verdicts.update((index, voice) for index in row)
    return verdicts


def _rows(reads: Sequence[Read]) -> Iterator[list[int]]:
    """Neighbouring cells on one source line."""
    row: list[int] = []
    line = -1
    for index, read in enumerate(reads):
        cell = read.text if read.text is not None and read.text.role is TextRole.TABLE_CELL else None
        at = cell.place.document.source.line_of(cell.place.span.start) if cell is not None else -1
        if row and (at != line or len(row) >= _MOST_CELLS):
            yield row
            row = []
        if cell is not None:
            row.append(index)
        line = at
    if row:
        yield row


def _verdict(cells: Sequence[Read], surroundings: Surroundings) -> Voice | None:
    """The last cell that speaks a verdict wins; signs such as "✗" are no text and are looked for in the line."""
    found = [voice for cell in cells if (voice := _spoken(cell, surroundings)) is not None]
    return found[-1] if found else _signs(cells[0])


def _signs(cell: Read) -> Voice | None:
    if cell.text is None:
        return None
    source = cell.text.place.document.source
    signs = set(source.line_text(source.line_of(cell.text.place.span.start)))
    no, yes = bool(signs & _NO), bool(signs & _YES)
    return None if no == yes else Voice.DENIED if no else Voice.STATED


def _spoken(cell: Read, surroundings: Surroundings) -> Voice | None:
    text, marks = cell.text, surroundings.marks
    if text is None or not 0 < len(cell.tokens.words) <= _SHORT_CELL:
        return None
    named = answer = 0
    for line in cell.lines:
        for start, end, mask in line.hits:
            named |= mask
            if start == 0 or end == len(cell.tokens.words):  # not "grades essays, never attendance"
                answer |= mask
    column = surroundings.of(text.headings[-1:], "")
    forbids = column.voice is Voice.DENIED
    if answer & marks.yes:
        return Voice.DENIED if forbids else Voice.STATED if column.favoured else None
    outright = bool(named & (marks.out | marks.deny | marks.refusal))
    if answer & marks.nay and (forbids or not outright):
        if surroundings.of(text.headings[:-1], "").voice is Voice.DENIED:  # "never" in a list of what it is not for
            return Voice.DENIED
        return Voice.STATED if forbids else Voice.DENIED if column.favoured else None
    return Voice.DENIED if outright else None
