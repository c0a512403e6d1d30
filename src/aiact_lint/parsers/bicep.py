"""Bicep to documents that are shaped like the Azure template a file is compiled to.

`parameters`, `variables` and `resources` (by symbolic name, each with `type` and its body, children under `resources`).
Everything that is not literal is unknown, with its expression; the resources of a loop stand there once, as the
loop says each of them. Types, functions, outputs and modules are passed over: a module's own file is read by itself.
"""

from __future__ import annotations

import re

from aiact_lint.document import Document, Parsed, ParseFailure, Path
from aiact_lint.expression import Call, Expression, ForExpression, Literal, ObjectExpression, TupleExpression
from aiact_lint.lazy_pattern import compile_later
from aiact_lint.parsers.bicep_expression import MAX_DEPTH, BrokenError, Scanner
from aiact_lint.source import SourceFile, Span, UndecodableText
from aiact_lint.span_tree import Children, KeySpans, Node, ValueSpans

_STATEMENT = compile_later(r"(param|var|resource|metadata)[ \t]+(?=[A-Za-z_])")
_NEXT = compile_later(
    r"^(?=@|(?:param|var|resource|module|output|type|func|metadata|targetScope|import|using|extension|provider|assert)\b)",
    re.M,
)
_MAX_BROKEN = 20
"""Statements that may be broken before the rest is left unread: each may reach to the end of the file."""
_SECURE = compile_later(r"(?:sys\.)?secure\(\)")


def parse(source: SourceFile) -> Parsed:
    """The one document of a file. What stops a statement is told, and the statements after it are read."""
    try:
        text = source.text
    except UndecodableText as error:
        return Parsed(failures=(ParseFailure(source, f"{error}; save the file as UTF-8", None),))
    reader = _Reader(text)
    try:
        reader.read()
    except RecursionError:
        reader.broken.append(BrokenError(0, f"nesting of at most {MAX_DEPTH} levels"))
    failures = tuple(
        ParseFailure(source, f"not valid Bicep: expected {each.expected}", _span(text, each.at))
        for each in reader.broken[:1]
    )
    root: Node = (-1, -1, 0, len(text), reader.marks)
    document = Document(
        source,
        "bicep",
        reader.data,
        ValueSpans(root),
        KeySpans(root),
        Span(0, len(text)),
        unknown=frozenset(reader.expressions),
        expressions=reader.expressions,
    )
    return Parsed((document,), failures)


def _span(text: str, at: int) -> Span:
    start = min(at, len(text))
    return Span(start, min(start + 1, len(text)))


class _Reader:
    """Reads statement after statement."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._scanner = Scanner(text)
        self.data: dict[str, dict[str, object]] = {"parameters": {}, "variables": {}, "resources": {}}
        self._below: dict[str, dict[str, Node]] = {name: {} for name in self.data}
        self.marks: dict[str, Node] = {name: (-1, -1, 0, 0, below) for name, below in self._below.items()}
        self.expressions: dict[Path, Expression] = {}
        self.broken: list[BrokenError] = []

    def read(self) -> None:
        """All statements of the text."""
        scanner, secure = self._scanner, False
        scanner.skip_lines()
        while scanner.at < len(self._text) and len(self.broken) < _MAX_BROKEN:
            begun = scanner.at
            try:
                secure = self._decorator() if self._text.startswith("@", begun) else self._statement(secure)
            except BrokenError as error:
                self.broken.append(error)
                secure = False
                self._go_to_next(begun)
            scanner.skip_lines()
            if scanner.at <= begun:
                self._go_to_next(begun)

    def _go_to_next(self, begun: int) -> None:
        """The next line on which a statement starts."""
        match = _NEXT.search(self._text, begun + 1)
        self._scanner.at = match.start() if match is not None else len(self._text)

    def _decorator(self) -> bool:
        """Whether what follows is secret, as a decorator says."""
        start = self._scanner.at
        self._scanner.at += 1
        self._scanner.expression()
        return _SECURE.fullmatch(self._text[start + 1 : self._scanner.at].strip()) is not None

    def _statement(self, secure: bool) -> bool:
        match = _STATEMENT.match(self._text, self._scanner.at)
        if match is None:
            self._go_to_next(self._scanner.at)
            return False
        self._scanner.at = match.end()
        word = match[1]
        if word == "resource":
            symbol, call = self._scanner.resource(0)
            self._resource(symbol, call, ("resources",), self.data["resources"], self._below["resources"])
        elif word == "param":
            self._param(secure)
        else:
            name, span = self._scanner.name()
            if word == "var" and self._scanner.takes("="):
                self._scanner.skip_lines()
                self._put("variables", name, span, self._scanner.expression())
            else:
                self._go_to_next(self._scanner.at)
        return False

    def _param(self, secure: bool) -> None:
        """A parameter with its default, if it has one; its type says nothing here, unless it is a secret."""
        name, span = self._scanner.name()
        kind = "secureString" if secure else "string"
        data: dict[str, object] = {"type": kind}
        marks: dict[str, Node] = {"type": (span.start, span.end, span.start, span.end, None)}
        if self._type_ends_in_default():
            self._scanner.skip_lines()
            value = self._scanner.expression()
            path: Path = ("parameters", name, "defaultValue")
            data["defaultValue"], below = self._value(value, path)
            marks["defaultValue"] = (span.start, span.end, value.span.start, value.span.end, below)
        self.data["parameters"][name] = data
        self._below["parameters"][name] = (span.start, span.end, span.start, span.end, marks)

    def _type_ends_in_default(self) -> bool:
        """Go over a parameter's type, and say whether a default follows."""
        scanner, depth = self._scanner, 0
        while scanner.at < len(self._text):
            sign = self._text[scanner.at]
            if sign == "'":
                scanner.string(0)
                continue
            if self._text.startswith(("//", "/*"), scanner.at):
                scanner.skip_blank()
                continue
            if not depth and sign in "=\n":
                scanner.at += sign == "="
                return sign == "="
            depth += (sign in "{[(") - (sign in "}])")
            scanner.at += 1
        return False

    def _put(self, group: str, name: str, span: Span, value: Expression) -> None:
        data, below = self._value(value, (group, name))
        self.data[group][name] = data
        self._below[group][name] = (span.start, span.end, value.span.start, value.span.end, below)

    def _resource(
        self, name: Expression, call: Expression, above: Path, data: dict[str, object], marks: dict[str, Node]
    ) -> None:
        if not isinstance(call, Call) or not isinstance(name, Literal) or len(call.args) != 3:
            return
        kind, existing, body = call.args
        if isinstance(body, ForExpression):
            body = body.value
        symbol = str(name.value)
        path = (*above, symbol)
        own: dict[str, object] = {}
        below: dict[str, Node] = {}
        if isinstance(body, ObjectExpression):
            self._object(body, path, own, below)
        else:
            self.expressions[(*path, "properties")] = body
            own["properties"] = self._text[body.span.start : body.span.end]
            below["properties"] = (-1, -1, body.span.start, body.span.end, None)
        if isinstance(kind, Literal):
            own["type"] = str(kind.value).partition("@")[0]
            below["type"] = (-1, -1, kind.span.start, kind.span.end, None)
        if isinstance(existing, Literal) and existing.value is True:
            own["existing"] = True
            below["existing"] = (-1, -1, kind.span.end, kind.span.end, None)
        data[symbol] = own
        marks[symbol] = (name.span.start, name.span.end, body.span.start, body.span.end, below)

    def _object(self, value: ObjectExpression, path: Path, data: dict[str, object], marks: dict[str, Node]) -> None:
        children: dict[str, object] = {}
        child_marks: dict[str, Node] = {}
        for key, entry in value.items:
            if isinstance(entry, Call) and entry.name == "resource" and len(entry.args) == 3:
                self._resource(key, entry, (*path, "resources"), children, child_marks)
                continue
            name = str(key.value) if isinstance(key, Literal) else self._text[key.span.start : key.span.end]
            data[name], below = self._value(entry, (*path, name))
            marks[name] = (key.span.start, key.span.end, entry.span.start, entry.span.end, below)
        if children and "resources" not in data:
            data["resources"] = children
            marks["resources"] = (-1, -1, value.span.start, value.span.end, child_marks)

    def _value(self, value: Expression, path: Path) -> tuple[object, Children]:
        """Plain data and spans below; what is not literal is its text, and unknown."""
        if isinstance(value, Literal):
            return value.value, None
        if isinstance(value, ObjectExpression):
            data: dict[str, object] = {}
            marks: dict[str, Node] = {}
            self._object(value, path, data, marks)
            return data, marks
        if isinstance(value, TupleExpression):
            items: list[object] = []
            nodes: list[Node] = []
            for index, item in enumerate(value.items):
                entry, below = self._value(item, (*path, index))
                items.append(entry)
                nodes.append((-1, -1, item.span.start, item.span.end, below))
            return items, nodes
        self.expressions[path] = value
        return self._text[value.span.start : value.span.end], None
