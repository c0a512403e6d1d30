"""Croissant descriptions of data sets (JSON-LD), with what the RAI extension says about how the data came about.

Names are those of the Croissant format 0.8 to 1.1 and Croissant RAI 1.0 of mlcommons/croissant. A data set is no AI
system; it belongs to the models that name it, and says nothing about their intended use.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aiact_lint.document import Document
from aiact_lint.kinds import Kind, card_tree
from aiact_lint.kinds.card_anchors import key_anchors
from aiact_lint.kinds.card_names import dataset_name
from aiact_lint.kinds.card_tree import Part
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.subjects import Artifact, ReferenceKind, Subject, SubjectKind, Value

_HOME = "mlcommons.org"
"""Every version of the format names an address there, in `conformsTo` or in its context."""

_DATASET = ("Dataset", "sc:Dataset", "schema:Dataset", "https://schema.org/Dataset", "http://schema.org/Dataset")
_RAI = {
    "dataCollection": "Data collection",
    "dataCollectionType": "Data collection",
    "dataCollectionMissingData": "Data collection",
    "dataCollectionRawData": "Data collection",
    "dataCollectionTimeframe": "Data collection",
    "dataImputationProtocol": "Data preparation",
    "dataManipulationProtocol": "Data preparation",
    "dataPreprocessingProtocol": "Data preparation",
    "dataAnnotationProtocol": "Data annotation",
    "dataAnnotationPlatform": "Data annotation",
    "dataAnnotationAnalysis": "Data annotation",
    "annotationsPerItem": "Data annotation",
    "annotatorDemographics": "Data annotation",
    "machineAnnotationTools": "Data annotation",
    "dataBiases": "Biases of the data",
    "dataLimitations": "Limitations of the data",
    "dataSocialImpact": "Social impact",
    "dataUseCases": "Uses of the data",
    "personalSensitiveInformation": "Personal and sensitive information",
    "dataReleaseMaintenancePlan": "Maintenance",
}
_PARTS = (
    Part("description", "Description of the data"),
    *(Part(f"{prefix}{name}", title) for name, title in _RAI.items() for prefix in ("rai:", "")),
)
_ADDRESSES = ("url", "sameAs", "@id", "distribution.*.contentUrl")


def _wants(document: Document) -> bool:
    data = document.data
    if document.language != "json" or not isinstance(data, dict):
        return False
    stated = data.get("@type", data.get("type"))
    kinds = stated if isinstance(stated, list) else [stated]
    return any(each in _DATASET for each in kinds if isinstance(each, str)) and _is_croissant(data)


def _is_croissant(data: dict[object, object]) -> bool:
    context, conforms = data.get("@context"), data.get("conformsTo", data.get("dct:conformsTo"))
    named = [*context.values()] if isinstance(context, dict) else context if isinstance(context, list) else [context]
    named += conforms if isinstance(conforms, list) else [conforms]
    named += [each.get("@id") for each in named if isinstance(each, dict)]
    return any(isinstance(each, str) and _HOME in each for each in named)


def _read(documents: Sequence[Document], prefixes: Sequence[str]) -> Iterator[Artifact]:
    for document in documents:
        top = Cursor.top(document)
        named = top.at("name")
        place = named.place if named.text.strip() else next(below for _, below in top.entries()).key_place
        name = named.text.strip() or document.source.name
        facts = {"sections": Value(card_tree.sections(top, _PARTS), place)}
        if splits := tuple(dict.fromkeys(_splits(top))):
            facts["splits"] = Value(splits, place)
        yield Artifact(
            kind="dataset",
            name=name,
            place=place,
            names=frozenset(f"{ReferenceKind.DATASET}:{each.lower()}" for each in _names(top, name)),
            statements=(*card_tree.statements(top), *card_tree.flat_statements(top.entries(), prefixes=prefixes)),
            subjects=(Subject(SubjectKind.DATASET, name, place, facts),),
        )


def _names(top: Cursor, name: str) -> Iterator[str]:
    yield name
    for path in _ADDRESSES:
        for each in top.find(path):
            for found in [each, *each.items()]:
                hub = dataset_name(found.text)
                if hub != found.text:
                    yield hub


def _splits(top: Cursor) -> Iterator[str]:
    """The parts that a record set of type `cr:Split` lists."""
    for records in top.at("recordSet").items():
        kinds = records.at("dataType")
        if any(each.text.endswith("Split") for each in (kinds, *kinds.items())):
            yield from (value.text for value in records.find("data.*.*") if value.text and "/" not in value.text)


KIND = Kind(
    name="Croissant",
    suffixes=(".json", ".jsonld"),
    tokens=lambda: (_HOME.encode(),),
    wants=_wants,
    read=_read,
    anchors=lambda document: key_anchors(document) if _wants(document) else {},
    support=True,
)
