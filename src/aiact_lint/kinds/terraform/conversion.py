"""Values to other types, by Terraform's rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from aiact_lint.kinds.terraform import numbers
from aiact_lint.kinds.terraform.resolved import Fails, Resolved, as_text, text_value, type_of, unknown
from aiact_lint.kinds.terraform.types import (
    ANY,
    BOOL,
    NUMBER,
    STRING,
    Type,
    convertible,
    element_of,
    of_values,
    unified,
)

_BOOLS = {"true": True, "1": True, "false": False, "0": False}


def converted(found: Resolved, wanted: Type) -> Resolved:
    """A value as one of another type. Raises `Fails` where Terraform refuses."""
    if wanted.kind == "any":
        return found
    have = type_of(found)
    if found.is_null:
        return replace(found, type=of_values(wanted))
    if have == wanted:
        return found
    if not convertible(have, wanted):
        raise Fails
    if not found.known:
        return Resolved(known=False, via=found.via, type=of_values(wanted), opens=found.opens)
    if wanted.is_primitive:
        return _primitive(found, wanted)
    if wanted.kind in ("list", "set"):
        return _sequence(found, wanted)
    if wanted.kind == "map":
        return _mapping(found, wanted)
    if wanted.kind == "tuple":
        pairs = zip(listed(found), wanted.items, strict=True)
        return replace(found, value=[converted(item, each) for item, each in pairs], type=None)
    return _object(found, wanted)


def _primitive(found: Resolved, wanted: Type) -> Resolved:
    value = found.value
    if wanted == STRING:
        text = as_text(found)
        return unknown(STRING, found.via) if text is None else replace(text_value(text, found.via), type=None)
    if wanted == BOOL:
        if value not in _BOOLS:
            raise Fails
        return replace(found, value=_BOOLS[str(value)])
    number = numbers.read(str(value))
    if number is None:
        if numbers.is_written(str(value)) or str(value).strip("+-").lower() in ("inf", "infinity"):
            return unknown(NUMBER, found.via)
        raise Fails
    return replace(found, value=number)


def listed(found: Resolved) -> list[Resolved]:
    """The items of a list, as they are; none of anything else."""
    return found.value if isinstance(found.value, list) else []


def common_type(values: Sequence[Resolved]) -> Type:
    """The type that some values have in common; bare nulls go with any. Raises `Fails` where they have none."""
    types = [type_of(each) for each in values if not (each.is_null and each.type is None)]
    found = unified(types) if types else ANY
    if found is None:
        raise Fails
    return found


def _sequence(found: Resolved, wanted: Type) -> Resolved:
    items = listed(found)
    element = element_of(wanted)
    if element.kind == "any":
        kind = found.type.kind if found.type is not None else "tuple"
        element = element_of(found.type) if found.type is not None and kind in ("list", "set") else common_type(items)
    inner = [converted(item, element) for item in items]
    element = of_values(element)
    if wanted.kind == "set":
        return as_set(inner, element, found)
    if found.type is not None and found.type.kind == "set" and len(inner) > 1 and not element.is_primitive:
        return unknown(Type("list", element), found.via)
    return replace(found, value=inner, type=Type("list", element))


def as_set(items: Sequence[Resolved], element: Type, of: Resolved) -> Resolved:
    """A set of some values of one type, without doubles and in Terraform's order where that is known."""
    wanted = Type("set", element)
    if not all(item.whole for item in items):
        if len(items) == 1:
            return Resolved(list(items), via=of.via, type=wanted)
        return unknown(wanted, of.via)
    distinct: dict[object, Resolved] = {}
    for item in items:
        distinct.setdefault(frozen(item), item)
    found = list(distinct.values())
    if element.is_primitive:
        if any(numbers.is_number(each.value) and numbers.text(each.value) is None for each in found):
            return unknown(wanted, of.via)
        found.sort(key=lambda each: (each.value is None, each.value))
    kept = of.written and found == list(items)
    return Resolved(found, via=of.via, written=kept, type=wanted)


def frozen(found: Resolved) -> object:
    """What makes a value equal to another of its type."""
    value = found.value
    if isinstance(value, dict):
        return frozenset((name, frozen(each)) for name, each in value.items())
    if isinstance(value, list):
        inner = tuple(frozen(each) for each in value)
        return frozenset(inner) if found.type is not None and found.type.kind == "set" else inner
    return (isinstance(value, bool), value)


def _mapping(found: Resolved, wanted: Type) -> Resolved:
    value = found.value if isinstance(found.value, dict) else {}
    element = element_of(wanted)
    if element.kind == "any":
        is_map = found.type is not None and found.type.kind == "map"
        element = element_of(found.type) if is_map and found.type else common_type(list(value.values()))
    inner = {name: converted(each, element) for name, each in value.items()}
    return replace(found, value=inner, type=Type("map", of_values(element)))


def _object(found: Resolved, wanted: Type) -> Resolved:
    value = found.value if isinstance(found.value, dict) else {}
    inner: dict[str, Resolved] = {}
    for name, each in wanted.attributes:
        if name in value:
            inner[name] = converted(value[name], each)
        elif name in wanted.optional:
            inner[name] = Resolved(None, type=of_values(each))
        else:
            raise Fails
    return replace(found, value=inner, type=None)
