"""Expressions of HCL as a small syntax tree of our own, free of any parser library.

Every node knows where it stands. What the parser could not read, or what is nested too deeply, is `Opaque`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.source import Span


@dataclass(frozen=True, slots=True)
class Literal:
    """A value that is written out; strings with their escapes decoded."""

    span: Span
    value: str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Template:
    """A quoted string or heredoc with interpolations; parts are joined as text."""

    span: Span
    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Traversal:
    """A name and fixed steps from it: `var.region`, `aws_s3_bucket.logs[0].id`."""

    span: Span
    root: str
    steps: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """A function call; with `expand_final` the last argument's items are the last arguments (`f(list...)`)."""

    span: Span
    name: str
    args: tuple[Expression, ...]
    expand_final: bool = False


@dataclass(frozen=True, slots=True)
class Conditional:
    """`condition ? then : otherwise`."""

    span: Span
    condition: Expression
    then: Expression
    otherwise: Expression


@dataclass(frozen=True, slots=True)
class Binary:
    """`left operator right`, for arithmetic, comparison and logic."""

    span: Span
    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Unary:
    """`-operand` or `!operand`."""

    span: Span
    operator: str
    operand: Expression


@dataclass(frozen=True, slots=True)
class Index:
    """One step into the value of an expression: `collection[key]`, and `collection.key` with a literal key."""

    span: Span
    collection: Expression
    key: Expression


@dataclass(frozen=True, slots=True)
class ForExpression:
    """`[for v in c : value if condition]`, or with a key `{for k, v in c : key => value... if condition}`."""

    span: Span
    names: tuple[str, ...]
    """The value's name, or those of key and value."""
    collection: Expression
    key: Expression | None
    value: Expression
    condition: Expression | None
    grouped: bool = False


@dataclass(frozen=True, slots=True)
class Splat:
    """`collection[*].a.b`: the steps are taken from every item."""

    span: Span
    collection: Expression
    steps: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class TupleExpression:
    """`[a, b]`."""

    span: Span
    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class ObjectExpression:
    """`{key = value}`; a bare word as key is a literal."""

    span: Span
    items: tuple[tuple[Expression, Expression], ...]


@dataclass(frozen=True, slots=True)
class Opaque:
    """Source text that is not taken apart: template directives, broken or too deeply nested expressions."""

    span: Span
    text: str


Expression: TypeAlias = (
    Literal
    | Template
    | Traversal
    | Call
    | Conditional
    | Binary
    | Unary
    | Index
    | ForExpression
    | Splat
    | TupleExpression
    | ObjectExpression
    | Opaque
)


def parts_of(expression: Expression) -> tuple[Expression, ...]:
    """The expressions directly inside one, in source order."""
    match expression:
        case Template(parts=parts) | Call(args=parts) | TupleExpression(items=parts):
            return parts
        case ObjectExpression(items=items):
            return tuple(part for item in items for part in item)
        case Conditional(condition=condition, then=then, otherwise=otherwise):
            return (condition, then, otherwise)
        case Binary(left=left, right=right):
            return (left, right)
        case Unary(operand=part) | Splat(collection=part):
            return (part,)
        case Index(collection=collection, key=key):
            return (collection, key)
        case ForExpression(collection=collection, key=key, value=value, condition=condition):
            return tuple(part for part in (collection, key, value, condition) if part is not None)
        case _:
            return ()


def traversals(expression: Expression) -> Iterator[Traversal]:
    """Every traversal inside an expression, itself included, in source order.

    Names that a `for` binds are among them; whoever resolves a traversal knows no object of that name.
    """
    pending = [expression]
    while pending:
        node = pending.pop()
        if isinstance(node, Traversal):
            yield node
        else:
            pending.extend(reversed(parts_of(node)))


def moved(expression: Expression, to: Callable[[Span], Span]) -> Expression:
    """The same expression with every span moved."""
    parts = {name: _moved_part(getattr(expression, name), to) for name in _SPANNED if hasattr(expression, name)}
    if isinstance(expression, ForExpression):
        parts["value"] = moved(expression.value, to)
    return replace(expression, span=to(expression.span), **parts)  # type: ignore[arg-type]  # fields of its own class


_SPANNED = ("parts", "args", "items", "condition", "then", "otherwise", "left", "right", "operand", "collection", "key")
"""Fields of the nodes above that hold expressions; `value` is one in a `for` and a plain value in a literal."""


def _moved_part(part: object, to: Callable[[Span], Span]) -> object:
    if isinstance(part, tuple):
        return tuple(_moved_part(each, to) for each in part)
    return part if part is None else moved(part, to)  # type: ignore[arg-type]  # an expression: see the fields
