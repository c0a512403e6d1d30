"""Words in HTML blocks of Markdown: headings, table cells, list items and running text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.lazy_pattern import compile_later
from aiact_lint.parsers.markdown_text import plain, stripped
from aiact_lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAG = compile_later(r"<!--|<(/?)([a-zA-Z][a-zA-Z0-9-]*)[^<>]*>")
_INLINE = compile_later(
    r"a|abbr|b|big|br|cite|code|del|dfn|em|font|i|img|ins|kbd|mark|q|s|samp|small|span|strike|strong|sub|sup|tt|u|var|wbr"
)
_UNREAD = compile_later(r"script|style|svg|pre")
_HEADING = compile_later(r"h[1-6]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words between block tags."""

    span: Span
    words: str
    """Without inline markup."""
    tag: str
    """The open `h1` to `h6`, `td`, `th` or `li` it stands in; "" for running text."""
    row: int
    """Rows of tables begun so far: cells of one row share it."""


def pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    """The runs of words in `text[start:end]`, in order.

    Comments, scripts, styles and `pre` are left out; inline tags do not end a run.
    """
    at, tag, unread, row = start, "", "", 0
    for match in _tags(text, start, end):
        name = (match[2] or "").lower()
        if _INLINE.fullmatch(name):
            continue
        if not unread:
            yield from _piece(text, at, match.start(), tag, row)
        at = _after(text, match, end)
        closing = match[1] == "/"
        if unread:
            unread = "" if closing and name == unread else unread
        elif not closing and _UNREAD.fullmatch(name):
            unread = name
        if name:
            row += name == "tr" and not closing
            tag = _holder(name, closing, tag)
    if not unread:
        yield from _piece(text, at, end, tag, row)


def _piece(text: str, start: int, end: int, tag: str, row: int) -> Iterator[Piece]:
    run = stripped(text, start, end)
    words = plain(text[run.start : run.end])
    if words:
        yield Piece(run, words, tag, row)


def _holder(name: str, closing: bool, before: str) -> str:
    """What words after a tag stand in."""
    if name in ("td", "th", "li") or _HEADING.fullmatch(name):
        return "" if closing else name
    # a paragraph or `div` in a cell is still the cell's; after a row, list or table nothing is open
    return "" if name in ("tr", "table", "thead", "tbody", "ul", "ol") or _HEADING.fullmatch(before) else before


def _tags(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Tags and comment starts; nothing inside comments."""
    at = start
    while (match := _TAG.search(text, at, end)) is not None:
        yield match
        at = _after(text, match, end)


def _after(text: str, match: re.Match[str], end: int) -> int:
    if match[2]:
        return match.end()
    close = text.find("-->", match.end(), end)
    return end if close < 0 else close + 3
