"""Functions of texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from posixpath import basename, dirname, normpath

from aiact_lint.kinds.terraform.functions import patterns
from aiact_lint.kinds.terraform.functions.signature import TEXTS, Function, argument, no_nulls, plain
from aiact_lint.kinds.terraform.numbers import Number
from aiact_lint.kinds.terraform.resolved import MAX_TEXT, Fails, Resolved, joined, unknown, via_of
from aiact_lint.kinds.terraform.types import BOOL, NUMBER, STRING, list_of

_SPACES = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_LINE_ENDS = re.compile(r"[\r\n]+\Z")
_COMPOSED = re.compile(
    r"(?:[\x00-\x0c\x0e-\x7f\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u20ac]|\r(?!\n))*"
)
"""Texts in which each code point is one character for a reader; which others are depends on Unicode's tables."""


def letters(text: str) -> int | None:
    """How many characters a text has for a reader; None where that is hard to say."""
    return len(text) if _COMPOSED.fullmatch(text) else None


def _each(change: Callable[[str], str]) -> Callable[[str], str]:
    """Go maps letter by letter, never one to two."""
    return lambda text: "".join(new if len(new := change(letter)) == 1 else letter for letter in text)


def _title(text: str) -> str:
    found: list[str] = []
    before = " "
    for letter in text:
        is_start = not (before.isalnum() or before == "_") if before.isascii() else before in _SPACES
        found.append(letter.title() if is_start and len(letter.title()) == 1 else letter)
        before = letter
    return "".join(found)


def _indent(spaces: Number, text: str) -> str | None:
    if not isinstance(spaces, int) or spaces < 0:
        raise Fails
    if text.count("\n") * spaces > MAX_TEXT:
        return None
    return text.replace("\n", "\n" + " " * spaces)


def _substr(text: str, offset: Number, length: Number) -> str | None:
    size = letters(text)
    if not isinstance(offset, int) or not isinstance(length, int):
        raise Fails
    if size is None:
        return None
    if offset < 0:
        offset = max(0, offset + size)
    return text[offset:] if length < 0 else text[offset : offset + length]


def _split(separator: str, text: str) -> list[str]:
    return text.split(separator) if separator else list(text)


def _replace(text: str, old: str, new: str) -> str | None:
    if len(old) > 1 and old[0] == old[-1] == "/":
        return patterns.replaced(old[1:-1], text, new)
    if len(text) * (len(new) + 1) > 10 * MAX_TEXT:
        return None
    return text.replace(old, new)


def _join(args: Sequence[Resolved]) -> Resolved:
    if len(args) < 2:
        raise Fails
    separator = argument(args[0], STRING)
    lists = [no_nulls(argument(each, TEXTS)) for each in args[1:]]
    if not all(isinstance(each.value, list) for each in lists):
        return unknown(STRING, via_of(args))
    words = [each.step(at) for each in lists for at in range(len(each.value))]  # type: ignore[arg-type]
    found = joined([part for word in words for part in (separator, word)][1:])
    return found.through((), written=False) if words else Resolved("", via=via_of(args))


def _dirname(path: str) -> str:
    return normpath(dirname(path) or "/" * path.startswith("/") or ".")


def _basename(path: str) -> str:
    return basename(path.rstrip("/")) or ("/" if path else ".")


FUNCTIONS: Mapping[str, Function] = {
    "basename": plain(_basename, STRING, STRING),
    "chomp": plain(lambda text: _LINE_ENDS.sub("", text), STRING, STRING),
    "dirname": plain(_dirname, STRING, STRING),
    "endswith": plain(lambda text, end: text.endswith(end), BOOL, STRING, STRING),
    "indent": plain(_indent, STRING, NUMBER, STRING),
    "join": _join,
    "lower": plain(_each(str.lower), STRING, STRING),
    "replace": plain(_replace, STRING, STRING, STRING, STRING),
    "split": plain(_split, list_of(STRING), STRING, STRING),
    "startswith": plain(lambda text, start: text.startswith(start), BOOL, STRING, STRING),
    "strcontains": plain(lambda text, part: part in text, BOOL, STRING, STRING),
    "strrev": plain(lambda text: text[::-1] if letters(text) is not None else None, STRING, STRING),
    "substr": plain(_substr, STRING, STRING, NUMBER, NUMBER),
    "title": plain(_title, STRING, STRING),
    "trim": plain(lambda text, cut: text.strip(cut) if cut else text, STRING, STRING, STRING),
    "trimprefix": plain(lambda text, start: text.removeprefix(start), STRING, STRING, STRING),
    "trimspace": plain(lambda text: text.strip(_SPACES), STRING, STRING),
    "trimsuffix": plain(lambda text, end: text.removesuffix(end), STRING, STRING, STRING),
    "upper": plain(_each(str.upper), STRING, STRING),
}
