"""The expression language of Azure templates: `[concat(parameters('name'), '-x')]` as a syntax tree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from aiact_lint.expression import Call, Expression, Index, Literal
from aiact_lint.source import Span

_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<number>-?\d+)|(?P<name>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)|(?P<sign>[()\[\].,?]))"
)
_NAME = re.compile(r"[A-Za-z_]\w*")
_MAX_TEXT = 20_000
_MAX_DEPTH = 60
_MAX_DIGITS = 15


class NotAnExpression(ValueError):
    """A text in brackets that the language does not know."""


def is_expression(text: str) -> bool:
    """Whether a string is an expression; `[[` escapes one."""
    return len(text) > 2 and text[0] == "[" and text[-1] == "]" and text[1] != "["


@lru_cache(maxsize=4096)
def parsed(text: str) -> Expression | None:
    """The tree of a string that is an expression; None where it is none or is broken. Spans count from the string."""
    if not is_expression(text) or len(text) > _MAX_TEXT:
        return None
    try:
        parser = _Parser(text, 1, len(text) - 1)
        tree = parser.expression(0)
        return tree if parser.is_done else None
    except NotAnExpression:
        return None


class _Parser:
    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        self._at = start
        self._end = end

    @property
    def is_done(self) -> bool:
        return not self._text[self._at : self._end].strip()

    def expression(self, depth: int) -> Expression:
        if depth > _MAX_DEPTH:
            raise NotAnExpression
        match = self._next()
        start = match.start(match.lastgroup or 0)
        if match["text"] is not None:
            found: Expression = Literal(Span(start, self._at), match["text"][1:-1].replace("''", "'"))
        elif match["number"] is not None and len(match["number"]) <= _MAX_DIGITS:
            found = Literal(Span(start, self._at), int(match["number"]))
        elif match["name"] is not None:
            name = match["name"]
            self._expect("(")
            args = self._arguments(depth)
            found = Call(Span(start, self._at), name, tuple(args))
        else:
            raise NotAnExpression
        return self._steps(found, start, depth)

    def _arguments(self, depth: int) -> Sequence[Expression]:
        found: list[Expression] = []
        if self._takes(")"):
            return found
        while True:
            found.append(self.expression(depth + 1))
            if self._takes(")"):
                return found
            self._expect(",")

    def _steps(self, found: Expression, start: int, depth: int) -> Expression:
        """The properties and items that follow: `.a`, `[0]`, and the same with `?`."""
        for _ in range(_MAX_DEPTH):
            self._takes("?")
            if self._takes("."):
                self._takes("?")
                match = _NAME.match(self._text, self._at, self._end)
                if match is None:
                    raise NotAnExpression
                self._at = match.end()
                found = Index(Span(start, self._at), found, Literal(Span(*match.span()), match[0]))
            elif self._takes("["):
                self._takes("?")
                key = self.expression(depth + 1)
                self._expect("]")
                found = Index(Span(start, self._at), found, key)
            else:
                return found
        raise NotAnExpression

    def _next(self) -> re.Match[str]:
        match = _TOKEN.match(self._text, self._at, self._end)
        if match is None:
            raise NotAnExpression
        self._at = match.end()
        return match

    def _takes(self, sign: str) -> bool:
        at = self._at
        while at < self._end and self._text[at].isspace():
            at += 1
        if at < self._end and self._text[at] == sign:
            self._at = at + 1
            return True
        return False

    def _expect(self, sign: str) -> None:
        if not self._takes(sign):
            raise NotAnExpression
