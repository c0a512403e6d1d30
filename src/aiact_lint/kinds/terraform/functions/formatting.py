"""`format` and `formatlist`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from aiact_lint.kinds.terraform import numbers
from aiact_lint.kinds.terraform.functions.encoding import json_or_none
from aiact_lint.kinds.terraform.functions.signature import Function, argument, is_of
from aiact_lint.kinds.terraform.functions.texts import letters
from aiact_lint.kinds.terraform.operators import number, truth
from aiact_lint.kinds.terraform.resolved import MAX_TEXT, Fails, Resolved, as_text, entries, text_value, unknown, via_of
from aiact_lint.kinds.terraform.types import STRING, list_of

_VERB = re.compile(
    r"%(?P<flags>[-+ #0]*)(?P<width>[0-9]*)(?:\.(?P<precision>[0-9]*))?(?:\[(?P<index>[0-9]+)\])?(?P<verb>[A-Za-z%])"
)
_MAX_WIDTH = 1000


class _Unclear(Exception):
    """The text is not known."""


def _format(args: Sequence[Resolved]) -> Resolved:
    if not args:
        raise Fails
    pattern = argument(args[0], STRING)
    via = via_of(args)
    if not isinstance(pattern.value, str):
        return unknown(STRING, via)
    try:
        return text_value(_filled(pattern.value, args[1:]), via)
    except _Unclear:
        return unknown(STRING, via)


def _filled(pattern: str, values: Sequence[Resolved]) -> str:
    """The text; Terraform refuses values that no verb takes."""
    pieces: list[str] = []
    at = used = taken = 0
    for match in _VERB.finditer(pattern):
        between = pattern[at : match.start()]
        if "%" in between:
            raise _Unclear
        pieces.append(between)
        at = match.end()
        if match["verb"] == "%":
            if match[0] != "%%":
                raise _Unclear
            pieces.append("%")
            continue
        used = int(match["index"]) if match["index"] else used + 1
        taken = max(taken, used)
        if not 0 < used <= len(values):
            raise Fails
        pieces.append(_verb(match, values[used - 1]))
    if "%" in pattern[at:]:
        raise _Unclear
    if taken < len(values):
        raise Fails
    return "".join([*pieces, pattern[at:]])


def _verb(match: re.Match[str], value: Resolved) -> str:
    verb, flags = match["verb"], match["flags"]
    width = int(match["width"][:5] or 0)
    precision = None if match["precision"] is None else int(match["precision"][:5] or 0)
    if width > _MAX_WIDTH or (precision or 0) > _MAX_WIDTH or "#" in flags or not value.whole or value.is_null:
        raise _Unclear
    if verb == "v":
        return _padded(_natural(value), width, flags)
    if verb in "sq":
        return _padded(_text(verb, value, precision), width, flags)
    if verb == "t":
        return "true" if truth(value) else "false"
    if verb in "dboxX":
        return _integer(verb, value, flags, width, precision)
    if verb in "fg":
        return _float(verb, value, flags, width, precision)
    if verb in "eEG":
        raise _Unclear
    raise Fails


def _natural(value: Resolved) -> str:
    """What `%v` writes: texts as they are, numbers short, anything else as JSON."""
    if isinstance(value.value, str):
        return value.value
    found = numbers.general(value.value) if numbers.is_number(value.value) else json_or_none(value)
    if found is None:
        raise _Unclear
    return found


def _text(verb: str, value: Resolved, precision: int | None) -> str:
    text = as_text(value)
    if text is None or (precision is not None and letters(text) is None):
        raise _Unclear
    text = text[:precision] if precision else text
    return text if verb == "s" else json_or_none(text_value(text)) or ""


def _integer(verb: str, value: Resolved, flags: str, width: int, precision: int | None) -> str:
    found = number(value)
    if not isinstance(found, int):
        raise Fails
    if precision is not None:
        raise _Unclear
    return _signed(format(abs(found), verb), found < 0, flags, width)


def _float(verb: str, value: Resolved, flags: str, width: int, precision: int | None) -> str:
    found = number(value)
    if found is None or isinstance(found, Fraction) or (verb == "g" and precision is not None):
        raise _Unclear
    size = abs(found)
    body = numbers.general(size) if verb == "g" else numbers.fixed(size, 6 if precision is None else precision)
    if body is None or size > 1e15:
        raise _Unclear
    return _signed(body, found < 0, flags, width)


def _signed(body: str, negative: bool, flags: str, width: int) -> str:
    sign = "-" if negative else "+" if "+" in flags else " " if " " in flags else ""
    if "0" in flags and "-" not in flags:
        return sign + body.rjust(width - len(sign), "0")
    return _padded(sign + body, width, flags.replace("0", ""))


def _padded(text: str, width: int, flags: str) -> str:
    size = letters(text)
    if size is None and width:
        raise _Unclear
    fill = ("0" if "0" in flags else " ") * max(0, width - (size or 0))
    return text + fill if "-" in flags else fill + text


def _formatlist(args: Sequence[Resolved]) -> Resolved:
    """One text for each entry of the lists; what is no list is the same in each."""
    if len(args) < 1:
        raise Fails
    pattern, via = argument(args[0], STRING), via_of(args)
    result = list_of(STRING)
    columns: list[list[Resolved] | None] = []
    length: int | None = None
    for each in args[1:]:
        if not each.known:
            return unknown(result, via)
        if is_of(each, "list", "tuple", "set"):
            pairs = entries(each)
            if pairs is None:
                return unknown(result, via)
            columns.append([value for _, value in pairs])
            if length not in (None, len(pairs)):
                raise Fails
            length = len(pairs)
        else:
            columns.append(None)
    count = 1 if length is None else length
    if not isinstance(pattern.value, str) or len(pattern.value) * count > MAX_TEXT:
        return unknown(result, via)
    rows = [
        [each if column is None else column[at] for each, column in zip(args[1:], columns, strict=True)]
        for at in range(count)
    ]
    return Resolved([_format([pattern, *row]) for row in rows], via=via, type=result)


FUNCTIONS: Mapping[str, Function] = {"format": _format, "formatlist": _formatlist}
