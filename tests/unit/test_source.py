from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aiact_lint.source import Region, SourceFile, Span, UndecodableText


def _source(text: str, encoding: str = "utf-8") -> SourceFile:
    return SourceFile("dir/a.yaml", text.encode(encoding))


@pytest.mark.parametrize(
    "data",
    [
        "é😀".encode(),
        b"\xef\xbb\xbf" + "é😀".encode(),
        b"\xff\xfe" + "é😀".encode("utf-16-le"),
        b"\xfe\xff" + "é😀".encode("utf-16-be"),
        b"\xff\xfe\x00\x00" + "é😀".encode("utf-32-le"),
        b"\x00\x00\xfe\xff" + "é😀".encode("utf-32-be"),
    ],
)
def test_text_is_decoded_by_its_byte_order_mark_and_without_it(data: bytes) -> None:
    assert SourceFile("a", data).text == "é😀"


def test_undecodable_bytes_are_named_by_offset_in_the_file() -> None:
    with pytest.raises(UndecodableText, match="byte 1 ") as plain:
        _ = SourceFile("a", b"a\xff").text
    assert plain.value.offset == 1
    with pytest.raises(UndecodableText) as marked:
        _ = SourceFile("a", b"\xef\xbb\xbfab\xff").text
    assert marked.value.offset == 5


@pytest.mark.parametrize(("path", "name", "folder"), [("a.tf", "a.tf", ""), ("x/y/a.tf", "a.tf", "x/y")])
def test_name_and_folder(path: str, name: str, folder: str) -> None:
    assert (SourceFile(path, b"").name, SourceFile(path, b"").folder) == (name, folder)


def test_lines_end_at_lf_crlf_and_cr() -> None:
    source = _source("a\nbb\r\nc\rd")
    assert source.line_starts == [0, 2, 6, 8]
    assert [source.line_text(line) for line in (1, 2, 3, 4)] == ["a", "bb", "c", "d"]
    assert [source.line_of(offset) for offset in (0, 1, 2, 5, 6, 7, 8, 9)] == [1, 1, 2, 2, 3, 3, 4, 4]


def test_line_separators_of_unicode_do_not_end_lines() -> None:
    assert _source("a\u2028b\x85c\x0cd").line_starts == [0]


def test_region_counts_code_points_and_utf16_units() -> None:
    source = _source("x\n😀é: 😀😀 # c\n")
    value = Span(source.text.index(": ") + 2, source.text.index(" #"))
    assert source.slice(value) == "😀😀"
    assert source.region(value) == Region(
        line=2, column=5, end_line=2, end_column=7, utf16_column=6, utf16_end_column=10
    )


def test_region_of_several_lines_is_cut_to_the_first() -> None:
    source = _source("a: |\r\n  text\r\n")
    assert source.region(Span(3, 12)) == Region(1, 4, 1, 5, 4, 5)


def test_region_at_a_line_end_and_behind_the_text_is_empty() -> None:
    source = _source("ab\n")
    assert source.region(Span(2, 3)) == Region(1, 3, 1, 3, 3, 3)
    assert source.region(Span(3, 3)) == Region(2, 1, 2, 1, 1, 1)


def test_tab_counts_as_one_column() -> None:
    assert _source("\ta").region(Span(1, 2)).column == 2


_TEXT = st.text(st.sampled_from("a😀é\t \n\r\x0b\x0c\u2028\x85"), max_size=30)


def _naive_starts(text: str) -> list[int]:
    """Line starts by splitting off one line end after the other."""
    starts, at = [0], 0
    for piece in re.split("(\r\n|\r|\n)", text):
        at += len(piece)
        if piece in ("\r\n", "\r", "\n"):
            starts.append(at)
    return starts


@settings(deadline=None)
@given(_TEXT)
def test_line_starts_agree_with_a_naive_splitter(text: str) -> None:
    assert _source(text).line_starts == _naive_starts(text)


@settings(deadline=None)
@given(_TEXT, st.integers(0, 30), st.integers(0, 30))
def test_region_finds_the_marked_characters_again(text: str, one: int, other: int) -> None:
    source = _source(text)
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    region = source.region(Span(start, end))
    line = source.line_text(region.line)
    marked = line[region.column - 1 : region.end_column - 1]
    assert text[start:end].startswith(marked)
    in_utf16 = line.encode("utf-16-le")[(region.utf16_column - 1) * 2 : (region.utf16_end_column - 1) * 2]
    assert in_utf16.decode("utf-16-le") == marked
