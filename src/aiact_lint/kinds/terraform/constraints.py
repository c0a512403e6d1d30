"""The `type` of a variable, with the defaults of optional attributes, and what it makes of a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace

from aiact_lint.expression import Call, Expression, Literal, ObjectExpression, Traversal, TupleExpression
from aiact_lint.kinds.terraform.conversion import converted
from aiact_lint.kinds.terraform.functions import call
from aiact_lint.kinds.terraform.modules import Block
from aiact_lint.kinds.terraform.numbers import settled
from aiact_lint.kinds.terraform.resolved import Fails, Resolved, text_value, unknown
from aiact_lint.kinds.terraform.types import (
    ANY,
    BOOL,
    NUMBER,
    STRING,
    Type,
    list_of,
    map_of,
    object_of,
    set_of,
    tuple_of,
)
from aiact_lint.lazy_dataclass import dataclass

_WORDS: Mapping[str, Type] = {"string": STRING, "number": NUMBER, "bool": BOOL, "any": ANY}
_COLLECTIONS = {"list": list_of, "set": set_of, "map": map_of}
_OLD = {"list": list_of(ANY), "map": map_of(ANY), **_WORDS}
"""`type = "list"`, as it was written before Terraform 0.12; bare words of it still count."""
_MAX_DEPTH = 30


@dataclass(frozen=True, slots=True)
class Constraint:
    """A type, and which values attributes take that a value lacks."""

    type: Type = ANY
    defaults: Mapping[str, Expression] = field(default_factory=dict)
    inner: Mapping[str, Constraint] = field(default_factory=dict)
    """Of attributes by name; of the entries of a collection under ""."""

    @property
    def fills(self) -> bool:
        """Whether anything is filled in."""
        return bool(self.defaults) or any(each.fills for each in self.inner.values())


def as_declared(found: Resolved, variable: Block) -> Resolved:
    """A value as its variable holds it; unknown where it does not fit."""
    constraint = _of(variable)
    try:
        return converted(_filled(found, constraint) if constraint.fills else found, constraint.type)
    except Fails:
        return unknown(constraint.type, found.via)


def declared_type(variable: Block) -> Type:
    """The type of a variable; `any` where it says none."""
    return _of(variable).type


def _of(variable: Block) -> Constraint:
    place = variable.attribute("type")
    if place is None:
        return Constraint()
    expression = place.document.expressions.get(place.path)
    if expression is not None:
        return _constraint(expression, 0)
    return Constraint(_OLD.get(str(place.document.get(place.path)), ANY))


def _constraint(expression: Expression, depth: int) -> Constraint:
    """What an expression means as a type; what we do not understand is `any`."""
    if depth > _MAX_DEPTH:
        return Constraint()
    match expression:
        case Traversal(root=name, steps=()):
            return Constraint(_OLD.get(name, set_of(ANY) if name == "set" else ANY))
        case Call(name=name, args=(of,)) if name in _COLLECTIONS:
            inner = _constraint(of, depth + 1)
            return Constraint(_COLLECTIONS[name](inner.type), inner={"": inner} if inner.fills else {})
        case Call(name="tuple", args=(TupleExpression(items=items),)):
            return Constraint(tuple_of(_constraint(item, depth + 1).type for item in items))
        case Call(name="object", args=(ObjectExpression(items=pairs),)):
            return _object(pairs, depth + 1)
        case _:
            return Constraint()


def _object(pairs: tuple[tuple[Expression, Expression], ...], depth: int) -> Constraint:
    types: dict[str, Type] = {}
    defaults: dict[str, Expression] = {}
    inner: dict[str, Constraint] = {}
    optional: list[str] = []
    for key, value in pairs:
        name = str(key.value) if isinstance(key, Literal) else ""
        if isinstance(value, Call) and value.name == "optional" and value.args:
            optional.append(name)
            if len(value.args) > 1:
                defaults[name] = value.args[1]
            value = value.args[0]
        inner[name] = _constraint(value, depth)
        types[name] = inner[name].type
    return Constraint(object_of(types, optional), defaults, inner)


def _filled(found: Resolved, constraint: Constraint) -> Resolved:
    """A value with the attributes that its constraint fills in."""
    value = found.value
    if isinstance(value, list) and "" in constraint.inner:
        return replace(found, value=[_filled(each, constraint.inner[""]) for each in value], type=None)
    if not isinstance(value, dict):
        return found
    if "" in constraint.inner:
        return replace(
            found, value={name: _filled(each, constraint.inner[""]) for name, each in value.items()}, type=None
        )
    filled = dict(value)
    for name, inner in constraint.inner.items():
        if name in constraint.defaults and (name not in value or value[name].is_null):
            filled[name] = _constant(constraint.defaults[name])
        if name in filled:
            filled[name] = _filled(filled[name], inner)
    return replace(found, value=filled, type=None)


def _constant(expression: Expression) -> Resolved:
    """A default, which may hold no references. Raises `Fails` for what Terraform refuses."""
    match expression:
        case Literal(value=str() as text):
            return text_value(text)
        case Literal(value=bool() | None as value):
            return Resolved(value)
        case Literal(value=int() | float() as number):
            return Resolved(settled(number))
        case TupleExpression(items=items):
            return Resolved([_constant(item) for item in items])
        case ObjectExpression(items=pairs):
            names = [_constant(key) for key, _ in pairs]
            return Resolved({str(name.value): _constant(each) for name, (_, each) in zip(names, pairs, strict=True)})
        case Call(name=name, args=args, expand_final=False):
            return call(name, [_constant(arg) for arg in args])
        case _:
            return unknown()
