"""Edits into texts: a splice at each span, so that everything else stays as it was, to the byte."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aiact_lint.finding import Edit
from aiact_lint.source import SourceFile


def collides(edits: Iterable[Edit], others: Iterable[Edit]) -> bool:
    """Whether an edit of one group touches what one of the other changes; the same edit twice does not collide."""
    given = list(others)
    return any(each != other and _touch(each, other) for each in edits for other in given)


def _touch(one: Edit, other: Edit) -> bool:
    if one.path != other.path:
        return False
    if one.start == one.end == other.start == other.end and one.text[-1:] == other.text[-1:] == "\n":
        return False  # whole lines at one place can follow one another
    if one.start == one.end or other.start == other.end:  # an insertion has no width
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end


def spliced(source: SourceFile, edits: Iterable[Edit]) -> SourceFile:
    """A file with its edits made; they may not collide, and each is made once."""
    text = source.text
    for edit in _last_first([each for each in edits if each.path == source.path]):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return source.with_text(text)


def _last_first(edits: Sequence[Edit]) -> list[Edit]:
    return sorted(set(edits), key=lambda each: (each.start, each.end, each.text), reverse=True)
