"""Markdown (CommonMark with GitHub's tables) to sections and blocks, block structure by markdown-it-py.

The data of the one document is `{"front_matter": …, "sections": [{"level", "title", "blocks"}]}`; `front_matter` is
absent where the file has none. Level 0 is the text before the first heading. A block is one of
`{"type": "paragraph" | "item" | "code" | "quote", "text"}`, inside lists with `depth` from 1, or
`{"type": "table", "header": [str], "rows": [[str]]}`, whose rows are as wide as the header unless that is empty (HTML
tables with cells over several columns). Headings in quotes and list items are text of those.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from aiact_lint.document import Document, Parsed, ParseFailure
from aiact_lint.lazy_pattern import compile_later
from aiact_lint.parsers.markdown_outline import Outline
from aiact_lint.source import SourceFile, Span, UndecodableText
from aiact_lint.span_tree import Grafted, KeySpans, Node, ValueSpans

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

_FENCE = compile_later(r"---[ \t]*(?:\r\n?|\n)")
_CLOSING = compile_later(r"(?:^|(?<=[\r\n]))---[ \t]*(?:\r\n?|\n|\Z)")
_MAPPING = compile_later(r"(?:[ \t]*(?:#[^\r\n]*)?[\r\n])*[\"']?[\w.-]+[\"']?[ \t]*:(?:\s|$)|(?:[ \t\r\n])*\{")
"""How front matter starts, and words between two thematic breaks do not."""

_LONGEST = 2_000_000
"""Characters: nobody reads a text that long, and a million of them in a table take five seconds."""
_DEEP, _LONG, _DEEPEST = 20, 2_000, 2
"""Quotes in quotes that are taken apart, and how many of them in texts of more lines than this; the rest is text."""


def parse(source: SourceFile, front_matter: Callable[[SourceFile, Span], Parsed]) -> Parsed:
    """The one document of a Markdown file; `front_matter` reads the YAML between `---` lines at its top.

    Front matter that cannot be read is a failure beside the document, unless it is a template's.
    """
    try:
        text = source.text
    except UndecodableText as error:
        return Parsed(failures=(ParseFailure(source, f"{error}; save the file as UTF-8", None),))
    if len(text) > _LONGEST:
        return Parsed(failures=(ParseFailure(source, f"longer than {_LONGEST:,} characters of Markdown", Span(0, 0)),))
    top, failures, body = _front_matter(source, front_matter)
    outline = Outline(source)
    outline.read(_tokens(text[body:]), source.line_of(body) - 1)
    sections, nodes = outline.result()
    root: Node = (-1, -1, 0, len(text), {"sections": (-1, -1, body, len(text), nodes)})
    data: dict[str, object] = {"sections": sections}
    values: ValueSpans | Grafted = ValueSpans(root)
    keys: KeySpans | Grafted = KeySpans(root)
    if top is not None:
        data = {"front_matter": top.data, **data}
        values, keys = Grafted(values, "front_matter", top.values), Grafted(keys, "front_matter", top.keys)
    return Parsed((Document(source, "markdown", data, values, keys, Span(0, len(text))),), failures)


def _front_matter(
    source: SourceFile, read: Callable[[SourceFile, Span], Parsed]
) -> tuple[Document | None, tuple[ParseFailure, ...], int]:
    """The front matter's document, what is wrong with it, and where the body starts."""
    text = source.text
    opening = _FENCE.match(text)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        return None, (), 0
    span = Span(opening.end(), closing.start())
    parsed = read(source, span)
    if parsed.failures:
        inside = source.slice(span)
        if not _MAPPING.match(inside):
            return None, (), 0
        template = "{{" in inside or "{%" in inside
        return None, () if template else parsed.failures, closing.end()
    if not parsed.documents:
        return None, (), closing.end()
    document = parsed.documents[0]
    if isinstance(document.data, dict):
        return document, (), closing.end()
    # Words between two thematic breaks are no front matter; nothing but comments is, an empty one.
    return None, (), closing.end() if document.data is None else 0


@cache
def _parser() -> MarkdownIt:
    """markdown-it with block rules only."""
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import blockquote, table

    open_quotes = 0

    def bounded_quote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        # Every level of a quote looks at all lines that follow it, so deep ones in long texts cost 30 s a megabyte.
        nonlocal open_quotes
        if open_quotes >= (_DEEPEST if len(state.bMarks) > _LONG else _DEEP):
            return False
        open_quotes += 1
        try:
            return blockquote(state, start, end, silent)
        finally:
            open_quotes -= 1

    def bounded_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        # Short rows are filled up to the header's width, so small tables can yield 400 cells a character.
        return len(state.tokens) <= len(state.src) // 4 + 10_000 and table(state, start, end, silent)

    parser = MarkdownIt("commonmark")
    parser.core.ruler.enableOnly(["normalize", "block"])
    parser.block.ruler.at("table", bounded_table, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.at("blockquote", bounded_quote, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    return parser.enable("table")


def _tokens(text: str) -> Sequence[Token]:
    return _parser().parse(text)
