from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from aiact_lint.document import Document
from aiact_lint.parsers import markdown, yaml_
from aiact_lint.source import SourceFile

_SCRAPS = [
    *(
        "word",
        "two words",
        "é😀",
        "# ",
        "## ",
        " ##",
        "- ",
        "* ",
        "1. ",
        "> ",
        "  ",
        "    ",
        "\t",
        "\n",
        "\n\n",
        "\r\n",
    ),
    *("\r", "===", "---", "```", "~~~", "|", "|a|b|\n|-|-|\n", "\\|", ":--", "<!--", "-->", "<h1>", "</h1>", "<td>"),
    *("<tr>", "<div>", "</div>", "<pre>", "<script>", "[a]: b\n", "[", "](", "\\", "&amp;", "\x00", "\u2028", "***"),
    *("---\na: 1\n---\n", "---\n", "a: [\n"),
]
_TEXTS = st.one_of(st.lists(st.sampled_from(_SCRAPS), max_size=25).map("".join), st.text(max_size=40))


def _document(text: str) -> Document:
    (document,) = markdown.parse(SourceFile("a.md", text.encode()), yaml_.parse_span).documents
    return document


@settings(max_examples=400, deadline=None)
@given(_TEXTS)
def test_no_text_raises_and_spans_nest(text: str) -> None:
    document = _document(text)
    length = len(document.source.text)
    for path, span in document.values.items():
        assert 0 <= span.start <= span.end <= length
        if path and path[0] == "sections" and len(path) > 1:
            outer = document.values[path[:-1]]
            assert outer.start <= span.start
            assert span.end <= outer.end
        assert document.get(path, document) is not document


@settings(deadline=None)
@given(_TEXTS)
def test_text_of_words_is_the_text_under_its_span(text: str) -> None:
    document = _document(text)
    for path in document.values:
        value = document.get(path)
        if path[-1:] == ("text",) and document.get((*path[:-1], "type")) == "item" and isinstance(value, str):
            raw = document.source.slice(document.values[path])
            assert raw.split()[-1:] == value.split()[-1:] or "<" in raw or "&" in raw or "\0" in raw


@settings(deadline=None)
@given(_TEXTS.filter(lambda text: not text.startswith("---") and "<" not in text))
def test_headings_are_those_of_markdown_it(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    expected = [
        (int(token.tag[1]), token.map[0])
        for token in tokens
        if token.type == "heading_open" and not token.level and token.map
    ]
    document = _document(text)
    sections = document.data["sections"]  # type: ignore[index]
    found = [
        (section["level"], document.source.line_of(document.values[("sections", index)].start) - 1)
        for index, section in enumerate(sections)
        if section["level"]
    ]
    assert found == expected


_LINES = st.lists(
    st.text(st.sampled_from("ab é😀"), min_size=1, max_size=10).map(str.strip).filter(bool), min_size=1, max_size=4
)


@settings(deadline=None)
@given(_LINES, st.sampled_from(["- ", "> ", "1. ", "> - ", "-   "]), st.sampled_from(["\n", "\r\n", "\r"]))
def test_content_is_found_behind_any_container(lines: list[str], prefix: str, end: str) -> None:
    rest = "".join(">" if char == ">" else " " for char in prefix)
    text = end.join([prefix + lines[0], *(rest + line for line in lines[1:])]) + end
    document = _document(text)
    path = ("sections", 0, "blocks", 0)
    raw = document.source.slice(document.values[path])
    assert raw.startswith(lines[0])
    assert raw.endswith(lines[-1])
    assert document.get((*path, "text")) == " ".join(" ".join(lines).split())
