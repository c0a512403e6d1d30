"""Whether data fits a JSON Schema, for the keywords our schemas use.

A valid declaration is the normal case, and importing jsonschema to be told so costs a tenth of a second. What is not
valid here, and what uses any other keyword, is left to jsonschema, which words the errors. A property test holds both
to the same verdicts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

_ANNOTATIONS = frozenset(
    {"$schema", "$id", "$defs", "$comment", "title", "description", "default", "deprecated", "examples", "format"}
)
_FIELDS = frozenset({"properties", "patternProperties", "additionalProperties"})


class _BeyondUs(Exception):
    """The schema says something that is not known here."""


def surely_fits(data: object, schema: Mapping[str, Any]) -> bool:
    """True only where data is valid; False says nothing."""
    try:
        return _fits(data, schema, schema)
    except _BeyondUs:
        return False


def _fits(data: object, schema: object, root: Mapping[str, Any]) -> bool:
    if isinstance(schema, bool):
        return schema
    if not isinstance(schema, Mapping):
        raise _BeyondUs
    if isinstance(data, dict) and not _FIELDS.isdisjoint(schema) and not _fields(data, schema, root):
        return False
    return all(
        _keyword(data, keyword, value, schema, root)
        for keyword, value in schema.items()
        if keyword not in _ANNOTATIONS and keyword not in _FIELDS
    )


def _keyword(data: object, keyword: str, value: Any, schema: Mapping[str, Any], root: Mapping[str, Any]) -> bool:
    match keyword:
        case "$ref":
            return _fits(data, _definition(value, root), root)
        case "anyOf":
            return any(_fits(data, each, root) for each in value)
        case "oneOf":
            return sum(_fits(data, each, root) for each in value) == 1
        case "items":
            return not isinstance(data, list) or all(_fits(each, value, root) for each in data)
        case "if":
            return _fits(data, schema.get("then" if _fits(data, value, root) else "else", True), root)
        case "then" | "else":
            return True
        case _ if keyword in _PLAIN:
            return _PLAIN[keyword](data, value)
    raise _BeyondUs


def _fields(data: Mapping[str, object], schema: Mapping[str, Any], root: Mapping[str, Any]) -> bool:
    known = schema.get("properties", {})
    patterns = schema.get("patternProperties", {})
    others = schema.get("additionalProperties", True)
    for key, value in data.items():
        if not isinstance(key, str):
            raise _BeyondUs
        wanted = [known[key]] if key in known else []
        wanted += (each for pattern, each in patterns.items() if re.search(pattern, key))
        if not all(_fits(value, each, root) for each in wanted or [others]):
            return False
    return True


def _definition(reference: object, root: Mapping[str, Any]) -> object:
    """`#/$defs/name`."""
    name = str(reference).removeprefix("#/$defs/")
    if name == reference or name not in root.get("$defs", {}):
        raise _BeyondUs
    return root["$defs"][name]


def _is_number(data: object) -> bool:
    return isinstance(data, int | float) and not isinstance(data, bool)


_TYPES: Mapping[str, Callable[[object], bool]] = {
    "object": lambda data: isinstance(data, dict),
    "array": lambda data: isinstance(data, list),
    "string": lambda data: isinstance(data, str),
    "boolean": lambda data: isinstance(data, bool),
    "null": lambda data: data is None,
    "number": _is_number,
    "integer": lambda data: _is_number(data) and (isinstance(data, int) or float(data).is_integer()),  # type: ignore[arg-type]
}


def _type(data: object, wanted: str | list[str]) -> bool:
    return any(_TYPES[each](data) for each in ([wanted] if isinstance(wanted, str) else wanted))


def _is_one_of(data: object, values: list[object]) -> bool:
    if any(isinstance(each, dict | list) for each in values):
        raise _BeyondUs
    return any(data == each and isinstance(data, bool) == isinstance(each, bool) for each in values)


_PLAIN: Mapping[str, Callable[[Any, Any], bool]] = {
    "type": _type,
    "enum": _is_one_of,
    "const": lambda data, value: _is_one_of(data, [value]),
    "required": lambda data, keys: not isinstance(data, dict) or all(key in data for key in keys),
    "pattern": lambda data, pattern: not isinstance(data, str) or re.search(pattern, data) is not None,
    "minLength": lambda data, least: not isinstance(data, str) or len(data) >= least,
    "maxLength": lambda data, most: not isinstance(data, str) or len(data) <= most,
    "minItems": lambda data, least: not isinstance(data, list) or len(data) >= least,
    "maxItems": lambda data, most: not isinstance(data, list) or len(data) <= most,
    "minimum": lambda data, least: not (_is_number(data) and data < least),
    "maximum": lambda data, most: not (_is_number(data) and data > most),
}
"""Keywords that look at nothing but their value."""
