"""Terraform's JSON syntax: the same blocks, with the places of the JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiact_lint.document import Document
from aiact_lint.expression import Call, Literal, Opaque, Template, Traversal, traversals
from aiact_lint.parsers import hcl, hcl_json, json_
from aiact_lint.source import SourceFile, Span

TEXT = """\
{
  "//": "made by hand",
  "variable": {"days": {"default": 30}},
  "locals": {"a": "x-${var.days}"},
  "resource": {
    "aws_cloudwatch_log_group": {
      "l": {"retention_in_days": "${var.days}", "tags": {"k": "v"}}
    },
    "aws_sagemaker_model": {
      "m": [{"name": "one"}, {"name": "${jsonencode({\\"a\\" = var.b})}"}]
    }
  },
  "nothing": {"x": 1}
}
"""


def _document(text: str) -> Document:
    parsed = hcl_json.parse(SourceFile("main.tf.json", text.encode()), json_.parse, hcl.string_template)
    assert not parsed.failures
    return parsed.documents[0]


def _slice(document: Document, span: Span) -> str:
    return document.source.slice(span)


def test_blocks_have_types_labels_and_bodies() -> None:
    blocks = _document(TEXT).get(("blocks",))
    assert isinstance(blocks, list)
    assert [(each["type"], each["labels"]) for each in blocks] == [
        ("resource", ["aws_cloudwatch_log_group", "l"]),
        ("resource", ["aws_sagemaker_model", "m"]),
        ("resource", ["aws_sagemaker_model", "m"]),
        ("variable", ["days"]),
        ("locals", []),
    ]


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ((0, "type"), '"resource"'),
        ((0, "labels", 0), '"aws_cloudwatch_log_group"'),
        ((0, "labels", 1), '"l"'),
        ((0, "body", "retention_in_days"), '"${var.days}"'),
        ((0, "body", "tags", "k"), '"v"'),
        ((2, "labels", 1), '"m"'),
        ((1, "body", "name"), '"one"'),
        ((3, "body", "default"), "30"),
        ((4, "body", "a"), '"x-${var.days}"'),
        ((3,), '{"default": 30}'),
    ],
)
def test_values_stand_where_the_json_has_them(path: tuple[str | int, ...], written: str) -> None:
    document = _document(TEXT)
    assert _slice(document, document.values[("blocks", *path)]) == written


def test_keys_stand_where_the_json_has_them() -> None:
    document = _document(TEXT)
    assert _slice(document, document.keys[("blocks", 0, "body", "tags", "k")]) == '"k"'
    assert _slice(document, document.locate(("blocks", 0, "body", "missing"))) == '"l"'
    for path in ((), ("blocks",), ("blocks", 0), ("blocks", 99), ("blocks", 0, "labels", 5), ("blocks", 0, "x")):
        assert path not in document.keys
    for path in (("blocks", 99), ("blocks", 0, "labels", 5), ("blocks", 0, "x"), ("other", 1)):
        assert path not in document.values


def test_templates_are_expressions_with_places_in_the_json() -> None:
    document = _document(TEXT)
    path = ("blocks", 0, "body", "retention_in_days")
    assert path in document.unknown
    found = document.expressions[path]
    assert isinstance(found, Traversal)
    assert (found.root, found.steps, _slice(document, found.span)) == ("var", ("days",), "var.days")
    joined = document.expressions[("blocks", 4, "body", "a")]
    assert isinstance(joined, Template)
    assert [_slice(document, part.span) for part in joined.parts] == ["x-", "var.days"]


def test_a_string_with_escapes_is_one_place() -> None:
    document = _document(TEXT)
    path = ("blocks", 2, "body", "name")
    found = document.expressions[path]
    assert isinstance(found, Call)
    assert [each.root for each in traversals(found)] == ["var"]
    assert {_slice(document, each.span) for each in traversals(found)} == {'"${jsonencode({\\"a\\" = var.b})}"'}


def test_plain_strings_are_no_templates() -> None:
    assert _document('{"locals": {"a": "x", "b": 1}}').unknown == frozenset()
    escaped = _document('{"locals": {"a": "$${x}"}}')
    found = escaped.expressions[("blocks", 0, "body", "a")]
    assert isinstance(found, Literal)
    assert found.value == "${x}"


def test_a_list_at_the_top_and_broken_templates() -> None:
    document = _document('[{"locals": {"a": "${"}}, {"locals": [{"b": "${var.x}"}]}]')
    assert isinstance(document.expressions[("blocks", 0, "body", "a")], Opaque)
    assert _slice(document, document.values[("blocks", 1, "body", "b")]) == '"${var.x}"'


@pytest.mark.parametrize("text", ["1", "null", "[]", '{"resource": 1}', '{"resource": {"a": [1, {"b": 2}]}}', '"${x}"'])
def test_what_is_no_configuration_has_no_blocks(text: str) -> None:
    assert _document(text).data == {"blocks": []}


def test_broken_json_is_a_failure() -> None:
    parsed = hcl_json.parse(SourceFile("main.tf.json", b"{"), json_.parse, hcl.string_template)
    assert not parsed.documents
    assert len(parsed.failures) == 1


_NAMES = st.sampled_from(["a", "b c", "é", "${x}", "//", "resource"])
_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["${var.x}", "a${b}c", "%{if x}"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner, max_size=3),
    max_leaves=12,
)


@given(
    st.dictionaries(st.sampled_from(["resource", "locals", "variable", "module", "x"]), _VALUES, max_size=4),
    st.booleans(),
)
def test_every_value_is_the_json_at_its_place(data: object, indented: bool) -> None:
    document = _document(json.dumps(data, ensure_ascii=False, indent=2 if indented else None))
    for path in document.values:
        written = json.loads(_slice(document, document.values[path]))
        assert written == document.get(path)
        if path in document.keys and len(path) > 3:
            assert json.loads(_slice(document, document.keys[path])) == path[-1]
    for path in document.unknown:
        span, inner = document.values[path], document.expressions[path].span
        assert span.start <= inner.start <= inner.end <= span.end
