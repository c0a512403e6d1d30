from __future__ import annotations

from io import StringIO
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from aiact_lint.document import Document
from aiact_lint.parsers import yaml_
from aiact_lint.source import SourceFile

_WORDS = st.text(st.sampled_from("ab 1:-#'\"\n\t😀é{}[],&*!|>%@`~."), max_size=12).filter(
    lambda word: not word.startswith(":")  # plain in ruamel's flow style, which its own parser refuses
)
# The C parser folds next line, line and paragraph separators as YAML 1.1 does.
_SCALARS = st.one_of(
    _WORDS,
    st.integers(),
    st.booleans(),
    st.none(),
    st.floats(allow_nan=False),
    st.text(st.characters(exclude_characters="?:\x85\u2028\u2029", exclude_categories=["Cs"]), max_size=5),
)
_DATA = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(_WORDS, inner, max_size=4)),
    max_leaves=12,
)


def _dump(data: object, flow: bool | None) -> str:
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = flow
    yaml.allow_unicode = True
    yaml.width = 1_000_000  # else plain keys in flow style are broken over two lines, which no parser takes
    out = StringIO()
    yaml.dump(data, out)
    return out.getvalue()


def _only(text: str) -> Document:
    parsed = yaml_.parse(SourceFile("a.yaml", text.encode()))
    assert parsed.failures == (), text
    (document,) = parsed.documents
    return document


@settings(deadline=None)
@given(_DATA, st.sampled_from([True, False, None]))
@example([{"": '1111111111"\n', "111\n": "111111111", "111> 1": None, '111111"\n\n': "11"}], None)
def test_dumped_data_is_read_back(data: object, flow: bool | None) -> None:
    assert _only(_dump(data, flow)).data == data


@settings(deadline=None)
@given(_DATA, st.sampled_from([True, False]))
def test_spans_hold_their_scalars_and_nest(data: object, flow: bool) -> None:
    text = _dump(data, flow)
    document = _only(text)
    for path, span in document.values.items():
        assert 0 <= span.start <= span.end <= len(text)
        value = document.get(path)
        if not isinstance(value, dict | list):
            assert _only(f"- {text[span.start : span.end]}\n").data == [value]
        if path:
            outer = document.values[path[:-1]]
            assert outer.start <= span.start <= span.end <= outer.end
    for path, key in document.keys.items():
        assert key.end <= document.values[path].start
        assert document.values[path[:-1]].start <= key.start
        assert _only(f"? {text[key.start : key.end]}\n: x\n").data == {path[-1]: "x"}


@settings(deadline=None)
@given(_DATA)
def test_siblings_do_not_overlap_and_keep_their_order(data: object) -> None:
    document = _only(_dump(data, flow=False))
    for path in document.values:
        node = document.get(path)
        if isinstance(node, dict | list):
            steps = list(node) if isinstance(node, dict) else list(range(len(node)))
            spans = [document.values[(*path, step)] for step in steps]
            assert all(one.end <= other.start for one, other in pairwise(spans))


_SCRAPS = [
    *("a", "k: ", "- ", "\n", "  ", "\n  ", "[", "]", "{", "}", ",", ":", "'", '"', "&x ", "*x", "!!str ", "!t ", "#"),
    *("|", ">", "---\n", "...\n", "%TAG ! x\n", "? ", "<<: ", "\t", "\r", "\ufeff", "\x00", "\\ud800", "😀"),
    *("{{ x }}", "gs://b", "kind: CustomResourceDefinition", "\u2028", "\x85", "~", "0x1", "- |+2\n"),
]
_PIECES = st.lists(st.sampled_from(_SCRAPS), max_size=25).map("".join)


@settings(max_examples=400, deadline=None)
@given(st.one_of(_PIECES, st.text(max_size=40)))
@example("&a [*a]")
@example('[u:x, "\\ud800"]')
@example('[u:x, "\\UFFFFFFFF"]')
def test_no_text_raises_and_all_spans_lie_inside(text: str) -> None:
    source = SourceFile("a.yaml", text.encode())
    parsed = yaml_.parse(source)
    for document in parsed.documents:
        for span in (*document.values.values(), *document.keys.values(), document.span):
            assert 0 <= span.start <= span.end <= len(source.text)
        repr(document.data).encode()
    for failure in parsed.failures:
        assert failure.span is not None
        assert 0 <= failure.span.start <= failure.span.end <= len(source.text)


@settings(deadline=None)
@given(st.binary(max_size=40))
def test_no_bytes_raise(data: bytes) -> None:
    parsed = yaml_.parse(SourceFile("a.yaml", data))
    assert len(parsed.failures) <= 1


@settings(deadline=None)
@given(_PIECES)
def test_parts_of_a_split_make_up_the_text(text: str) -> None:
    spans = yaml_.split(text)
    assert "".join(text[span.start : span.end] for span in spans) == text
