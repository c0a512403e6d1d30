"""Expressions of Bicep as our own syntax tree, by recursive descent with exact spans."""

from __future__ import annotations

import re

from aiact_lint.expression import (
    Binary,
    Call,
    Conditional,
    Expression,
    ForExpression,
    Index,
    Literal,
    ObjectExpression,
    Opaque,
    Template,
    Traversal,
    TupleExpression,
    Unary,
)
from aiact_lint.lazy_pattern import compile_later
from aiact_lint.source import Span

MAX_DEPTH = 40
_MAX_DIGITS = 18
_BLANK = compile_later(r"(?:[ \t]|/\*[^*]*(?:\*(?!/)[^*]*)*\*/|//[^\r\n]*|\\\r?\n)+")
_LINES = compile_later(r"(?:\s|/\*[^*]*(?:\*(?!/)[^*]*)*\*/|//[^\r\n]*|#[^\r\n]*)+")
"""Blanks and line ends; `#disable-next-line` is a line of its own."""
NAME = compile_later(r"[A-Za-z_]\w*")
_NUMBER = compile_later(r"\d+(?:\.\d+)?")
_OPERATORS = (("??",), ("||",), ("&&",), ("==", "!=", "=~", "!~"), ("<=", ">=", "<", ">"), ("+", "-"), ("*", "/", "%"))
"""From the weakest to the strongest."""
_PLAIN = compile_later(r"[^'\\$\r\n]+")
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "'": "'", "\\": "\\", "$": "$"}
_UNICODE = compile_later(r"\\u\{([0-9A-Fa-f]{1,6})\}")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}


class BrokenError(Exception):
    """What the language does not allow; carries where and what was expected."""

    def __init__(self, at: int, expected: str) -> None:
        super().__init__(expected)
        self.at = at
        self.expected = expected


class Scanner:
    """A position in a text, and the expressions that stand there."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def skip_blank(self) -> None:
        """Go over blanks and comments within a line."""
        match = _BLANK.match(self.text, self.at)
        if match is not None:
            self.at = match.end()

    def skip_lines(self) -> None:
        """Go over blanks, comments and line ends."""
        match = _LINES.match(self.text, self.at)
        if match is not None:
            self.at = match.end()

    def takes(self, sign: str) -> bool:
        """Go over a sign if it comes next on the line."""
        self.skip_blank()
        if self.text.startswith(sign, self.at):
            self.at += len(sign)
            return True
        return False

    def expect(self, sign: str) -> None:
        """Go over a sign. Raises `BrokenError` if something else comes."""
        if not self.takes(sign):
            raise BrokenError(self.at, f"'{sign}'")

    def name(self) -> tuple[str, Span]:
        """A name. Raises `BrokenError` if none comes."""
        self.skip_blank()
        match = NAME.match(self.text, self.at)
        if match is None:
            raise BrokenError(self.at, "a name")
        self.at = match.end()
        return match[0], Span(*match.span())

    def expression(self, depth: int = 0) -> Expression:
        """An expression, `a ? b : c` included. Raises `BrokenError`."""
        if depth > MAX_DEPTH:
            raise BrokenError(self.at, f"nesting of at most {MAX_DEPTH} levels")
        self.skip_blank()
        start = self.at
        condition = self._binary(0, depth)
        before = self.at
        self.skip_lines()
        if not self.text.startswith("?", self.at) or self.text.startswith(("??", "?."), self.at):
            self.at = before
            return condition
        self.at += 1
        self.skip_lines()
        then = self.expression(depth + 1)
        self.skip_lines()
        self.expect(":")
        self.skip_lines()
        otherwise = self.expression(depth + 1)
        return Conditional(Span(start, self.at), condition, then, otherwise)

    def _binary(self, level: int, depth: int) -> Expression:
        if level == len(_OPERATORS):
            return self._unary(depth)
        start = self.at
        left = self._binary(level + 1, depth)
        while True:
            before = self.at
            self.skip_blank()
            operator = next((each for each in _OPERATORS[level] if self.text.startswith(each, self.at)), None)
            if operator is None or self.text.startswith(("=>", "//", "/*"), self.at):
                self.at = before
                return left
            self.at += len(operator)
            self.skip_lines()
            right = self._binary(level + 1, depth)
            left = Binary(Span(start, self.at), operator, left, right)

    def _unary(self, depth: int) -> Expression:
        self.skip_blank()
        start = self.at
        sign = self.text[start : start + 1]
        if sign in ("!", "-") and sign:
            if depth > MAX_DEPTH:
                raise BrokenError(start, f"nesting of at most {MAX_DEPTH} levels")
            self.at += 1
            operand = self._unary(depth + 1)
            return Unary(Span(start, self.at), sign, operand)
        return self._steps(self._primary(depth), start, depth)

    def _primary(self, depth: int) -> Expression:
        start = self.at
        sign = self.text[start : start + 1]
        if sign == "'":
            return self._multi_line() if self.text.startswith("'''", start) else self.string(depth)
        if sign == "{":
            return self.object(depth + 1)
        if sign == "[":
            return self._array(depth + 1)
        if sign == "(":
            return self._group(depth + 1)
        number = _NUMBER.match(self.text, start)
        if number is not None:
            self.at = number.end()
            written = number[0]
            value = float(written) if "." in written else int(written[:_MAX_DIGITS])
            return Literal(Span(start, self.at), value)
        word, span = self.name()
        if self._is_lambda():
            return self._lambda(start, depth)
        if word in _WORDS:
            return Literal(span, _WORDS[word])
        if self.takes("("):
            return self._call(word, start, depth)
        self.at = span.end
        return Traversal(span, word)

    def _is_lambda(self) -> bool:
        before = self.at
        found = self.takes("=>")
        self.at = before
        return found

    def _lambda(self, start: int, depth: int) -> Expression:
        """A function of its own, which is not taken apart."""
        self.expect("=>")
        self.skip_lines()
        self.expression(depth + 1)
        return Opaque(Span(start, self.at), self.text[start : self.at])

    def _group(self, depth: int) -> Expression:
        """What is in parentheses; the parameters of a lambda look alike."""
        start = self.at
        self.at += 1
        self.skip_lines()
        if self.takes(")"):
            return self._lambda(start, depth)
        inner = self.expression(depth)
        self.skip_lines()
        while self.takes(","):
            self.skip_lines()
            self.expression(depth)
            self.skip_lines()
        self.expect(")")
        return self._lambda(start, depth) if self._is_lambda() else inner

    def _call(self, name: str, start: int, depth: int) -> Expression:
        args: list[Expression] = []
        self.skip_lines()
        while not self.takes(")"):
            args.append(self.expression(depth + 1))
            self.skip_lines()
            self.takes(",")
            self.skip_lines()
            if self.at >= len(self.text):
                raise BrokenError(self.at, "')'")
        return Call(Span(start, self.at), name, tuple(args))

    def _steps(self, found: Expression, start: int, depth: int) -> Expression:
        """What follows a value: `.a`, `.?a`, `[0]`, `[?0]`, `::child`, `!`, `.call()`."""
        while True:
            if self.text.startswith("::", self.at) or (
                self.text.startswith(".", self.at) and not self.text.startswith("...", self.at)
            ):
                self.at += 2 if self.text[self.at] == ":" else 1
                self.takes("?")
                name, span = self.name()
                if self.text.startswith("(", self.at):
                    self.at += 1
                    found = self._call(name, start, depth)
                else:
                    found = Index(Span(start, self.at), found, Literal(span, name))
            elif self.text.startswith("[", self.at):
                self.at += 1
                self.takes("?")
                key = self.expression(depth + 1)
                self.expect("]")
                found = Index(Span(start, self.at), found, key)
            elif self.text.startswith("!", self.at) and not self.text.startswith(("!=", "!~"), self.at):
                self.at += 1
            else:
                return found

    def string(self, depth: int) -> Expression:
        """A quoted text on one line, with its interpolations. Raises `BrokenError`."""
        start = self.at
        self.at += 1
        parts: list[Expression] = []
        piece, begun = "", self.at
        while not self.text.startswith("'", self.at):
            plain = _PLAIN.match(self.text, self.at)
            if plain is not None:
                piece += plain[0]
                self.at = plain.end()
            elif self.text.startswith("${", self.at):
                parts.append(Literal(Span(begun, self.at), piece))
                self.at += 2
                parts.append(self.expression(depth + 1))
                self.expect("}")
                piece, begun = "", self.at
            elif self.text.startswith("\\", self.at):
                piece += self._escape()
            elif self.text.startswith("$", self.at):
                piece += "$"
                self.at += 1
            else:
                raise BrokenError(start, "a text that ends on its line")
        self.at += 1
        if not parts:
            return Literal(Span(start, self.at), piece)
        return Template(Span(start, self.at), (*parts, Literal(Span(begun, self.at - 1), piece)))

    def _escape(self) -> str:
        code = _UNICODE.match(self.text, self.at)
        if code is not None and int(code[1], 16) <= 0x10FFFF and not 0xD800 <= int(code[1], 16) <= 0xDFFF:
            self.at = code.end()
            return chr(int(code[1], 16))
        found = _ESCAPES.get(self.text[self.at + 1 : self.at + 2])
        if found is None:
            raise BrokenError(self.at, "an escape of the language")
        self.at += 2
        return found

    def _multi_line(self) -> Expression:
        """A text between three quotes, as it stands; the line end right after the opening is not part of it."""
        start = self.at
        end = self.text.find("'''", start + 3)
        if end < 0:
            raise BrokenError(start, "a text that ends")
        while self.text.startswith("'", end + 3):
            end += 1
        self.at = end + 3
        return Literal(Span(start, self.at), re.sub(r"\A\r?\n", "", self.text[start + 3 : end]))

    def _array(self, depth: int) -> Expression:
        start = self.at
        self.at += 1
        self.skip_lines()
        if re.match(r"for\b", self.text[self.at : self.at + 4]):
            return self._loop(start, depth)
        items: list[Expression] = []
        while not self.takes("]"):
            if self.takes("..."):
                items.append(Opaque(Span(self.at - 3, self.at), "..."))
            items.append(self.expression(depth))
            self.skip_lines()
            self.takes(",")
            self.skip_lines()
            if self.at >= len(self.text):
                raise BrokenError(self.at, "']'")
        return TupleExpression(Span(start, self.at), tuple(items))

    def _loop(self, start: int, depth: int) -> Expression:
        """`[for x in y: z]`, with `if (…)` before `z` for resources."""
        self.at += 3
        self.skip_blank()
        if self.takes("("):
            names = [self.name()[0]]
            self.expect(",")
            names.append(self.name()[0])
            self.expect(")")
        else:
            names = [self.name()[0]]
        if self.name()[0] != "in":
            raise BrokenError(self.at, "'in'")
        collection = self.expression(depth)
        self.expect(":")
        self.skip_lines()
        self._condition(depth)
        value = self.expression(depth)
        self.skip_lines()
        self.expect("]")
        return ForExpression(Span(start, self.at), tuple(names), collection, None, value, None)

    def _condition(self, depth: int) -> None:
        """Go over the `if (…)` of a resource: it is read as if it were there."""
        if re.match(r"if\b", self.text[self.at : self.at + 3]):
            self.at += 2
            self.skip_blank()
            self._group(depth)
            self.skip_lines()

    def object(self, depth: int) -> Expression:
        """`{key: value}`, an entry a line or parted by commas; one with `...` is not taken apart."""
        start = self.at
        self.at += 1
        pairs: list[tuple[Expression, Expression]] = []
        is_spread = False
        self.skip_lines()
        while not self.takes("}"):
            if self.at >= len(self.text):
                raise BrokenError(start, "an object that ends")
            if self.takes("..."):
                is_spread = True
                self.expression(depth)
            elif (nested := self._nested(depth)) is not None:
                pairs.append(nested)
            else:
                key = self._key(depth)
                self.skip_lines()
                self.expect(":")
                self.skip_lines()
                pairs.append((key, self.expression(depth)))
            self.skip_lines()
            self.takes(",")
            self.skip_lines()
        if is_spread:
            return Opaque(Span(start, self.at), self.text[start : self.at])
        return ObjectExpression(Span(start, self.at), tuple(pairs))

    def _key(self, depth: int) -> Expression:
        if self.text.startswith("'", self.at):
            return self.string(depth)
        name, span = self.name()
        return Literal(span, name)

    def _nested(self, depth: int) -> tuple[Expression, Expression] | None:
        """A child resource inside its parent: its name, and a call of `resource` with its type and body."""
        while self.text.startswith("@", self.at):
            self.at += 1
            self.expression(depth)
            self.skip_lines()
        match = re.compile(r"resource[ \t]+(?=[A-Za-z_]\w*[ \t]+')").match(self.text, self.at)
        if match is None:
            return None
        self.at = match.end()
        return self.resource(depth)

    def resource(self, depth: int) -> tuple[Expression, Expression]:
        """`name 'type@version' [existing] = [if (…)] {…}` behind the word `resource`. Raises `BrokenError`."""
        name, span = self.name()
        self.skip_blank()
        start = self.at
        kind = self.string(depth)
        self.skip_blank()
        existing = self.text.startswith("existing", self.at)
        if existing:
            self.at += len("existing")
        self.expect("=")
        self.skip_lines()
        self._condition(depth)
        body = self.expression(depth)
        looked_up = Literal(Span(start, start), existing)
        return Literal(span, name), Call(Span(start, self.at), "resource", (kind, looked_up, body))
