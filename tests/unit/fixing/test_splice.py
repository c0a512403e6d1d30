from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiact_lint.finding import Edit
from aiact_lint.fixing.splice import collides, spliced
from aiact_lint.source import SourceFile, Span

texts = st.text(st.sampled_from("ab\r\n\t é😀#\"'"), max_size=30)


def edit(start: int, end: int, text: str = "x", path: str = "a.yaml") -> Edit:
    return Edit.at(SourceFile(path, b"0123456789\n" * 9), Span(start, end), text)


@given(texts, st.data())
def test_what_no_edit_covers_stays(text: str, data: st.DataObject) -> None:
    source = SourceFile("a.yaml", text.encode())
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    spans = [Span(*pair) for pair in zip(cuts[::2], cuts[1::2], strict=False)]
    edits = [Edit.at(source, span, data.draw(texts)) for span in spans]
    expected, at = "", 0
    for each in edits:
        expected += text[at : each.start] + each.text
        at = each.end
    assert spliced(source, data.draw(st.permutations(edits))).text == expected + text[at:]


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_encoding_mark_and_line_ends_stay(mark: bytes, encoding: str) -> None:
    source = SourceFile("a.yaml", mark + "é: 1\r\nb: 2\rc: 3\n".encode(encoding))
    done = spliced(source, [Edit.at(source, Span(3, 4), "10")])
    assert done.data == mark + "é: 10\r\nb: 2\rc: 3\n".encode(encoding)


def test_the_same_edit_is_made_once() -> None:
    source = SourceFile("a.yaml", b"abc")
    both = [Edit.at(source, Span(1, 2), "xx")] * 2
    assert spliced(source, both).text == "axxc"


@pytest.mark.parametrize(
    ("one", "other", "collide"),
    [
        (edit(0, 3), edit(3, 5), False),
        (edit(0, 4), edit(3, 5), True),
        (edit(0, 9), edit(3, 5), True),
        (edit(3, 3), edit(3, 3, "y"), True),
        (edit(3, 3), edit(0, 3), True),
        (edit(0, 3), edit(0, 3), False),
        (edit(0, 3), edit(0, 3, "y"), True),
        (edit(0, 3), edit(0, 3, path="b.yaml"), False),
    ],
)
def test_what_collides(one: Edit, other: Edit, collide: bool) -> None:
    assert collides([one], [other]) is collides([other], [one]) is collide


def test_the_region_of_an_edit_may_run_over_lines() -> None:
    region = Edit.at(SourceFile("a.md", "😀a\nbc\n".encode()), Span(1, 4), "").region
    assert (region.line, region.column, region.end_line, region.end_column) == (1, 2, 2, 2)
    assert (region.utf16_column, region.utf16_end_column) == (3, 2)
