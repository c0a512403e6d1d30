"""Intrinsic functions as they are written: `!Sub x`, `{"Fn::Sub": "x"}`, `{Ref: X}`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aiact_lint.kinds.cursor import Cursor

_VARIABLE = re.compile(r"\$\{(!?)([^{}]*)\}")
_PLAIN = ("Ref", "Condition")


def call(at: Cursor) -> tuple[str, Cursor] | None:
    """The function that a node calls, without `Fn::`, and its argument; None for what is no call."""
    tag = at.document.tag(at.path)
    if tag:
        return tag[1:], at
    data = at.data
    if isinstance(data, dict) and len(data) == 1:
        (name,) = data
        if name in _PLAIN and isinstance(data[name], str):
            return name, at.at(name)
        if isinstance(name, str) and name.startswith("Fn::"):
            return name.removeprefix("Fn::"), at.at(name)
    return None


def pieces(text: str) -> Iterator[tuple[bool, str]]:
    """The parts of a `Sub` text: whether each is a variable, and its text or name."""
    at = 0
    for match in _VARIABLE.finditer(text):
        yield False, text[at : match.start()]
        if match[1]:
            yield False, f"${{{match[2]}}}"
        else:
            yield True, match[2].strip()
        at = match.end()
    yield False, text[at:]


def variables_in(text: str) -> Iterator[str]:
    """The names in a `Sub` text: `Bucket`, `Bucket.Arn`."""
    return (name for is_variable, name in pieces(text) if is_variable)
