"""Numbers as Terraform counts with them: binary floating point of 512 bits, written in decimals.

A number is an `int`, a `float` that stands for its shortest decimal, or a `Fraction` for what has no short decimal
(1/3): that is good for comparing with something else, but its last digits are not Terraform's, so it has no text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias, TypeGuard

Number: TypeAlias = int | float | Fraction

_BITS = 512
_MAX_EXPONENT = 400
_DIGITS = 15
"""Decimals that a float holds without loss."""
_NEAR = Fraction(1, 10**30)
_WRITTEN = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")


def is_number(value: object) -> TypeGuard[Number]:
    """Whether a value is a number; true and false are not."""
    return isinstance(value, int | float | Fraction) and not isinstance(value, bool)


def read(written: str) -> Number | None:
    """The number that a text writes; None where it writes none, or one that we cannot hold."""
    if len(written) > 300 or not _WRITTEN.fullmatch(written):
        return None
    return _short(Fraction(Decimal(written))) if abs(Decimal(written).adjusted()) < _MAX_EXPONENT else None


def is_written(text: str) -> bool:
    """Whether a text has the form of a number."""
    return _WRITTEN.fullmatch(text) is not None


def settled(value: float) -> Number:
    """A number from a file: an `int` where it is whole."""
    return value if isinstance(value, int) else _short(_exact(value)) or 0


def text(value: Number) -> str | None:
    """A number as Terraform writes it; None where its last digits are not known."""
    if isinstance(value, int):
        return str(value) if value.bit_length() <= _BITS else None
    if isinstance(value, Fraction):
        return None
    decimal = Decimal(repr(value))
    if len(decimal.as_tuple().digits) > _DIGITS:
        return None
    return format(decimal.normalize(), "f")


def general(value: Number) -> str | None:
    """A number as short as can be, from a million on with an exponent; None where its last digits are not known."""
    written = text(value)
    if written is None or value == 0:
        return written
    digits = Decimal(written).normalize()
    exponent = digits.adjusted()
    if -4 <= exponent < 6:
        return written
    mantissa = format(digits.scaleb(-exponent).normalize(), "f")
    return f"{mantissa}e{'-' if exponent < 0 else '+'}{abs(exponent):02d}"


def fixed(value: int | float, decimals: int) -> str:
    """A number with so many decimals."""
    return format(Decimal(repr(value)), f".{decimals}f")


def plain(value: Number) -> int | float:
    """For everybody else."""
    return float(value) if isinstance(value, Fraction) else value


def add(left: Number, right: Number) -> Number | None:
    """The sum; None beyond our range."""
    if isinstance(left, int) and isinstance(right, int):
        return _in_range(left + right)
    return _combined(left, right, lambda one, other: one + other)


def subtract(left: Number, right: Number) -> Number | None:
    """The difference."""
    if isinstance(left, int) and isinstance(right, int):
        return _in_range(left - right)
    return _combined(left, right, lambda one, other: one - other)


def multiply(left: Number, right: Number) -> Number | None:
    """The product."""
    if isinstance(left, int) and isinstance(right, int):
        return _in_range(left * right)
    return _combined(left, right, lambda one, other: one * other)


def divide(left: Number, right: Number) -> Number | None:
    """The quotient; None for a division by zero, which Terraform takes for infinite."""
    return None if right == 0 else _combined(left, right, lambda one, other: one / other)


def modulo(left: Number, right: Number) -> Number | None:
    """The remainder, with the sign of the dividend."""
    if right == 0 or isinstance(left, Fraction) or isinstance(right, Fraction):
        return None
    one, other = _exact(left), _exact(right)
    return _short(one - other * int(one / other))


def compare(left: Number, right: Number) -> int | None:
    """Less (-1), equal (0) or greater (1); None where the last digits decide."""
    difference = _exact(left) - _exact(right)
    inexact = isinstance(left, Fraction) or isinstance(right, Fraction)
    if inexact and abs(difference) <= _NEAR * max(Fraction(1), abs(_exact(left))):
        return None
    return (difference > 0) - (difference < 0)


def whole(value: Number, rounded: Callable[[Fraction], int]) -> int | None:
    """A number rounded by `floor`, `ceil` or the like; None where the last digits decide."""
    exact = _exact(value)
    if isinstance(value, Fraction) and abs(exact - round(exact)) <= _NEAR * max(Fraction(1), abs(exact)):
        return None
    return rounded(exact)


def _in_range(value: int) -> int | None:
    return value if value.bit_length() <= _BITS else None


def _combined(left: Number, right: Number, of: Callable[[Fraction, Fraction], Fraction]) -> Number | None:
    exact = of(_exact(left), _exact(right))
    if isinstance(left, Fraction) or isinstance(right, Fraction):
        return None if exact.denominator == 1 else exact
    binary = _rounded(of(_rounded(_exact(left)), _rounded(_exact(right))))
    return _short(exact) if _rounded(exact) == binary else binary


def _exact(value: Number) -> Fraction:
    return Fraction(Decimal(repr(value))) if isinstance(value, float) else Fraction(value)


def _short(exact: Fraction) -> Number | None:
    """As an `int`, as a `float` that loses nothing, or as it is; None beyond our range."""
    if exact.denominator == 1:
        return _in_range(exact.numerator)
    if abs(exact) > 10**300 or abs(exact) < Fraction(1, 10**300):
        return None
    short = float(f"{float(exact):.{_DIGITS - 1}e}")
    return short if _exact(short) == exact else exact


def _rounded(exact: Fraction) -> Fraction:
    """To the nearest number of 512 bits, ties to even."""
    if exact.denominator & (exact.denominator - 1) == 0 and exact.numerator.bit_length() <= _BITS:
        return exact
    shift = _BITS - (abs(exact.numerator).bit_length() - exact.denominator.bit_length())
    scaled = exact * Fraction(2) ** shift
    while abs(scaled) >= 1 << _BITS:
        scaled /= 2
        shift -= 1
    return Fraction(round(scaled)) / Fraction(2) ** shift
