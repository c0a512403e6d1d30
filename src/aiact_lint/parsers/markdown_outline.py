"""Block tokens of markdown-it-py to sections, blocks and their spans."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from aiact_lint.parsers.markdown_html import Piece, pieces
from aiact_lint.parsers.markdown_text import (
    cells,
    content_span,
    heading_span,
    lines_span,
    plain,
    without_comments,
)
from aiact_lint.source import SourceFile, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from aiact_lint.span_tree import Node


class Outline:
    """Takes block tokens in order and sorts them into sections."""

    def __init__(self, source: SourceFile) -> None:
        self._source = source
        self._sections: list[dict[str, Any]] = []
        self._open: list[tuple[Span, int, list[Node]]] = []
        """Title, start and blocks of each section."""
        self._within: list[str] = []
        """Open containers: `list`, `quote`, and per item `item` until its own text is read, then `item read`."""
        self._offset = 0
        """Lines before the text that was parsed."""

    def read(self, tokens: Sequence[Token], offset: int) -> None:
        self._offset = offset
        at = 0
        while at < len(tokens):
            token = tokens[at]
            match token.type:
                case "heading_open" if not self._within:
                    self._heading(token, tokens[at + 1].content)
                case "heading_open" | "paragraph_open":
                    self._text(token, tokens[at + 1].content)
                case "fence" | "code_block":
                    self._add("code", token.content, self._lines(token))
                case "html_block":
                    self._html(token)
                case "table_open":
                    at = self._table(tokens, at)
                case _:
                    self._container(token.type)
            at += 1

    def result(self) -> tuple[list[dict[str, Any]], list[Node]]:
        """The sections and their spans, which end where the next one starts."""
        ends = [*(start for _, start, _ in self._open), len(self._source.text)][1:]
        closed: list[Node] = []
        for (title, start, blocks), end in zip(self._open, ends, strict=True):
            first, last = (blocks[0][2], blocks[-1][3]) if blocks else (title.end, title.end)
            below: dict[str, Node] = {
                "title": (-1, -1, title.start, title.end, None),
                "blocks": (-1, -1, first, last, blocks),
            }
            closed.append((-1, -1, start, end, below))
        return self._sections, closed

    def _container(self, kind: str) -> None:
        match kind:
            case "bullet_list_open" | "ordered_list_open":
                self._within.append("list")
            case "list_item_open":
                self._within.append("item")
            case "blockquote_open":
                self._within.append("quote")
            case "bullet_list_close" | "ordered_list_close" | "list_item_close" | "blockquote_close":
                self._within.pop()

    def _lines(self, token: Token) -> Span:
        first, end = token.map or [0, 0]
        return lines_span(self._source, first + self._offset, end + self._offset)

    def _first_line(self, token: Token) -> int:
        return (token.map[0] if token.map else 0) + self._offset

    def _heading(self, token: Token, content: str) -> None:
        line = self._first_line(token)
        setext = token.markup in ("=", "-")
        title = content_span(self._source, line, content) if setext else heading_span(self._source, line, content)
        self._section(int(token.tag[1]), plain(content), title, self._source.line_starts[line])

    def _section(self, level: int, title: str, span: Span, start: int) -> None:
        self._sections.append({"level": level, "title": title, "blocks": []})
        self._open.append((span, start, []))

    def _append(self, block: dict[str, Any], span: Span, below: dict[str, Node]) -> None:
        if not self._sections:
            self._section(0, "", Span(span.start, span.start), span.start)
        self._sections[-1]["blocks"].append(block)
        self._open[-1][2].append((-1, -1, span.start, span.end, below))

    @property
    def _depth(self) -> int:
        return self._within.count("list")

    def _add(self, kind: str, text: str, span: Span, depth: int | None = None) -> None:
        block: dict[str, Any] = {"type": kind, "text": text}
        depth = self._depth if depth is None else depth
        if depth:
            block["depth"] = depth
        self._append(block, span, {"text": (-1, -1, span.start, span.end, None)})

    def _text(self, token: Token, content: str) -> None:
        span = content_span(self._source, self._first_line(token), content)
        text = " ".join(without_comments(content).split())
        kind = "paragraph"
        if self._within:
            kind = {"item": "item", "quote": "quote"}.get(self._within[-1], "paragraph")
            if kind == "item":
                self._within[-1] = "item read"
        if text:
            self._add(kind, text, span)

    def _html(self, token: Token) -> None:
        outer = self._lines(token)
        cells: list[Piece] = []
        for piece in pieces(self._source.text, outer.start, outer.end):
            if piece.tag in ("td", "th"):
                cells.append(piece)
                continue
            self._html_table(cells)
            cells = []
            if piece.tag.startswith("h") and not self._within:
                opening = self._source.text.rfind("<", outer.start, piece.span.start)
                self._section(int(piece.tag[1]), piece.words, piece.span, opening)
            elif piece.tag == "li":
                self._add("item", piece.words, piece.span, depth=self._depth + 1)
            else:
                self._add("quote" if "quote" in self._within else "paragraph", piece.words, piece.span)
        self._html_table(cells)

    def _html_table(self, cells: Sequence[Piece]) -> None:
        """Add the table of some cells in reading order; empty cells are not known of, so columns may be short."""
        if not cells:
            return
        rows = [list(row) for _, row in groupby(cells, key=lambda cell: cell.row)]
        header = rows.pop(0) if all(cell.tag == "th" for cell in rows[0]) else []
        if any(len(row) != len(header) for row in rows):
            rows, header = ([header] if header else []) + rows, []
        self._add_table(
            Span(cells[0].span.start, cells[-1].span.end),
            [[cell.span for cell in row] for row in (header, *rows)],
            [[cell.words for cell in row] for row in (header, *rows)],
        )

    def _table(self, tokens: Sequence[Token], at: int) -> int:
        """Add a table; returns the index of its closing token."""
        outer = self._lines(tokens[at])
        spans: list[list[Span]] = []
        while tokens[at].type != "table_close":
            if tokens[at].type == "tr_open":
                width = len(spans[0]) if spans else 0
                spans.append(self._row(tokens[at], first=not spans, width=width))
            at += 1
        words = [[self._source.slice(cell).replace("\\|", "|") for cell in row] for row in spans]
        self._add_table(outer, spans, words)
        return at

    def _add_table(self, outer: Span, spans: list[list[Span]], words: list[list[str]]) -> None:
        """Add a table whose first row is its header, which may be empty."""
        header, *body = [[(-1, -1, cell.start, cell.end, None) for cell in row] for row in spans]
        lines = [(-1, -1, row[0][2], row[-1][3], row) for row in body]
        top = (header[0][2], header[-1][3]) if header else (outer.start, outer.start)
        below: dict[str, Node] = {
            "header": (-1, -1, *top, header),
            "rows": (-1, -1, lines[0][2] if lines else outer.end, outer.end, lines),
        }
        self._append({"type": "table", "header": words[0], "rows": words[1:]}, outer, below)

    def _row(self, token: Token, first: bool, width: int) -> list[Span]:
        """The cells of a row, cut or filled to the width of the header, as GitHub shows it."""
        line = self._first_line(token)
        found = cells(self._source, line, nested=bool(self._within), first=first)
        if first:
            return found
        end = lines_span(self._source, line, line + 1).end
        return (found + [Span(end, end)] * (width - len(found)))[:width]
