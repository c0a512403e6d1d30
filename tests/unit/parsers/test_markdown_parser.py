from __future__ import annotations

import sys
from textwrap import dedent
from typing import Any

import pytest

from aiact_lint.document import Document
from aiact_lint.parsers import markdown, yaml_
from aiact_lint.source import Region, SourceFile, Span


def _parse(text: str) -> Document:
    parsed = markdown.parse(SourceFile("a.md", text.encode()), yaml_.parse_span)
    assert parsed.failures == ()
    (document,) = parsed.documents
    return document


def _sections(text: str) -> list[Any]:
    sections = _parse(text).get(("sections",))
    assert isinstance(sections, list)
    return sections


def _outline(text: str) -> list[tuple[int, str]]:
    return [(section["level"], section["title"]) for section in _sections(text)]


def _blocks(text: str) -> list[Any]:
    return [block for section in _sections(text) for block in section["blocks"]]


def _raw(document: Document, *path: str | int) -> str:
    return document.source.slice(document.values[("sections", *path)])


def test_headings_of_every_form() -> None:
    text = dedent(
        """\
        before

        # One ##
        ##Not one
        Setext *two*
        ============
        Three
        -----
        <h2 align="center">Four <b>bold</b></h2>

        ###### Six `code` [link](https://example.org) ![image](x.png) &amp; more
        ####### seven hashes
        #
        """
    )
    assert _outline(text) == [
        (0, ""),
        (1, "One"),
        (1, "##Not one Setext two"),
        (2, "Three"),
        (2, "Four bold"),
        (6, "Six code link & more"),
        (1, ""),
    ]


def test_comments_and_code_yield_no_headings() -> None:
    text = "<!--\n# a\n\n# b\n-->\n```\n# c\n```\n~~~md\n# d\n~~~\n\n    # e\n\n<!-- # f --> \n"
    assert _outline(text) == [(0, "")]
    assert [(block["type"], block["text"]) for block in _blocks(text)] == [
        ("code", "# c\n"),
        ("code", "# d\n"),
        ("code", "# e\n"),
    ]


def test_titles_and_sections_have_exact_spans() -> None:
    document = _parse("intro\n\n  ##  A *title*  ##  \ntext\n\nB\nC\n===\n")
    assert _raw(document, 0, "title") == ""
    assert document.values[("sections", 1, "title")] == Span(13, 22)
    assert _raw(document, 1, "title") == "A *title*"
    assert _raw(document, 1) == "  ##  A *title*  ##  \ntext\n\n"
    assert _raw(document, 2, "title") == "B\nC"
    assert _raw(document, 0, "blocks") == "intro"


def test_paragraphs_lists_and_quotes_in_reading_order() -> None:
    text = dedent(
        """\
        A paragraph
          of two lines:

        - first
          goes on
          1. nested
             - deeper

          second paragraph
        - [ ] task
        *
        > quoted
        > on <!-- not shown -->
        lazy
        > - in quote
        """
    )
    document = _parse(text)
    blocks = _blocks(text)
    assert [(block["type"], block.get("depth"), block["text"]) for block in blocks] == [
        ("paragraph", None, "A paragraph of two lines:"),
        ("item", 1, "first goes on"),
        ("item", 2, "nested"),
        ("item", 3, "deeper"),
        ("paragraph", 1, "second paragraph"),
        ("item", 1, "[ ] task"),
        ("quote", None, "quoted on lazy"),
        ("item", 1, "in quote"),
    ]
    assert [_raw(document, 0, "blocks", at) for at in range(8)] == [
        "A paragraph\n  of two lines:",
        "first\n  goes on",
        "nested",
        "deeper",
        "second paragraph",
        "[ ] task",
        "quoted\n> on <!-- not shown -->\nlazy",
        "in quote",
    ]


def test_headings_inside_items_and_quotes_are_their_text() -> None:
    assert _outline("- # a\n> ## b\n") == [(0, "")]
    assert [(block["type"], block["text"]) for block in _blocks("- # a\n> ## b\n")] == [("item", "a"), ("quote", "b")]


def test_tables_give_cells_with_exact_spans() -> None:
    text = "# T\n| Use | Why \\| not |  |\n|:--|---|--|\n| hiring |é😀 | x | surplus |\n| a\n\nafter\n"
    document = _parse(text)
    table, after = _blocks(text)
    assert table == {
        "type": "table",
        "header": ["Use", "Why | not", ""],
        "rows": [["hiring", "é😀", "x"], ["a", "", ""]],
    }
    assert after["text"] == "after"
    at = (0, "blocks", 0)
    assert _raw(document, *at, "header", 1) == "Why \\| not"
    assert [_raw(document, *at, "rows", 0, column) for column in range(3)] == ["hiring", "é😀", "x"]
    assert _raw(document, *at, "rows", 1) == "a"
    assert document.source.region(document.values[("sections", *at, "rows", 0, 2)]) == Region(4, 16, 4, 17, 17, 18)
    assert _raw(document, *at) == text[4 : text.index("\n\nafter")]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("> | a | b |\n> |---|---|\n> | c | d |\n", ["a", "b", "c", "d"]),
        ("- | a | b |\n  |---|---|\n  | c | d |\n", ["a", "b", "c", "d"]),
        ("> a | b\n> --|--\n> c | > d\n", ["a", "b", "c", "> d"]),
    ],
)
def test_tables_in_containers(text: str, cells: list[str]) -> None:
    document = _parse(text)
    paths = [("header", 0), ("header", 1), ("rows", 0, 0), ("rows", 0, 1)]
    assert [_raw(document, 0, "blocks", 0, *path) for path in paths] == cells
    assert [document.get(("sections", 0, "blocks", 0, *path)) for path in paths] == cells


def test_words_in_html_blocks_are_read() -> None:
    text = dedent(
        """\
        <div>
        Some <b>bold</b> words<br>here <!-- hidden > --> and there
        <p>A paragraph</p><script>code()</script>
        <ul><li>one</li><li>two &amp; three</li></ul>
        <pre># no</pre>
        <style>p {}</style>
        <h3>Title</h3> tail
        </div>
        """
    )
    document = _parse(text)
    assert _outline(text) == [(0, ""), (3, "Title")]
    assert [(block["type"], block.get("depth"), block["text"]) for block in _blocks(text)] == [
        ("paragraph", None, "Some bold words here"),
        ("paragraph", None, "and there"),
        ("paragraph", None, "A paragraph"),
        ("item", 1, "one"),
        ("item", 1, "two & three"),
        ("paragraph", None, "tail"),
    ]
    assert _raw(document, 0, "blocks", 0) == "Some <b>bold</b> words<br>here"
    assert _raw(document, 0, "blocks", 4) == "two &amp; three"
    assert _raw(document, 1, "title") == "Title"


def test_html_tables_are_tables() -> None:
    text = (
        "<table><tr><th>Use</th><th>Status</th></tr>\n<tr><td><p>Hiring</p></td><td>no</td></tr></table>\n\n"
        "<table>\n<tr><td colspan=2>Wide</td></tr>\n<tr><td>a</td><td>b</td></tr>\n</table>\n"
    )
    assert _blocks(text) == [
        {"type": "table", "header": ["Use", "Status"], "rows": [["Hiring", "no"]]},
        {"type": "table", "header": [], "rows": [["Wide"], ["a", "b"]]},
    ]
    assert _raw(_parse(text), 0, "blocks", 0, "rows", 0, 1) == "no"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_positions_with_any_line_end_and_a_mark(end: str, mark: bytes) -> None:
    lines = [
        "---",
        "tags:",
        "- 😀x",
        "---",
        "",
        "# 😀 Title",
        "",
        "- item",
        "\tgoes on",
        "",
        "|a|b|",
        "|-|-|",
        "|😀|c|",
        "",
    ]
    source = SourceFile("a.md", mark + end.join(lines).encode())
    (document,) = markdown.parse(source, yaml_.parse_span).documents
    assert source.region(document.values[("front_matter", "tags", 0)]) == Region(3, 3, 3, 5, 3, 6)
    assert source.region(document.values[("sections", 0, "title")]) == Region(6, 3, 6, 10, 3, 11)
    assert source.region(document.values[("sections", 0, "blocks", 0)]) == Region(8, 3, 8, 7, 3, 7)
    assert source.slice(document.values[("sections", 0, "blocks", 0)]) == f"item{end}\tgoes on"
    assert source.region(document.values[("sections", 0, "blocks", 1, "rows", 0, 1)]) == Region(13, 4, 13, 5, 5, 6)


def test_tabs_in_front_of_list_text() -> None:
    document = _parse("-\ttabbed\n\n\t- nested\n")
    assert [_raw(document, 0, "blocks", at) for at in (0, 1)] == ["tabbed", "nested"]


def test_link_definitions_are_no_text() -> None:
    assert _blocks("[a]: https://example.org 'title'\n") == []


def test_bytes_that_are_no_text_are_a_failure_without_place() -> None:
    parsed = markdown.parse(SourceFile("a.md", b"# \xff"), yaml_.parse_span)
    assert parsed.documents == ()
    assert (parsed.failures[0].span, parsed.failures[0].message[:6]) == (None, "byte 2")


def test_deep_nesting_is_cut_off_not_followed() -> None:
    assert _blocks("> " * 5_000 + "a\n") == []
    assert [block["text"] for block in _blocks("- " * 3 + "a\n")] == ["a"]


def test_tables_cannot_fill_the_memory() -> None:
    width, height, tables = 256, 255, 40
    table = "|" + "a|" * width + "\n|" + "-|" * width + "\n" + "|a\n" * height + "\n"
    blocks = _blocks(table * tables)
    assert blocks[0]["type"] == "table"
    assert len(blocks[0]["rows"]) == height
    assert blocks[-1]["type"] == "paragraph"


def _calls(text: str) -> int:
    """How many Python functions the parser calls."""
    count = 0

    def profile(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(profile)
    try:
        markdown.parse(SourceFile("a.md", text.encode()), yaml_.parse_span)
    finally:
        sys.setprofile(None)
    return count


def test_deep_quotes_before_a_long_text_cost_little_more_than_the_text() -> None:
    text = "b\n" * 5_000
    _calls("> a\n")  # makes the parser
    assert _calls(">" * 1_000 + " a\n" + text) < 8 * _calls(text)


def test_quotes_in_quotes_are_taken_apart_in_texts_of_usual_length() -> None:
    text = "> > > deep\n" + "\nmore\n" * 100
    document = markdown.parse(SourceFile("a.md", text.encode()), yaml_.parse_span).documents[0]
    first = document.get(("sections", 0, "blocks", 0))
    assert first == {"type": "quote", "text": "deep"}


def test_a_text_that_nobody_reads_is_refused_and_one_below_that_is_not() -> None:
    line = "words\n" * 10
    longest = line * (2_000_000 // len(line))
    source = SourceFile("a.md", longest.encode() + b"one line more, and it is too much for the text\n")
    (failure,) = markdown.parse(source, yaml_.parse_span).failures
    assert (failure.message, failure.span) == ("longer than 2,000,000 characters of Markdown", Span(0, 0))
    assert not markdown.parse(SourceFile("a.md", longest.encode()), yaml_.parse_span).failures
