"""`modelCard` of a CycloneDX component: what it says, under the headings of a card.

Field names are those of `bom-1.7.schema.json` (CycloneDX/specification); those of 1.5 and 1.6 are among them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aiact_lint.kinds import card_tree
from aiact_lint.kinds.card_names import dataset_name
from aiact_lint.kinds.card_tree import Card, Part
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.kinds.cyclonedx.components import base_names
from aiact_lint.subjects import Reference, ReferenceKind, TextRole, Value

_FAIRNESS = "Bias, risks and limitations"
"""Where a card in words tells who may be harmed: not as a use, but as what may go wrong."""

_COMPONENT = (
    Part("name", "Model details", TextRole.NAME),
    Part("description", "Model description", TextRole.DESCRIPTION),
    Part("tags", "Tags", TextRole.TAG),
    Part("publisher", "Model card contact"),
    Part("supplier", "Model card contact"),
    Part("authors", "Model card authors"),
)
_CARD = (
    Part("modelParameters.task", "Tags", TextRole.TAG),
    Part("modelParameters.datasets.*.description", "Training and evaluation data"),
    Part("considerations.users", "Intended users"),
    Part("considerations.useCases", "Intended use"),
    Part("considerations.technicalLimitations", "Limitations"),
    Part("considerations.performanceTradeoffs", "Tradeoffs"),
    Part("considerations.ethicalConsiderations.*.name", "Ethical considerations"),
    Part("considerations.ethicalConsiderations.*.mitigationStrategy", "Ethical considerations"),
    Part("considerations.fairnessAssessments.*.*", _FAIRNESS),
    Part("considerations.environmentalConsiderations", "Environmental impact"),
    Part("modelParameters.datasets", "Training and evaluation data"),
    Part("quantitativeAnalysis.performanceMetrics", "Quantitative analysis"),
)
_DATA = (Part("description", "Training and evaluation data"),)
_SECTIONS_ONLY = frozenset(("Model card contact", "Model card authors"))
_FACTS = {
    "version": ("version",),
    "pipeline_tag": ("modelCard.modelParameters.task",),
    "license": ("licenses.*.license.id", "licenses.*.expression", "licenses.*.license.name"),
}


def card_of(at: Cursor, data_sets: Mapping[str, Cursor]) -> Card:
    """The card of a model component; `data_sets` are the bill's data components by `bom-ref`."""
    inner = at.at("modelCard")
    place = at.at("name").place if at.at("name").text else at.key_place
    titles = (*card_tree.sections(at, _COMPONENT), *card_tree.sections(inner, _CARD))
    facts = {"sections": Value(tuple(dict.fromkeys(titles)), place), **dict(card_tree.facts(at, _FACTS))}
    metrics = inner.at("quantitativeAnalysis", "performanceMetrics")
    pairs = ((each.at("type"), each.at("value")) for each in metrics.items())
    if (found := card_tree.results(pairs, metrics.key_place)) is not None:
        facts["results"] = found
    bases = list(base_names(at))
    if bases:
        facts["base_model"] = Value(bases[0][0], bases[0][1])
    spoken = [each for each in _COMPONENT if each.heading not in _SECTIONS_ONLY]
    data = [found for found in _data_sets(inner, data_sets) if found.at("description").text]
    return Card(
        name=None,
        facts=facts,
        texts=(
            *card_tree.texts(at, spoken),
            *card_tree.texts(inner, _CARD),
            *(each for found in data for each in card_tree.texts(found, _DATA)),
        ),
        references=(
            *(Reference(ReferenceKind.BASE, value, where) for value, where in bases),
            *_data_names(inner, data_sets),
        ),
    )


def _data_sets(inner: Cursor, data_sets: Mapping[str, Cursor]) -> Iterator[Cursor]:
    """The data components that a card names by reference."""
    for each in inner.at("modelParameters", "datasets").items():
        found = data_sets.get(each.at("ref").text)
        if found is not None:
            yield found


def _data_names(inner: Cursor, data_sets: Mapping[str, Cursor]) -> Iterator[Reference]:
    """Names and addresses of the data, so that the cards of data sets in the repository are found."""
    inline = inner.at("modelParameters", "datasets").items()
    for each in (*inline, *_data_sets(inner, data_sets)):
        for name in (each.at("name"), each.at("contents", "url"), *each.find("data.*.contents.url")):
            if name.text.strip():
                yield Reference(ReferenceKind.DATASET, dataset_name(name.text.strip()), name.place)
