"""HCL for any input: nothing raises, spans stay in bounds and hold what they say, literals come back."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from aiact_lint.document import Document
from aiact_lint.expression import parts_of
from aiact_lint.parsers import hcl
from aiact_lint.source import SourceFile

_NAMES = st.from_regex(r"[a-z_é][a-z0-9_é-]{0,6}", fullmatch=True).filter(
    lambda name: name not in ("true", "false", "null", "for", "if", "in", "endif", "else", "endfor")
)
_TEXT = st.text(
    st.one_of(st.sampled_from('ab $%{}"\\\n\t~é😀#'), st.characters(exclude_categories=["Cs", "Cc"])), max_size=10
)
_SCALARS = st.one_of(
    _TEXT, st.integers(-(10**20), 10**20), st.booleans(), st.none(), st.floats(allow_nan=False, allow_infinity=False)
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_TEXT, inner, max_size=3)),
    max_leaves=8,
)
_BODIES = st.dictionaries(_NAMES, _VALUES, max_size=4)
_FRAGMENTS = st.lists(
    st.sampled_from(
        ['resource "a" "b" {', "}", "x = ", '"', "${", "}", "<<EOT\n", "EOT\n", "<<-E\n", "E\n", "[", "]", "(", ")", "f(", ",", "? ",
         ": ", "1", "e5", ".b", "[*]", ".*", "é", "😀", "%{ if x }", "%{ endif }", "\n", "\r\n", "# ", "/*", "*/", "for x in ", "=> ",
         "...", "\\", "-", "!", "==", "locals {\n", "\0", "true", " "]
    ),
    max_size=30,
).map("".join)  # fmt: skip


def _string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return '"' + escaped.replace("${", "$${").replace("%{", "%%{") + '"'


def _written(value: object) -> str:
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, list):
        return "[" + ", ".join(map(_written, value)) + "]"
    if isinstance(value, dict):
        return "{" + "\n".join(f"{_string(key)} = {_written(item)}" for key, item in value.items()) + "}"
    return json.dumps(value)


def _file(bodies: list[dict[str, object]]) -> str:
    lines = []
    for number, body in enumerate(bodies):
        lines.append(f'resource "é" "n{number}" {{')
        lines += [f"  {name} = {_written(value)}" for name, value in body.items()]
        lines += ["  inner {", *(f"    {name} = {_written(value)}" for name, value in body.items()), "  }", "}"]
    return "\n".join([*lines, ""])


def _only(text: str) -> Document:
    parsed = hcl.parse(SourceFile("main.tf", text.encode()))
    assert parsed.failures == (), text
    (document,) = parsed.documents
    return document


@settings(deadline=None)
@given(st.lists(_BODIES, max_size=3))
def test_literals_are_read_back(bodies: list[dict[str, object]]) -> None:
    document = _only(_file(bodies))
    for number, body in enumerate(bodies):
        read = document.get(("blocks", number, "body"))
        assert isinstance(read, dict)
        assert read == {**body, "inner": [body]}
        assert json.dumps(read["inner"][0]) == json.dumps(body)  # 1, 1.0 and true differ
    assert document.unknown == frozenset()


@settings(deadline=None)
@given(st.lists(_BODIES, min_size=1, max_size=2))
def test_spans_hold_their_values_and_nest(bodies: list[dict[str, object]]) -> None:
    text = _file(bodies)
    document = _only(text)
    for path, span in document.values.items():
        assert 0 <= span.start <= span.end <= len(text)
        value = document.get(path)
        if path[2:3] == ("body",) and not isinstance(value, dict | list):
            assert _only(f"a = {text[span.start : span.end]}\n").get(("attributes", "a")) == value
        if path:
            outer = document.values[path[:-1]]
            assert outer.start <= span.start <= span.end <= outer.end
    for path, key in document.keys.items():
        assert text[key.start : key.end]
        assert document.values[path].start <= key.start or key.end <= document.values[path].start


def _check(source: SourceFile) -> None:
    parsed = hcl.parse(source)
    length = len(source.text)
    for failure in parsed.failures:
        assert failure.span is not None
        assert 0 <= failure.span.start <= failure.span.end <= length
        source.region(failure.span)
    for document in parsed.documents:
        for span in (*document.values.values(), *document.keys.values()):
            assert 0 <= span.start <= span.end <= length
        assert document.unknown == set(document.expressions)
        for path, expression in document.expressions.items():
            assert isinstance(document.get(path), str)
            pending = [expression]
            while pending:
                node = pending.pop()
                assert 0 <= node.span.start <= node.span.end <= length
                pending.extend(parts_of(node))


@settings(deadline=None, max_examples=300)
@given(_FRAGMENTS)
def test_pieces_of_hcl_in_any_order_never_raise(text: str) -> None:
    _check(SourceFile("main.tf", text.encode()))


@settings(deadline=None)
@given(st.text())
def test_any_text_never_raises(text: str) -> None:
    _check(SourceFile("main.tf", text.encode("utf-8", "replace")))


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_never_raise(data: bytes) -> None:
    hcl.parse(SourceFile("main.tf", data))


@settings(deadline=None)
@given(st.lists(_BODIES, min_size=1, max_size=2), st.integers(0, 500), st.integers(0, 60))
def test_a_file_with_a_hole_never_raises(bodies: list[dict[str, object]], start: int, length: int) -> None:
    text = _file(bodies)
    _check(SourceFile("main.tf", (text[:start] + text[start + length :]).encode()))
