"""YAML of the simplest kind to plain data: no places, but three times as fast as the parser, for files by the thousand.

Block mappings of keys with one-line values, lists and mappings of words in brackets, and folded texts. For everything
else nothing is said, and `yaml_` is asked; a property test holds both to the same data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from aiact_lint.parsers.yaml_scalar import untagged

_MOST_LEVELS = 20
_KEY = r"[A-Za-z_][A-Za-z0-9_-]{0,99}"
_WORD = r"[A-Za-z0-9_][A-Za-z0-9_.-]*"
_WORDS = rf"\[(?:{_WORD}(?:, {_WORD})*)?\]"
_PAIR = rf"{_KEY}: (?:{_WORD}|{_WORDS})"
_LINE = (
    rf"( *)({_KEY}):(?: (?:\"([^\"\\\n]*)\"|'([^'\n]*)'|({_WORDS})|(\{{{_PAIR}(?:, {_PAIR})*\}})|(>-)"
    r"|(\w(?:[^:#\n]*[^:#\s])?)))?(?: +#[^\n]*)?\n"
)
_IDLE = r" *(?:#[^\n]*)?\n"
_FOLDED = r"( +)([^ \n](?:[^\n]*[^ \n])?)\n"


class _NotSimpleError(Exception):
    """The text is for the parser."""


def read(text: str) -> dict[str, object] | None:
    """The data of the only document of a text; None for what is not surely of the simple kind."""
    if not text.replace("\n", " ").isprintable() or "CustomResourceDefinition" in text:
        return None
    try:
        return _read(text if text.endswith("\n") else f"{text}\n") or None
    except _NotSimpleError:
        return None


def _read(text: str) -> dict[str, object]:
    line, idle = _pattern(_LINE), _pattern(_IDLE)
    top: dict[str, object] = {}
    levels = [(0, top)]
    opened: str | None = None
    at = 0
    while at < len(text):
        found = line.match(text, at)
        if found is None:
            nothing = idle.match(text, at)
            if nothing is None:
                raise _NotSimpleError
            at = nothing.end()
            continue
        at = found.end()
        indent, key = len(found[1]), found[2]
        if indent > levels[-1][0]:
            if opened is None or len(levels) == _MOST_LEVELS:
                raise _NotSimpleError
            inner: dict[str, object] = {}
            levels[-1][1][opened] = inner
            levels.append((indent, inner))
        while indent < levels[-1][0]:
            levels.pop()
        if indent != levels[-1][0]:
            raise _NotSimpleError
        value: object
        if found[7] is not None:
            value, at = _folded(text, at, indent)
        else:
            value = _value(found)
        levels[-1][1][key] = value
        opened = key if found.lastindex == 2 else None
    return top


def _value(found: re.Match[str]) -> object:
    _, _, double, single, words, pairs, _, plain = found.groups()
    if plain is not None:
        return untagged(plain)
    if words is not None:
        return _list(words)
    if pairs is not None:
        return dict(_items(pairs))
    return double if double is not None else single


def _list(written: str) -> list[object]:
    return [untagged(each) for each in _pattern(_WORD).findall(written)]


def _items(written: str) -> Iterator[tuple[str, object]]:
    for pair in _pattern(_PAIR).findall(written):
        key, _, value = pair.partition(": ")
        yield key, _list(value) if value.startswith("[") else untagged(value)


def _folded(text: str, at: int, above: int) -> tuple[str, int]:
    """Lines of one indentation, joined, and where they end."""
    line = _pattern(_FOLDED)
    lines: list[str] = []
    indent = 0
    while (found := line.match(text, at)) is not None and len(found[1]) > above:
        if lines and len(found[1]) != indent:
            raise _NotSimpleError
        indent, at = len(found[1]), found.end()
        lines.append(found[2])
    if not lines or _pattern(_IDLE).match(text, at):
        raise _NotSimpleError  # blank lines and comments below may belong to it
    return " ".join(lines), at


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
