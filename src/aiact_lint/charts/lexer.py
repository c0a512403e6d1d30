"""Template text to pieces: runs of text, and actions as tokens. One pass, no backtracking."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.source import Span

_BLANKS = " \t\r\n"
_TOKEN = re.compile(
    r"""
      (?P<string>"(?:[^"\\\n]|\\.)*")
    | (?P<raw>`[^`]*`)
    | (?P<char>'(?:[^'\\\n]|\\.)+')
    | (?P<number>[+-]?(?:0[xX][0-9a-fA-F_]+|[0-9][0-9_]*(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?))
    | (?P<variable>\$\w*)
    | (?P<field>\.\w+)
    | (?P<dot>\.)
    | (?P<word>\w+)
    | (?P<mark>:=|[=|(),])
    """,
    re.VERBOSE,
)
_BLANK_RUN = re.compile(rf"[{_BLANKS}]+")


class TemplateError(Exception):
    """Text that is no Go template, or one that is too much; says where."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Token:
    """One word of an action."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, or an action with its tokens (None for text)."""

    span: Span
    tokens: tuple[Token, ...] | None = None


def pieces(text: str, start: int = 0) -> Iterator[Piece]:
    """The pieces of a template in order. Raises `TemplateError`."""
    at, trimmed = start, False
    while True:
        opened = text.find("{{", at)
        end = opened if opened >= 0 else len(text)
        trims_before = opened >= 0 and text.startswith("-", opened + 2) and text[opened + 3 : opened + 4] in _BLANKS
        first = _skip_blanks(text, at, end) if trimmed else at
        last = _before_blanks(text, first, end) if trims_before and opened + 3 < len(text) else end
        if last > first:
            yield Piece(Span(first, last))
        if opened < 0:
            return
        inside = opened + 3 if last != end or trims_before else opened + 2
        piece, trimmed = _action(text, opened, inside)
        yield piece
        at = piece.span.end


def _skip_blanks(text: str, start: int, end: int) -> int:
    match = _BLANK_RUN.match(text, start, end)
    return match.end() if match else start


def _before_blanks(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _BLANKS:
        end -= 1
    return end


def _action(text: str, opened: int, at: int) -> tuple[Piece, bool]:
    """The action that opens somewhere, and whether it trims what follows."""
    at = _skip_blanks(text, at, len(text))
    if text.startswith("/*", at):
        closed = text.find("*/", at + 2)
        if closed < 0:
            raise TemplateError("a comment is not closed", opened)
        end, trims = _closing(text, closed + 2)
        if end < 0:
            raise TemplateError("a comment is not closed", opened)
        return Piece(Span(opened, end), ()), trims
    tokens: list[Token] = []
    while True:
        end, trims = _closing(text, at)
        if end >= 0:
            return Piece(Span(opened, end), tuple(tokens)), trims
        at = _skip_blanks(text, at, len(text))
        match = _TOKEN.match(text, at)
        if match is None:
            closed = text.startswith("}}", at)
            raise TemplateError("an action is not closed" if at >= len(text) or closed else "not an action", opened)
        tokens.append(Token(str(match.lastgroup), match[0], at, match.end()))
        at = match.end()


def _closing(text: str, at: int) -> tuple[int, bool]:
    """The end of the closing marker at a place, or -1, and whether it trims."""
    blank = _skip_blanks(text, at, len(text))
    if text.startswith("}}", blank):
        return blank + 2, False
    if blank > at and text.startswith("-}}", blank):
        return blank + 3, True
    return -1, False
