"""Operators, indexes and truth, by Terraform's rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from aiact_lint.kinds.terraform import numbers
from aiact_lint.kinds.terraform.conversion import converted, frozen
from aiact_lint.kinds.terraform.numbers import Number
from aiact_lint.kinds.terraform.resolved import Fails, Resolved, number_value, type_of, unknown, via_of
from aiact_lint.kinds.terraform.types import BOOL, NUMBER, STRING, element_of

_ARITHMETIC: Mapping[str, Callable[[Number, Number], Number | None]] = {
    "+": numbers.add,
    "-": numbers.subtract,
    "*": numbers.multiply,
    "/": numbers.divide,
    "%": numbers.modulo,
}
_ORDER: Mapping[str, Callable[[int], bool]] = {
    "<": lambda order: order < 0,
    "<=": lambda order: order <= 0,
    ">": lambda order: order > 0,
    ">=": lambda order: order >= 0,
}
_DECISIVE = {"&&": False, "||": True}


def binary(name: str, left: Resolved, right: Resolved) -> Resolved:
    """`left name right`; unknown where a side is. Raises `Fails` where the types do not fit."""
    via = via_of((left, right))
    if name in ("==", "!="):
        same = equal(left, right)
        return unknown(BOOL, via) if same is None else Resolved(same is (name == "=="), via=via)
    if name in _DECISIVE:
        return _logic(_DECISIVE[name], left, right)
    one, other = number(left), number(right)
    if one is None or other is None:
        return unknown(BOOL if name in _ORDER else NUMBER, via)
    if name in _ARITHMETIC:
        return number_value(_ARITHMETIC[name](one, other), via)
    order = numbers.compare(one, other)
    return unknown(BOOL, via) if order is None or name not in _ORDER else Resolved(_ORDER[name](order), via=via)


def _logic(decisive: bool, left: Resolved, right: Resolved) -> Resolved:
    """One side that decides is enough, whatever the other comes to."""
    sides = [(truth(each), each.via) for each in (left, right)]
    for value, via in sides:
        if value is decisive:
            return Resolved(decisive, via=via)
    via = via_of((left, right))
    return unknown(BOOL, via) if any(value is None for value, _ in sides) else Resolved(not decisive, via=via)


def unary(name: str, operand: Resolved) -> Resolved:
    """`!` of a boolean, `-` of a number."""
    if name == "!":
        value = truth(operand)
        return unknown(BOOL, operand.via) if value is None else Resolved(not value, via=operand.via)
    found = number(operand)
    return unknown(NUMBER, operand.via) if found is None else number_value(-found, operand.via)


def number(found: Resolved) -> Number | None:
    """The number that a value stands for; None where it is unknown. Raises `Fails` where it stands for none."""
    value = converted(_not_null(found), NUMBER)
    return value.value if value.known and numbers.is_number(value.value) else None


def truth(found: Resolved) -> bool | None:
    """The truth that a value stands for; None where it is unknown. Raises `Fails` where it stands for none."""
    value = converted(_not_null(found), BOOL)
    return value.value if value.known and isinstance(value.value, bool) else None


def _not_null(found: Resolved) -> Resolved:
    if found.is_null:
        raise Fails
    return found


def equal(left: Resolved, right: Resolved) -> bool | None:
    """Whether two values are equal; None where that is not known. Values of different types never are."""
    if left.is_null or right.is_null:
        other = right if left.is_null else left
        return other.value is None if other.known else None
    if not left.known or not right.known:
        return None
    one, other_value = left.value, right.value
    if numbers.is_number(one) and numbers.is_number(other_value):
        order = numbers.compare(one, other_value)
        return None if order is None else order == 0
    if isinstance(one, dict | list) or isinstance(other_value, dict | list):
        return _equal_containers(left, right)
    return type(one) is type(other_value) and one == other_value


def _equal_containers(left: Resolved, right: Resolved) -> bool | None:
    one, other = left.value, right.value
    if type(one) is not type(other):
        return False
    kinds = [found.type.kind if found.type is not None else "" for found in (left, right)]
    if kinds[0] != kinds[1]:
        return False
    if not left.whole or not right.whole:
        return None
    types = type_of(left), type_of(right)
    if types[0] != types[1]:
        return False if all(each.is_settled for each in types) else _unsettled(left, right)
    if kinds[0] == "set":
        return frozen(left) == frozen(right)
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        pairs = [(one[name], other[name]) for name in one]
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = list(zip(one, other, strict=True))
    else:
        return False
    verdicts = [equal(*pair) for pair in pairs]
    return False if False in verdicts else None if None in verdicts else True


def _unsettled(left: Resolved, right: Resolved) -> bool | None:
    """Of types that hold `any`: Terraform may not know yet."""
    return False if len(left.value) != len(right.value) else None  # type: ignore[arg-type]


def entry(found: Resolved, key: Resolved) -> Resolved:
    """`found[key]` and `found.key`. Raises `Fails` where there is no such entry."""
    if found.opens is not None:
        return found.opens(key.value) if key.known else unknown()
    if found.is_null or key.is_null:
        raise Fails
    if not found.known:
        return unknown(element_of(found.type)) if found.type is not None else unknown()
    if isinstance(found.value, dict):
        name = converted(key, STRING)
        if not name.known:
            return unknown(element_of(type_of(found)))
        if name.value not in found.value:
            raise Fails
        return found.step(name.value)
    if not isinstance(found.value, list) or (found.type is not None and found.type.kind == "set"):
        raise Fails
    at = number(key)
    if at is None:
        return unknown(element_of(type_of(found)))
    if not isinstance(at, int) or not 0 <= at < len(found.value):
        raise Fails
    return found.step(at)
