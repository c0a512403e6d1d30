from __future__ import annotations

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aiact_lint.document import Document, ParseFailure
from aiact_lint.parsers import json_
from aiact_lint.source import Region, SourceFile, Span


def _document(text: str) -> Document:
    parsed = json_.parse(SourceFile("a.json", text.encode()))
    assert parsed.failures == ()
    (document,) = parsed.documents
    return document


def _failure(data: bytes) -> ParseFailure:
    parsed = json_.parse(SourceFile("a.json", data))
    assert parsed.documents == ()
    (failure,) = parsed.failures
    return failure


def test_every_key_and_value_has_its_span() -> None:
    document = _document(' {"a": [1, {"b": null}], "c\\n": "x"}\n')
    assert document.data == {"a": [1, {"b": None}], "c\n": "x"}
    assert document.span == Span(1, 36)
    assert dict(document.values) == {
        (): Span(1, 36),
        ("a",): Span(7, 23),
        ("a", 0): Span(8, 9),
        ("a", 1): Span(11, 22),
        ("a", 1, "b"): Span(17, 21),
        ("c\n",): Span(32, 35),
    }
    assert dict(document.keys) == {("a",): Span(2, 5), ("a", 1, "b"): Span(12, 15), ("c\n",): Span(25, 30)}


def test_positions_after_a_mark_emoji_and_crlf() -> None:
    source = SourceFile("a.json", b"\xef\xbb\xbf" + '{\r\n\t"😀": "é", "b": 1}'.encode())
    (document,) = json_.parse(source).documents
    assert source.region(document.values[("b",)]) == Region(2, 17, 2, 18, 18, 19)


@pytest.mark.parametrize("text", ["1", '"x"', "null", "[]", "{}", " \n[ ]\t"])
def test_a_lone_value_is_a_document(text: str) -> None:
    document = _document(text)
    assert document.data == json.loads(text)
    assert document.source.slice(document.values[()]) == text.strip()


def test_of_equal_keys_the_last_wins_with_its_spans() -> None:
    document = _document('{"a": {"x": 1}, "a": 2}')
    assert document.data == {"a": 2}
    assert (document.keys[("a",)], document.values[("a",)]) == (Span(16, 19), Span(21, 22))
    assert ("a", "x") not in document.values


def test_not_a_number_is_read() -> None:
    data = _document("[NaN, Infinity, -Infinity]").data
    assert isinstance(data, list)
    assert math.isnan(data[0])
    assert data[1:] == [math.inf, -math.inf]


def test_an_integer_too_long_to_convert_stays_text() -> None:
    assert _document(f"[{'9' * 5000}, -12]").data == ["9" * 5000, -12]


def test_half_a_surrogate_pair_is_replaced_in_values_and_keys() -> None:
    document = _document('{"\\ud800": "a\\udfffb", "\\\\ud800": "\\ud83d\\ude00"}')
    assert document.data == {"\ufffd": "a\ufffdb", "\\ud800": "😀"}
    assert document.keys[("\ufffd",)] == Span(1, 9)


@pytest.mark.parametrize(
    ("data", "message", "span"),
    [
        (b"", "not valid JSON: expecting value", Span(0, 0)),
        (b"{a: 1}", "property name", Span(1, 2)),
        ('{"é": x}'.encode(), "expecting value", Span(6, 7)),
        (b"[1] 2", "extra data", Span(4, 5)),
        (b'["a\n"]', "invalid control character", Span(3, 4)),
        (b"\xef\xbb\xbf[1", "expecting ',' delimiter", Span(2, 2)),
    ],
)
def test_a_failure_says_what_and_where(data: bytes, message: str, span: Span) -> None:
    failure = _failure(data)
    assert message in failure.message.lower().replace("json", "JSON")
    assert failure.span == span


def test_bytes_that_are_no_text_are_a_failure_without_place() -> None:
    failure = _failure(b'{"a": "\xff"}')
    assert (failure.message, failure.span) == ("byte 7 is not valid UTF-8; save the file as UTF-8", None)


@pytest.mark.parametrize("levels", [201, 5_000, 200_000])
def test_deep_nesting_is_refused_where_it_gets_too_deep(levels: int) -> None:
    failure = _failure(b'["]", ' + b"[" * levels + b"]" * levels + b"]")
    assert failure.message == "nested more than 200 levels deep"
    assert failure.span == Span(6 + 199, 6 + 200)


def test_the_deepest_nesting_allowed() -> None:
    document = _document("[" * 200 + "]" * 200)
    assert document.values[tuple([0] * 199)] == Span(199, 201)


_VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=6), inner, max_size=4)),
    max_leaves=15,
)


@settings(deadline=None)
@given(_VALUES, st.sampled_from([None, 0, 3]), st.booleans())
def test_positions_agree_with_the_standard_library(value: object, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    document = _document(text)
    assert document.data == value
    for path, span in document.values.items():
        assert json.loads(text[span.start : span.end]) == document.get(path)
        if path:
            outer = document.values[path[:-1]]
            assert outer.start < span.start < span.end < outer.end
    for path, key in document.keys.items():
        assert json.loads(text[key.start : key.end]) == path[-1]
        assert key.end < document.values[path].start
    assert len(document.values) == 1 + _count(value)


def _count(value: object) -> int:
    below = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    return len(below) + sum(_count(each) for each in below)


_SCRAPS = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"',
    '"a"',
    "1",
    "-",
    "e9",
    "null",
    "NaN",
    "\\",
    "\\ud800",
    " ",
    "\n",
    "\x00",
    "😀",
]


@settings(deadline=None)
@given(st.one_of(st.lists(st.sampled_from(_SCRAPS), max_size=20).map("".join), st.text(max_size=20)))
def test_no_text_raises_and_all_spans_lie_inside(text: str) -> None:
    parsed = json_.parse(SourceFile("a.json", text.encode()))
    for document in parsed.documents:
        assert all(0 <= span.start <= span.end <= len(text) for span in document.values.values())
        assert all(document.get(path, parsed) is not parsed for path in document.values)
    for failure in parsed.failures:
        assert failure.span is not None
        assert 0 <= failure.span.start <= failure.span.end <= len(text)
