"""Functions of lists and maps. Entries keep the way to the place where they are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from aiact_lint.kinds.terraform.conversion import common_type, converted, frozen
from aiact_lint.kinds.terraform.functions.signature import TEXTS, Function, argument, is_of, no_nulls
from aiact_lint.kinds.terraform.functions.texts import letters
from aiact_lint.kinds.terraform.operators import equal, number, truth
from aiact_lint.kinds.terraform.resolved import (
    Fails,
    Resolved,
    entries,
    has_order,
    number_value,
    type_of,
    unknown,
    via_of,
)
from aiact_lint.kinds.terraform.types import ANY, BOOL, NUMBER, STRING, Type, element_of, list_of

_SEQUENCES = ("list", "tuple", "set")


def arity(least: int, most: int, body: Callable[..., Resolved]) -> Function:
    """A function of some arguments of which none may be null, given one by one."""

    def call(args: Sequence[Resolved]) -> Resolved:
        if not least <= len(args) <= most or any(each.is_null for each in args):
            raise Fails
        return body(*args)

    return call


def items_of(found: Resolved, *kinds: str) -> list[Resolved] | None:
    """The entries of a list, tuple or set, reached through it; None where they are unknown or without an order."""
    if not found.known:
        if found.type is not None and found.type.kind not in (*kinds, "any"):
            raise Fails
        return None
    if not is_of(found, *(kinds or _SEQUENCES)):
        raise Fails
    return [found.step(at) for at in range(len(found.value))] if has_order(found) else None  # type: ignore[arg-type]


def _like(found: Resolved, items: list[Resolved]) -> Resolved:
    """Other items in a list or tuple of the same type."""
    return Resolved(items, type=found.type if is_of(found, "list") else None)


def _length(found: Resolved) -> Resolved:
    if not found.known:
        return unknown(NUMBER, found.via)
    value = found.value
    if isinstance(value, str):
        return number_value(letters(value), found.via)
    if not isinstance(value, list | dict):
        raise Fails
    return Resolved(len(value), via=found.via)


def _coalesce(args: Sequence[Resolved]) -> Resolved:
    wanted = common_type(args)
    for each in args:
        if not each.known:
            return unknown(wanted, each.via)
        if not each.is_null:
            found = converted(each, wanted)
            if not (wanted == STRING and found.value == ""):
                return found
    raise Fails


def _coalescelist(args: Sequence[Resolved]) -> Resolved:
    for each in args:
        if not each.known:
            return unknown()
        if each.is_null:
            continue
        if not is_of(each, "list", "tuple"):
            raise Fails
        if each.value:
            return each
    raise Fails


def _compact(found: Resolved) -> Resolved:
    items = items_of(argument(found, TEXTS))
    if items is None or not all(item.known for item in items):
        return unknown(TEXTS, found.via)
    return Resolved([item for item in items if item.value not in (None, "")], via=found.via, type=TEXTS)


def _concat(args: Sequence[Resolved]) -> Resolved:
    if not args:
        raise Fails
    if any(each.is_null for each in args):
        raise Fails
    lists = [items_of(each, "list", "tuple") for each in args]
    if any(each is None for each in lists):
        return unknown(ANY, via_of(args))
    found = [item for each in lists for item in each or ()]
    if all(is_of(each, "list") for each in args):
        element = common_type([Resolved(known=False, type=element_of(type_of(each))) for each in args])
        return Resolved([converted(item, element) for item in found], type=list_of(element))
    return Resolved(found)


def _contains(found: Resolved, wanted: Resolved) -> Resolved:
    via = via_of((found, wanted))
    if not found.known:
        return unknown(BOOL, via)
    if not is_of(found, *_SEQUENCES):
        raise Fails
    verdicts = [equal(item, wanted) for item in found.value]  # type: ignore[attr-defined]
    return (
        Resolved(True, via=via)
        if True in verdicts
        else unknown(BOOL, via)
        if None in verdicts
        else Resolved(False, via=via)
    )


def _distinct(found: Resolved) -> Resolved:
    listed = converted(found, list_of(ANY))
    items = items_of(listed)
    if items is None or not listed.whole:
        return unknown(type_of(listed), found.via)
    seen: dict[object, Resolved] = {}
    for item in items:
        seen.setdefault(frozen(item), item)
    return Resolved(list(seen.values()), via=found.via, type=listed.type)


def _element(found: Resolved, at: Resolved) -> Resolved:
    items, index = items_of(found, "list", "tuple"), number(at)
    if items is None or index is None:
        return unknown(element_of(type_of(found)))
    if not items or not isinstance(index, int):
        raise Fails
    if index < 0 and index % len(items):
        return unknown(via=found.via)  # newer versions of Terraform count from the end
    return items[index % len(items)]


def _flatten(found: Resolved) -> Resolved:
    items = items_of(found)
    flat: list[Resolved] = []
    pending = list(reversed(items or ()))
    while pending:
        item = pending.pop()
        if not item.known:
            if item.opens is None and (item.type is None or item.type.kind in ("any", *_SEQUENCES)):
                return unknown(ANY, found.via)  # it may be a list
            flat.append(item)
        elif isinstance(item.value, list):
            inner = items_of(item)
            if inner is None:
                return unknown(ANY, found.via)
            pending += reversed(inner)
        else:
            flat.append(item)
    return unknown(ANY, found.via) if items is None else Resolved(flat)


def _index(found: Resolved, wanted: Resolved) -> Resolved:
    via = via_of((found, wanted))
    items = items_of(found, "list", "tuple")
    for at, item in enumerate(items or ()):
        same = equal(item, wanted)
        if same is None:
            return unknown(NUMBER, via)
        if same:
            return Resolved(at, via=via)
    if items is None:
        return unknown(NUMBER, via)
    raise Fails


def _pairs(found: Resolved) -> list[tuple[Resolved, Resolved]] | None:
    if found.known and not isinstance(found.value, dict):
        raise Fails
    return entries(found)


def _keys(found: Resolved) -> Resolved:
    pairs = _pairs(found)
    if pairs is None:
        return unknown(TEXTS, found.via)
    names = [key.through(found.via) for key, _ in pairs]
    return Resolved(names, via=found.via, type=TEXTS if is_of(found, "map") else None)


def _values(found: Resolved) -> Resolved:
    pairs = _pairs(found)
    if pairs is None:
        return unknown(ANY, found.via)
    kind = list_of(element_of(type_of(found))) if is_of(found, "map") else None
    return Resolved([value for _, value in pairs], via=found.via, type=kind)


def _lookup(args: Sequence[Resolved]) -> Resolved:
    if len(args) not in (2, 3) or args[0].is_null:
        raise Fails
    found, key = args[:2]
    otherwise = args[2] if len(args) == 3 else None
    name = argument(key, STRING)
    if not found.known or not name.known:
        return unknown(ANY, via_of((found, key)))
    if not isinstance(found.value, dict):
        raise Fails
    if name.value in found.value:
        return found.step(name.value)
    if otherwise is None:
        raise Fails
    return converted(otherwise, element_of(type_of(found)))


def _merge(args: Sequence[Resolved]) -> Resolved:
    """The entries of all maps; an unknown map may overwrite any of them, so nothing is known then."""
    found: dict[str, Resolved] = {}
    given = [each for each in args if not each.is_null]
    for each in given:
        if not each.known:
            return unknown(ANY, via_of(args))
        if not isinstance(each.value, dict):
            raise Fails
        found.update({name: each.step(name) for name in each.value})
    types = {type_of(each) for each in given}
    same = types.pop() if len(types) == 1 else None
    return Resolved(found, type=same if same is not None and same.kind == "map" else None)


def _one(found: Resolved) -> Resolved:
    if not found.known:
        return unknown(element_of(type_of(found)), found.via)
    if not is_of(found, *_SEQUENCES) or len(found.value) > 1:  # type: ignore[arg-type]
        raise Fails
    return found.step(0) if found.value else Resolved(None, via=found.via)


def _reverse(found: Resolved) -> Resolved:
    items = items_of(found)
    if items is None:
        return unknown(ANY, found.via)
    kind = list_of(element_of(type_of(found))) if is_of(found, "list", "set") else None
    return Resolved(items[::-1], type=kind)


def _slice(found: Resolved, start: Resolved, end: Resolved) -> Resolved:
    items, first, last = items_of(found, "list", "tuple"), number(start), number(end)
    if items is None or not isinstance(first, int) or not isinstance(last, int):
        if items is not None and None not in (first, last):
            raise Fails
        return unknown(ANY, found.via)
    if not 0 <= first <= last <= len(items):
        raise Fails
    return _like(found, items[first:last])


def _sort(found: Resolved) -> Resolved:
    items = items_of(no_nulls(argument(found, TEXTS)))
    if items is None or not all(item.known for item in items):
        return unknown(TEXTS, found.via)
    return Resolved(sorted(items, key=lambda item: str(item.value)), type=TEXTS)


def _zipmap(keys: Resolved, values: Resolved) -> Resolved:
    names = items_of(no_nulls(argument(keys, TEXTS)))
    items = items_of(values, "list", "tuple")
    if names is None or items is None or not all(name.known for name in names):
        return unknown(ANY, via_of((keys, values)))
    if len(names) != len(items):
        raise Fails
    kind = Type("map", element_of(type_of(values))) if is_of(values, "list") else None
    return Resolved({str(name.value): item for name, item in zip(names, items, strict=True)}, type=kind)


def _all(decisive: bool) -> Function:
    def body(found: Resolved) -> Resolved:
        listed = argument(found, list_of(BOOL))
        items = items_of(listed)
        if items is None:
            return unknown(BOOL, found.via)
        verdicts = [False if item.is_null else truth(item) for item in items]
        via = via_of((found, *items))
        if decisive in verdicts:
            return Resolved(decisive, via=via)
        return unknown(BOOL, via) if None in verdicts else Resolved(not decisive, via=via)

    return arity(1, 1, body)


def _chunklist(found: Resolved, size: Resolved) -> Resolved:
    listed = converted(found, list_of(ANY))
    items, each = items_of(listed), number(size)
    if items is None or each is None:
        return unknown(ANY, found.via)
    if not isinstance(each, int) or each < 0:
        raise Fails
    each = each or max(1, len(items))
    kind = type_of(listed)
    chunks = [Resolved(items[at : at + each], type=kind) for at in range(0, len(items), each)]
    return Resolved(chunks, type=list_of(kind))


def _matchkeys(values: Resolved, keys: Resolved, wanted: Resolved) -> Resolved:
    """The values whose key, at the same position, is among the wanted."""
    lists = [converted(each, list_of(ANY)) for each in (values, keys, wanted)]
    items, names, among = (items_of(each) for each in lists)
    if items is None or names is None or among is None or not all(each.whole for each in lists):
        return unknown(ANY, via_of((values, keys, wanted)))
    if len(items) != len(names):
        raise Fails
    found = [item for item, name in zip(items, names, strict=True) if any(equal(name, each) for each in among)]
    return Resolved(found, type=lists[0].type)


def _transpose(found: Resolved) -> Resolved:
    table = argument(found, Type("map", TEXTS))
    if not table.whole or not isinstance(table.value, dict):
        return unknown(Type("map", TEXTS), found.via)
    turned: dict[str, list[str]] = {}
    for key in sorted(table.value):
        if table.value[key].is_null:
            raise Fails
        for item in table.value[key].value:
            if item.is_null:
                raise Fails
            turned.setdefault(item.value, []).append(key)
    lists = {name: Resolved([Resolved(key) for key in sorted(keys)], type=TEXTS) for name, keys in turned.items()}
    return Resolved(lists, via=found.via, type=Type("map", TEXTS))


FUNCTIONS: Mapping[str, Function] = {
    "alltrue": _all(False),
    "anytrue": _all(True),
    "chunklist": arity(2, 2, _chunklist),
    "coalesce": _coalesce,
    "coalescelist": _coalescelist,
    "compact": arity(1, 1, _compact),
    "concat": _concat,
    "contains": arity(2, 2, _contains),
    "distinct": arity(1, 1, _distinct),
    "element": arity(2, 2, _element),
    "flatten": arity(1, 1, _flatten),
    "index": arity(2, 2, _index),
    "keys": arity(1, 1, _keys),
    "length": arity(1, 1, _length),
    "lookup": _lookup,
    "matchkeys": arity(3, 3, _matchkeys),
    "merge": _merge,
    "one": arity(1, 1, _one),
    "reverse": arity(1, 1, _reverse),
    "slice": arity(3, 3, _slice),
    "sort": arity(1, 1, _sort),
    "transpose": arity(1, 1, _transpose),
    "values": arity(1, 1, _values),
    "zipmap": arity(2, 2, _zipmap),
}
