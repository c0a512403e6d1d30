"""Model cards: Markdown with a card's front matter or headings, one artifact each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aiact_lint.headings import heading_anchors
from aiact_lint.kinds import Kind
from aiact_lint.kinds.card_names import name_of_file
from aiact_lint.kinds.card_signs import TOKENS, front_matter, headings, is_typical, sign, starts_like_a_card
from aiact_lint.kinds.card_texts import texts
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.lazy_pattern import compile_later
from aiact_lint.subjects import (
    Artifact,
    Carrier,
    Place,
    Reference,
    ReferenceKind,
    Statement,
    Subject,
    SubjectKind,
    Text,
    TextRole,
    Value,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from aiact_lint.document import Document

__all__ = ["KIND", "heading_anchors"]

_FACTS = (
    "license", "license_name", "pipeline_tag", "library_name", "base_model", "language", "datasets", "tags", "metrics",
    "model_name", "version",
)  # fmt: skip
_VERSION_KEYS = ("version", "model_version", "model-version")
_BLOCK = "eu_ai_act"
_CARD_BEFORE = compile_later(r"^\W*model[ -]?card\s*(?:(?:for|of)\s|[:\-–—|(])?\s*", re.IGNORECASE)
_CARD_AFTER = compile_later(r"[\s:\-–—|]*\bmodel[ -]?card\W*$", re.IGNORECASE)
_MAX_TITLE = 200
_HUB_ID = compile_later(r"[\w.-]+/[\w.-]+")


def _wants(document: Document) -> bool:
    return sign(document) is not None


def _read(documents: Sequence[Document]) -> Iterable[Artifact]:
    for document in documents:
        why = sign(document)
        if why is not None:
            yield _artifact(document, why)


def _artifact(document: Document, why: str) -> Artifact:
    name, place = _name(document), _title_place(document)
    statements = _statements(document)
    facts = dict(_facts(document))
    facts["sections"] = Value(tuple(title for _, title in headings(document)), place)
    return Artifact(
        kind="model-card",
        name=name,
        place=place,
        ai=why,
        names=frozenset(f"{ReferenceKind.MODEL}:{each.lower()}" for each in _names(document, name)),
        references=(
            *_named_under(document, "base_model", ReferenceKind.BASE),
            *_named_under(document, "datasets", ReferenceKind.DATASET),
        ),
        statements=statements,
        subjects=(Subject(SubjectKind.CARD, name, place, facts),),
        texts=(*_purposes(statements), *texts(document)),
    )


def _title_index(document: Document) -> int | None:
    """The section whose heading is the card's title: its first heading of level 1, else one that names a card."""
    sections = document.get(("sections",))
    top = [index for index, _ in headings(document) if isinstance(sections, list) and sections[index]["level"] == 1]
    if top:
        return top[0]
    return next((index for index, title in headings(document) if _without_card(title) != title[:_MAX_TITLE]), None)


def _title_place(document: Document) -> Place:
    index = _title_index(document)
    if index is not None:
        return Place(document, ("sections", index, "title"))
    for key in front_matter(document):
        return Place(document, ("front_matter", key), on_key=True)
    first = next(headings(document), None)
    return Place(document, ("sections", first[0], "title") if first else ())


def _name(document: Document) -> str:
    stated = next(_stated_names(document), None)
    if stated:
        return stated
    index = _title_index(document)
    if index is not None:
        title = str(document.get(("sections", index, "title")))
        if not is_typical(title) and (name := _without_card(title)):
            return name
    return name_of_file(document.source.path) or document.source.name


def _without_card(title: str) -> str:
    """What a title names apart from the words "model card"; at most 200 characters."""
    short = title[:_MAX_TITLE]
    return _CARD_AFTER.sub("", _CARD_BEFORE.sub("", short)).strip(" )") if "card" in short.lower() else short


def _stated_names(document: Document) -> Iterator[str]:
    """Names that the front matter states, the card's own first."""
    for path in (("model_name",), ("model-index", 0, "name"), ("model_index", 0, "name"), ("model_id",)):
        found = document.get(("front_matter", *path))
        if isinstance(found, str) and found.strip():
            yield found.strip()


def _names(document: Document, name: str) -> Iterator[str]:
    yield name
    yield from _stated_names(document)
    own = name_of_file(document.source.path)
    if own is not None:
        yield own
    for _, title in headings(document):
        if match := _HUB_ID.fullmatch(_without_card(title)):
            yield match[0]


def _named_under(document: Document, key: str, kind: ReferenceKind) -> Iterator[Reference]:
    """The names that a key of the front matter gives, one or a list."""
    value = front_matter(document).get(key)
    paths: list[tuple[str | int, ...]] = [("front_matter", key)]
    if isinstance(value, list):
        paths = [("front_matter", key, at) for at in range(len(value))]
    for path in paths:
        named = document.get(path)
        if isinstance(named, str) and named.strip():
            yield Reference(kind, named.strip(), Place(document, path))


def _statements(document: Document) -> tuple[Statement, ...]:
    if not isinstance(front_matter(document).get(_BLOCK), dict):
        return ()
    from aiact_lint.vocabulary import statements_from_tree  # only where a card states something

    return statements_from_tree(document, ("front_matter", _BLOCK), Carrier.CARD)


def _purposes(statements: Iterable[Statement]) -> Iterator[Text]:
    for statement in statements:
        if statement.key == "intended-purpose" and isinstance(statement.value.value, str):
            yield Text(TextRole.PURPOSE, statement.value.place)


def _facts(document: Document) -> Iterator[tuple[str, Value]]:
    matter = front_matter(document)
    for fact in _FACTS:
        keys = _VERSION_KEYS if fact == "version" else (fact,)
        key = next((key for key in keys if matter.get(key) is not None), None)
        if key is not None:
            value = matter[key]
            plain = tuple(value) if isinstance(value, list) else value
            yield fact, Value(plain, Place(document, ("front_matter", key)))
    yield from _results(document)


def _results(document: Document) -> Iterator[tuple[str, Value]]:
    """`results`: the names of the metrics that `model-index` gives a number for."""
    for key in ("model-index", "model_index"):
        top = Cursor(document, ("front_matter", key), document.get(("front_matter", key)))
        metrics = list(top.find("*.results.*.metrics.*"))
        named = tuple(each.at("type").text or each.at("name").text for each in metrics if _is_number(each.at("value")))
        if named:
            yield "results", Value(named, top.key_place)
            return


def _is_number(at: Cursor) -> bool:
    return isinstance(at.data, int | float) and not isinstance(at.data, bool)


KIND = Kind(
    name="model card",
    suffixes=(".md", ".markdown"),
    tokens=lambda: TOKENS,
    wants=_wants,
    read=lambda documents, _prefixes: _read(documents),
    anchors=heading_anchors,
    broken=starts_like_a_card,
)
