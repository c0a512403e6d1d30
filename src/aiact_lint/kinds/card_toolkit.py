"""Cards of Google's Model Card Toolkit (schema 0.0.1 and 0.0.2), as JSON or YAML: one artifact each.

Field names are those of `model_card.schema.json` in tensorflow/model-card-toolkit. It has no field for what is out of
scope; people write it as limitations, as a line with a label, or under `out_of_scope_uses` as the extended schema of
bridge2ai/model-card-schema calls it; all of these are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aiact_lint.document import Document
from aiact_lint.kinds import Kind, card_tree
from aiact_lint.kinds.card_anchors import key_anchors
from aiact_lint.kinds.card_artifact import artifact_of
from aiact_lint.kinds.card_names import dataset_name
from aiact_lint.kinds.card_tree import Card, Part
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.subjects import Artifact, Reference, ReferenceKind, TextRole, Value

_DETAILS = "model_details"
_OTHERS = ("model_parameters", "quantitative_analysis", "considerations")
_SCHEMA_KEYS = ("$defs", "definitions", "properties")

_PARTS = (
    Part("model_details.name", "Model details", TextRole.TITLE),
    Part("model_details.overview", "Model description", TextRole.DESCRIPTION),
    Part("model_details.documentation", "Model description"),
    Part("considerations.users.*.description", "Intended users"),
    Part("considerations.users", "Intended users"),
    Part("considerations.use_cases.*.description", "Intended use"),
    Part("considerations.use_cases", "Intended use"),
    Part("considerations.out_of_scope_uses.*.description", "Out-of-scope use"),
    Part("considerations.out_of_scope_uses", "Out-of-scope use"),
    Part("considerations.limitations.*.description", "Limitations"),
    Part("considerations.limitations", "Limitations"),
    Part("considerations.tradeoffs.*.description", "Tradeoffs"),
    Part("considerations.tradeoffs", "Tradeoffs"),
    Part("considerations.ethical_considerations.*.name", "Ethical considerations"),
    Part("considerations.ethical_considerations.*.mitigation_strategy", "Ethical considerations"),
    Part("model_parameters.data.*.description", "Training and evaluation data"),
    Part("model_parameters.data.train.*", "Training data"),
    Part("model_parameters.data.eval.*", "Evaluation data"),
    Part("model_parameters.data.*.sensitive", "Sensitive data"),
    Part("model_parameters.data", "Training and evaluation data"),
    Part("quantitative_analysis.performance_metrics", "Quantitative analysis"),
    Part("model_details.owners", "Model card contact"),
    Part("model_details.contributors", "Model card contact"),
    Part("pipeline_tag", "Tags", TextRole.TAG),
    Part("tags", "Tags", TextRole.TAG),
)
_SECTIONS_ONLY = frozenset(("Sensitive data", "Model card contact", "Quantitative analysis"))
_FACTS = {
    "version": ("model_details.version.name",),
    "pipeline_tag": ("pipeline_tag",),
    "license": ("model_details.licenses.*.identifier", "model_details.license", "model_details.licenses.*.custom_text"),
}


def is_card(at: Cursor) -> bool:
    """Whether a mapping is a card; a JSON Schema of cards is none."""
    if not isinstance(at.at(_DETAILS).data, dict) or any(key in _keys(at) for key in _SCHEMA_KEYS):
        return False
    return any(isinstance(at.at(key).data, dict) for key in _OTHERS)


def _keys(at: Cursor) -> set[str]:
    return {key for key, _ in at.entries()} | {key for key, _ in at.at(_DETAILS).entries()}


def read_card(at: Cursor, prefixes: Sequence[str] = ()) -> Card:
    """What a card says; flat names of the vocabulary count at its top and in `model_details`."""
    name = at.at(_DETAILS, "name")
    named = name.value(name.text.strip()) if name.text.strip() else None
    place = named.place if named else at.at(_DETAILS).key_place
    facts = {"sections": Value(card_tree.sections(at, _PARTS), place)}
    facts.update(card_tree.facts(at, _FACTS))
    metrics = at.at("quantitative_analysis", "performance_metrics")
    pairs = ((each.at("type"), each.at("value")) for each in metrics.items())
    if (found := card_tree.results(pairs, metrics.key_place)) is not None:
        facts["results"] = found
    stated = (
        *card_tree.statements(at),
        *card_tree.flat_statements([*at.entries(), *at.at(_DETAILS).entries()], prefixes=prefixes),
    )
    spoken = [each for each in _PARTS if each.heading not in _SECTIONS_ONLY]
    path = at.at(_DETAILS, "path")
    return Card(
        name=named,
        facts=facts,
        texts=(*card_tree.purposes(stated), *card_tree.texts(at, spoken)),
        statements=stated,
        locations=(path.value(path.text),) if path.text.strip() else (),
        references=tuple(_data_names(at)),
    )


def _data_names(at: Cursor) -> Iterator[Reference]:
    """Names and addresses of the data."""
    for path in ("datasets.*", "model_parameters.data.*.name", "model_parameters.data.*.link"):
        for each in at.find(path):
            if each.text.strip():
                yield Reference(ReferenceKind.DATASET, dataset_name(each.text.strip()), each.place)


def _wants(document: Document) -> bool:
    top = Cursor.top(document)
    return document.language in ("json", "yaml") and is_card(top) and card_tree.is_filled_in(top.at(_DETAILS, "name"))


def _read(documents: Sequence[Document], prefixes: Sequence[str]) -> Iterator[Artifact]:
    for document in documents:
        top = Cursor.top(document)
        yield artifact_of(top, read_card(top, prefixes), "Model Card Toolkit card")


def _broken(data: bytes) -> bool:
    return b'"model_details"' in data and any(f'"{key}"'.encode() in data for key in _OTHERS)


KIND = Kind(
    name="Model Card Toolkit card",
    suffixes=(".json", ".yaml", ".yml"),
    tokens=lambda: (_DETAILS.encode(),),
    wants=_wants,
    read=_read,
    anchors=lambda document: key_anchors(document) if _wants(document) else {},
    broken=_broken,
)
