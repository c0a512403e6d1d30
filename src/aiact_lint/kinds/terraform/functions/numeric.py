"""Functions of numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

from aiact_lint.kinds.terraform import numbers
from aiact_lint.kinds.terraform.functions.signature import Function, plain
from aiact_lint.kinds.terraform.numbers import Number
from aiact_lint.kinds.terraform.operators import number
from aiact_lint.kinds.terraform.resolved import Fails, Resolved, number_value, unknown, via_of
from aiact_lint.kinds.terraform.types import NUMBER, STRING, list_of

_MAX_RANGE = 1024
"""Terraform's own limit."""


def _extreme(wanted: int) -> Function:
    def body(*values: Number) -> Number | None:
        if not values:
            raise Fails
        found: Number = values[0]
        for each in values[1:]:
            order = numbers.compare(each, found)
            if order is None:
                return None
            found = each if order == wanted else found
        return found

    return plain(body, NUMBER, more=NUMBER)


def _pow(base: Number, exponent: Number) -> Number | None:
    """Whole results, and halves of halves; the last digit of any other depends on the machine."""
    if not (-1e6 < base < 1e6 and -64 < exponent < 64) or (base == 0 and exponent < 0):
        return None
    if base < 0 and not isinstance(exponent, int):
        return None
    found = math.pow(float(base), float(exponent))
    if abs(found) >= 2**53:
        return None
    return int(found) if found.is_integer() else found if len(repr(found)) < 15 else Fraction(found)


def _log(value: Number, base: Number) -> Number | None:
    """Only whole results: the last digit of any other depends on the machine."""
    if not (0 < value < 1e300 and 0 < base < 1e300) or base == 1:
        return None
    found = math.log(value) / math.log(base)
    return int(found) if found.is_integer() else None if abs(found - round(found)) < 1e-9 else Fraction(found)


def _parseint(written: str, base: Number) -> int | None:
    if not isinstance(base, int) or not 2 <= base <= 62:
        raise Fails
    if base > 36 or len(written) > 100:
        return None
    digits = written[1:] if written[:1] in "+-" else written
    if not digits.isascii() or not digits.isalnum():
        raise Fails
    try:
        return int(written, base)
    except ValueError:
        raise Fails from None


def _range(*bounds: Number) -> list[Number] | None:
    """`range(end)`, `range(start, end)`, `range(start, end, step)`."""
    if not 1 <= len(bounds) <= 3:
        raise Fails
    start, end = (0, bounds[0]) if len(bounds) == 1 else bounds[:2]
    step: Number = bounds[2] if len(bounds) == 3 else -1 if end < start else 1
    if step == 0 or (end - start) * step < 0:
        raise Fails
    found: list[Number] = []
    at: Number | None = start
    while at is not None and (at < end if step > 0 else at > end):
        found.append(at)
        if len(found) > _MAX_RANGE:
            raise Fails
        at = numbers.add(at, step)
    return None if at is None else found


def _sum(args: Sequence[Resolved]) -> Resolved:
    if len(args) != 1 or args[0].is_null:
        raise Fails
    items = args[0].value
    via = via_of(args)
    if not args[0].known:
        return unknown(NUMBER, via)
    if not isinstance(items, list) or not items:
        raise Fails
    total: Number | None = 0
    for each in [number(item) for item in items]:
        if each is None or total is None:
            return unknown(NUMBER, via)
        total = numbers.add(total, each)
    return number_value(total, (*via, *via_of(items)))


FUNCTIONS: Mapping[str, Function] = {
    "abs": plain(lambda value: abs(value), NUMBER, NUMBER),
    "ceil": plain(lambda value: numbers.whole(value, math.ceil), NUMBER, NUMBER),
    "floor": plain(lambda value: numbers.whole(value, math.floor), NUMBER, NUMBER),
    "log": plain(_log, NUMBER, NUMBER, NUMBER),
    "max": _extreme(1),
    "min": _extreme(-1),
    "parseint": plain(_parseint, NUMBER, STRING, NUMBER),
    "pow": plain(_pow, NUMBER, NUMBER, NUMBER),
    "range": plain(_range, list_of(NUMBER), more=NUMBER),
    "signum": plain(lambda value: (value > 0) - (value < 0), NUMBER, NUMBER),
    "sum": _sum,
}
