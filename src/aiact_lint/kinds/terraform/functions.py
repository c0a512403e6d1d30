"""Operators and those functions of Terraform whose result depends on their arguments alone."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping

from aiact_lint.kinds.terraform.resolved import UNKNOWN, Resolved, as_text, joined, via_of

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


def binary(name: str, left: Resolved, right: Resolved) -> Resolved:
    """`left name right`; unknown where a side is, or where the types do not fit."""
    if not (left.wholly_known and right.wholly_known) or name not in _OPERATORS:
        return UNKNOWN
    wanted: type | tuple[type, ...] = bool if name in _LOGIC else (int, float)
    sides = (left.plain, right.plain)
    if name in _EQUALITY and isinstance(sides[0], bool) is not isinstance(sides[1], bool):
        return Resolved(name == "!=", via=via_of((left, right)))  # Python takes true for 1
    if name not in _EQUALITY and not all(isinstance(each, wanted) for each in sides):
        return UNKNOWN
    if name not in (*_EQUALITY, *_LOGIC) and any(isinstance(each, bool) or abs(each) > _MAX_NUMBER for each in sides):  # type: ignore[arg-type]
        return UNKNOWN
    return Resolved(_OPERATORS[name](*sides), via=via_of((left, right)))


def unary(name: str, operand: Resolved) -> Resolved:
    """`!` of a boolean, `-` of a number."""
    value = operand.value
    if operand.known and name == "!" and isinstance(value, bool):
        return Resolved(not value, via=operand.via)
    if operand.known and name == "-" and isinstance(value, int | float) and not isinstance(value, bool):
        return Resolved(-value, via=operand.via)
    return UNKNOWN


def call(name: str, args: list[Resolved]) -> Resolved:
    """A function call; unknown for a function that is not here."""
    if name == "merge":
        return _merged(args)
    if name == "coalesce":
        return next((arg for arg in args if not (arg.known and arg.value in (None, ""))), UNKNOWN)
    if name == "try" and args:
        return args[0]  # unknown where it would fail, too: then nobody knows which one is taken
    if name == "lookup" and len(args) in (2, 3):
        return _looked_up(args)
    if name == "format" and args:
        return _formatted(args)
    if name == "join" and len(args) == 2:
        return _joined_by(args[0], args[1])
    if name == "concat":
        if all(arg.known and isinstance(arg.value, list) for arg in args):
            return Resolved(
                [item for arg in args if isinstance(arg.value, list) for item in arg.value], via=via_of(args)
            )
        return UNKNOWN
    if len(args) == 1 and args[0].known and (convert := _CONVERSIONS.get(name)) is not None:
        converted = convert(args[0].value)
        return UNKNOWN if converted is None else Resolved(converted, via=args[0].via)
    return UNKNOWN


def _looked_up(args: list[Resolved]) -> Resolved:
    table, key = args[:2]
    if not table.known or not isinstance(table.value, dict) or not key.known:
        return UNKNOWN
    if key.value in table.value or len(args) == 2:
        return table.step(key.value)
    return args[2]


_VERB = re.compile(r"%([%sdv])")


def _formatted(args: list[Resolved]) -> Resolved:
    """`format` with plain verbs only; any other makes the text unknown."""
    pattern, *values = args
    if not pattern.known or not isinstance(pattern.value, str) or "%" in _VERB.sub("", pattern.value):
        return Resolved(known=False, via=via_of(args))
    rest = iter(values)
    pieces = [Resolved(piece) for piece in _VERB.split(pattern.value)]
    # every second piece is a verb's letter
    parts = [
        piece if not index % 2 else Resolved("%") if piece.value == "%" else next(rest, UNKNOWN)
        for index, piece in enumerate(pieces)
    ]
    found = joined(parts)
    return Resolved(found.value, found.known, (*pattern.via, *found.via))


def _joined_by(separator: Resolved, words: Resolved) -> Resolved:
    if not words.known or not isinstance(words.value, list):
        return UNKNOWN
    parts = [part for word in words.value for part in (separator, word)][1:]
    found = joined(parts)
    return Resolved(found.value, found.known, (*words.via, *found.via))


def _merged(args: list[Resolved]) -> Resolved:
    """The entries of all known maps; an unknown map may overwrite any of them, so nothing is known then."""
    found: dict[str, Resolved] = {}
    for arg in args:
        if arg.known and arg.value is None:
            continue
        if not arg.known or not isinstance(arg.value, dict):
            return UNKNOWN
        found.update({key: arg.step(key) for key in arg.value})
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
    "tostring": lambda value: as_text(value) if isinstance(value, str | int | float | bool) else None,
    "tonumber": _number,
}
