"""Values written out as YAML or JSON, each key and scalar of the text knowing where it stands in the values."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

from aiact_lint.charts.rope import HOLE, Chunk, Rope, indented
from aiact_lint.charts.traced import Traced, printed

_PLAIN = re.compile(r"(?:[A-Za-z/$_(^0-9.]|-(?=[^\s:#\\]))[^\s:#\\]*(?:(?::|#| )[^\s:#\\]+)*")
_NUMBER = re.compile(r"[-+]?(?:[0-9._]+|0[xob][0-9a-fA-F_]+|[0-9._]+[eE][-+]?[0-9]+|[0-9:._]+|[-0-9]+[T ]?[0-9:.Z+-]*)")
_BLOCK = re.compile(
    r"[^\s][^\r\t\n\x00-\x08\x0b-\x1f\x7f-\ue000\ufeff]*(?:\n+[^\r\t\n\x00-\x08\x0b-\x1f\x7f-\ue000\ufeff]+)+\n?"
)
"""A text of several lines that can be written as they are."""
_MARKUP = re.compile(r"[<>&\u2028\u2029]")
"""What Go escapes in JSON."""
_WORDS = frozenset(("~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf"))


def written(value: Traced) -> Rope:
    """What Helm's `toYaml` gives: keys in order, lists not indented, no line end at the end."""
    lines = list(_block(value))
    while lines and lines[-1].known and lines[-1].text == "\n":
        lines.pop()
    return tuple(lines)


def _block(value: Traced) -> Iterator[Chunk]:
    """A value as lines, each with its line end."""
    if value.known and isinstance(value.data, dict) and value.data:
        for key in sorted(value.data):
            item = value.data[key]
            yield Chunk(_scalar(key), tuple(replace(place, on_key=True) for place in item.via[:1]))
            yield Chunk(":")
            if _is_block(item):
                yield Chunk("\n")
                yield from _deeper(item, 0 if isinstance(item.data, list) else 2)
            else:
                yield Chunk(" ")
                yield from _line(item)
                yield Chunk("\n")
    elif value.known and isinstance(value.data, list) and value.data:
        for item in value.data:
            yield Chunk("- ")
            if _is_block(item):
                yield from _hanging(item)
            else:
                yield from _line(item)
                yield Chunk("\n")
    else:
        yield from _line(value)
        yield Chunk("\n")


def _is_block(value: Traced) -> bool:
    return value.known and isinstance(value.data, dict | list) and bool(value.data)


def _deeper(value: Traced, width: int) -> Iterator[Chunk]:
    if not width:
        yield from _block(value)
        return
    *lines, last = _block(value)
    yield from indented(tuple(lines), width)
    yield last


def _hanging(value: Traced) -> Iterator[Chunk]:
    """A block after `- `: its first line goes on there."""
    yield from tuple(_deeper(value, 2))[1:]


def _line(value: Traced) -> Iterator[Chunk]:
    if not value.known or value.absent:
        yield Chunk(HOLE, value.via, known=False)
    elif isinstance(value.data, dict):
        yield Chunk("{}", value.via)
    elif isinstance(value.data, list):
        yield Chunk("[]", value.via)
    elif isinstance(value.data, str) and _BLOCK.fullmatch(value.data):
        yield Chunk("|-" if not value.data.endswith("\n") else "|", value.via)
        for line in value.data.removesuffix("\n").split("\n"):
            yield Chunk("\n")
            yield Chunk(f"  {line}" if line else "", value.via)
    else:
        yield Chunk(_scalar(value.data), value.via)


def _scalar(data: object) -> str:
    if data is None:
        return "null"
    if isinstance(data, str):
        plain = data.isascii() and _PLAIN.fullmatch(data) and data.lower().lstrip(".") not in _WORDS
        if plain and not _NUMBER.fullmatch(data):
            return data
        if _NUMBER.fullmatch(data) or data.lower() in _WORDS or not data or not data.isprintable():
            return json.dumps(data, ensure_ascii=False)
        return "'" + data.replace("'", "''") + "'"
    return printed(data)


def written_as_json(value: Traced, *, raw: bool = False) -> Rope:
    """What `toJson` gives, and `toRawJson`."""
    found = tuple(_json(value))
    return found if raw else tuple(replace(chunk, text=_MARKUP.sub(_escaped, chunk.text)) for chunk in found)


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _json(value: Traced) -> Iterator[Chunk]:
    if not value.known or value.absent:
        yield Chunk(HOLE, value.via, known=False)
    elif isinstance(value.data, dict):
        yield Chunk("{")
        for index, key in enumerate(sorted(value.data)):
            yield Chunk(f"{',' if index else ''}{json.dumps(key, ensure_ascii=False)}:")
            yield from _json(value.data[key])
        yield Chunk("}")
    elif isinstance(value.data, list):
        yield Chunk("[")
        for index, item in enumerate(value.data):
            yield from (Chunk(","),) if index else ()
            yield from _json(item)
        yield Chunk("]")
    elif isinstance(value.data, str) or value.data is None:
        yield Chunk(json.dumps(value.data, ensure_ascii=False), value.via)
    else:
        yield Chunk(printed(value.data), value.via)
