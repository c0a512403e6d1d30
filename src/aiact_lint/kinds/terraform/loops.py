"""`for` expressions, splats and `f(list...)`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from aiact_lint.expression import Expression, ForExpression
from aiact_lint.kinds.terraform.operators import entry, truth
from aiact_lint.kinds.terraform.resolved import UNKNOWN, Fails, Resolved, as_text, entries, type_of, unknown
from aiact_lint.kinds.terraform.types import ANY, element_of, list_of

Evaluate: TypeAlias = Callable[[Expression, Mapping[str, Resolved]], Resolved]
"""A part of the loop, with the names that the loop gives a meaning."""
Mark: TypeAlias = Callable[[Expression, Resolved], Resolved]
"""A value that is written by a part of the loop."""


def repeated(loop: ForExpression, of: Resolved, evaluate: Evaluate, mark: Mark) -> Resolved:
    """The list or object that a `for` makes. Raises `Fails` where Terraform refuses it."""
    if of.is_null:
        raise Fails
    pairs = entries(of)
    if pairs is None:
        return UNKNOWN
    items: list[Resolved] = []
    named: dict[str, list[Resolved]] = {}
    clear = True
    for key, value in pairs:
        names = dict(zip(loop.names, (key, value) if len(loop.names) > 1 else (value,), strict=False))
        if loop.condition is not None:
            wanted = truth(evaluate(loop.condition, names))
            clear = clear and wanted is not None
            if not wanted:
                continue
        if loop.key is None:
            items.append(evaluate(loop.value, names))
            continue
        name = as_text(evaluate(loop.key, names))
        found = mark(loop.value, evaluate(loop.value, names))
        clear = clear and name is not None
        named.setdefault(name or "", []).append(found)
    if not clear:
        return UNKNOWN
    if loop.key is None:
        return Resolved(items)
    return _object(named, grouped=loop.grouped)


def _object(named: Mapping[str, list[Resolved]], *, grouped: bool) -> Resolved:
    if grouped:
        return Resolved({name: Resolved(values) for name, values in named.items()})
    if any(len(values) > 1 for values in named.values()):
        raise Fails
    return Resolved({name: values[0] for name, values in named.items()})


def splat(of: Resolved, steps: Sequence[str | int]) -> Resolved:
    """`of[*].a.b`: of no list it makes one, of null an empty one. Raises `Fails` where Terraform refuses a step."""
    made = type_of(of)
    if of.is_null:
        if made.kind in ("list", "set", "tuple"):
            raise Fails
        return Resolved([], via=of.via)
    if not of.known:
        return Resolved([_walked(of, steps)]) if of.opens is not None and of.type is None else unknown()
    if not isinstance(of.value, list):
        return Resolved([_walked(of, steps)])
    pairs = entries(of)
    if pairs is None:
        return UNKNOWN
    items = [_walked(item, steps) for _, item in pairs]
    if made.kind in ("list", "set") and all(item.whole for item in items):
        inner = element_of(made) if not steps else type_of(items[0]) if items else ANY
        return Resolved(items, type=list_of(inner))
    return Resolved(items)


def _walked(found: Resolved, steps: Sequence[str | int]) -> Resolved:
    for step in steps:
        found = entry(found, Resolved(step))
    return found


def expanded(found: Resolved) -> list[Resolved] | None:
    """The items that `f(list...)` gives as arguments; None where they are unknown."""
    if found.is_null or (found.known and not isinstance(found.value, list)):
        raise Fails
    pairs = entries(found)
    return None if pairs is None else [value for _, value in pairs]
