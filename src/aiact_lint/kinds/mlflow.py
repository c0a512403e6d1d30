"""MLflow: packaged models (`MLmodel`) and the registered models of a file store (`models/<name>/meta.yaml`).

Keys of `MLmodel` are those of MLflow's model format: `flavors`, `signature`, `model_uuid`, `run_id`, `metadata`. What a
team writes under `metadata` may state the vocabulary, in a block `eu_ai_act:` or by flat names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aiact_lint.document import Document
from aiact_lint.kinds import Kind, card_tree
from aiact_lint.kinds.card_anchors import key_anchors
from aiact_lint.kinds.card_names import name_of_file
from aiact_lint.kinds.card_tree import Part
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.subjects import (
    Artifact,
    Place,
    Reference,
    ReferenceKind,
    Subject,
    SubjectKind,
    Text,
    TextRole,
    Value,
)

_PACKAGED = ("model_uuid", "run_id", "signature", "mlflow_version", "utc_time_created", "artifact_path", "model_id")
_STORED = "last_updated_timestamp"
_NAMES = ("metadata.model_name", "metadata.name", "name")
_BASES = ("flavors.*.source_model_name", "flavors.*.peft_adaptor.base_model_name")
_GENERIC = ("mlmodel", "meta", "artifacts", "mlruns", "mlartifacts", "pyfunc", "version-[0-9]+", "[0-9a-f]{32}")
"""File and folder names that MLflow gives, as patterns."""
_PARTS = (
    Part("metadata.model_name", "Model details", TextRole.NAME),
    Part("metadata.name", "Model details", TextRole.NAME),
    Part("name", "Model details", TextRole.NAME),
    Part("metadata.description", "Model description", TextRole.DESCRIPTION),
    Part("description", "Model description", TextRole.DESCRIPTION),
    Part("flavors.*.task", "Tags", TextRole.TAG),
)


def _is_packaged(document: Document) -> bool:
    top = Cursor.top(document)
    return (
        document.language == "yaml"
        and document.source.name.lower() == "mlmodel"
        and isinstance(top.at("flavors").data, dict)
        and any(top.at(key).data is not None for key in _PACKAGED)
    )


def _is_registered(document: Document) -> bool:
    """A registered model or one of its versions in a file store of MLflow."""
    top = Cursor.top(document)
    return (
        document.language == "yaml"
        and document.source.name == "meta.yaml"
        and "models" in document.source.folder.split("/")
        and top.at(_STORED).data is not None
        and bool(top.at("name").text)
    )


def _read(documents: Sequence[Document], prefixes: Sequence[str]) -> Iterator[Artifact]:
    for document in documents:
        why = "MLflow model" if _is_packaged(document) else "MLflow registered model"
        yield _artifact(Cursor.top(document), why, prefixes)


def _artifact(top: Cursor, why: str, prefixes: Sequence[str]) -> Artifact:
    named = next((each for path in _NAMES for each in top.find(path) if each.text.strip()), None)
    place = named.place if named else _first_key(top)
    name = named.text.strip() if named else name_of_file(top.document.source.path, _GENERIC) or top.document.source.name
    metadata = top.at("metadata")
    stated = (*card_tree.statements(metadata), *card_tree.flat_statements(metadata.entries(), prefixes=prefixes))
    bases = [each for path in _BASES for each in top.find(path) if each.text.strip()]
    texts: list[Text] = [*card_tree.purposes(stated), *card_tree.texts(top, _PARTS)]
    facts = {"model": bases[0].value(bases[0].text.strip())} if bases else {}
    return Artifact(
        kind="mlflow",
        name=name,
        place=place,
        ai=why,
        names=frozenset((f"{ReferenceKind.MODEL}:{name.lower()}",)),
        references=(
            Reference(ReferenceKind.SELF, name, place),
            *(Reference(ReferenceKind.BASE, each.text.strip(), each.place) for each in bases),
        ),
        statements=stated,
        subjects=(Subject(SubjectKind.RESOURCE, name, place, _with_task(top, facts)),),
        texts=tuple(texts),
    )


def _with_task(top: Cursor, facts: dict[str, Value]) -> dict[str, Value]:
    return {**facts, **dict(card_tree.facts(top, {"pipeline_tag": ("flavors.transformers.task",)}))}


def _first_key(top: Cursor) -> Place:
    first = next((below for _, below in top.entries()), top)
    return first.key_place


KIND = Kind(
    name="MLflow model",
    suffixes=("/mlmodel",),
    tokens=lambda: (b"flavors",),
    wants=_is_packaged,
    read=_read,
    anchors=lambda document: key_anchors(document) if _is_packaged(document) else {},
    broken=lambda data: b"flavors" in data,
)

REGISTRY = Kind(
    name="MLflow registry",
    suffixes=(".yaml",),
    tokens=lambda: (_STORED.encode(),),
    wants=_is_registered,
    read=_read,
    broken=lambda _data: False,
)
