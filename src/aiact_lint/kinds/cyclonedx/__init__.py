"""CycloneDX bills of materials in JSON that list machine-learning models (specification 1.5 to 1.7).

A bill describes one product: the component under `metadata`, or where it names none, its first model. Each model in it
is an artifact that belongs to the product, unless it states a `system` of its own. A bill without a model is no sign of
AI; one that states the vocabulary in the properties of its product counts as any other statement does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aiact_lint.document import Document
from aiact_lint.kinds import Kind, card_tree
from aiact_lint.kinds.card_tree import Card
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.kinds.cyclonedx.components import MODEL, anchor_of, components, model_names, name_of, properties
from aiact_lint.kinds.cyclonedx.model_card import card_of
from aiact_lint.kinds.signs import STATEMENT_TOKENS
from aiact_lint.lazy_dataclass import dataclass
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
)

_MAX_MODELS = 500
"""Models of one bill that are looked at."""


@dataclass(frozen=True, slots=True, eq=False)
class _Bill:
    """What the artifacts of one bill have in common."""

    top: Cursor
    head: Cursor
    """The product."""
    has_models: bool
    data_sets: dict[str, Cursor]
    prefixes: Sequence[str]

    @property
    def key(self) -> str:
        """Under which the models find their product."""
        return f"the product in {self.top.document.source.path}"


def _wants(document: Document) -> bool:
    return document.language == "json" and Cursor.top(document).at("bomFormat").data == "CycloneDX"


def _read(documents: Sequence[Document], prefixes: Sequence[str]) -> Iterator[Artifact]:
    for document in documents:
        top = Cursor.top(document)
        listed = list(components(top))
        models = [each for each in listed if each.at("type").data == MODEL][:_MAX_MODELS]
        product = top.at("metadata", "component")
        heads = [product] if isinstance(product.data, dict) else models[:1]
        data_sets = {each.at("bom-ref").text: each for each in listed if each.at("type").data == "data"}
        for head in heads:
            bill = _Bill(top, head, bool(models), data_sets, prefixes)
            for at in {each.path: each for each in (head, *models)}.values():
                yield _artifact(at, bill)


def _artifact(at: Cursor, bill: _Bill) -> Artifact:
    is_head, is_model = at.path == bill.head.path, at.at("type").data == MODEL
    place = at.at("name").place if at.at("name").text else at.key_place
    name = name_of(at) or at.document.source.name
    card = card_of(at, bill.data_sets) if is_model else Card(None)
    stated = _statements(at, bill, is_head=is_head)
    bears = {f"{ReferenceKind.OBJECT}:{bill.key}"} if is_head else set()
    names = list(model_names(at)) if is_model else []
    return Artifact(
        kind="bom",
        name=name,
        place=place,
        anchor=anchor_of(at),
        ai=_sign(bill, stated, is_model=is_model),
        names=frozenset((*(f"{ReferenceKind.MODEL}:{value.lower()}" for value, _ in names), *bears)),
        references=(*_references(names, place, "" if is_head else bill.key), *card.references),
        statements=stated,
        subjects=tuple(_subjects(at, name, place, card)) if is_model else (),
        texts=card.texts if is_model else tuple(_description(at, bill)),
    )


def _subjects(at: Cursor, name: str, place: Place, card: Card) -> Iterator[Subject]:
    """A model with a `modelCard` is described as a card does; of one without there is only what it builds on."""
    if isinstance(at.at("modelCard").data, dict):
        yield Subject(SubjectKind.CARD, name, place, card.facts)
    elif (base := card.facts.get("base_model")) is not None:
        yield Subject(SubjectKind.RESOURCE, name, place, {"model": base})


def _sign(bill: _Bill, stated: Sequence[Statement], *, is_model: bool) -> str | None:
    if is_model:
        return "machine-learning model in a bill of materials"
    if bill.has_models:
        return "bill of materials with machine-learning models"
    return "aiact statement" if any(each.key != "system" for each in stated) else None


def _references(names: Sequence[tuple[str, Place]], place: Place, product: str) -> Iterator[Reference]:
    for value, where in names:
        yield Reference(ReferenceKind.SELF, value, where)
    if product:
        yield Reference(ReferenceKind.OBJECT, product, place)


def _statements(at: Cursor, bill: _Bill, *, is_head: bool) -> tuple[Statement, ...]:
    """What the properties of a component state; those of the bill as a whole speak for its product."""
    owners = (at, at.at("modelCard"), *((bill.top, bill.top.at("metadata")) if is_head else ()))
    entries = [entry for owner in owners for entry in properties(owner)]
    return card_tree.flat_statements(entries, Carrier.BOM, bill.prefixes)


def _description(at: Cursor, bill: _Bill) -> Iterator[Text]:
    """What a product of models says of itself; the words of other software are not our business."""
    described = at.at("description")
    if described.text and bill.has_models:
        yield Text(TextRole.DESCRIPTION, card_tree.unquoted(described))


def _anchors(document: Document) -> dict[str, Place]:
    """The components of a bill by `bom-ref`, else by name."""
    found: dict[str, Place] = {}
    for at in components(Cursor.top(document)) if _wants(document) else ():
        if anchor_of(at):
            found.setdefault(anchor_of(at), at.at("name").place if at.at("name").text else at.place)
    return found


KIND = Kind(
    name="CycloneDX",
    suffixes=(".json",),
    tokens=lambda: (MODEL.encode(), *STATEMENT_TOKENS),
    wants=_wants,
    read=_read,
    anchors=_anchors,
    broken=lambda data: b'"CycloneDX"' in data and MODEL.encode() in data,
)
