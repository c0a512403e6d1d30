"""SPDX 3 documents in JSON-LD with packages of the AI profile: one artifact per `ai_AIPackage`.

Property names are those of the AI and Dataset profiles of SPDX 3.0.1. Three of them sound like the Act and are not:
`ai_safetyRiskAssessment` (`serious` to `low`) is the Union's general scale for the safety of products, no class of the
Act; `ai_autonomyType` says that a package can act alone, not that nobody oversees it; and
`ai_useSensitivePersonalInformation` is wider than the special categories of Art 4a. None of them states anything here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import field

from aiact_lint.document import Document
from aiact_lint.kinds import Kind, card_tree
from aiact_lint.kinds.card_names import dataset_name, name_in_address, name_in_purl
from aiact_lint.kinds.card_tree import Part
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.subjects import (
    Artifact,
    Carrier,
    Place,
    Reference,
    ReferenceKind,
    Subject,
    SubjectKind,
    Text,
    TextRole,
    Value,
)

_PACKAGE = "ai_AIPackage"
_MAX_PACKAGES = 500
_MAX_HOPS = 4

_PARTS = (
    Part("name", "Model details", TextRole.NAME),
    Part("summary", "Model description", TextRole.DESCRIPTION),
    Part("description", "Model description", TextRole.DESCRIPTION),
    Part("comment", "Model description"),
    Part("ai_informationAboutApplication", "Intended use"),
    Part("ai_domain", "Tags", TextRole.TAG),
    Part("ai_typeOfModel", "Model details", TextRole.TAG),
    Part("ai_limitation", "Limitations"),
    Part("ai_informationAboutTraining", "Training details"),
    Part("ai_modelDataPreprocessing", "Training data"),
    Part("ai_modelExplainability", "Explainability"),
)
_SECTIONS = (
    *_PARTS,
    Part("ai_metric", "Evaluation results"),
    Part("ai_metricDecisionThreshold", "Decision thresholds"),
    Part("ai_standardCompliance", "Standards"),
    Part("ai_energyConsumption", "Environmental impact"),
    Part("suppliedBy", "Model card contact"),
)
_DATA = (
    "summary",
    "description",
    "comment",
    "dataset_dataCollectionProcess",
    "dataset_intendedUse",
    "dataset_knownBias",
)
_ON_DATA = {"trainedOn": "Training data", "testedOn": "Test data"}
_BIAS = "Bias of the data"


@dataclass(slots=True)
class _Graph:
    """The elements of one document by their id, and how they are related."""

    elements: dict[str, Cursor] = field(default_factory=dict)
    related: dict[tuple[str, str], dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    """Ids, each once, by relationship type and id of the element it starts from."""
    packages: list[Cursor] = field(default_factory=list)
    root: Cursor | None = None
    """What the document is about."""


def _wants(document: Document) -> bool:
    return document.language == "json" and any(_type(each) == _PACKAGE for each in _elements(document))


def _elements(document: Document) -> Iterator[Cursor]:
    top = Cursor.top(document)
    graph = top.at("@graph")
    yield from graph.items() if isinstance(graph.data, list) else (top,)


def _type(at: Cursor) -> str:
    return at.at("type").text or at.at("@type").text


def _read(documents: Sequence[Document], prefixes: Sequence[str]) -> Iterator[Artifact]:
    for document in documents:
        graph = _graph(document)
        key = f"the product in {document.source.path}"
        head = graph.root if graph.root is not None and graph.root.at("name").text else graph.packages[0]
        if _type(head) != _PACKAGE:
            yield _product(head, key, prefixes)
        for package in graph.packages[:_MAX_PACKAGES]:
            yield _package(package, graph, key, prefixes, is_head=package.path == head.path)


def _graph(document: Document) -> _Graph:
    graph = _Graph()
    roots: list[str] = []
    for each in _elements(document):
        kind, id_ = _type(each), each.at("spdxId").text or each.at("@id").text
        graph.elements.setdefault(id_, each)
        if kind == _PACKAGE:
            graph.packages.append(each)
        elif kind == "SpdxDocument":
            roots = [found.text for found in each.at("rootElement").items()]
        elif kind.endswith("Relationship"):
            ends = each.at("to")
            targets = [found.text for found in (ends.items() if isinstance(ends.data, list) else (ends,))]
            graph.related[each.at("relationshipType").text, each.at("from").text] |= dict.fromkeys(targets)
    graph.root = _root(graph, roots)
    return graph


def _root(graph: _Graph, ids: Sequence[str]) -> Cursor | None:
    """From the document through the bill to the package it is about."""
    for _ in range(_MAX_HOPS):
        found = next((graph.elements[each] for each in ids if each in graph.elements), None)
        if found is None or not isinstance(found.at("rootElement").data, list):
            return found if found is not None and _type(found).endswith("Package") else None
        ids = [each.text for each in found.at("rootElement").items()]
    return None


def _product(at: Cursor, key: str, prefixes: Sequence[str]) -> Artifact:
    """The software that the AI packages of a document belong to."""
    return Artifact(
        kind="bom",
        name=at.at("name").text,
        place=at.at("name").place,
        ai="bill of materials with AI packages",
        anchor=at.at("name").text,
        names=frozenset((f"{ReferenceKind.OBJECT}:{key}",)),
        statements=card_tree.flat_statements(_properties(at), Carrier.BOM, prefixes),
        texts=tuple(card_tree.texts(at, [each for each in _PARTS if each.role is TextRole.DESCRIPTION])),
    )


def _package(at: Cursor, graph: _Graph, key: str, prefixes: Sequence[str], *, is_head: bool) -> Artifact:
    name = at.at("name")
    place = name.place if name.text.strip() else at.at("type").place
    names = list(_names(at))
    own = [Reference(ReferenceKind.SELF, value, where) for value, where in names]
    belongs = [] if is_head else [Reference(ReferenceKind.OBJECT, key, place)]
    bears = (f"{ReferenceKind.OBJECT}:{key}",) if is_head else ()
    return Artifact(
        kind="bom",
        name=name.text.strip() or at.document.source.name,
        place=place,
        ai="AI package in a bill of materials",
        anchor=name.text.strip(),
        names=frozenset((*(f"{ReferenceKind.MODEL}:{value.lower()}" for value, _ in names), *bears)),
        references=(*own, *belongs, *_bases(at, graph), *_data_names(at, graph)),
        statements=card_tree.flat_statements(_properties(at), Carrier.BOM, prefixes),
        subjects=tuple(_subjects(at, graph, place)),
        texts=(*card_tree.texts(at, _PARTS), *_data_texts(at, graph)),
    )


def _subjects(at: Cursor, graph: _Graph, place: Place) -> Iterator[Subject]:
    """A package is described as a card does once it says what it is for or where its limits are."""
    facts = dict(_facts(at, graph, place))
    name = at.at("name").text.strip()
    if at.at("ai_informationAboutApplication").text or at.at("ai_limitation").text:
        yield Subject(SubjectKind.CARD, name, place, facts)
    elif "base_model" in facts:
        yield Subject(SubjectKind.RESOURCE, name, place, {"model": facts["base_model"]})


def _facts(at: Cursor, graph: _Graph, place: Place) -> Iterator[tuple[str, Value]]:
    titles = dict.fromkeys(card_tree.sections(at, _SECTIONS))
    for title, data in _data(at, graph):
        titles[title] = None
        if data.at("dataset_knownBias").data:
            titles[_BIAS] = None
    yield "sections", Value(tuple(titles), place)
    yield from card_tree.facts(at, {"version": ("software_packageVersion",)})
    metrics = ((each.at("key"), each.at("value")) for each in at.at("ai_metric").items())
    if (found := card_tree.results(metrics, at.at("ai_metric").key_place)) is not None:
        yield "results", found
    bases = list(_bases(at, graph))
    if bases:
        yield "base_model", Value(bases[0].value, bases[0].place)


def _names(at: Cursor) -> Iterator[tuple[str, Place]]:
    """Its name, and that in its package URL or address on the Hub."""
    if at.at("name").text.strip():
        yield at.at("name").text.strip(), at.at("name").place
    for field_, find in (
        ("software_packageUrl", name_in_purl),
        ("software_downloadLocation", name_in_address),
        ("software_homePage", name_in_address),
    ):
        if (found := find(at.at(field_).text)) is not None:
            yield found, at.at(field_).place


def _targets(at: Cursor, graph: _Graph, relation: str) -> Iterator[Cursor]:
    for id_ in graph.related.get((relation, at.at("spdxId").text or at.at("@id").text), ()):
        if id_ in graph.elements:
            yield graph.elements[id_]


def _bases(at: Cursor, graph: _Graph) -> Iterator[Reference]:
    for base in _targets(at, graph, "descendantOf"):
        for value, where in list(_names(base))[:1]:
            yield Reference(ReferenceKind.BASE, value, where)


def _data(at: Cursor, graph: _Graph) -> Iterator[tuple[str, Cursor]]:
    """The data sets that a package was trained or tested on, under the heading for it."""
    for relation, title in _ON_DATA.items():
        for found in _targets(at, graph, relation):
            yield title, found


def _data_texts(at: Cursor, graph: _Graph) -> Iterator[Text]:
    seen: set[object] = set()
    for title, data in _data(at, graph):
        if data.path not in seen:
            seen.add(data.path)
            yield from card_tree.texts(data, [Part(each, title) for each in _DATA])


def _data_names(at: Cursor, graph: _Graph) -> Iterator[Reference]:
    for _, data in _data(at, graph):
        for name in (data.at("name"), data.at("software_downloadLocation")):
            if name.text.strip():
                yield Reference(ReferenceKind.DATASET, dataset_name(name.text.strip()), name.place)


def _properties(at: Cursor) -> Iterator[tuple[str, Cursor]]:
    """Name and value of the properties that SPDX takes over from CycloneDX (`extension_CdxPropertiesExtension`)."""
    for each in at.find("extension.*.extension_cdxProperty.*"):
        if each.at("extension_cdxPropName").text:
            yield each.at("extension_cdxPropName").text, each.at("extension_cdxPropValue")


def _anchors(document: Document) -> dict[str, Place]:
    """Packages by name."""
    found: dict[str, Place] = {}
    for each in _elements(document) if _wants(document) else ():
        if _type(each).endswith("Package") and each.at("name").text.strip():
            found.setdefault(each.at("name").text.strip(), each.at("name").place)
    return found


KIND = Kind(
    name="SPDX",
    suffixes=(".json", ".jsonld"),
    tokens=lambda: (_PACKAGE.encode(),),
    wants=_wants,
    read=_read,
    anchors=_anchors,
    broken=lambda data: b"spdx" in data and _PACKAGE.encode() in data,
)
