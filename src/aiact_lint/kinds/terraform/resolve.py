"""What an attribute comes to, as far as one module's files say.

Variables count with their defaults; locals, templates, references between resources of the module and a few functions
are followed. Everything else is unknown, with its source text as value.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from aiact_lint.document import Path
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
from aiact_lint.kinds.terraform.modules import Module
from aiact_lint.subjects import Origin, Place, Value

_MAX_DEPTH = 40
_MAX_TEXT = 100_000
_BUDGET = 20_000
"""Nodes looked at for one value: locals that multiply each other are cut off."""


@dataclass(frozen=True, slots=True, eq=False)
class Resolved:
    """A value: a scalar, or a container of `Resolved`. `via` are the places it was followed through."""

    value: object = None
    known: bool = True
    via: tuple[Place, ...] = ()

    def step(self, key: object) -> Resolved:
        """An entry of a container; unknown where there is none."""
        node = self.value
        if self.known and isinstance(node, dict) and key in node:
            found: Resolved = node[key]
        elif self.known and isinstance(node, list) and isinstance(key, int) and 0 <= key < len(node):
            found = node[key]
        else:
            return UNKNOWN
        return Resolved(found.value, found.known, (*self.via, *found.via))

    @property
    def plain(self) -> object:
        """The value without wrappers; entries that are unknown are None."""
        if isinstance(self.value, dict):
            return {key: each.plain for key, each in self.value.items()}
        if isinstance(self.value, list):
            return [each.plain for each in self.value]
        return self.value

    @property
    def wholly_known(self) -> bool:
        """Whether nothing in it is unknown."""
        entries: Iterable[Resolved] = ()
        if isinstance(self.value, dict):
            entries = self.value.values()
        elif isinstance(self.value, list):
            entries = self.value
        return self.known and all(each.wholly_known for each in entries)


UNKNOWN = Resolved(known=False)


class Resolver:
    """Resolves values of one module."""

    def __init__(self, module: Module) -> None:
        self._module = module
        self._budget = _BUDGET

    def value(self, place: Place) -> Value:
        """The fact at a place, with its origin."""
        self._budget = _BUDGET
        found = self.at(place)
        if not found.wholly_known:
            return Value(place.document.get(place.path), place, Origin.UNKNOWN, found.via)
        return Value(found.plain, place, Origin.DERIVED if found.via else Origin.STATED, found.via)

    def at(self, place: Place, depth: int = 0) -> Resolved:
        """What the node at a place comes to; its own place is not in `via`."""
        document, path = place.document, place.path
        self._budget -= 1
        if self._budget < 0:
            return UNKNOWN
        if path in document.unknown:
            expression = document.expressions.get(path)
            return UNKNOWN if expression is None else self.evaluate(expression, place, depth + 1)
        node = document.get(path)
        if isinstance(node, dict):
            return Resolved({key: self.at(Place(document, (*path, key)), depth) for key in node})
        if isinstance(node, list):
            return Resolved([self.at(Place(document, (*path, index)), depth) for index in range(len(node))])
        return Resolved(node)

    def evaluate(self, expression: Expression, place: Place, depth: int) -> Resolved:
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
                return _joined([self.evaluate(part, place, below) for part in parts])
            case Call(name=name, args=args, expand_final=False):
                return _call(name, [self.evaluate(arg, place, below) for arg in args])
            case Conditional():
                return self._conditional(expression, place, below)
            case Binary(operator=name, left=left, right=right):
                return _binary(name, self.evaluate(left, place, below), self.evaluate(right, place, below))
            case Unary(operator=name, operand=operand):
                return _unary(name, self.evaluate(operand, place, below))
            case Index(collection=collection, key=key):
                found = self.evaluate(key, place, below)
                return self.evaluate(collection, place, below).step(found.value) if found.known else UNKNOWN
            case TupleExpression(items=entries):
                return Resolved([self.evaluate(item, place, below) for item in entries])
            case ObjectExpression(items=pairs):
                return self._object(pairs, place, depth)
            case _:
                return UNKNOWN

    def _conditional(self, expression: Conditional, place: Place, depth: int) -> Resolved:
        chosen = self.evaluate(expression.condition, place, depth)
        if not chosen.known or not isinstance(chosen.value, bool):
            return UNKNOWN
        found = self.evaluate(expression.then if chosen.value else expression.otherwise, place, depth)
        return Resolved(found.value, found.known, (*chosen.via, *found.via))

    def _object(self, pairs: tuple[tuple[Expression, Expression], ...], place: Place, depth: int) -> Resolved:
        found: dict[str, Resolved] = {}
        for key, value in pairs:
            name = self.evaluate(key, place, depth + 1)
            if not name.known or not isinstance(name.value, str):
                return UNKNOWN
            entry = self.evaluate(value, place, depth + 1)
            written = Place(place.document, place.path, exact=value.span)
            found[name.value] = Resolved(entry.value, entry.known, (written, *entry.via))
        return Resolved(found)

    def _traverse(self, root: str, steps: tuple[str | int, ...], depth: int) -> Resolved:
        if root in ("var", "local") and steps and isinstance(steps[0], str):
            named = self._module.defaults if root == "var" else self._module.locals
            start, rest = named.get(steps[0]), steps[1:]
        else:
            start, rest = self._attribute(root, steps)
        if start is None:
            return UNKNOWN
        found = self.at(start, depth + 1)
        found = Resolved(found.value, found.known, (start, *found.via))
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
        path: Path = (*block.body, rest[0])
        if path not in block.document.values:
            return None, ()
        return Place(block.document, path), rest[1:]


def _joined(parts: list[Resolved]) -> Resolved:
    words = []
    for part in parts:
        if not part.known or not isinstance(part.value, str | int | float | bool):
            return Resolved(known=False, via=_via(parts))
        words.append(_text(part.value))
    text = "".join(words)
    return Resolved(text, via=_via(parts)) if len(text) <= _MAX_TEXT else UNKNOWN


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _via(parts: Iterable[Resolved]) -> tuple[Place, ...]:
    return tuple(place for part in parts for place in part.via)


_OPERATORS: Mapping[str, Callable[[object, object], object]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "<": operator.lt,  # type: ignore[dict-item]
    "<=": operator.le,  # type: ignore[dict-item]
    ">": operator.gt,  # type: ignore[dict-item]
    ">=": operator.ge,  # type: ignore[dict-item]
    "&&": lambda left, right: left is True and right is True,
    "||": lambda left, right: left is True or right is True,
}
_LOGIC = ("&&", "||")
_EQUALITY = ("==", "!=")
_MAX_NUMBER = 1e15


def _binary(name: str, left: Resolved, right: Resolved) -> Resolved:
    if not (left.wholly_known and right.wholly_known) or name not in _OPERATORS:
        return UNKNOWN
    wanted: type | tuple[type, ...] = bool if name in _LOGIC else (int, float)
    sides = (left.plain, right.plain)
    if name not in _EQUALITY and not all(isinstance(each, wanted) for each in sides):
        return UNKNOWN
    if name not in (*_EQUALITY, *_LOGIC) and any(isinstance(each, bool) or abs(each) > _MAX_NUMBER for each in sides):  # type: ignore[arg-type]
        return UNKNOWN
    return Resolved(_OPERATORS[name](*sides), via=_via((left, right)))


def _unary(name: str, operand: Resolved) -> Resolved:
    value = operand.value
    if operand.known and name == "!" and isinstance(value, bool):
        return Resolved(not value, via=operand.via)
    if operand.known and name == "-" and isinstance(value, int | float) and not isinstance(value, bool):
        return Resolved(-value, via=operand.via)
    return UNKNOWN


def _call(name: str, args: list[Resolved]) -> Resolved:
    if name == "merge":
        return _merged(args)
    if name in ("coalesce", "try"):
        return next((arg for arg in args if not (arg.known and arg.value in (None, ""))), UNKNOWN)
    if name == "concat":
        if all(arg.known and isinstance(arg.value, list) for arg in args):
            return Resolved([item for arg in args if isinstance(arg.value, list) for item in arg.value], via=_via(args))
        return UNKNOWN
    if len(args) == 1 and args[0].known and (convert := _CONVERSIONS.get(name)) is not None:
        converted = convert(args[0].value)
        return UNKNOWN if converted is None else Resolved(converted, via=args[0].via)
    return UNKNOWN


def _merged(args: list[Resolved]) -> Resolved:
    """The entries of all known maps; an unknown map may overwrite any of them, so nothing is known then."""
    found: dict[str, Resolved] = {}
    for arg in args:
        if arg.known and arg.value is None:
            continue
        if not arg.known or not isinstance(arg.value, dict):
            return UNKNOWN
        found.update({key: Resolved(each.value, each.known, (*arg.via, *each.via)) for key, each in arg.value.items()})
    return Resolved(found)


def _number(value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    try:
        return int(str(value)) if isinstance(value, str) else None
    except ValueError:
        return None


def _string(change: Callable[[str], str]) -> Callable[[object], object]:
    return lambda value: change(value) if isinstance(value, str) else None


_CONVERSIONS: Mapping[str, Callable[[object], object]] = {
    "lower": _string(str.lower),
    "upper": _string(str.upper),
    "trimspace": _string(str.strip),
    "tostring": lambda value: _text(value) if isinstance(value, str | int | float | bool) else None,
    "tonumber": _number,
}
