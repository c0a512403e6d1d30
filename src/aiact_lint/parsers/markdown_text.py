"""The raw ranges of Markdown's text, cut out of source lines, and plain words out of inline markup."""

from __future__ import annotations

import html
import re

from aiact_lint.lazy_pattern import compile_later
from aiact_lint.source import SourceFile, Span

_BREAK = compile_later(r"<br\b[^<>]*>", re.IGNORECASE)
_ANY_TAG = compile_later(r"</?[a-zA-Z][^<>]*>")
_IMAGE = compile_later(r"!\[[^\[\]]*\](?:\([^()]*\)|\[[^\[\]]*\])")
_LINK = compile_later(r"\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")
_EMPHASIS = compile_later(r"\*+|`+|~~|(?<![^\W_])_+|_+(?![^\W_])")
_ESCAPE = compile_later(r"\\([!-/:-@\[-`{-~])")
_PIPE = compile_later(r"(?<!\\)\|")
_CONTAINER = compile_later(r"(?:[ \t]*(?:>|[-*+](?=[ \t])|[0-9]{1,9}[.)](?=[ \t])))*[ \t]*")
_QUOTE_MARKS = compile_later(r"[ \t>]*")


def plain(text: str) -> str:
    """The words of one line without emphasis, link targets, images, tags and escapes."""
    text = _ANY_TAG.sub("", _BREAK.sub(" ", without_comments(text)))
    text = _LINK.sub(r"\1", _LINK.sub(r"\1", _IMAGE.sub("", text)))
    return " ".join(html.unescape(_ESCAPE.sub(r"\1", _EMPHASIS.sub("", text))).split())


def without_comments(text: str) -> str:
    """A text without its HTML comments; an unclosed one runs to the end."""
    if "<!--" not in text:
        return text
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0:
        kept.append(text[at:start])
        end = text.find("-->", start + 4)
        at = len(text) if end < 0 else end + 3
    kept.append(text[at:])
    return "".join(kept)


def lines_span(source: SourceFile, first: int, end: int) -> Span:
    """The span of lines `first` to `end` (0-based, exclusive) without surrounding white space."""
    starts, text = source.line_starts, source.text
    start = starts[first]
    stop = starts[end] if end < len(starts) else len(text)
    return stripped(text, start, stop)


def stripped(text: str, start: int, end: int) -> Span:
    """A range of a text without white space at either end."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def content_span(source: SourceFile, first: int, content: str) -> Span:
    """The raw range of a paragraph's content from line `first` (0-based) on.

    A line of content is the end of its source line: what precedes it is indentation, `>` and list markers.
    """
    lines = content.split("\n")
    opening = source.line_span(first + 1)
    closing = source.line_span(min(first + len(lines), len(source.line_starts)))
    start = _suffix_start(source.text, opening, lines[0])
    end = stripped(source.text, closing.start, closing.end).end
    return Span(start, max(start, end))


def heading_span(source: SourceFile, line: int, content: str) -> Span:
    """The raw range of a `#` heading's text, without the hash signs on either side."""
    on = source.line_span(line + 1)
    at = source.text.find(content, source.text.find("#", on.start, on.end), on.end)
    return Span(on.start, on.end) if at < 0 else Span(at, at + len(content))


def _suffix_start(text: str, line: Span, content: str) -> int:
    end = stripped(text, line.start, line.end).end
    return max(line.start, end - len(content.strip()))


def cells(source: SourceFile, line: int, nested: bool, first: bool) -> list[Span]:
    """The raw ranges of the cells of a table row on a 0-based line; `first` for the header row."""
    on = source.line_span(line + 1)
    row = source.text[on.start : on.end]
    marks = _CONTAINER if first else _QUOTE_MARKS
    prefix = marks.match(row).end() if nested and marks.match(row) else 0  # type: ignore[union-attr]
    inner = stripped(source.text, on.start + prefix, on.end)
    row = source.text[inner.start : inner.end]
    pipes = [match.start() for match in _PIPE.finditer(row)]
    edges = list(zip([0, *(pipe + 1 for pipe in pipes)], [*pipes, len(row)], strict=True))
    if edges and edges[0][0] == edges[0][1]:
        edges.pop(0)
    if edges and edges[-1][0] == edges[-1][1]:
        edges.pop()
    return [stripped(source.text, inner.start + start, inner.start + end) for start, end in edges]
