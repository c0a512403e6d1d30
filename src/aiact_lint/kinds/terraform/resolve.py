"""What an attribute comes to, as far as one module's files say.

Variables count with their defaults; locals, templates, references between resources of the module and a few functions
are followed. Everything else is unknown, with its source text as value.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from aiact_lint.expression import (
    Binary,
    Call,
    Conditional,
    Expression,
    Index,
    Literal,
    ObjectExpression,
    Template,
    Traversal,
    TupleExpression,
    Unary,
)
from aiact_lint.kinds.terraform.functions import binary, call, unary
from aiact_lint.kinds.terraform.modules import Module
from aiact_lint.kinds.terraform.resolved import UNKNOWN, Resolved, joined
from aiact_lint.subjects import Origin, Place, Value

_MAX_DEPTH = 40
_BUDGET = 20_000
"""Nodes looked at for one value: locals that multiply each other are cut off."""


Steps: TypeAlias = tuple[str | int, ...]
Outside: TypeAlias = Callable[[str, Steps, int], tuple[Resolved, Steps] | None]
"""What a name means that the module's own files do not say (an argument of its caller, a called module's output): from
its root, its steps and the depth of the evaluation to a value and the steps left; None where the module decides."""


class Resolver:
    """Resolves values of one module."""

    def __init__(self, module: Module, outside: Outside | None = None) -> None:
        self._module = module
        self._outside = outside
        self._budget = _BUDGET

    def value(self, place: Place) -> Value:
        """The fact at a place, with its origin."""
        found = self.resolved(place)
        if not found.wholly_known:
            return Value(place.document.get(place.path), place, Origin.UNKNOWN, found.via)
        return Value(found.plain, place, Origin.DERIVED if found.via else Origin.STATED, found.via)

    def resolved(self, place: Place, depth: int = 0) -> Resolved:
        """What the node at a place comes to; its own place is not in `via`."""
        self._budget = _BUDGET
        return self._at(place, depth)

    def evaluated(self, expression: Expression, place: Place) -> Resolved:
        """What an expression that stands at a place comes to."""
        self._budget = _BUDGET
        return self._evaluate(expression, place, 0)

    def _at(self, place: Place, depth: int) -> Resolved:
        document, path = place.document, place.path
        self._budget -= 1
        if self._budget < 0:
            return UNKNOWN
        if path in document.unknown:
            expression = document.expressions.get(path)
            return UNKNOWN if expression is None else self._evaluate(expression, place, depth + 1)
        node = document.get(path)
        if isinstance(node, dict):
            return Resolved({key: self._at(Place(document, (*path, key)), depth) for key in node})
        if isinstance(node, list):
            return Resolved([self._at(Place(document, (*path, index)), depth) for index in range(len(node))])
        return Resolved(node)

    def _evaluate(self, expression: Expression, place: Place, depth: int) -> Resolved:
        """The value of an expression that stands at a place."""
        self._budget -= 1
        if depth > _MAX_DEPTH or self._budget < 0:
            return UNKNOWN
        below = depth + 1
        match expression:
            case Literal(value=value):
                return Resolved(value)
            case Traversal(root=root, steps=steps):
                return self._traverse(root, steps, depth)
            case Template(parts=parts):
                return joined([self._evaluate(part, place, below) for part in parts])
            case Call(name=name, args=args, expand_final=False):
                return call(name, [self._evaluate(arg, place, below) for arg in args])
            case Conditional():
                return self._conditional(expression, place, below)
            case Binary(operator=name, left=left, right=right):
                return binary(name, self._evaluate(left, place, below), self._evaluate(right, place, below))
            case Unary(operator=name, operand=operand):
                return unary(name, self._evaluate(operand, place, below))
            case Index(collection=collection, key=key):
                found = self._evaluate(key, place, below)
                return self._evaluate(collection, place, below).step(found.value) if found.known else UNKNOWN
            case TupleExpression(items=entries):
                return Resolved([self._evaluate(item, place, below) for item in entries])
            case ObjectExpression(items=pairs):
                return self._object(pairs, place, depth)
            case _:
                return UNKNOWN

    def _conditional(self, expression: Conditional, place: Place, depth: int) -> Resolved:
        chosen = self._evaluate(expression.condition, place, depth)
        if not chosen.known or not isinstance(chosen.value, bool):
            return UNKNOWN
        found = self._evaluate(expression.then if chosen.value else expression.otherwise, place, depth)
        return Resolved(found.value, found.known, (*chosen.via, *found.via), found.written)

    def _object(self, pairs: tuple[tuple[Expression, Expression], ...], place: Place, depth: int) -> Resolved:
        found: dict[str, Resolved] = {}
        for key, value in pairs:
            name = self._evaluate(key, place, depth + 1)
            if not name.known or not isinstance(name.value, str):
                return UNKNOWN
            entry = self._evaluate(value, place, depth + 1)
            written = Place(place.document, place.path, exact=value.span)
            found[name.value] = Resolved(entry.value, entry.known, (written, *entry.via))
        return Resolved(found)

    def _traverse(self, root: str, steps: tuple[str | int, ...], depth: int) -> Resolved:
        if self._outside is not None and (given := self._outside(root, steps, depth)) is not None:
            found, rest = given
            for step in rest:
                found = found.step(step)
            return found
        if root in ("var", "local") and steps and isinstance(steps[0], str):
            named = self._module.defaults if root == "var" else self._module.locals
            start, rest = named.get(steps[0]), steps[1:]
        else:
            start, rest = self._attribute(root, steps)
        if start is None:
            return UNKNOWN
        found = self._at(start, depth + 1)
        written = found.written or start.path not in start.document.unknown
        found = Resolved(found.value, found.known, (start, *found.via), written)
        for step in rest:
            found = found.step(step)
        return found

    def _attribute(self, root: str, steps: tuple[str | int, ...]) -> tuple[Place | None, tuple[str | int, ...]]:
        """The attribute that `type.name.attribute` or `type.name[0].attribute` means, if the file states it."""
        if not steps or not isinstance(steps[0], str):
            return None, ()
        block = self._module.resources.get((root, steps[0]))
        rest = steps[2:] if len(steps) > 1 and isinstance(steps[1], int) else steps[1:]
        if block is None or not rest or not isinstance(rest[0], str):
            return None, ()
        return block.attribute(rest[0]), rest[1:]
