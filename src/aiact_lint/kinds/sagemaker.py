"""SageMaker model cards kept as JSON files: one artifact each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aiact_lint.document import Document
from aiact_lint.kinds import Kind
from aiact_lint.kinds.card_anchors import key_anchors
from aiact_lint.kinds.card_artifact import artifact_of
from aiact_lint.kinds.card_sagemaker import is_card, read_card
from aiact_lint.kinds.card_tree import is_filled_in
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.subjects import Artifact


def _wants(document: Document) -> bool:
    top = Cursor.top(document)
    return document.language == "json" and is_card(top) and is_filled_in(top.at("model_overview", "model_name"))


def _read(documents: Sequence[Document], prefixes: Sequence[str]) -> Iterator[Artifact]:
    for document in documents:
        top = Cursor.top(document)
        yield artifact_of(top, read_card(top, prefixes), "SageMaker model card")


def _broken(data: bytes) -> bool:
    return b"odel_overview" in data and b'"intended_uses"' in data


KIND = Kind(
    name="SageMaker model card",
    suffixes=(".json",),
    tokens=lambda: (b"model_overview", b"ModelOverview"),
    wants=_wants,
    read=_read,
    anchors=lambda document: key_anchors(document) if _wants(document) else {},
    broken=_broken,
)
