"""Suppression comments that have no use, or no use in part: what to take out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aiact_lint.finding import Edit, Fix
from aiact_lint.source import SourceFile, Span

_CLOSED = {"<!--": "-->", "/*": "*/"}
_FENCE = re.compile(r"^[ \t]{0,3}(?:```|~~~)", re.MULTILINE)
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n.*?^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)


def without_rules(source: SourceFile, comment: Span, kept: Sequence[str], *, safe: bool) -> Fix | None:
    """The comment with only the rules that are in use; without any, no comment. None where that cannot be told."""
    text = source.text
    if not _is_comment(source, comment):
        return None
    opened = text.find("[", comment.start, comment.end)
    closed = text.find("]", opened, comment.end)
    if kept and 0 <= opened < closed:
        edit = Edit.at(source, Span(opened + 1, closed), ", ".join(kept))
        return Fix("Remove the rules without use from the comment", safe, (edit,), only_comments=True)
    span = _whole(source, comment)
    if kept or span is None:
        return None
    return Fix("Remove the comment", safe, (Edit.at(source, span, ""),), only_comments=True)


def _is_comment(source: SourceFile, comment: Span) -> bool:
    """Whether the words are no content: in Markdown a `#` begins a heading, and a fence shows what it holds."""
    if not source.path.lower().endswith((".md", ".markdown")):
        return True
    front = _FRONT_MATTER.match(source.text)
    if front is not None and comment.start < front.end():
        return True
    fences = len(_FENCE.findall(source.text, 0, comment.start))
    return source.text.startswith("<!--", comment.start) and fences % 2 == 0


def _whole(source: SourceFile, comment: Span) -> Span | None:
    """The comment with its closing sign and the blanks before it; its line, if it has one to itself."""
    text, line = source.text, source.line_of(comment.start)
    on = source.line_span(line)
    end = on.end
    for opening, closing in _CLOSED.items():
        if text.startswith(opening, comment.start):
            at = text.find(closing, comment.end, on.end)
            if at < 0 or text[comment.end : at].strip():
                return None
            end = at + len(closing)
    before, after = text[on.start : comment.start], text[end : on.end]
    if not before.strip() and not after.strip():
        following = source.line_starts[line] if line < len(source.line_starts) else len(text)
        return Span(on.start, following)
    if not after.strip():
        return Span(on.start + len(before.rstrip(" \t")), on.end)
    blanks = len(after) - len(after.lstrip(" \t"))
    return Span(comment.start, end + (blanks if not before or before[-1] in " \t" else 0))
