"""Locations: URIs, UTF-16 columns, snippets and context."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiact_lint.finding import Location
from aiact_lint.reporters.sarif.places import Places, uri
from aiact_lint.source import Region, SourceFile, Span
from unit.reporters.report_maker import LOGS, location

PLACES = Places({"infra/logs.tf": 0})


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("infra/logs.tf", "infra/logs.tf"),
        ("a b/50%.yaml", "a%20b/50%25.yaml"),
        ("a:b/c#d?e.yaml", "a%3Ab/c%23d%3Fe.yaml"),
        ("größe/漢.md", "gr%C3%B6%C3%9Fe/%E6%BC%A2.md"),
        ("x\udcff.md", "x%FF.md"),  # the byte FF in a file name
        ("x\ud800.md", "x%3F.md"),
        ("a[0]\\b.md", "a%5B0%5D%5Cb.md"),
    ],
)
def test_uri(path: str, expected: str) -> None:
    assert uri(path) == expected


def test_region_and_context() -> None:
    made = PLACES.physical(location(LOGS, "30"))
    token, around = made.region, made.context_region
    assert (token.start_line, token.start_column, token.end_line, token.end_column) == (3, 23, 3, 25)
    assert token.snippet.text == "30"
    assert (around.start_line, around.start_column, around.end_line, around.end_column) == (2, 1, 4, 2)
    assert around.snippet.text == ('  name              = "/aws/sagemaker/Endpoints/cv"\n  retention_in_days = 30\n}')
    assert (made.artifact_location.uri, made.artifact_location.uri_base_id) == ("infra/logs.tf", "SRCROOT")
    assert made.artifact_location.index == 0


def test_first_and_last_line_have_one_neighbour() -> None:
    first = PLACES.physical(location(LOGS, "resource")).context_region
    assert (first.start_line, first.end_line) == (1, 2)
    last = PLACES.physical(location(LOGS, "}")).context_region
    assert (last.start_line, last.end_line, last.end_column) == (3, 4, 2)


def test_columns_are_utf16_code_units() -> None:
    source = SourceFile("a.yaml", "\U0001f600\U0001f600: 30 # \U0001f600\n\U0001f600".encode())
    made = PLACES.physical(location(source, "30"))
    assert (made.region.start_column, made.region.end_column) == (7, 9)  # two units each, then ": "
    assert (made.context_region.end_line, made.context_region.end_column) == (2, 3)
    assert made.artifact_location.index == -1


def test_empty_line_before_and_after() -> None:
    source = SourceFile("a.yaml", b"\nkey: 30\n\n")
    made = PLACES.physical(location(source, "30")).context_region
    assert (made.start_line, made.end_line, made.end_column) == (1, 3, 1)
    assert made.snippet.text == "\nkey: 30\n"


def test_a_long_line_is_quoted_around_the_token() -> None:
    source = SourceFile("a.json", ("\U0001f600" * 600 + "30" + "x" * 5000).encode())
    made = PLACES.physical(location(source, "30"))
    assert made.region.start_column == 1201
    around = made.context_region
    assert around.snippet.text == "\U0001f600" * 200 + "30" + "x" * 200
    assert (around.start_line, around.start_column, around.end_line, around.end_column) == (1, 801, 1, 1403)


def test_a_token_that_is_the_whole_text_has_no_context() -> None:
    assert PLACES.physical(location(SourceFile("a.md", b"key"), "key")).context_region is None


def test_a_long_token_is_not_quoted() -> None:
    made = PLACES.physical(location(SourceFile("a.md", b"key: " + b"x" * 5000), "x" * 5000))
    assert made.region.snippet is None
    assert made.context_region is None


def test_a_location_without_neighbours_has_its_line_as_context() -> None:
    bare = Location("a.md", Region(3, 6, 3, 8, 6, 8), "key: 30")
    made = PLACES.physical(bare).context_region
    assert (made.start_line, made.start_column, made.end_line, made.end_column) == (3, 1, 3, 8)
    assert made.snippet.text == "key: 30"


@given(st.text(st.sampled_from("ab \U0001f600é\r\n"), min_size=1, max_size=60), st.data())
def test_snippets_are_the_text_of_their_regions(text: str, data: st.DataObject) -> None:
    source = SourceFile("a.md", text.encode())
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    made = PLACES.physical(Location.at(source, span))
    lines = [source.line_text(number) for number in range(1, len(source.line_starts) + 1)]
    for region in filter(None, (made.region, made.context_region)):
        quoted = [each.encode("utf-16-le") for each in lines[region.start_line - 1 : region.end_line]]
        quoted[-1] = quoted[-1][: 2 * (region.end_column - 1)]
        quoted[0] = quoted[0][2 * (region.start_column - 1) :]
        assert region.snippet.text == "\n".join(each.decode("utf-16-le") for each in quoted)
    if made.context_region is not None:
        inner, outer = made.region, made.context_region
        assert (outer.start_line, outer.start_column) <= (inner.start_line, inner.start_column)
        assert (outer.end_line, outer.end_column) >= (inner.end_line, inner.end_column)
        assert outer.snippet.text != inner.snippet.text
