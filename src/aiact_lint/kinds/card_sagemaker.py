"""Amazon SageMaker model cards: the JSON that the console, the API and `aws_sagemaker_model_card` take as content.

Field names are those of the model card JSON schema in the SageMaker developer guide, written either as there
(`intended_uses`) or as CloudFormation writes them (`IntendedUses`). The risk rating in it (Low, Medium, High) is the
owner's own view of the business risk and no class of the Act, so it states none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aiact_lint.kinds import card_tree
from aiact_lint.kinds.card_tree import Card, Part
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.subjects import TextRole, Value

_BLOCKS = (
    "intended_uses", "business_details", "training_details", "evaluation_details", "additional_information",
)  # fmt: skip
_OVERVIEW = "model_overview"

PARTS = (
    Part("model_overview.model_name", "Model details", TextRole.NAME),
    Part("model_overview.model_description", "Model description", TextRole.DESCRIPTION),
    Part("model_overview.model_creator", "Model card authors"),
    Part("model_overview.model_owner", "Model card contact"),
    Part("model_overview.problem_type", "Model details"),
    Part("intended_uses.purpose_of_model", "Intended use"),
    Part("intended_uses.intended_uses", "Intended use"),
    Part("intended_uses.factors_affecting_model_efficiency", "Factors and limitations"),
    Part("intended_uses.explanations_for_risk_rating", "Risks"),
    Part("business_details.business_problem", "Intended use"),
    Part("business_details.business_stakeholders", "Stakeholders"),
    Part("business_details.line_of_business", "Line of business"),
    Part("training_details.objective_function.notes", "Training details"),
    Part("training_details.training_observations", "Training details"),
    Part("training_details.training_job_details.training_datasets", "Training data"),
    Part("evaluation_details.*.evaluation_observation", "Evaluation results"),
    Part("evaluation_details.*.datasets", "Evaluation data"),
    Part("evaluation_details.*.metric_groups", "Evaluation results"),
    Part("additional_information.ethical_considerations", "Ethical considerations"),
    Part("additional_information.caveats_and_recommendations", "Caveats and recommendations"),
    Part("additional_information.custom_details.*", "Additional information"),
)
SILENT = frozenset(("Model card authors", "Model card contact", "Stakeholders", "Training data", "Evaluation data",
                     "Additional information"))  # fmt: skip
"""Headings that count as sections; what stands under them is names and addresses rather than words on a use."""


def is_card(at: Cursor) -> bool:
    """Whether a mapping is the content of a SageMaker model card, in either spelling."""
    if not isinstance(at.data, dict):
        return False
    names = {_snake(name) for name in at.data if isinstance(name, str)}
    return _OVERVIEW in names and any(block in names for block in _BLOCKS)


def read_card(at: Cursor, prefixes: Sequence[str] = ()) -> Card:
    """What the content of a SageMaker model card says; `at` is its top mapping, wherever it stands.

    `custom_details` may state the vocabulary under flat names (`aiact:risk-class`); `prefixes` are further ones.
    """
    parts = [Part(_as_written(at, each.path), each.heading, each.role) for each in PARTS]
    place = at.place if not at.path else at.key_place
    name = next(iter(_values(at, ("model_overview.model_name", "model_overview.model_id"))), None)
    facts = {"sections": Value(card_tree.sections(at, parts), name.place if name else place)}
    facts.update(card_tree.facts(at, {"version": (_as_written(at, "model_overview.model_version"),)}))
    if (found := card_tree.results(_metrics(at), place)) is not None:
        facts["results"] = found
    custom = next(at.find(_as_written(at, "additional_information.custom_details")), at.at("custom_details"))
    stated = (
        *card_tree.statements(at),
        *card_tree.flat_statements(custom.entries(), prefixes=prefixes),
    )
    spoken = [each for each in parts if each.heading not in SILENT]
    return Card(
        name=name,
        facts=facts,
        texts=(*card_tree.purposes(stated), *card_tree.texts(at, spoken)),
        statements=stated,
        locations=tuple(_values(at, ("model_overview.model_artifact.*", "model_overview.model_id"))),
    )


def _metrics(at: Cursor) -> Iterator[tuple[Cursor, Cursor]]:
    for path in (
        "evaluation_details.*.metric_groups.*.metric_data.*",
        "training_details.training_job_details.training_metrics.*",
        "training_details.training_job_details.user_provided_training_metrics.*",
    ):
        for metric in at.find(_as_written(at, path)):
            yield _below(metric, "name"), _below(metric, "value")


def _values(at: Cursor, paths: Sequence[str]) -> Iterator[Value]:
    for path in paths:
        for each in at.find(_as_written(at, path)):
            if each.text.strip():
                yield each.value(each.text.strip())


def _below(at: Cursor, name: str) -> Cursor:
    return at.at(_camel(name)) if isinstance(at.data, dict) and _camel(name) in at.data else at.at(name)


def _as_written(at: Cursor, path: str) -> str:
    """A path in the spelling of the card."""
    is_camel = isinstance(at.data, dict) and _camel(_OVERVIEW) in at.data
    return ".".join(_camel(step) for step in path.split(".")) if is_camel else path


def _camel(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
