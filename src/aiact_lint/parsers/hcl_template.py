"""Quoted strings and heredocs with `${}` and `%{}`: to one expression that joins their parts.

HCL takes such a text as a row of pieces (lines of literal text, interpolations, directives), trims and indents the
pieces, and only then looks for what belongs to which `if` or `for`. So does this.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from aiact_lint.expression import Call, Conditional, Expression, ForExpression, Literal, Opaque, Template
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.parsers.hcl_text import undoubled, unescaped
from aiact_lint.source import Span

Node: TypeAlias = Any
"""A tree-sitter node; its positions count code points, because the parser is fed one byte for each."""
Build: TypeAlias = Callable[[Node, int], Expression]
"""The expression of an `expression` node at a depth."""

MAX_NESTING = 20
"""Directives inside directives."""
_SEQUENCES = {
    "template_interpolation": "value",
    "template_if_intro": "if",
    "template_else_intro": "else",
    "template_if_end": "endif",
    "template_for_start": "for",
    "template_for_end": "endfor",
}
_AROUND = ("template_directive", "template_if", "template_for")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_FAR = 10**9


class _Broken(Exception):
    """A directive that does not fit."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """`text`, `value`, `if`, `else`, `endif`, `for` or `endfor`."""

    kind: str
    start: int
    end: int
    text: str = ""
    node: Node = None


def quoted(node: Node, text: str, build: Build, depth: int) -> Expression:
    """The expression of a `quoted_template` node."""
    pieces = [
        replace(each, text=unescaped(each.text))
        for each in _pieces(node, node.start_byte + 1, node.end_byte - 1, text, lines=False)
    ]
    return _expression(node, _trimmed(pieces), text, build, depth)


def heredoc(node: Node, text: str, build: Build, depth: int) -> Expression:
    """The expression of a `heredoc_template` node."""
    body = heredoc_body(node, text)
    pieces = _trimmed(list(_pieces(node, body.start, body.end, text, lines=True)))
    if text.startswith("<<-", node.start_byte):
        pieces = _flushed(pieces)
    return _expression(node, [replace(each, text=undoubled(each.text)) for each in pieces], text, build, depth)


def heredoc_body(node: Node, text: str) -> Span:
    """The lines between the markers of a `heredoc_template` node, last line end included."""
    markers = [each for each in node.children if each.type == "heredoc_identifier"]
    start = text.find("\n", markers[0].end_byte, node.end_byte) + 1
    end = text.rfind("\n", start, markers[-1].start_byte) + 1
    return Span(start, max(start, end)) if start else Span(node.end_byte, node.end_byte)


def without_last_line_end(found: Expression) -> Expression:
    """A heredoc without the line end before its closing marker."""
    if isinstance(found, Literal) and isinstance(found.value, str):
        return Literal(found.span, found.value.removesuffix("\n"))
    if not isinstance(found, Template):
        return found
    *parts, last = found.parts
    if isinstance(last, Literal) and last.value != "\n":
        parts.append(without_last_line_end(last))
    elif not isinstance(last, Literal):
        parts.append(last)
    return Template(found.span, tuple(parts))


def _pieces(node: Node, start: int, end: int, text: str, *, lines: bool) -> Iterator[_Piece]:
    """All pieces in order; the grammar drops spaces beside literal text, so that is taken from between the others."""
    at = start
    for each in [*_sequences(node), None]:
        until = end if each is None else each.start_byte
        for match in _LINES.finditer(text, at, until) if lines else ():
            yield _Piece("text", match.start(), match.end(), match[0])
        if not lines and until > at:
            yield _Piece("text", at, until, text[at:until])
        if each is not None:
            yield _Piece(_SEQUENCES[each.type], each.start_byte, each.end_byte, "", each)
            at = each.end_byte


def _sequences(node: Node) -> Iterator[Node]:
    pending = list(reversed(node.children))
    while pending:
        each = pending.pop()
        if each.type in _SEQUENCES:
            yield each
        elif each.type in _AROUND:
            pending += reversed(each.children)


def _trimmed(pieces: Sequence[_Piece]) -> list[_Piece]:
    """`~` takes the spaces of the piece of text beside it, which is one line at most."""
    found: list[_Piece] = []
    for at, each in enumerate(pieces):
        if each.kind == "text":
            if at and _strips(pieces[at - 1].node, last=True):
                each = replace(each, text=each.text.lstrip())
            if at + 1 < len(pieces) and _strips(pieces[at + 1].node, last=False):
                each = replace(each, text=each.text.rstrip())
        found.append(each)
    return found


def _strips(node: Node, *, last: bool) -> bool:
    inside = node.children if node is not None else ()
    return len(inside) > 2 and inside[-2 if last else 1].type == "strip_marker"


def _flushed(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Without the indentation that all lines have in common; only text that starts a line counts."""
    margin, adjusted, at_start = _FAR, set(), True
    for at, each in enumerate(pieces):
        if at_start:
            at_start = False
            blank = each.kind == "text" and each.text.endswith("\n") and not each.text.strip()
            if not blank:
                margin = min(margin, len(each.text) - len(each.text.lstrip()))
                adjusted.add(at)
        at_start = at_start or (each.kind == "text" and each.text.endswith("\n"))
    return [replace(each, text=each.text[margin:]) if at in adjusted else each for at, each in enumerate(pieces)]


def _expression(node: Node, pieces: Sequence[_Piece], text: str, build: Build, depth: int) -> Expression:
    span = Span(node.start_byte, node.end_byte)
    reader = _Reader(pieces, text, build)
    try:
        parts = reader.parts(depth)
        if reader.left:
            raise _Broken
    except _Broken:
        return Opaque(span, text[span.start : span.end])
    return _joined(parts, span, alone=True)


def _joined(parts: Sequence[Expression], span: Span, *, alone: bool = False) -> Expression:
    """One text of all parts; a single interpolation stays what it is only where it is `alone` in its quotes."""
    if all(isinstance(part, Literal) and isinstance(part.value, str) for part in parts):
        return Literal(span, "".join(str(part.value) for part in parts if isinstance(part, Literal)))
    if len(parts) == 1 and not alone:
        return Template(span, (Literal(Span(span.start, span.start), ""), *parts))
    return Template(span, tuple(parts))


class _Reader:
    """Puts directives and what is in them together."""

    def __init__(self, pieces: Sequence[_Piece], text: str, build: Build) -> None:
        self._text = text
        self._build = build
        self.left = list(reversed(_melded(pieces)))

    def parts(self, depth: int, nesting: int = 0) -> list[Expression]:
        """Up to the end, or to what ends a directive."""
        found: list[Expression] = []
        while self.left and self.left[-1].kind not in ("else", "endif", "endfor"):
            piece = self.left.pop()
            span = Span(piece.start, piece.end)
            if piece.kind == "text":
                found.append(Literal(span, piece.text))
            elif piece.kind == "value":
                found.append(self._value(piece.node, depth))
            elif nesting >= MAX_NESTING:
                raise _Broken
            elif piece.kind == "if":
                found.append(self._if(piece, depth + 1, nesting + 1))
            else:
                found.append(self._for(piece, depth + 1, nesting + 1))
        return found

    def _if(self, opening: _Piece, depth: int, nesting: int) -> Expression:
        condition = self._value(opening.node, depth)
        then = self.parts(depth, nesting)
        closing = self._end("else", "endif")
        otherwise: list[Expression] = []
        if closing.kind == "else":
            otherwise = self.parts(depth, nesting)
            closing = self._end("endif")
        span = Span(opening.start, closing.end)
        return Conditional(span, condition, _joined(then, span), _joined(otherwise, span))

    def _for(self, opening: _Piece, depth: int, nesting: int) -> Expression:
        identifiers = (each for each in opening.node.children if each.type == "identifier")
        names = tuple(self._text[each.start_byte : each.end_byte] for each in identifiers)
        collection = self._value(opening.node, depth)
        content = self.parts(depth, nesting)
        span = Span(opening.start, self._end("endfor").end)
        loop = ForExpression(span, names, collection, None, _joined(content, span), None)
        return Call(span, "join", (Literal(Span(span.start, span.start), ""), loop))

    def _end(self, *kinds: str) -> _Piece:
        if not self.left or self.left[-1].kind not in kinds:
            raise _Broken
        return self.left.pop()

    def _value(self, node: Node, depth: int) -> Expression:
        inside = next((each for each in node.children if each.type == "expression"), None)
        if inside is None:
            raise _Broken
        return self._build(inside, depth)


def _melded(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Text beside text as one piece; none that is empty."""
    found: list[_Piece] = []
    for each in pieces:
        if each.kind != "text" or not found or found[-1].kind != "text":
            found.append(each)
        else:
            found[-1] = replace(found[-1], end=each.end, text=found[-1].text + each.text)
    return [each for each in found if each.kind != "text" or each.text]
