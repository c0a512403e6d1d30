"""Functions of Azure's template language whose result depends on their arguments alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

_MAX_TEXT = 100_000
_MAX_ITEMS = 1_000
_HOLE = re.compile(r"\{(\d{1,3})\}")


def as_text(value: object) -> str:
    """A scalar as the language writes it into a text."""
    if isinstance(value, bool):
        return "True" if value else "False"
    return str(value)


def _scalars(args: Sequence[object]) -> bool:
    return all(isinstance(each, str | int | float) for each in args)


def _concat(args: Sequence[object]) -> object:
    if args and all(isinstance(each, list) for each in args):
        items = [item for each in args if isinstance(each, list) for item in each]
        return items if len(items) <= _MAX_ITEMS else NotImplemented
    return _text("".join(map(as_text, args))) if _scalars(args) else NotImplemented


def _format(args: Sequence[object]) -> object:
    if not args or not isinstance(args[0], str) or not _scalars(args) or "{" in _HOLE.sub("", args[0]):
        return NotImplemented
    numbers = [int(match) for match in _HOLE.findall(args[0])]
    if any(number + 1 >= len(args) for number in numbers):
        return NotImplemented
    return _text(_HOLE.sub(lambda match: as_text(args[int(match[1]) + 1]), args[0]))


def _text(text: str) -> object:
    return text if len(text) <= _MAX_TEXT else NotImplemented


def _of_text(change: Callable[[str], object]) -> Callable[[Sequence[object]], object]:
    return lambda args: change(args[0]) if len(args) == 1 and isinstance(args[0], str) else NotImplemented


def _int(args: Sequence[object]) -> object:
    written = str(args[0]).strip() if len(args) == 1 and not isinstance(args[0], bool) else ""
    return int(written) if written.lstrip("-").isascii() and re.fullmatch(r"-?\d{1,15}", written) else NotImplemented


def _bool(args: Sequence[object]) -> object:
    words: Mapping[object, bool] = {"true": True, "false": False, "1": True, "0": False}
    return words.get(str(args[0]).lower(), NotImplemented) if len(args) == 1 else NotImplemented


def _equals(args: Sequence[object]) -> object:
    if len(args) != 2 or any(isinstance(each, dict | list) for each in args):
        return NotImplemented
    left, right = args
    if isinstance(left, bool) is not isinstance(right, bool):
        return False
    return left == right


def _logic(join: Callable[[Sequence[object]], bool]) -> Callable[[Sequence[object]], object]:
    return lambda args: join(args) if args and all(isinstance(each, bool) for each in args) else NotImplemented


def _coalesce(args: Sequence[object]) -> object:
    return next((each for each in args if each is not None), None)


def _item(index: int) -> Callable[[Sequence[object]], object]:
    def take(args: Sequence[object]) -> object:
        whole = args[0] if len(args) == 1 else None
        return whole[index] if isinstance(whole, list | str) and whole else NotImplemented

    return take


def _split(args: Sequence[object]) -> object:
    match args:
        case [str() as text, str() as separator] if separator:
            return list(text.split(separator))
        case _:
            return NotImplemented


def _join(args: Sequence[object]) -> object:
    match args:
        case [list() as words, str() as separator] if _scalars(words):
            return _text(separator.join(map(as_text, words)))
        case _:
            return NotImplemented


def _replace(args: Sequence[object]) -> object:
    match args:
        case [str() as text, str() as old, str() as new] if old:
            return _text(text.replace(old, new))
        case _:
            return NotImplemented


def _object(args: Sequence[object]) -> object:
    if len(args) % 2 or not all(isinstance(each, str) for each in args[::2]):
        return NotImplemented
    return {str(key): value for key, value in zip(args[::2], args[1::2], strict=True)}


def _union(args: Sequence[object]) -> object:
    if len(args) > 1 and all(isinstance(each, dict) for each in args):
        return {key: value for each in args if isinstance(each, dict) for key, value in each.items()}
    return NotImplemented


FUNCTIONS: Mapping[str, Callable[[Sequence[object]], object]] = {
    "and": _logic(all),
    "bool": _bool,
    "coalesce": _coalesce,
    "concat": _concat,
    "createarray": list,
    "createobject": _object,
    "empty": lambda args: not args[0] if len(args) == 1 and not isinstance(args[0], bool | int) else NotImplemented,
    "equals": _equals,
    "false": lambda _args: False,
    "first": _item(0),
    "format": _format,
    "int": _int,
    "join": _join,
    "last": _item(-1),
    "not": lambda args: not args[0] if len(args) == 1 and isinstance(args[0], bool) else NotImplemented,
    "null": lambda _args: None,
    "or": _logic(any),
    "replace": _replace,
    "split": _split,
    "string": lambda args: as_text(args[0]) if len(args) == 1 and _scalars(args) else NotImplemented,
    "tolower": _of_text(str.lower),
    "toupper": _of_text(str.upper),
    "trim": _of_text(str.strip),
    "true": lambda _args: True,
    "union": _union,
}
"""By name in lower case; each gives `NotImplemented` for arguments that it does not take."""
