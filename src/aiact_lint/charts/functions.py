"""The functions of Go's templates, sprig and Helm whose result depends on nothing but what the files say.

A function that is not here, or that fails, gives what nobody knows.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Callable, Mapping, Sequence

from aiact_lint.charts import data_functions, text_functions
from aiact_lint.charts.machine import FunctionBody, Machine
from aiact_lint.charts.traced import Traced, of_plain, unknown, via_of

_MAX_NUMBER = 2**53
_MAX_TEXT = 200_000


def _plainly(function: Callable[..., object]) -> FunctionBody:
    """A function of plain values: all arguments must be known, and so is the result."""

    def body(_machine: Machine, args: Sequence[Traced]) -> Traced:
        if not all(each.wholly_known for each in args):
            return unknown(*args)
        try:
            result = function(*(each.plain for each in args))
        except (TypeError, ValueError, LookupError, ArithmeticError):
            return unknown(*args)
        return of_plain(result, via_of(args)) if _is_small(result) else unknown(*args)

    return body


def _is_small(result: object) -> bool:
    if isinstance(result, str):
        return len(result) <= _MAX_TEXT
    if isinstance(result, int | float) and not isinstance(result, bool):
        return math.isfinite(result) and abs(result) <= _MAX_NUMBER
    return True


def _same(first: object, *others: object) -> bool:
    return any(_type(first) is _type(each) and first == each for each in others)


def _type(value: object) -> type:
    return float if type(value) is int else type(value)


def _ordered(compare: Callable[[float, float], bool]) -> Callable[[object, object], object]:
    def body(left: object, right: object) -> bool:
        if isinstance(left, str) and isinstance(right, str):
            return compare(left, right)  # type: ignore[arg-type]
        return compare(_as_number(left), _as_number(right))

    return body


def _as_number(value: object) -> float | int:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError
    return value


def _to_int(value: object) -> int:
    """Sprig's `int`: what is no number is 0."""
    if isinstance(value, bool | int | float):
        return int(value)
    if isinstance(value, str):
        try:
            return int(value[:30], 0)
        except ValueError:
            return 0
    return 0


def _to_float(value: object) -> float:
    if isinstance(value, bool | int | float):
        return float(value)
    try:
        return float(str(value)[:30])
    except ValueError:
        return 0.0


def _sum(*values: object) -> int:
    return sum(_to_int(each) for each in values)


def _product(*values: object) -> int:
    return math.prod(_to_int(each) for each in values)


def _quotient(left: object, right: object) -> int:
    return int(_to_int(left) / _to_int(right))


def _remainder(left: object, right: object) -> int:
    return int(math.fmod(_to_int(left), _to_int(right)))


def _length(value: object) -> int:
    if not isinstance(value, str | list | dict):
        raise TypeError
    return len(value.encode()) if isinstance(value, str) else len(value)


_KINDS = {str: "string", bool: "bool", dict: "map", list: "slice", type(None): "invalid"}


def _kind(value: object) -> str:
    if isinstance(value, float) or type(value) is int:
        raise TypeError  # int, int64 or float64: it depends on where the number comes from
    return _KINDS[type(value)]


def _kind_is(wanted: object, value: object) -> bool:
    if isinstance(value, int | float) and not isinstance(value, bool):
        if wanted not in ("float64", "int", "int64"):
            return False
        raise TypeError
    return _kind(value) == wanted


def _until(count: object) -> list[int]:
    if not isinstance(count, int | float) or abs(count) > 2000:
        raise ValueError
    return list(range(int(count))) if count >= 0 else list(range(0, int(count), -1))


def _nothing(_machine: Machine, _args: Sequence[Traced]) -> Traced:
    return Traced("")


_PLAIN: Mapping[str, Callable[..., object]] = {
    "eq": _same,
    "ne": lambda left, right: not _same(left, right),
    "lt": _ordered(lambda left, right: left < right),
    "le": _ordered(lambda left, right: left <= right),
    "gt": _ordered(lambda left, right: left > right),
    "ge": _ordered(lambda left, right: left >= right),
    "len": _length,
    "int": _to_int,
    "int64": _to_int,
    "atoi": _to_int,
    "float64": _to_float,
    "add": _sum,
    "add1": lambda value: _to_int(value) + 1,
    "sub": lambda left, right: _to_int(left) - _to_int(right),
    "mul": _product,
    "div": _quotient,
    "mod": _remainder,
    "max": lambda *values: max(_to_int(each) for each in values),
    "min": lambda *values: min(_to_int(each) for each in values),
    "ceil": lambda value: math.ceil(_to_float(value)),
    "floor": lambda value: math.floor(_to_float(value)),
    "until": _until,
    "kindOf": _kind,
    "kindIs": _kind_is,
    "typeIs": _kind_is,
    "b64enc": lambda text: base64.b64encode(_text(text).encode()).decode(),
    "b64dec": lambda text: base64.b64decode(_text(text), validate=True).decode(),
}


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


FUNCTIONS: Mapping[str, FunctionBody] = {
    **{name: _plainly(function) for name, function in _PLAIN.items()},
    **{name: _plainly(function) for name, function in text_functions.PLAIN.items()},
    **{name: _plainly(function) for name, function in data_functions.PLAIN.items()},
    **text_functions.TRACED,
    **data_functions.TRACED,
    "fail": _nothing,
}
"""By name. `and` and `or` are not here: they look at an argument only when they need it."""
