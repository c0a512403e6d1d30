"""Functions of text. Those that only arrange text keep where its pieces come from."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from aiact_lint.charts import rope as ropes
from aiact_lint.charts.rope import HOLE, Chunk, Rope
from aiact_lint.charts.traced import Traced, from_rope, printed, rope_of, unknown

if TYPE_CHECKING:
    from aiact_lint.charts.machine import FunctionBody, Machine

_MAX_INDENT = 1_000
_MAX_REPEAT = 1_000
_VERB = re.compile(r"%(?:%|[sdvq]|[^%])", re.DOTALL)
_ESCAPED = re.compile(r"[\"\\\x00-\x1f\x7f]")


def _quote(_machine: Machine, args: Sequence[Traced]) -> Traced:
    """Sprig's `quote`: every argument in double quotes, nothing for nil."""
    return _quoted_by('"', args, lambda text: _ESCAPED.sub(_escape, text))


def _squote(_machine: Machine, args: Sequence[Traced]) -> Traced:
    return _quoted_by("'", args, lambda text: text)


def _escape(match: re.Match[str]) -> str:
    return {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(match[0], f"\\x{ord(match[0]):02x}")


def _quoted_by(mark: str, args: Sequence[Traced], escape: Callable[[str], str]) -> Traced:
    found: list[Chunk] = []
    for value in args:
        if value.known and value.data is None and not value.absent:
            continue
        inside = (_same_or(chunk, escape(chunk.text)) for chunk in rope_of(value))
        found += [*([Chunk(" ")] if found else []), Chunk(mark), *inside, Chunk(mark)]
    return from_rope(tuple(found))


def _same_or(chunk: Chunk, text: str) -> Chunk:
    """The chunk with another text, which is no part of a file any more."""
    return chunk if text == chunk.text else Chunk(text, chunk.via, chunk.known, doubt=chunk.doubt)


def _indent(_machine: Machine, args: Sequence[Traced]) -> Traced:
    return from_rope(_indented(args)) if _has_width(args) else unknown(*args)


def _nindent(_machine: Machine, args: Sequence[Traced]) -> Traced:
    return from_rope((Chunk("\n"), *_indented(args))) if _has_width(args) else unknown(*args)


def _has_width(args: Sequence[Traced]) -> bool:
    return len(args) == 2 and args[0].known and isinstance(args[0].data, int) and 0 <= args[0].data <= _MAX_INDENT


def _indented(args: Sequence[Traced]) -> Rope:
    width = args[0].data
    return ropes.indented(rope_of(args[1]), width if isinstance(width, int) else 0)


def _trim(_machine: Machine, args: Sequence[Traced]) -> Traced:
    return from_rope(ropes.stripped(rope_of(args[-1]))) if args else unknown()


def _trim_suffix(_machine: Machine, args: Sequence[Traced]) -> Traced:
    return _without_end(args, suffix=True)


def _trim_prefix(_machine: Machine, args: Sequence[Traced]) -> Traced:
    return _without_end(args, suffix=False)


def _without_end(args: Sequence[Traced], *, suffix: bool) -> Traced:
    if len(args) != 2 or not all(each.known and isinstance(each.data, str) for each in args):
        return unknown(*args)
    end, text = str(args[0].data), str(args[1].data)
    rope = rope_of(args[1])
    if suffix and end and text.endswith(end):
        rope = ropes.cut(rope, 0, len(text) - len(end))
    elif not suffix and text.startswith(end):
        rope = ropes.cut(rope, len(end), len(text))
    return from_rope(rope)


def _trunc(_machine: Machine, args: Sequence[Traced]) -> Traced:
    if len(args) != 2 or not all(each.known for each in args):
        return unknown(*args)
    length, text = args[0].data, args[1].data
    if not isinstance(length, int) or not isinstance(text, str):
        return unknown(*args)
    rope = rope_of(args[1])
    if length >= 0:
        return from_rope(ropes.cut(rope, 0, length))
    return from_rope(ropes.cut(rope, max(len(text) + length, 0), len(text)))


def _to_string(_machine: Machine, args: Sequence[Traced]) -> Traced:
    if len(args) != 1 or args[0].absent:
        return unknown(*args)
    if args[0].known and args[0].data is None:
        return Traced("<nil>", via=args[0].via)
    return from_rope(rope_of(args[0]))


def _print(_machine: Machine, args: Sequence[Traced]) -> Traced:
    """`print`: blanks stand only between two values of which neither is a text."""
    found: list[Chunk] = []
    for before, value in zip((None, *args), args, strict=False):
        if before is not None and not _may_be_text(before) and not _may_be_text(value):
            found.append(Chunk(" "))
        found += rope_of(value)
    return from_rope(tuple(found))


def _may_be_text(value: Traced) -> bool:
    return not value.known or isinstance(value.data, str)


def _println(_machine: Machine, args: Sequence[Traced]) -> Traced:
    found = [chunk for value in args for chunk in (Chunk(" "), *rope_of(value))][1:]
    return from_rope((*found, Chunk("\n")))


def _printf(_machine: Machine, args: Sequence[Traced]) -> Traced:
    """`printf` with plain verbs; any other makes its part unknown."""
    if not args or not args[0].known or not isinstance(args[0].data, str):
        return unknown(*args)
    pattern, rest = args[0].data, list(args[1:])
    found: list[Chunk] = []
    at = 0
    for match in _VERB.finditer(pattern):
        found.append(Chunk(pattern[at : match.start()], args[0].via))
        at = match.end()
        found += _filled(match[0], rest)
    found.append(Chunk(pattern[at:], args[0].via))
    if rest:
        return unknown(*args)
    return from_rope(tuple(chunk for chunk in found if chunk.text))


def _filled(verb: str, rest: list[Traced]) -> Rope:
    if verb == "%%":
        return (Chunk("%"),)
    if verb == "%T" and rest:
        value = rest.pop(0)
        name = _TYPES.get(type(value.data)) if value.known and not value.absent else None
        return (Chunk(name),) if name is not None else (Chunk(HOLE, known=False),)
    if verb not in ("%s", "%d", "%v", "%q") or not rest:
        hole = Chunk(HOLE, known=False)
        rest.clear()
        return (hole,)
    value = rest.pop(0)
    if value.known and not _fits(verb, value.data):
        return (Chunk(HOLE, value.via, known=False),)
    return rope_of(_quoted_by('"', [value], lambda text: _ESCAPED.sub(_escape, text)) if verb == "%q" else value)


_TYPES: Mapping[type, str] = {str: "string", bool: "bool", dict: "map[string]interface {}", list: "[]interface {}"}
"""Go's names of types; those of numbers depend on where they come from."""


def _fits(verb: str, data: object) -> bool:
    if verb == "%d":
        return isinstance(data, int) and not isinstance(data, bool)
    return verb == "%v" or isinstance(data, str)


def _join(_machine: Machine, args: Sequence[Traced]) -> Traced:
    if len(args) != 2 or not args[0].known or not args[1].known or args[1].absent:
        return unknown(*args)
    if not isinstance(args[1].data, list):
        return from_rope(rope_of(args[1]))
    found: list[Chunk] = []
    for index, item in enumerate(args[1].data):
        found += [*(rope_of(args[0]) if index else ()), *rope_of(item)]
    return from_rope(tuple(found))


def _cat(_machine: Machine, args: Sequence[Traced]) -> Traced:
    return from_rope(tuple(chunk for value in args for chunk in (Chunk(" "), *rope_of(value)))[1:])


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _contains(needle: object, text: object) -> bool:
    return _string(needle) in _string(text)


def _split_by(separator: object, text: object) -> list[str]:
    return list(_string(text)) if separator == "" else _string(text).split(_string(separator))


def _split_map(separator: object, text: object) -> dict[str, str]:
    return {f"_{index}": part for index, part in enumerate(_split_by(separator, text))}


def _repeat(count: object, text: object) -> str:
    if not isinstance(count, int) or not 0 <= count <= _MAX_REPEAT:
        raise ValueError
    return _string(text) * count


def _substring(start: object, end: object, text: object) -> str:
    if not isinstance(start, int) or not isinstance(end, int):
        raise TypeError
    whole = _string(text)
    if start < 0:
        return whole[:end]
    return whole[start:] if end < 0 or end > len(whole) else whole[start:end]


PLAIN: Mapping[str, Callable[..., object]] = {
    "lower": lambda text: _string(text).lower(),
    "upper": lambda text: _string(text).upper(),
    "untitle": lambda text: _string(text)[:1].lower() + _string(text)[1:],
    "replace": lambda old, new, text: _string(text).replace(_string(old), _string(new)),
    "contains": _contains,
    "hasPrefix": lambda start, text: _string(text).startswith(_string(start)),
    "hasSuffix": lambda end, text: _string(text).endswith(_string(end)),
    "trimAll": lambda characters, text: _string(text).strip(_string(characters)),
    "nospace": lambda text: "".join(_string(text).split()),
    "repeat": _repeat,
    "substr": _substring,
    "split": _split_map,
    "splitList": _split_by,
    "toStrings": lambda items: [printed(each) for each in items],
    "html": lambda text: _html(_string(text)),
}


def _html(text: str) -> str:
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&#34;"), ("'", "&#39;")):
        text = text.replace(character, entity)
    return text


TRACED: Mapping[str, FunctionBody] = {
    "quote": _quote,
    "squote": _squote,
    "indent": _indent,
    "nindent": _nindent,
    "trim": _trim,
    "trimSuffix": _trim_suffix,
    "trimPrefix": _trim_prefix,
    "trunc": _trunc,
    "toString": _to_string,
    "print": _print,
    "println": _println,
    "printf": _printf,
    "join": _join,
    "cat": _cat,
}
