"""Functions of maps, lists and choices; what they give keeps where it is written."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from aiact_lint.charts import yaml_text
from aiact_lint.charts.lexer import TemplateError
from aiact_lint.charts.parser import parse
from aiact_lint.charts.read_yaml import read_yaml
from aiact_lint.charts.rope import HOLE, Chunk
from aiact_lint.charts.traced import Traced, absent, copied, from_rope, merged, unknown, via_of
from aiact_lint.source import SourceFile

if TYPE_CHECKING:
    from aiact_lint.charts.machine import FunctionBody, Machine

_MAX_ITEMS = 5_000


def _default(_machine: Machine, args: Sequence[Traced]) -> Traced:
    """`default fallback value`."""
    if len(args) == 1:
        return args[0]
    if len(args) != 2:
        return unknown(*args)
    truth = args[1].truth
    return unknown(*args) if truth is None else args[1] if truth else args[0]


def _coalesce(_machine: Machine, args: Sequence[Traced]) -> Traced:
    for value in args:
        if value.truth is not False:
            return value if value.truth else unknown(*args)
    return Traced(None)


def _ternary(_machine: Machine, args: Sequence[Traced]) -> Traced:
    """`ternary yes no condition`."""
    if len(args) != 3 or args[2].truth is None:
        return unknown(*args)
    return args[0] if args[2].truth else args[1]


def _required(_machine: Machine, args: Sequence[Traced]) -> Traced:
    return args[-1] if args else unknown()


def _empty(_machine: Machine, args: Sequence[Traced]) -> Traced:
    truth = args[0].truth if args else None
    return unknown(*args) if truth is None else Traced(not truth, via=args[0].via)


def _dict(_machine: Machine, args: Sequence[Traced]) -> Traced:
    found: dict[str, Traced] = {}
    for key, value in zip(args[::2], args[1::2], strict=False):
        if not key.known or not isinstance(key.data, str):
            return unknown(*args)
        found[key.data] = value
    return Traced(found)


def _list(_machine: Machine, args: Sequence[Traced]) -> Traced:
    return Traced(list(args))


def _get(_machine: Machine, args: Sequence[Traced]) -> Traced:
    if len(args) != 2 or not _is_map(args[0]) or not args[1].known:
        return unknown(*args)
    found = args[0].data.get(args[1].data)
    return found if found is not None else Traced("")


def _is_map(value: Traced) -> bool:
    return value.known and isinstance(value.data, dict)


def _is_list(value: Traced) -> bool:
    return value.known and isinstance(value.data, list)


def _has_key(_machine: Machine, args: Sequence[Traced]) -> Traced:
    if len(args) == 2 and args[0].absent:
        return Traced(False)
    if len(args) != 2 or not _is_map(args[0]) or not args[1].known:
        return unknown(*args)
    return Traced(args[1].data in args[0].data, via=args[0].via)


def _set(machine: Machine, args: Sequence[Traced]) -> Traced:
    """`set map key value`, which changes the map in place; in doubt nobody knows what stands there then."""
    if len(args) != 3 or not _is_map(args[0]):
        return unknown(*args)
    target = args[0]
    if not args[1].known or not isinstance(args[1].data, str):
        target.known = False
        return target
    target.data[args[1].data] = args[2] if not machine.doubt else unknown(args[2])
    return target


def _unset(machine: Machine, args: Sequence[Traced]) -> Traced:
    if len(args) != 2 or not _is_map(args[0]):
        return unknown(*args)
    if not args[1].known or machine.doubt:
        args[0].known = False
    else:
        args[0].data.pop(args[1].data, None)
    return args[0]


def _merge_into(first_wins: bool) -> FunctionBody:
    """`merge` and `mergeOverwrite`, which change their first map."""

    def body(machine: Machine, args: Sequence[Traced]) -> Traced:
        if not args or not _is_map(args[0]):
            return unknown(*args)
        result = args[0]
        for value in args[1:]:
            if value.absent or (value.known and not value.data):
                continue
            if not _is_map(value):
                result.known = False
                return result
            over, under = (result, value) if first_wins else (value, result)
            found = merged(over, copied(under), keep_null=True)
            if machine.doubt:
                found = Traced({key: unknown(each) for key, each in found.data.items()})
            result.data = found.data
        return result

    return body


def _pick(_machine: Machine, args: Sequence[Traced]) -> Traced:
    return _selected(args, lambda key, names: key in names)


def _omit(_machine: Machine, args: Sequence[Traced]) -> Traced:
    return _selected(args, lambda key, names: key not in names)


def _selected(args: Sequence[Traced], keep: Callable[[str, set[object]], bool]) -> Traced:
    if not args or not _is_map(args[0]) or not all(each.known and isinstance(each.data, str) for each in args[1:]):
        return unknown(*args)
    names = {each.data for each in args[1:]}
    found = {key: value for key, value in args[0].data.items() if keep(key, names)}
    return Traced(found, via=args[0].via)


def _keys(_machine: Machine, args: Sequence[Traced]) -> Traced:
    """In alphabetical order, though sprig promises none."""
    if not args or not all(map(_is_map, args)):
        return unknown(*args)
    return Traced([Traced(key, via=each.via[:1]) for value in args for key, each in sorted(value.data.items())])


def _values(_machine: Machine, args: Sequence[Traced]) -> Traced:
    if not args or not all(map(_is_map, args)):
        return unknown(*args)
    return Traced([each for value in args for _, each in sorted(value.data.items())])


def _index(_machine: Machine, args: Sequence[Traced]) -> Traced:
    """`index collection key…`."""
    if not args:
        return unknown()
    value = args[0]
    for key in args[1:]:
        if value.absent:
            return absent()
        if not value.known or not key.known:
            return unknown(value, key)
        if isinstance(value.data, dict) and isinstance(key.data, str):
            value = value.data.get(key.data) or absent()
        elif isinstance(value.data, list) and isinstance(key.data, int) and 0 <= key.data < len(value.data):
            value = value.data[key.data]
        else:
            return unknown(value)
    return value


def _dig(_machine: Machine, args: Sequence[Traced]) -> Traced:
    """`dig key… default map`."""
    if len(args) < 3:
        return unknown(*args)
    *keys, fallback, value = args
    for key in keys:
        if not key.known or not _is_map(value):
            return unknown(*args)
        found = value.data.get(key.data)
        if found is None:
            return fallback
        value = found
    return value


def _pluck(_machine: Machine, args: Sequence[Traced]) -> Traced:
    if not args or not args[0].known or not all(map(_is_map, args[1:])):
        return unknown(*args)
    return Traced([each.data[args[0].data] for each in args[1:] if args[0].data in each.data])


def _of_list(choose: Callable[[list[Traced]], Traced]) -> FunctionBody:
    def body(_machine: Machine, args: Sequence[Traced]) -> Traced:
        if len(args) != 1 or not _is_list(args[0]):
            return unknown(*args)
        return choose(args[0].data)

    return body


def _appended(place: Callable[[list[Traced], Traced], list[Traced]]) -> FunctionBody:
    def body(_machine: Machine, args: Sequence[Traced]) -> Traced:
        if len(args) != 2 or not _is_list(args[0]):
            return unknown(*args)
        return Traced(place(args[0].data, args[1]))

    return body


def _concat(_machine: Machine, args: Sequence[Traced]) -> Traced:
    lists = [each for each in args if not each.absent]
    if not all(map(_is_list, lists)):
        return unknown(*args)
    found = [item for each in lists for item in each.data]
    return Traced(found) if len(found) <= _MAX_ITEMS else unknown(*args)


def _uniq(items: list[Traced]) -> Traced:
    if not all(each.wholly_known for each in items):
        return unknown(*items)
    return Traced(
        list({json.dumps(each.plain, sort_keys=True, default=str): each for each in reversed(items)}.values())[::-1]
    )


def _compact(items: list[Traced]) -> Traced:
    if any(each.truth is None for each in items):
        return unknown(*items)
    return Traced([each for each in items if each.truth])


def _has(needle: object, items: object) -> bool:
    if not isinstance(items, list):
        raise TypeError
    return any(type(each) is type(needle) and each == needle for each in items)


def _without(items: object, *gone: object) -> list[object]:
    if not isinstance(items, list):
        raise TypeError
    return [each for each in items if each not in gone]


def _sorted_texts(items: object) -> list[str]:
    if not isinstance(items, list) or not all(isinstance(each, str) for each in items):
        raise TypeError
    return sorted(items)


def _include(machine: Machine, args: Sequence[Traced]) -> Traced:
    if not args or not args[0].known or not isinstance(args[0].data, str):
        return unknown()
    found = machine.include(args[0].data, args[1] if len(args) > 1 else Traced(None))
    if found is None:
        return Traced(known=False, rope=(Chunk(HOLE, known=False),))
    return from_rope(found)


def _tpl(machine: Machine, args: Sequence[Traced]) -> Traced:
    """`tpl text context`: a value that is itself a template."""
    if len(args) != 2 or not args[0].known or not isinstance(args[0].data, str):
        return unknown(*args)
    if "{{" not in args[0].data:
        return args[0]
    try:
        template = parse(SourceFile("", args[0].data.encode()))
    except (TemplateError, UnicodeError):
        return unknown(*args)
    rope = machine.render(template.top, args[1])
    return from_rope(tuple(replace(chunk, at=None, outer=None, via=chunk.via or args[0].via) for chunk in rope))


def _from_yaml(machine: Machine, args: Sequence[Traced]) -> Traced:
    """A text as data; the text of a file keeps its places there."""
    if len(args) != 1 or not args[0].wholly_known or not isinstance(args[0].data, str):
        return unknown(*args)
    machine.steps -= len(args[0].data) // 10
    machine.step()
    return read_yaml(args[0], machine.steps)


def _to_yaml(_machine: Machine, args: Sequence[Traced]) -> Traced:
    return from_rope(yaml_text.written(args[0])) if len(args) == 1 else unknown(*args)


def _to_json(_machine: Machine, args: Sequence[Traced]) -> Traced:
    return from_rope(yaml_text.written_as_json(args[0])) if len(args) == 1 else unknown(*args)


def _to_raw_json(_machine: Machine, args: Sequence[Traced]) -> Traced:
    return from_rope(yaml_text.written_as_json(args[0], raw=True)) if len(args) == 1 else unknown(*args)


def _copy(_machine: Machine, args: Sequence[Traced]) -> Traced:
    return copied(args[0]) if len(args) == 1 else unknown(*args)


def _not(_machine: Machine, args: Sequence[Traced]) -> Traced:
    truth = args[0].truth if len(args) == 1 else None
    return unknown(*args) if truth is None else Traced(not truth, via=via_of(args))


PLAIN: Mapping[str, Callable[..., object]] = {"has": _has, "without": _without, "sortAlpha": _sorted_texts}

_COMMON: Mapping[str, FunctionBody] = {
    "default": _default,
    "coalesce": _coalesce,
    "ternary": _ternary,
    "required": _required,
    "empty": _empty,
    "not": _not,
    "dict": _dict,
    "list": _list,
    "tuple": _list,
    "get": _get,
    "hasKey": _has_key,
    "set": _set,
    "unset": _unset,
    "pick": _pick,
    "omit": _omit,
    "keys": _keys,
    "values": _values,
    "index": _index,
    "dig": _dig,
    "pluck": _pluck,
    "concat": _concat,
    "include": _include,
    "tpl": _tpl,
    "toYaml": _to_yaml,
    "fromYaml": _from_yaml,
    "fromYamlArray": _from_yaml,
    "fromJson": _from_yaml,
    "fromJsonArray": _from_yaml,
    "toJson": _to_json,
    "toRawJson": _to_raw_json,
}
_MUST: Mapping[str, FunctionBody] = {
    "first": _of_list(lambda items: items[0] if items else absent()),
    "last": _of_list(lambda items: items[-1] if items else absent()),
    "rest": _of_list(lambda items: Traced(items[1:])),
    "initial": _of_list(lambda items: Traced(items[:-1])),
    "reverse": _of_list(lambda items: Traced(items[::-1])),
    "uniq": _of_list(_uniq),
    "compact": _of_list(_compact),
    "append": _appended(lambda items, item: [*items, item]),
    "push": _appended(lambda items, item: [*items, item]),
    "prepend": _appended(lambda items, item: [item, *items]),
    "merge": _merge_into(True),
    "mergeOverwrite": _merge_into(False),
    "deepCopy": _copy,
    "toJson": _to_json,
}
TRACED: Mapping[str, FunctionBody] = {
    **_COMMON,
    **_MUST,
    **{f"must{name[0].upper()}{name[1:]}": body for name, body in _MUST.items()},
}
