"""Bodies, blocks and attributes of tree-sitter-hcl's tree to plain data and spans, in one pass.

Expressions that are not literal are not taken apart here: most are never asked for (see `LazyExpressions` in `hcl`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeAlias

from aiact_lint.document import Path
from aiact_lint.parsers.hcl_template import heredoc_body
from aiact_lint.parsers.hcl_text import MAX_DIGITS, flush, number, undoubled, unescaped
from aiact_lint.span_tree import Children
from aiact_lint.span_tree import Node as Mark

MAX_DEPTH = 100
"""Blocks, lists and objects nested deeper are left as text, or out."""

_PLAIN = re.compile(r'"[^"\\{\n\r]*"')
"""A quoted string that stands for what is between its quotes, and is one line long."""
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_UNKNOWN = object()

Node: TypeAlias = Any
"""A tree-sitter node; its positions count code points, because the parser is fed one byte for each."""
Name: TypeAlias = tuple[str, int, int]
"""A type or label of a block, with start and end."""
Built: TypeAlias = "tuple[object, Children]"
"""Data, and spans of what is in it."""


class Builder:
    """Reads bodies; collects what is unknown and what tree-sitter accepts but HCL does not."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.unknown: dict[Path, tuple[int, int]] = {}
        """Start and end of every value that is not literal."""
        self.broken: set[Path] = set()
        """Unknown values in which an error stands."""
        self.flaws: list[tuple[int, int, str]] = []
        """Start, end and message."""

    def body(
        self, node: Node, path: Path, on_block: Callable[[Node], None] | None = None
    ) -> tuple[dict[str, Any], dict[str, Mark]]:
        """Attributes to values, nested blocks to lists under their type (or to `on_block`, at the top of a file)."""
        text, member = self._text, self._member
        data: dict[str, Any] = {}
        marks: dict[str, Mark] = {}
        for child in node.named_children:
            kind = child.type
            if kind == "attribute":
                parts = child.named_children
                if len(parts) != 2:  # comments stand between; a piece that does not fit makes all of it doubtful
                    parts = [part for part in parts if part.type != "comment"]
                if len(parts) == 2 and parts[1].type == "expression":
                    start, end = parts[0].byte_range
                    name = text[start:end]
                    if name in data:
                        continue  # Terraform refuses a second one
                    data[name], marks[name] = member(parts[1], (*path, name), start, end)
            elif kind == "block":
                if on_block is not None:
                    on_block(child)
                else:
                    self._nested(child, path, data, marks)
        return data, marks

    def _member(self, node: Node, path: Path, key_start: int, key_end: int) -> tuple[object, Mark]:
        """The value of an `expression` node and its mark; the common plain values without a look below it."""
        start, end = node.byte_range
        written = self._text[start:end]
        first = written[:1]
        if first == '"' and _PLAIN.fullmatch(written):
            return written[1:-1], (key_start, key_end, start, end, None)
        if first.isalpha() or first == "_":  # no other literal starts with a letter
            if written in _WORDS:
                return _WORDS[written], (key_start, key_end, start, end, None)
            if node.has_error:
                self.broken.add(path)
            self.unknown[path] = (start, end)
            return f"${{{written}}}", (key_start, key_end, start, end, None)
        data, children = self._value(node, path, start, written)
        return data, (key_start, key_end, start, end, children)

    def _value(self, node: Node, path: Path, start: int, written: str) -> Built:
        if written.isdigit() and written.isascii() and len(written) <= MAX_DIGITS:
            return int(written), None
        inner = node.children
        if node.has_error:
            self.broken.add(path)
        elif len(inner) == 1:
            term = inner[0]
            kind = term.type
            if kind == "collection_value" and len(path) < MAX_DEPTH:
                collection = term.children[0]
                if collection.type == "tuple":
                    return self._list(collection, path)
                built = self._object(collection, path)
                if built is not None:
                    return built
            elif kind in ("literal_value", "operation"):
                value = self._scalar(term, start, written)
                if value is not _UNKNOWN:
                    return value, None
            elif kind == "template_expr":
                return self._template(term.children[0], path, start, written), None
        self.unknown[path] = (start, start + len(written))
        return f"${{{written}}}", None

    def _scalar(self, term: Node, start: int, written: str) -> object:
        if written[0] == '"' and term.type == "literal_value":  # not `"a" == "b"`
            self._check_line(term.children[0].children[1:-1], start, start + len(written))
            return unescaped(written[1:-1])
        value = number(written)
        return _UNKNOWN if value is None else value

    def _template(self, node: Node, path: Path, start: int, written: str) -> object:
        """A string without interpolation is a literal; one with stands as written between its quotes or markers."""
        literal = not any(each.type in ("template_interpolation", "template_directive") for each in node.children)
        if written[0] == '"':
            self._check_line(node.children[1:-1], start, start + len(written))
            inside = written[1:-1]
            if literal:
                return unescaped(inside)
        else:
            body = heredoc_body(node, self._text)
            inside = self._text[body.start : body.end]
            if literal:
                return undoubled(flush([inside])[0] or "" if written.startswith("<<-") else inside)
        self.unknown[path] = (start, start + len(written))
        return inside

    def _check_line(self, parts: list[Node], start: int, end: int) -> None:
        """Only inside `${}` may a quoted string go on in the next line; tree-sitter lets any string."""
        at = start
        for part in [*_of_types(parts, "template_interpolation", "template_directive"), None]:
            line_end = self._text.find("\n", at, end if part is None else part.start_byte)
            if line_end >= 0:
                self.flaws.append((start, line_end, "a quoted string is not closed on its line"))
                return
            if part is not None:
                at = part.end_byte

    def _list(self, node: Node, path: Path) -> Built:
        data: list[object] = []
        marks: list[Mark] = []
        for child in node.named_children:
            if child.type == "expression":
                value, mark = self._member(child, (*path, len(data)), -1, -1)
                data.append(value)
                marks.append(mark)
        return data, marks

    def _object(self, node: Node, path: Path) -> Built | None:
        """None where a key is not literal: then nobody can say which keys there are. The last of equal keys wins."""
        members: dict[str, tuple[int, int, Node]] = {}
        for element in node.named_children:
            if element.type != "object_elem":
                continue
            parts = _of_types(element.named_children, "expression")
            key = self._key(parts[0]) if len(parts) == 2 else None
            if key is None:
                return None
            members[key] = (*parts[0].byte_range, parts[1])
        data: dict[str, object] = {}
        marks: dict[str, Mark] = {}
        for key, (start, end, value) in members.items():
            data[key], marks[key] = self._member(value, (*path, key), start, end)
        return data, marks

    def _key(self, node: Node) -> str | None:
        term = node.children[0]
        if len(node.children) != 1:
            return None
        written = self._text[node.start_byte : node.end_byte]
        if term.type == "variable_expr":
            return written
        if term.type != "literal_value":
            return None
        return unescaped(written[1:-1]) if written[0] == '"' else written

    def _nested(self, node: Node, path: Path, data: dict[str, Any], marks: dict[str, Mark]) -> None:
        """Add a nested block to the list under its type; labels nest by name."""
        names, _, below = self._parts(node)
        if not names or len(path) + len(names) >= MAX_DEPTH:
            return
        kind, start, end = names[0]
        above = marks.get(kind)
        if above is None:
            data[kind], above = [], (start, end, start, end, [])
        elif above[0] != above[2]:
            return  # an attribute of that name: its value starts after its key
        blocks, siblings = data[kind], above[4]
        inner, children = self._labelled(names[1:], below, (*path, kind, len(blocks)), node.end_byte)
        blocks.append(inner)
        siblings.append((start, end, start, node.end_byte, children))  # type: ignore[union-attr]  # a list, see above
        marks[kind] = (above[0], above[1], above[2], node.end_byte, siblings)

    def _labelled(self, labels: list[Name], body: Node | None, path: Path, end: int) -> tuple[dict[str, Any], Children]:
        """What is in a nested block, inside one more mapping for each of its labels."""
        if not labels:
            return self.body(body, path) if body is not None else ({}, {})
        name, start, last = labels[0]
        if len(labels) > 1:
            inner, children = self._labelled(labels[1:], body, (*path, name), end)
            return {name: inner}, {name: (start, last, start, end, children)}
        inner, children = self._labelled([], body, (*path, name, 0), end)
        return {name: [inner]}, {name: (start, last, start, end, [(start, last, start, end, children)])}

    def block(self, node: Node, path: Path) -> tuple[dict[str, object], Mark] | None:
        """A top-level block; None where not even its type can be read."""
        names, opening, below = self._parts(node)
        if not names:
            return None
        start, end = node.byte_range
        data, marks = self.body(below, (*path, "body")) if below is not None else ({}, {})
        kind, first, last = names[0]
        labels: list[str] = []
        label_marks: list[Mark] = []
        for label, label_start, label_end in names[1:]:
            labels.append(label)
            label_marks.append((-1, -1, label_start, label_end, None))
        around = (label_marks[0][2], label_marks[-1][3]) if label_marks else (last, last)
        spans: dict[str, Mark] = {
            "type": (-1, -1, first, last, None),
            "labels": (-1, -1, *around, label_marks),
            # A missing attribute is marked on the key of its body: the name of the block.
            "body": (names[-1][1], names[-1][2], opening, end, marks),
        }
        return {"type": kind, "labels": labels, "body": data}, (-1, -1, start, end, spans)

    def _parts(self, node: Node) -> tuple[list[Name], int, Node | None]:
        """Type and labels of a block, where its body opens, and the node of what is in it."""
        text = self._text
        names: list[Name] = []
        opening, body = node.start_byte, None
        for child in node.children:
            kind = child.type
            if kind == "string_lit":
                start, end = child.byte_range
                names.append((unescaped(text[start + 1 : end - 1]), start, end))
            elif kind == "identifier":
                start, end = child.byte_range
                names.append((text[start:end], start, end))
            elif kind == "block_start":
                opening = child.start_byte
            elif kind == "body":
                body = child
        return names, opening, body


def _of_types(nodes: list[Node], *types: str) -> list[Node]:
    return [node for node in nodes if node.type in types]
