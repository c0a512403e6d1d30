"""Functions of plain values as functions of resolved ones, with Terraform's conversions, nulls and the unknown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from aiact_lint.kinds.terraform.conversion import converted
from aiact_lint.kinds.terraform.numbers import is_number
from aiact_lint.kinds.terraform.resolved import Fails, Resolved, number_value, text_value, unknown, via_of
from aiact_lint.kinds.terraform.types import STRING, Type, element_of, list_of

Function: TypeAlias = Callable[[Sequence[Resolved]], Resolved]
"""Raises `Fails` where Terraform refuses the call."""

TEXTS = list_of(STRING)


def plain(
    body: Callable[..., Any], result: Type, *parameters: Type, more: Type | None = None, least: int = -1
) -> Function:
    """A function whose body sees plain values and gives one; its None is a result that we cannot tell.

    `more` is the type of further arguments, `least` how many have to be given (all of `parameters` by default).
    """
    needed = len(parameters) if least < 0 else least

    def call(args: Sequence[Resolved]) -> Resolved:
        if len(args) < needed or (more is None and len(args) > len(parameters)):
            raise Fails
        types = [*parameters[: len(args)], *[more] * (len(args) - len(parameters))]
        given = [argument(each, type_) for each, type_ in zip(args, types, strict=True) if type_ is not None]
        via = via_of(given)
        if not all(each.whole for each in given):
            return unknown(result, via)
        return made(body(*(_bare(each) for each in given)), result, via)

    return call


def argument(found: Resolved, wanted: Type) -> Resolved:
    """A value as an argument of a type. Raises `Fails` for null."""
    if found.is_null:
        raise Fails
    return converted(found, wanted)


def no_nulls(found: Resolved) -> Resolved:
    """A list none of whose items may be null."""
    if isinstance(found.value, list) and any(each.is_null for each in found.value):
        raise Fails
    return found


def made(value: object, result: Type, via: tuple[Any, ...]) -> Resolved:
    """A plain value as a resolved one of a type; None is unknown."""
    if value is None:
        return unknown(result, via)
    if isinstance(value, str):
        return text_value(value, via)
    if is_number(value):
        return number_value(value, via)
    if isinstance(value, list | tuple) and result.kind in ("list", "set"):
        return Resolved([made(each, element_of(result), ()) for each in value], via=via, type=result)
    return Resolved(value, via=via)


def _bare(found: Resolved) -> object:
    """A value without wrappers, numbers as they are."""
    if isinstance(found.value, list):
        return [_bare(each) for each in found.value]
    if isinstance(found.value, dict):
        return {name: _bare(each) for name, each in found.value.items()}
    return found.value


def is_of(found: Resolved, *kinds: str) -> bool:
    """Whether a known value is of one of some kinds of types."""
    return kind_of(found) in kinds


def kind_of(found: Resolved) -> str:
    """`tuple`, `map` …"""
    if found.type is not None:
        return found.type.kind
    value = found.value
    if not found.known or value is None:
        return "any"
    if isinstance(value, list):
        return "tuple"
    if isinstance(value, dict):
        return "object"
    return "string" if isinstance(value, str) else "bool" if isinstance(value, bool) else "number"
