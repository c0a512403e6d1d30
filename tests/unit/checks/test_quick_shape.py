"""The quick verdict on data and jsonschema's are the same wherever the quick one says "fits"."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from aiact_lint import bundled
from aiact_lint.checks.quick_shape import surely_fits
from aiact_lint.checks.shape import schema
from aiact_lint.normal_form import normal_form

_SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 3), st.floats(-2, 2), st.sampled_from(["", "a", "ab", "2027-01-01"])
)
_DATA = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["a", "b", "x-c"]), inner, max_size=3)
    ),
    max_leaves=6,
)
_TYPES = ["object", "array", "string", "boolean", "null", "number", "integer"]
_PLAIN = st.fixed_dictionaries(
    {},
    optional={
        "type": st.one_of(st.sampled_from(_TYPES), st.lists(st.sampled_from(_TYPES), min_size=1, unique=True)),
        "enum": st.lists(_SCALARS, min_size=1, max_size=3),
        "const": _SCALARS,
        "required": st.lists(st.sampled_from(["a", "b"]), unique=True),
        "pattern": st.sampled_from(["^a", "b$", "^\\d+"]),
        "minLength": st.integers(0, 2),
        "maxLength": st.integers(0, 2),
        "minItems": st.integers(0, 2),
        "maxItems": st.integers(0, 2),
        "minimum": st.integers(-2, 2),
        "maximum": st.integers(-2, 2),
        "description": st.just("words"),
        "uniqueItems": st.just(True),
    },
)


def _above(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    body = st.one_of(inner, st.booleans())
    named = st.dictionaries(st.sampled_from(["a", "b"]), body, max_size=2)
    return st.fixed_dictionaries(
        {},
        optional={
            "properties": named,
            "patternProperties": st.dictionaries(st.sampled_from(["^x-", "b"]), body, max_size=2),
            "additionalProperties": body,
            "items": body,
            "anyOf": st.lists(body, min_size=1, max_size=2),
            "oneOf": st.lists(body, min_size=1, max_size=3),
            "if": body,
            "then": body,
            "else": body,
            "$ref": st.just("#/$defs/one"),
            "type": st.sampled_from(_TYPES),
        },
    )


_SCHEMAS = st.builds(
    lambda body, one: {**body, "$defs": {"one": one}}, st.recursive(_PLAIN, _above, max_leaves=5), _PLAIN
)


@given(_DATA, _SCHEMAS)
def test_what_fits_is_valid(data: Any, body: dict[str, Any]) -> None:
    valid = Draft202012Validator(body).is_valid(data)
    assert valid or not surely_fits(data, body)


@given(_DATA, _SCHEMAS.filter(lambda body: "uniqueItems" not in json.dumps(body)))
def test_what_is_valid_fits(data: Any, body: dict[str, Any]) -> None:
    if Draft202012Validator(body).is_valid(data):
        assert surely_fits(data, body)


@pytest.mark.parametrize("name", ["aiact.schema.json", "config.schema.json", "rule.schema.json"])
def test_our_own_schemas_hold_no_other_keyword(name: str) -> None:
    """Else every run would import jsonschema again, unnoticed."""
    assert _valid_samples(name)
    for data in _valid_samples(name):
        assert surely_fits(data, schema(name)), data


def test_what_is_wrong_with_a_declaration_does_not_fit() -> None:
    (data,) = _valid_samples("aiact.schema.json")
    for key in data["systems"][0]:
        broken = deepcopy(data)
        broken["systems"][0][key] = [[["?"]]]
        assert not surely_fits(broken, schema("aiact.schema.json")), key


def _valid_samples(name: str) -> list[Any]:
    top = bundled.root()
    if name == "rule.schema.json":
        return [bundled.table(file) for file in bundled.rule_files()]
    if name == "config.schema.json":
        return [{"enforce": "all", "horizon": 90, "rules": ["./policy"], "exclude": ["vendor/**"]}]
    return [normal_form(bundled.table(top / "examples" / "cv-screener" / "aiact.yaml")).data]


@pytest.mark.parametrize(
    "schema",
    [{"type": "text"}, {"pattern": "("}, {"patternProperties": {"(": True}}, {"enum": [{"a": 1}]}, {"not": {}}],
)
def test_nothing_is_said_for_schemas_that_are_broken_or_beyond_it(schema: dict[str, Any]) -> None:
    assert not surely_fits("a" if "patternProperties" not in schema else {"a": 1}, schema)


def test_a_schema_that_takes_the_place_of_another_in_memory_is_another() -> None:
    for wanted in ("a", "b", "c"):
        assert surely_fits(wanted, {"const": wanted})
        assert not surely_fits(f"{wanted}x", {"const": wanted})
