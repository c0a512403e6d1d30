"""The texts of a model card, in reading order."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING, Any

from aiact_lint.kinds.card_signs import front_matter, is_typical
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.lazy_pattern import compile_later
from aiact_lint.source import Span
from aiact_lint.subjects import Place, Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aiact_lint.document import Document, Path

_TAG_KEYS = ("pipeline_tag", "tags")
_DESCRIPTION_KEYS = ("description", "model_description", "model_summary", "short_description", "summary")
_SENTENCE_END = compile_later(r"(?<=[.!?])\s+")
_INTRODUCES = compile_later(
    r"\b(?:following|below|such as|includ(?:e|es|ing)|for example|e\.g\.|as follows)\b", re.IGNORECASE
)
_BOLD_LINE = compile_later(r"(?:\*\*|__)([^*_].{0,78}?)(?:\*\*|__)\s*:?")
_MAX_INTRO_WORDS = 8
_MAX_INTRO = 500
"""Characters kept of an introducing sentence."""


def texts(document: Document) -> Iterator[Text]:
    """Front matter first, then titles, paragraphs, list items and table cells. Code is no text."""
    yield from _front_matter_texts(document)
    sections = document.get(("sections",))
    above: list[tuple[int, str]] = []
    for index, section in enumerate(sections if isinstance(sections, list) else ()):
        level, title = section["level"], section["title"]
        if level:
            above = [each for each in above if each[0] < level]
            if not is_typical(title):
                place = Place(document, ("sections", index, "title"))
                yield Text(TextRole.TITLE, place, tuple(each for _, each in above))
            above.append((level, title))
        context = _Context(document, ("sections", index, "blocks"), tuple(each for _, each in above))
        for at, block in enumerate(section["blocks"]):
            yield from context.take(at, block)


def _front_matter_texts(document: Document) -> Iterator[Text]:
    matter = front_matter(document)
    for keys, role in ((_DESCRIPTION_KEYS, TextRole.DESCRIPTION), (_TAG_KEYS, TextRole.TAG)):
        for key in keys:
            value = matter.get(key)
            if isinstance(value, list):
                paths = [("front_matter", key, at) for at, item in enumerate(value) if isinstance(item, str)]
            else:
                paths = [("front_matter", key)] if isinstance(value, str) else []  # type: ignore[list-item]
            for path in paths:
                yield Text(role, Place(document, path, exact=_unquoted(document, path)))


def _unquoted(document: Document, path: Path) -> Span | None:
    """The words of a quoted scalar without the quotes."""
    span = document.locate(path)
    raw = document.source.slice(span)
    quoted = len(raw) > 1 and raw[0] in "\"'" and raw[-1] == raw[0]
    return Span(span.start + 1, span.end - 1) if quoted else None


@dataclass(slots=True)
class _Context:
    """What introduces the blocks of one section."""

    document: Document
    path: Path
    headings: tuple[str, ...]
    bold: str = ""
    """The last paragraph that is one bold line: many cards write headings so."""
    leads: list[str] = field(default_factory=lambda: [""])
    """The introducing sentence of the list at each depth."""
    before_table: str = ""
    """The introducing sentence of the block before, if that is running text."""

    def take(self, at: int, block: dict[str, Any]) -> Iterator[Text]:
        """The texts of the next block."""
        kind, depth = block["type"], block.get("depth", 0)
        place = Place(self.document, (*self.path, at))
        if kind == "table":
            yield from self._cells((*self.path, at), block["header"], block["rows"])
        elif kind == "item":
            lead = self._lead(depth)
            yield Text(TextRole.LIST_ITEM, place, self._headings(), lead)
            self.leads[depth:] = [_joined(lead, _introduction(block["text"], in_list=True))]
        elif kind in ("paragraph", "quote"):
            yield from self._paragraph(place, block["text"], depth)
        if not depth and kind not in ("paragraph", "quote"):
            self.leads = [""]
        self.before_table = self.leads[0] if kind in ("paragraph", "quote") and not depth else ""

    def _paragraph(self, place: Place, text: str, depth: int) -> Iterator[Text]:
        bold = None if depth else _BOLD_LINE.fullmatch(text)
        if bold:
            self.bold = ""
        yield Text(TextRole.PROSE, place, self._headings(), self._lead(depth) if depth else "")
        if bold:
            self.bold = bold[1].rstrip(" :")
        outer = self.leads[:depth] if depth else []
        self.leads = [*outer, _joined(outer[-1] if outer else "", _introduction(text, in_list=False))]

    def _cells(self, path: Path, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[Text]:
        intro = self.before_table
        for row_at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if any(char.isalpha() for char in cell):
                    place = Place(self.document, (*path, "rows", row_at, column))
                    above = (*self._headings(), header[column]) if header and header[column] else self._headings()
                    yield Text(TextRole.TABLE_CELL, place, above, row[0] if column else intro)

    def _headings(self) -> tuple[str, ...]:
        return (*self.headings, self.bold) if self.bold else self.headings

    def _lead(self, depth: int) -> str:
        return self.leads[min(depth, len(self.leads)) - 1]


def _introduction(text: str, in_list: bool) -> str:
    """The sentence of a block that introduces a list below it; "" where it has none."""
    last = _SENTENCE_END.split(text.strip())[-1]
    if last.rstrip("*_ ").endswith(":") or _INTRODUCES.search(last):
        return last[:_MAX_INTRO]
    if in_list and len(text.split()) <= _MAX_INTRO_WORDS and not text.endswith("."):
        return text
    return ""


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
