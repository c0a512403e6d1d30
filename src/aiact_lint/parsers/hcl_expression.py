"""Nodes of tree-sitter-hcl's grammar to our own expressions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, TypeAlias

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
    Splat,
    Traversal,
    TupleExpression,
    Unary,
)
from aiact_lint.parsers import hcl_template
from aiact_lint.parsers.hcl_text import number, unescaped
from aiact_lint.source import Span

MAX_DEPTH = 60
"""Expressions nested deeper stay text; a level costs a few Python frames here and in whoever walks the result."""
Node: TypeAlias = Any
"""A tree-sitter node; its positions count code points, because the parser is fed one byte for each."""

ITEM = "*"
"""What the items of `a[*].b[c]` are called, where it stands for `[for * in a[*].b : *[c]]`."""
_WRAPPERS = frozenset(("expression", "literal_value", "collection_value", "template_expr", "operation", "for_expr"))
"""Nodes with one child that says more."""
_STEPS = frozenset(("get_attr", "index", "splat"))
_WORDS = {"true": True, "false": False, "null": None}


def build(node: Node, text: str) -> Expression:
    """The expression of an `expression` node; `text` is the whole source."""
    return _Builder(text).expression(node, 0)


class _Builder:
    def __init__(self, text: str) -> None:
        self._text = text
        self._of_type = {
            "variable_expr": self._variable,
            "function_call": self._call,
            "conditional": self._conditional,
            "binary_operation": self._binary,
            "unary_operation": self._unary,
            "tuple": self._tuple,
            "object": self._object,
            "for_tuple_expr": self._for,
            "for_object_expr": self._for,
            "quoted_template": self._quoted,
            "heredoc_template": self._heredoc,
        }

    def expression(self, node: Node, depth: int) -> Expression:
        return self._sequence(_without_comments(node.children), depth)

    def _sequence(self, nodes: Sequence[Node], depth: int) -> Expression:
        """A term and the steps after it, which are its siblings in this grammar."""
        if not nodes or depth + len(nodes) > MAX_DEPTH:
            return self._opaque(nodes)
        depth += len(nodes) - 1
        if any(node.is_error or node.is_missing for node in nodes):
            return self._opaque(nodes)
        first, rest = nodes[0], nodes[1:]
        if first.type == "(":
            inside = next((node for node in nodes if node.type == "expression"), None)
            closing = next((index for index, node in enumerate(nodes) if node.type == ")"), len(nodes) - 1)
            if inside is None:
                return self._opaque(nodes)
            built, rest = self.expression(inside, depth + 1), nodes[closing + 1 :]
        else:
            built = self._term(first, depth)
        start = first.start_byte
        for at, node in enumerate(rest):
            if node.type not in _STEPS:
                return self._opaque(nodes)
            if node.type == "splat" and node.children[0].type == "full_splat":
                return self._splat(built, node.children[0], start, depth, rest[at + 1 :])
            built = self._step(built, node, start, depth)
        return built

    def _term(self, node: Node, depth: int) -> Expression:
        while node.type in _WRAPPERS and len(inner := _without_comments(node.children)) == 1:
            node = inner[0]
        make = self._of_type.get(node.type)
        if make is not None and not node.has_error:
            return make(node, depth + 1)
        return self._literal(node)

    def _literal(self, node: Node) -> Expression:
        written = self._written(node)
        if node.type == "string_lit" and not node.has_error:
            return Literal(_span(node), unescaped(written[1:-1]))
        if node.type == "numeric_lit" and (value := number(written)) is not None:
            return Literal(_span(node), value)
        if node.type in ("bool_lit", "null_lit"):
            return Literal(_span(node), _WORDS.get(written))
        return Opaque(_span(node), written)

    def _variable(self, node: Node, _depth: int) -> Expression:
        return Traversal(_span(node), self._written(node))

    def _step(self, of: Expression, node: Node, start: int, depth: int) -> Expression:
        """`of` with one more step: an attribute, an index or a splat."""
        span = Span(start, node.end_byte)
        if node.type == "splat":
            return self._splat(of, node.children[0], start, depth)
        key = self._key(node, depth)
        if isinstance(key, Literal) and isinstance(of, Traversal) and isinstance(key.value, str | int):
            return Traversal(span, of.root, (*of.steps, key.value))
        return Index(span, of, key)

    def _key(self, node: Node, depth: int) -> Expression:
        """What a step asks for: a name or number as a literal, else the expression in brackets."""
        if node.type == "get_attr":
            name = node.children[-1]
            return Literal(_span(name), self._written(name))
        inner = node.children[0]
        if inner.type == "legacy_index":
            digits = Span(inner.start_byte + 1, inner.end_byte)
            value = number(self._text[digits.start : digits.end])
            return Literal(digits, value) if value is not None else self._opaque([inner])
        within = next((each for each in inner.children if each.type == "expression"), None)
        return self.expression(within, depth + 1) if within is not None else self._opaque([inner])

    def _splat(self, of: Expression, node: Node, start: int, depth: int, more: Sequence[Node] = ()) -> Expression:
        """`of[*]` or `of.*` with the steps that belong to each item; what follows those is applied to the result."""
        steps: list[str | int] = []
        following = [*(each for each in _without_comments(node.children) if each.type in _STEPS), *more]
        span = Span(start, following[-1].end_byte if following else node.end_byte)
        if depth + len(following) > MAX_DEPTH or any(each.type not in _STEPS for each in more):
            return Opaque(span, self._text[span.start : span.end])
        below = depth + len(following)
        for taken, each in enumerate(following):
            key = self._key(each, depth) if each.type != "splat" else None
            only_names = node.type == "attr_splat" and each.type == "index"
            if only_names or not isinstance(key, Literal) or not isinstance(key.value, str | int):
                built = Splat(Span(start, each.start_byte), of, tuple(steps))
                return self._after_splat(built, following[taken:], span, below, of_items=node.type == "full_splat")
            steps.append(key.value)
        return Splat(span, of, tuple(steps))

    def _after_splat(self, of: Splat, steps: Sequence[Node], span: Span, depth: int, *, of_items: bool) -> Expression:
        """Steps that a `Splat` cannot hold: after `[*]` they are taken from each item, after `.*` from the result."""
        built: Expression = Traversal(Span(span.start, span.start), ITEM) if of_items else of
        for at, step in enumerate(steps):
            if step.type == "splat" and step.children[0].type == "full_splat":
                built = self._splat(built, step.children[0], span.start, depth, steps[at + 1 :])
                break
            built = self._step(built, step, span.start, depth)
        return ForExpression(span, (ITEM,), of, None, built, None) if of_items else built

    def _call(self, node: Node, depth: int) -> Expression:
        arguments = next((each for each in node.children if each.type == "function_arguments"), None)
        inside = _without_comments(arguments.children) if arguments is not None else []
        args = tuple(self.expression(each, depth) for each in inside if each.type == "expression")
        expand = any(each.type == "ellipsis" for each in inside)
        return Call(_span(node), self._written(node.children[0]), args, expand)

    def _conditional(self, node: Node, depth: int) -> Expression:
        """The grammar groups `a ? b : c ? d : e` to the left, HCL to the right."""
        chain: list[list[Node]] = []
        inner: Node | None = node
        while inner is not None:
            parts = [each for each in inner.children if each.type == "expression"]
            if len(parts) != 3 or depth + len(chain) >= MAX_DEPTH:
                return self._opaque([node])
            chain.append(parts)
            inside = _without_comments(parts[0].children)
            inner = inside[0] if len(inside) == 1 and inside[0].type == "conditional" else None
        depth += len(chain)
        built = self.expression(chain[0][2], depth)
        for (_, then, _), (_, _, test) in pairwise(chain):
            built = self._choice(test, then, built, depth)
        return self._choice(chain[-1][0], chain[-1][1], built, depth)

    def _choice(self, test: Node, then: Node, otherwise: Expression, depth: int) -> Expression:
        condition, chosen = self.expression(test, depth), self.expression(then, depth)
        return Conditional(Span(condition.span.start, otherwise.span.end), condition, chosen, otherwise)

    def _binary(self, node: Node, depth: int) -> Expression:
        inside = _without_comments(node.children)
        at = next((index for index, each in enumerate(inside) if each.type in _OPERATORS), None)
        if at is None:
            return self._opaque([node])
        left, right = self._sequence(inside[:at], depth), self._sequence(inside[at + 1 :], depth)
        return Binary(_span(node), inside[at].type, left, right)

    def _unary(self, node: Node, depth: int) -> Expression:
        inside = _without_comments(node.children)
        operand = self._sequence(inside[1:], depth)
        if inside[0].type == "-" and isinstance(operand, Literal) and isinstance(operand.value, int | float):
            return Literal(_span(node), -operand.value)
        return Unary(_span(node), inside[0].type, operand)

    def _tuple(self, node: Node, depth: int) -> Expression:
        items = (self.expression(each, depth) for each in node.children if each.type == "expression")
        return TupleExpression(_span(node), tuple(items))

    def _object(self, node: Node, depth: int) -> Expression:
        items = []
        for element in node.children:
            pair = [each for each in element.children if each.type == "expression"]
            if element.type == "object_elem" and len(pair) == 2:
                items.append((self._object_key(pair[0], depth), self.expression(pair[1], depth)))
        return ObjectExpression(_span(node), tuple(items))

    def _object_key(self, node: Node, depth: int) -> Expression:
        """A bare word is the key itself, not a variable."""
        built = self.expression(node, depth)
        if isinstance(built, Traversal) and not built.steps and self._text[node.start_byte] != "(":
            return Literal(built.span, built.root)
        return built

    def _for(self, node: Node, depth: int) -> Expression:
        intro = next(each for each in node.children if each.type == "for_intro")
        names = tuple(self._written(each) for each in intro.children if each.type == "identifier")
        collection = [self.expression(each, depth) for each in intro.children if each.type == "expression"]
        values = [self.expression(each, depth) for each in node.children if each.type == "expression"]
        tests = [
            self.expression(each, depth)
            for part in node.children
            if part.type == "for_cond"
            for each in part.children
            if each.type == "expression"
        ]
        if len(collection) != 1 or len(values) != (2 if node.type == "for_object_expr" else 1):
            return self._opaque([node])
        grouped = any(each.type == "ellipsis" for each in node.children)
        key = values[0] if len(values) == 2 else None
        return ForExpression(_span(node), names, collection[0], key, values[-1], tests[0] if tests else None, grouped)

    def _quoted(self, node: Node, depth: int) -> Expression:
        return hcl_template.quoted(node, self._text, self.expression, depth)

    def _heredoc(self, node: Node, depth: int) -> Expression:
        return hcl_template.heredoc(node, self._text, self.expression, depth)

    def _opaque(self, nodes: Sequence[Node]) -> Opaque:
        span = Span(nodes[0].start_byte, nodes[-1].end_byte) if nodes else Span(0, 0)
        return Opaque(span, self._text[span.start : span.end])

    def _written(self, node: Node) -> str:
        return self._text[node.start_byte : node.end_byte]


_OPERATORS = frozenset(("*", "/", "%", "+", "-", ">", ">=", "<", "<=", "==", "!=", "&&", "||"))


def _span(node: Node) -> Span:
    return Span(node.start_byte, node.end_byte)


def _without_comments(nodes: Sequence[Node]) -> list[Node]:
    return [node for node in nodes if node.type != "comment"]
