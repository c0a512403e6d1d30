from __future__ import annotations

import math
from textwrap import dedent

import pytest

from aiact_lint.document import Document, Path
from aiact_lint.parsers import yaml_
from aiact_lint.source import Region, SourceFile, Span


def _document(text: str) -> Document:
    parsed = yaml_.parse(SourceFile("a.yaml", text.encode()))
    assert parsed.failures == ()
    (document,) = parsed.documents
    return document


def _value(document: Document, *path: str | int) -> str:
    return document.source.slice(document.values[path])


def _key(document: Document, *path: str | int) -> str:
    return document.source.slice(document.keys[path])


def test_block_mapping_has_exact_spans() -> None:
    document = _document("a: 1\nb:\n  c: two words # comment\n")
    assert document.data == {"a": 1, "b": {"c": "two words"}}
    assert dict(document.values) == {
        (): Span(0, 22),
        ("a",): Span(3, 4),
        ("b",): Span(10, 22),
        ("b", "c"): Span(13, 22),
    }
    assert dict(document.keys) == {("a",): Span(0, 1), ("b",): Span(5, 6), ("b", "c"): Span(10, 11)}


def test_a_container_does_not_swallow_what_follows_it() -> None:
    document = _document("a:\n  b: 1\n\n# comment\n\nc:\n- 1\n- |\n  x\n\n\nd: 2\n")
    assert _value(document, "a") == "b: 1"
    assert _value(document, "c") == "- 1\n- |\n  x"


def test_flow_style_and_empty_values() -> None:
    document = _document("a: {b: [1, x y], c}\nd:\ne: []\nf: {}\ng:   # nothing\n")
    assert document.data == {"a": {"b": [1, "x y"], "c": None}, "d": None, "e": [], "f": {}, "g": None}
    assert _value(document, "a") == "{b: [1, x y], c}"
    assert _value(document, "a", "b") == "[1, x y]"
    assert _value(document, "a", "b", 1) == "x y"
    assert document.values[("d",)] == Span(22, 22)
    assert (_value(document, "e"), _value(document, "f"), _value(document, "g")) == ("[]", "{}", "")


def test_quoted_scalars_keep_their_quotes_in_the_span() -> None:
    document = _document("'a b': \"c\\n\\u00e9\"\n\"k\": 'it''s'\n")
    assert document.data == {"a b": "c\né", "k": "it's"}
    assert _value(document, "a b") == '"c\\n\\u00e9"'
    assert _key(document, "a b") == "'a b'"
    assert _value(document, "k") == "'it''s'"


def test_block_scalars_span_from_header_to_last_line() -> None:
    document = _document("a: |\n  one\n  two\n\n# c\nb: >-\n  x\n  y\nc: |+\n  z\n\nd: 1\n")
    assert document.data == {"a": "one\ntwo\n", "b": "x y", "c": "z\n\n", "d": 1}
    assert _value(document, "a") == "|\n  one\n  two"
    assert _value(document, "b") == ">-\n  x\n  y"
    assert _value(document, "c") == "|+\n  z\n\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_positions_after_a_mark_emoji_and_any_line_end(end: str) -> None:
    text = end.join(["# 😀", "k😀y: \t'é😀'", "next: |", "  ab", "last: z", ""])
    source = SourceFile("a.yaml", b"\xef\xbb\xbf" + text.encode())
    (document,) = yaml_.parse(source).documents
    assert document.data == {"k😀y": "é😀", "next": "ab\n", "last": "z"}
    assert source.slice(document.keys[("k😀y",)]) == "k😀y"
    assert source.region(document.values[("k😀y",)]) == Region(2, 7, 2, 11, 8, 13)
    assert source.region(document.values[("last",)]) == Region(5, 7, 5, 8, 7, 8)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("Off", "Off"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("NULL", None),
        ("12", 12),
        ("+12", 12),
        ("-0", 0),
        ("012", 12),
        ("0o17", 15),
        ("0xFf", 255),
        ("1_000", "1_000"),
        ("0b1", "0b1"),
        ("1.5", 1.5),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
        ("-1.5E-1", -0.15),
        (".inf", float("inf")),
        ("-.INF", float("-inf")),
        ("1.2.3", "1.2.3"),
        ("2026-12-02", "2026-12-02"),
        ("12:30:45", "12:30:45"),
        ("--", "--"),
        ("+", "+"),
        (".", "."),
        ("'12'", "12"),
        ('"true"', "true"),
        ("!!str 12", "12"),
        ("!!str", ""),
        ("!!int '12'", 12),
        ("!!int 0x10", 16),
        ("!!int x", "x"),
        ("!!float 3", 3.0),
        ("!!float 0o17", 15.0),
        ("!!bool 'true'", True),
        ("!!null ''", None),
        ("!!timestamp 2026-12-02", "2026-12-02"),
        ("!Ref thing", "thing"),
        ("!Ref 12", 12),
        ("!Ref '12'", "12"),
        ("! 12", "12"),
        ("!<tag:yaml.org,2002:str> 12", "12"),
    ],
)
def test_scalars_follow_the_core_schema(written: str, value: object) -> None:
    data = _document(f"a: {written}\n").data
    assert data == {"a": value}
    assert type(data["a"]) is type(value)


def test_nan_is_a_float() -> None:
    value = _document("a: .NaN").data["a"]  # type: ignore[index]
    assert isinstance(value, float)
    assert math.isnan(value)


def test_an_integer_too_long_to_convert_stays_text() -> None:
    digits = "9" * 5000
    assert _document(f"a: {digits}\nb: 0x{digits}\n").data == {"a": digits, "b": f"0x{digits}"}


def test_tags_and_anchors_are_not_part_of_the_span() -> None:
    document = _document("a: &x !!str 12\nb: !T # why\n  {c: 1}\nc: &y\n  - 1\nd: &z\ne: !!null\n")
    assert document.data == {"a": "12", "b": {"c": 1}, "c": [1], "d": None, "e": None}
    assert [_value(document, key) for key in "abcde"] == ["12", "{c: 1}", "- 1", "", ""]


def test_an_alias_has_its_own_span_and_its_content_the_anchors() -> None:
    document = _document("a: &x {b: [7]}\nc: *x\nd: [*x]\n")
    assert document.data == {"a": {"b": [7]}, "c": {"b": [7]}, "d": [{"b": [7]}]}
    assert document.values[("c",)] == Span(18, 20)
    assert document.keys[("c",)] == Span(15, 16)
    assert document.values[("c", "b")] == document.values[("a", "b")] == Span(10, 13)
    assert document.keys[("c", "b")] == Span(7, 8)
    assert document.values[("d", 0)] == Span(25, 27)
    assert document.values[("d", 0, "b", 0)] == Span(11, 12)


def test_the_last_anchor_of_a_name_counts() -> None:
    assert _document("[&a 1, *a, &a 2, *a]").data == [1, 1, 2, 2]


def test_merged_keys_point_to_their_source_and_explicit_keys_win() -> None:
    document = _document(
        dedent(
            """\
            base: &b {x: 1, y: 2}
            more: &m {y: 3, z: 4}
            one:
              y: own
              <<: *b
            two:
              <<: [*b, *m]
            three:
              "<<": 5
            four:
              <<: {q: 6}
            five:
              <<: text
            """
        )
    )
    data = document.data
    assert isinstance(data, dict)
    assert data["one"] == {"y": "own", "x": 1}
    assert data["two"] == {"x": 1, "y": 2, "z": 4}
    assert data["three"] == {"<<": 5}
    assert data["four"] == {"q": 6}
    assert data["five"] == {"<<": "text"}
    assert list(data["one"]) == ["y", "x"]
    assert document.values[("one", "x")] == document.values[("base", "x")]
    assert document.keys[("two", "z")] == document.keys[("more", "z")]
    assert ("one", "<<") not in document.values


def test_of_equal_keys_the_last_wins_with_its_spans() -> None:
    document = _document("a: 1\nb: 2\na: {c: 3}\n")
    assert document.data == {"a": {"c": 3}, "b": 2}
    assert document.keys[("a",)] == Span(10, 11)
    assert _value(document, "a") == "{c: 3}"


def test_keys_are_text_as_written() -> None:
    document = _document("1: a\ntrue: b\n~: c\n? [x, y]\n: d\n? {k: v}\n: e\n&k key: f\n*k : g\n0x10: h\n")
    assert document.data == {
        "1": "a",
        "true": "b",
        "~": "c",
        "[x, y]": "d",
        "{k: v}": "e",
        "key": "g",
        "0x10": "h",
    }
    assert _key(document, "[x, y]") == "[x, y]"
    assert _key(document, "key") == "*k"


def test_documents_of_a_stream_are_numbered_and_placed() -> None:
    source = SourceFile("a.yaml", b"# first\na: 1\n---\n---\nb: 2\n...\n# between\n---\n[c]\n")
    parsed = yaml_.parse(source)
    assert [(each.index, each.data) for each in parsed.documents] == [
        (0, {"a": 1}),
        (1, None),
        (2, {"b": 2}),
        (3, ["c"]),
    ]
    assert [source.slice(each.span) for each in parsed.documents] == ["a: 1", "---", "---\nb: 2", "---\n[c]"]
    assert source.region(parsed.documents[3].values[(0,)]).line == 9


@pytest.mark.parametrize("text", ["", "\n\n", "# only\n# comments\n", "\ufeff"])
def test_a_file_without_content_has_no_document(text: str) -> None:
    parsed = yaml_.parse(SourceFile("a.yaml", text.encode()))
    assert (parsed.documents, parsed.failures) == ((), ())


def test_part_of_a_file_keeps_positions_of_the_file() -> None:
    source = SourceFile("a.md", "é😀\n---\na: [x]\n---\nb".encode())
    parsed = yaml_.parse_span(source, Span(7, 14))
    (document,) = parsed.documents
    assert document.data == {"a": ["x"]}
    assert source.slice(document.values[("a", 0)]) == "x"
    assert source.region(document.keys[("a",)]) == Region(3, 1, 3, 2, 1, 2)
    broken = yaml_.parse_span(source, Span(0, 19)).failures
    assert broken == ()
    unclosed = yaml_.parse_span(source, Span(7, 12)).failures[0]
    assert unclosed.span == Span(10, 11)


@pytest.mark.parametrize(
    "text",
    [
        "{uri: gs://bucket/model, port: 80:80}",
        "[gs://bucket/model]",
        "{ask: why?}",
        "[a?b, -1:2]",
    ],
)
def test_colons_and_question_marks_inside_flow_scalars_are_read_as_yaml_1_2(text: str) -> None:
    document = _document(text)
    for path in document.keys:
        assert _key(document, *path) == path[-1]
    scalars = {path: document.get(path) for path in document.values if isinstance(document.get(path), str)}
    for path, value in scalars.items():
        assert _value(document, *path) == value


def test_places_after_a_flow_scalar_with_a_colon_are_right() -> None:
    source = SourceFile("a.yaml", "x: é\n---\n{u: gs://b}\n---\ny: 1\n".encode())
    parsed = yaml_.parse(source)
    assert parsed.failures == ()
    assert [(each.index, each.data) for each in parsed.documents] == [
        (0, {"x": "é"}),
        (1, {"u": "gs://b"}),
        (2, {"y": 1}),
    ]
    assert source.slice(parsed.documents[1].values[("u",)]) == "gs://b"
    assert source.slice(parsed.documents[2].keys[("y",)]) == "y"


def test_what_cannot_be_read_is_a_failure_where_it_stands() -> None:
    source = SourceFile("a.yaml", "é: 1\n---\n{u: gs://b}\n---\n'y\n".encode())
    parsed = yaml_.parse(source)
    assert [each.data for each in parsed.documents] == [{"é": 1}, {"u": "gs://b"}]
    (failure,) = parsed.failures
    assert failure.span is not None
    assert source.region(failure.span).line == 5


_NESTED: Path = tuple([0] * 150)


def test_deep_but_bounded_nesting_is_read() -> None:
    document = _document("[" * 150 + "x" + "]" * 150)
    assert document.get(_NESTED) == "x"
    assert document.values[_NESTED] == Span(150, 151)
