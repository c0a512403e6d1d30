"""Whether data fits a JSON Schema, for the keywords our schemas use.

A valid declaration is the normal case, and importing jsonschema to be told so costs a tenth of a second. What is not
valid here, and what uses any other keyword, is left to jsonschema, which words the errors. A property test holds both
to the same verdicts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

_ANNOTATIONS = frozenset(
    {"$schema", "$id", "$defs", "$comment", "title", "description", "default", "deprecated", "examples", "format"}
)
_FIELDS = frozenset({"properties", "patternProperties", "additionalProperties"})


class _BeyondUs(Exception):
    """The schema says something that is not known here."""


_Test: TypeAlias = Callable[[Any], bool]


def surely_fits(data: object, schema: Mapping[str, Any]) -> bool:
    """True only where data is valid; False says nothing."""
    known = _compiled.get(id(schema))
    if known is None or known[0] is not schema:
        known = _compiled[id(schema)] = (schema, _Compiler(schema).test(schema))
    try:
        return known[1](data)
    except _BeyondUs:
        return False


_compiled: dict[int, tuple[Mapping[str, Any], _Test]] = {}
"""Schemas are few, and each is asked about many things: rule files, and the facts of many subjects."""


class _Compiler:
    """Makes one function of a schema. What is not known here raises when data gets there, not before."""

    def __init__(self, root: Mapping[str, Any]) -> None:
        self._root = root
        self._definitions: dict[str, _Test] = {}

    def test(self, schema: object) -> _Test:
        if schema is True or schema is False:
            return lambda _: schema
        if not isinstance(schema, Mapping):
            return _beyond_us
        tests = [
            self._keyword(keyword, value, schema)
            for keyword, value in schema.items()
            if keyword not in _ANNOTATIONS and keyword not in _FIELDS and keyword not in ("then", "else")
        ]
        if not _FIELDS.isdisjoint(schema):
            tests.append(self._fields(schema))
        return tests[0] if len(tests) == 1 else _all_of(tests)

    def _keyword(self, keyword: str, value: Any, schema: Mapping[str, Any]) -> _Test:
        match keyword:
            case "$ref":
                return self._definition(value)
            case "anyOf":
                tests = [self.test(each) for each in value]
                return lambda data: any(test(data) for test in tests)
            case "oneOf":
                tests = [self.test(each) for each in value]
                return lambda data: sum(test(data) for test in tests) == 1
            case "items":
                item = self.test(value)
                return lambda data: not isinstance(data, list) or all(map(item, data))
            case "if":
                branch, others = self.test(schema.get("then", True)), self.test(schema.get("else", True))
                condition = self.test(value)
                return lambda data: branch(data) if condition(data) else others(data)
            case _ if keyword in _PLAIN:
                return _PLAIN[keyword](value)
        return _beyond_us

    def _fields(self, schema: Mapping[str, Any]) -> _Test:
        known = {key: self.test(each) for key, each in schema.get("properties", {}).items()}
        patterns = [(_pattern(each), self.test(wanted)) for each, wanted in schema.get("patternProperties", {}).items()]
        others = self.test(schema.get("additionalProperties", True))

        def test(data: object) -> bool:
            if not isinstance(data, dict):
                return True
            for key, value in data.items():
                if not isinstance(key, str):
                    raise _BeyondUs
                wanted = known.get(key)
                if not patterns:
                    if not (wanted or others)(value):
                        return False
                    continue
                tests = [wanted] if wanted else []
                tests += (each for matches, each in patterns if matches(key))
                if not _all_of(tests or [others])(value):
                    return False
            return True

        return test

    def _definition(self, reference: object) -> _Test:
        """`#/$defs/name`, looked up when data gets there: definitions may name themselves."""
        name = str(reference).removeprefix("#/$defs/")

        def test(data: object) -> bool:
            if name not in self._definitions:
                if name == reference or name not in self._root.get("$defs", {}):
                    raise _BeyondUs
                self._definitions[name] = self.test(self._root["$defs"][name])
            return self._definitions[name](data)

        return test


def _all_of(tests: list[_Test]) -> _Test:
    def test(data: object) -> bool:
        for each in tests:  # noqa: SIM110  # a loop is twice as fast as a generator
            if not each(data):
                return False
        return True

    return test


def _beyond_us(_data: object) -> bool:
    raise _BeyondUs


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


def _type(wanted: str | list[str]) -> _Test:
    tests = [_TYPES.get(each, _beyond_us) for each in ([wanted] if isinstance(wanted, str) else wanted)]
    return tests[0] if len(tests) == 1 else lambda data: any(test(data) for test in tests)


def _enum(values: list[object]) -> _Test:
    if all(isinstance(each, str) for each in values):
        words = frozenset(values)
        return lambda data: isinstance(data, str) and data in words
    if any(isinstance(each, dict | list) for each in values):
        return _beyond_us
    return lambda data: any(data == each and isinstance(data, bool) == isinstance(each, bool) for each in values)


def _pattern(pattern: str) -> _Test:
    def test(data: object) -> bool:
        try:
            return not isinstance(data, str) or re.search(pattern, data) is not None
        except re.error:
            raise _BeyondUs from None

    return test


def _required(keys: list[str]) -> _Test:
    wanted = frozenset(keys)
    return lambda data: not isinstance(data, dict) or wanted <= data.keys()


_PLAIN: Mapping[str, Callable[[Any], _Test]] = {
    "type": _type,
    "enum": _enum,
    "const": lambda value: _enum([value]),
    "required": _required,
    "pattern": _pattern,
    "minLength": lambda least: lambda data: not isinstance(data, str) or len(data) >= least,
    "maxLength": lambda most: lambda data: not isinstance(data, str) or len(data) <= most,
    "minItems": lambda least: lambda data: not isinstance(data, list) or len(data) >= least,
    "maxItems": lambda most: lambda data: not isinstance(data, list) or len(data) <= most,
    "minimum": lambda least: lambda data: not (_is_number(data) and data < least),
    "maximum": lambda most: lambda data: not (_is_number(data) and data > most),
}
"""Keywords that look at nothing but their value: from that to a test."""
