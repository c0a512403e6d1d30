"""Documents that a declaration names, as far as the files of the run hold them as Markdown, and cards of any format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, cast

from aiact_lint.document import Document
from aiact_lint.evidence import names_a_file, resolve
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.repository import Repository
from aiact_lint.source import Span
from aiact_lint.subjects import Artifact, Place, SubjectKind, Text, TextRole, Value
from aiact_lint.system import System

_MAX_ENTRY = 200
"""Characters of a list item or table cell that may work as a heading."""


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A Markdown document, or one section of it with what lies below."""

    document: Document
    named_at: Place
    """The statement that names it; the card's title for a card."""
    first: int = 0
    """Index of its first section."""
    end: int | None = None
    """Index of the section behind its last; None for the rest of the document."""
    outline: tuple[dict[str, Any], ...] | None = None
    """The sections of a card that is no Markdown."""

    @property
    def sections(self) -> list[dict[str, Any]]:
        """Its sections as the Markdown parser gives them."""
        if self.outline is not None:
            return list(self.outline)
        found = cast("list[dict[str, Any]]", self.document.get(("sections",)) or [])
        return found[self.first : self.end]

    @property
    def span(self) -> Span:
        """Where its text stands in the file."""
        whole = self.document.span
        start = self.document.locate(("sections", self.first)).start if self.first else whole.start
        end = self.document.locate(("sections", self.end)).start if self.end is not None else whole.end
        return Span(start, max(start, end))

    @property
    def text(self) -> str:
        return self.document.source.slice(self.span)

    def entries(self) -> Iterator[str]:
        """Its headings, and the beginnings of list items and table cells, which name a topic as well."""
        for section in self.sections:
            yield section["title"]
            for block in section["blocks"]:
                if block["type"] == "item":
                    yield block["text"][:_MAX_ENTRY]
                elif block["type"] == "table":
                    yield from (cell[:_MAX_ENTRY] for row in (block["header"], *block["rows"]) for cell in row)


@dataclass(frozen=True, slots=True, eq=False)
class Named:
    """What the statements under some keys name."""

    pages: tuple[Page, ...] = ()
    elsewhere: bool = False
    """Something is named that the files do not hold as Markdown: a PDF, an address on the web, a record's number."""
    unknown: Value | None = None


def named_pages(system: System, repository: Repository, keys: Iterable[str]) -> Named:
    """The documents that are named under keys, each once."""
    pages: dict[object, Page] = {}
    elsewhere, unknown = False, None
    for key in keys:
        for statement in system.statements.get(key, ()):
            value = statement.value
            page = None
            if not value.known:
                unknown = unknown or value
            elif value.value is False:
                continue
            elif names_a_file(statement):
                target = resolve(str(value.value), value.place.file)
                page = _page(repository, target.path, target.anchor, value.place)
                if page is not None:
                    pages.setdefault((target.path, target.anchor), page)
            elsewhere = elsewhere or (value.known and page is None)
    return Named(tuple(pages.values()), elsewhere, unknown)


def _page(repository: Repository, path: str, anchor: str, named_at: Place) -> Page | None:
    anchors = repository.anchors.get(path) or {}
    place = anchors.get(anchor) if anchor else next(iter(anchors.values()), None)
    if place is None or place.document.language != "markdown":
        return None
    if not anchor:
        return Page(place.document, named_at)
    index = cast(int, place.path[1])
    sections = cast("list[dict[str, Any]]", place.document.get(("sections",)))
    level = sections[index]["level"]
    end = next((at for at in range(index + 1, len(sections)) if sections[at]["level"] <= level), None)
    return Page(place.document, named_at, index, end)


def card_pages(system: System) -> tuple[Page, ...]:
    """The model cards of a system, in Markdown or as data."""
    return tuple(
        Page(each.document, each.place, outline=None if each.document.language == "markdown" else _outline(each))
        for each in system.artifacts
        if each.is_card
    )


def _outline(card: Artifact) -> tuple[dict[str, Any], ...]:
    """The sections of a card in JSON or YAML, built from the headings it stands for and the texts under them."""
    titles = [
        title
        for each in card.subjects
        if each.kind is SubjectKind.CARD and (named := each.facts.get("sections")) is not None
        for title in cast("tuple[str, ...]", named.value)
    ]
    below: dict[str, list[Text]] = {title: [] for title in titles}
    for text in card.texts:
        if text.headings:
            below.setdefault(text.headings[-1], []).append(text)
    return tuple(
        {"title": title, "level": 2, "blocks": [_block(text) for text in texts]} for title, texts in below.items()
    )


def _block(text: Text) -> dict[str, Any]:
    return {"type": "item" if text.role is TextRole.LIST_ITEM else "paragraph", "depth": 0, "text": text.raw}
