"""Quoted lines: the mark stands under the token, and nothing that hides gets out."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiact_lint.reporters.excerpt import Excerpt, cell_width, excerpt


def marked(line: str, token: str, width: int = 80) -> Excerpt:
    start = line.index(token)
    return excerpt(line, start, start + len(token), width)


@pytest.mark.parametrize(
    ("line", "token", "shown", "start", "width"),
    [
        ("  retention_in_days = 30", "30", "  retention_in_days = 30", 22, 2),
        ("\t\tdays: 30", "30", "        days: 30", 14, 2),
        ("name: 漢字 x: 30", "30", "name: 漢字 x: 30", 14, 2),  # each of the two is two columns wide
        ("use: 漢字", "漢字", "use: 漢字", 5, 4),
        ("cafe\u0301: 30", "30", "cafe\u0301: 30", 6, 2),  # the accent joins the e
        ("\U0001f600 x: 30", "30", "\U0001f600 x: 30", 6, 2),
        ("a\x1b[31m: 30", "30", "a\\x1b[31m: 30", 11, 2),
        ("a\u202e: 30", "30", "a\\u202e: 30", 9, 2),
        ("##vso[task.x]: 30", "30", "#\\x23vso[task.x]: 30", 18, 2),
    ],
    ids=["plain", "tabs", "wide-before", "wide-token", "combining", "emoji", "escape", "reordering", "log-command"],
)
def test_the_mark_stands_under_the_token(line: str, token: str, shown: str, start: int, width: int) -> None:
    assert marked(line, token) == Excerpt(shown, start, width)


def test_an_empty_token_is_marked_with_one_column() -> None:
    assert excerpt("key:", 4, 4, 80) == Excerpt("key:", 4, 1)
    assert excerpt("", 0, 0, 80) == Excerpt("", 0, 1)


def test_a_long_line_is_cut_on_both_sides() -> None:
    cut = marked("a" * 500 + "TOKEN" + "b" * 500, "TOKEN", 60)
    # A third of the 60 columns is kept for what follows: 60 - 20 - 5 - 3 = 32 before, 17 after, and the dots.
    assert cut == Excerpt("..." + "a" * 32 + "TOKEN" + "b" * 17 + "...", 35, 5)


def test_a_long_line_is_cut_on_one_side_only_where_it_is_long() -> None:
    assert marked("TOKEN" + "b" * 500, "TOKEN", 60) == Excerpt("TOKEN" + "b" * 52 + "...", 0, 5)
    assert marked("a" * 500 + "TOKEN", "TOKEN", 60) == Excerpt("..." + "a" * 32 + "TOKEN", 35, 5)


def test_a_token_longer_than_the_room_is_marked_as_far_as_it_is_shown() -> None:
    assert excerpt("x" * 100, 0, 100, 60) == Excerpt("x" * 57 + "...", 0, 57)


def test_a_line_that_just_fits_is_whole() -> None:
    assert marked("a" * 55 + "TOKEN", "TOKEN", 60) == Excerpt("a" * 55 + "TOKEN", 55, 5)


_LINES = st.text(
    st.one_of(
        st.sampled_from("ab #[\t漢\u0301\u200b\u202e\x1b\x00\U0001f600\u1100\u1161"), st.characters(codec="utf-8")
    ),
    max_size=400,
).map(lambda text: "".join(text.splitlines()))


@given(_LINES, st.integers(0, 400), st.integers(0, 400), st.integers(20, 120))
def test_always_within_the_width_and_harmless(line: str, start: int, length: int, width: int) -> None:
    start = min(start, len(line))
    shown = excerpt(line, start, min(len(line), start + length), width)
    total = cell_width(shown.text)
    assert total <= width
    assert shown.mark_width >= 1
    assert shown.mark_start <= total
    assert shown.mark_start + shown.mark_width <= max(total, shown.mark_start + 1)
    hidden = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert not [char for char in shown.text if unicodedata.category(char) in hidden and char not in "\u200c\u200d"]
    assert "##[" not in shown.text


@given(_LINES.map(lambda line: line.replace("#", "")), st.data())
def test_the_mark_begins_and_ends_with_its_token(line: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    shown = excerpt(line, start, end, 100_000)
    assert shown.mark_start == cell_width(excerpt(line[:start], 0, 0, 100_000).text)
    assert shown.mark_width == max(1, cell_width(excerpt(line[start:end], 0, 0, 100_000).text))


def test_work_is_bounded_on_hostile_lines() -> None:
    combining = "\u0301" * 1_000_000
    assert len(excerpt(combining, 500_000, 500_001, 80).text) < 1000
    assert len(excerpt("x" * 1_000_000, 0, 1_000_000, 80).text) == 80
