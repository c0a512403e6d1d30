"""Headings of Markdown documents as evidence anchors: `docs/oversight.md#override`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiact_lint.lazy_pattern import compile_later
from aiact_lint.subjects import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aiact_lint.document import Document

_NOT_IN_SLUG = compile_later(r"[^\w\- ]")
_OWN_ID = compile_later(r"\{#([\w.:-]+)\}$")
"""An id written after the title, as Pandoc, kramdown and Docusaurus read it."""


def slug(title: str) -> str:
    """The anchor GitHub gives a heading: `Override & stop` → `override--stop`. Numbering repeats is the caller's."""
    return _NOT_IN_SLUG.sub("", title.strip().lower()).replace(" ", "-")


def heading_anchors(document: Document) -> Mapping[str, Place]:
    """Every anchor of a Markdown document with the title it stands for; repeats count `-1`, `-2`, … as on GitHub."""
    anchors: dict[str, Place] = {}
    for title, place in _titles(document):
        own = _OWN_ID.search(title)
        if own:
            anchors.setdefault(own[1], place)
            title = title[: own.start()].rstrip()
        anchors.setdefault(_free(slug(title), anchors), place)
    return anchors


def _free(wanted: str, taken: Mapping[str, Place]) -> str:
    candidate, number = wanted, 0
    while candidate in taken:
        number += 1
        candidate = f"{wanted}-{number}"
    return candidate


def _titles(document: Document) -> Iterator[tuple[str, Place]]:
    sections = document.get(("sections",))
    if document.language != "markdown" or not isinstance(sections, list):
        return
    for index, section in enumerate(sections):
        if section["level"]:
            yield section["title"], Place(document, ("sections", index, "title"))
