from __future__ import annotations

import pytest

from aiact_lint.document import ParseFailure
from aiact_lint.parsers import yaml_
from aiact_lint.source import SourceFile, Span


def _failure(text: str) -> ParseFailure:
    (failure,) = yaml_.parse(SourceFile("a.yaml", text.encode())).failures
    return failure


@pytest.mark.parametrize(
    ("text", "words", "span"),
    [
        ("a: b: c\n", "mapping values are not allowed", Span(4, 5)),
        ("é: [1,\nb: 'x\n", "unexpected end of stream", Span(10, 11)),
        ("a: [1, 2\n", "expected ',' or ']'", Span(3, 4)),
        ("a: \x01b", "U+0001 is not allowed", Span(3, 4)),
        ("é: \x07b", "U+0007 is not allowed", Span(3, 4)),
        ("a: *b\n", "*b refers to no anchor", Span(3, 5)),
        ("a: &x [1, *x]\n", "*x refers to a collection that contains it", Span(10, 12)),
        ("&x {a: &x [*x]}", "*x refers to a collection that contains it", Span(11, 13)),
        ("\tа: 1\n", "cannot start any token", Span(0, 1)),
        ("image: {{ .Values.x }}:latest\n", "expected", Span(22, 23)),
    ],
)
def test_a_failure_says_what_and_where(text: str, words: str, span: Span) -> None:
    failure = _failure(text)
    assert words in failure.message
    assert failure.span == span


def test_documents_before_the_failure_are_kept() -> None:
    parsed = yaml_.parse(SourceFile("a.yaml", b"a: 1\n---\nb: 2\n---\nc: [\n"))
    assert [each.data for each in parsed.documents] == [{"a": 1}, {"b": 2}]
    assert parsed.failures[0].span == Span(21, 22)


def test_documents_before_a_forbidden_character_are_kept() -> None:
    parsed = yaml_.parse(SourceFile("a.yaml", "é: 1\n---\nb: 2\n---\nc: \x00\n".encode()))
    assert [(each.index, each.data) for each in parsed.documents] == [(0, {"é": 1}), (1, {"b": 2})]
    assert parsed.failures[0].span == Span(21, 22)


def test_bytes_that_are_no_text_are_a_failure_without_place() -> None:
    (failure,) = yaml_.parse(SourceFile("a.yaml", b"a: caf\xe9\n")).failures
    assert failure.span is None
    assert failure.message == "byte 6 is not valid UTF-8; save the file as UTF-8"


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[{a: "])
def test_deep_nesting_is_refused_before_it_costs_anything(opening: str) -> None:
    failure = _failure(opening * 60_000)
    assert failure.message == "nested more than 200 levels deep"
    assert failure.span is not None
    assert failure.span.start <= 1000 * len(opening)  # libyaml's bound for brackets, which it reads ahead; ours is 200


def test_aliases_cannot_multiply_without_end() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    assert _failure("\n".join(lines)).message == "aliases repeat more than 500000 values"


def test_aliases_cannot_nest_without_end() -> None:
    lines = ["a0: &a0 [x]", *(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 300))]
    failure = _failure("\n".join(lines))
    assert failure.message == "nested more than 200 levels deep by aliases"


def test_merging_cannot_multiply_without_end() -> None:
    base = "a: &a {" + ", ".join(f"k{n}: 1" for n in range(1000)) + "}\n"
    failure = _failure(base + "".join(f"b{n}: {{<<: *a}}\n" for n in range(600)))
    assert failure.message == "aliases repeat more than 500000 values"


def test_a_flood_of_tag_directives_is_refused() -> None:
    text = "".join(f"%TAG !t{n}! tag:example.org,2026:\n" for n in range(20_000)) + "--- a\n"
    assert _failure(text).message == "too many %TAG directives"


def test_tag_directives_of_usual_number_work() -> None:
    (document,) = yaml_.parse(SourceFile("a.yaml", b"%TAG !e! tag:example.org,2026:\n--- !e!x\na: 1\n")).documents
    assert document.data == {"a": 1}


_DEFINITION = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec: {{ not even yaml\n"


@pytest.mark.parametrize(
    ("parts", "kept"),
    [
        ([_DEFINITION], []),
        (["a: 1\n", _DEFINITION, "b: 2\n", "c: 3\n", _DEFINITION], [(0, "a"), (2, "b"), (3, "c")]),
        ([_DEFINITION, "a: 1\n"], [(1, "a")]),
        (["# head\n", _DEFINITION, "a: 1\n"], [(2, "a")]),
    ],
)
def test_custom_resource_definitions_are_left_out(parts: list[str], kept: list[tuple[int, str]]) -> None:
    text = "---\n" + "---\n".join(parts)
    source = SourceFile("a.yaml", text.encode())
    parsed = yaml_.parse(source)
    assert parsed.failures == ()
    named = [(each.index, each) for each in parsed.documents if each.data is not None]
    assert [(index, source.slice(next(iter(each.keys.values())))) for index, each in named] == kept


def test_naming_a_definition_elsewhere_skips_nothing() -> None:
    text = "kind: List\nitems:\n- kind: CustomResourceDefinition\n---\ntext: |\n  kind: CustomResourceDefinition\n"
    assert len(yaml_.parse(SourceFile("a.yaml", text.encode())).documents) == 2


def _parts(text: str) -> list[str]:
    return [text[span.start : span.end] for span in yaml_.split(text)]


def test_split_cuts_at_markers_only() -> None:
    text = "# c\n---\na: '---'\n--- # second\nb: |\n  ---\n----\n---\n"
    assert _parts(text) == ["# c\n---\na: '---'\n", "--- # second\nb: |\n  ---\n----\n", "---\n"]
    assert _parts("a: 1\n---\nb: 2") == ["a: 1\n", "---\nb: 2"]
    assert yaml_.split("") == [Span(0, 0)]
