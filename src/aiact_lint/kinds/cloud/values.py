"""Small makers of what expressions come to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aiact_lint.kinds.cloud.spots import Found
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.subjects import Place

_MAX_TEXT = 100_000
_MAX_DIGITS = 12
MAX_WAY = 50
"""Places that a value put together is said to come from."""


def unknown(at: Cursor) -> Found:
    """What nobody can know."""
    return Found(at, known=False)


def with_data(at: Cursor, data: object) -> Cursor:
    """The same node with what it comes to."""
    return Cursor(at.document, at.path, data)


def as_text(value: object) -> str:
    """A scalar as templates write it into a text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def as_number(written: str) -> int | float | None:
    """The plain number that a text writes."""
    text = written.strip()
    whole, _, part = text.partition(".")
    if len(text) > _MAX_DIGITS or not whole.isascii() or not whole.isdigit():
        return None
    if not part:
        return int(whole)
    return float(text) if part.isascii() and part.isdigit() else None


def joined(at: Cursor, parts: Sequence[Found], separator: str = "", via: tuple[Place, ...] = ()) -> Found:
    """Several parts as one text; unknown if one of them is."""
    ways = (*via, *(place for part in parts for place in part.via))[:MAX_WAY]
    if any(not part.known or part.at.data is None or isinstance(part.at.data, dict | list) for part in parts):
        return Found(at, ways, known=False)
    text = separator.join(as_text(part.at.data) for part in parts)
    return Found(with_data(at, text), ways, made=True) if len(text) <= _MAX_TEXT else unknown(at)


def joined_items(at: Cursor, separator: object, words: Found, follow: Callable[[Cursor], Found]) -> Found:
    """The items of a list as one text."""
    data = words.at.data
    if not isinstance(separator, str) or not words.known or not isinstance(data, list):
        return unknown(at)
    parts = [item_of(words, index, follow) for index in range(len(data))]
    return joined(at, parts, separator, words.via)


def selected(at: Cursor, index: Found, words: Found, follow: Callable[[Cursor], Found]) -> Found:
    """One item of a list."""
    number = as_number(str(index.at.data)) if index.known else None
    data = words.at.data
    if not words.known or not isinstance(data, list) or not isinstance(number, int) or number >= len(data):
        return unknown(at)
    found = item_of(words, number, follow)
    way = words.via or (words.at.at(number).place,)
    return Found(found.at, (*way, *found.via), found.known, found.made)


def split(at: Cursor, separator: object, text: Found) -> Found:
    """The parts of a text."""
    written = text.at.data
    if not isinstance(separator, str) or not separator or not text.known or not isinstance(written, str):
        return unknown(at)
    return Found(with_data(at, written.split(separator)), text.via, made=True)


def item_of(items: Found, index: int, follow: Callable[[Cursor], Found]) -> Found:
    """What stands at an index; a list that was put together holds no expressions any more."""
    below = items.at.at(index)
    return Found(below, made=True) if items.made else follow(below)
