"""The artifact that a card in JSON or YAML makes: linked, read and judged as a card in Markdown is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from aiact_lint.kinds.card_tree import Card
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.subjects import Artifact, Place, Reference, ReferenceKind, Subject, SubjectKind, Value

_GENERIC = frozenset(("modelcard", "card", "model", "index", "data", "metadata", "content", "full", "readme", "bom"))


def artifact_of(top: Cursor, card: Card, why: str) -> Artifact:
    """The artifact of a card that is a file of its own; it meets the card in Markdown of the same name."""
    name, place = _named(top, card)
    own = [name, *(str(each.value) for each in card.locations if each.known)]
    return Artifact(
        kind="model-card",
        name=name,
        place=place,
        ai=why,
        names=frozenset(f"{ReferenceKind.MODEL}:{each.lower()}" for each in own),
        references=(*_own_names(card), *card.references),
        statements=card.statements,
        subjects=(Subject(SubjectKind.CARD, name, place, card.facts),),
        texts=card.texts,
    )


def _own_names(card: Card) -> Iterator[Reference]:
    for each in (card.name, *card.locations):
        if each is not None and each.known:
            yield Reference(ReferenceKind.SELF, str(each.value), each.place)


def _named(top: Cursor, card: Card) -> tuple[str, Place]:
    """The stated name, else the file's own, else its folder's."""
    named: Value | None = card.name
    if named is not None and named.known and str(named.value).strip():
        return str(named.value).strip(), named.place
    path = PurePosixPath(top.document.source.path)
    plain = path.stem.lower().replace("_", "").replace("-", "").replace(" ", "")
    name = path.stem if plain not in _GENERIC else (path.parent.name or path.stem)
    first = next((below for _, below in top.entries()), None)
    return name, first.key_place if first is not None else top.place
