"""Model cards that a cloud resource carries as one of its attributes: sections, facts, and texts under headings.

`aws_sagemaker_model_card` has the content of a SageMaker model card as JSON, `AWS::SageMaker::ModelCard` as an object.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from aiact_lint.kinds.card_sagemaker import PARTS, SILENT
from aiact_lint.kinds.resource_types import ResourceType
from aiact_lint.subjects import Place, TextRole, Value

_VERSION = "model_overview.model_version"
_METRICS = (
    "evaluation_details.*.metric_groups.*.metric_data.*.name",
    "training_details.training_job_details.training_metrics.*.name",
    "training_details.training_job_details.user_provided_training_metrics.*.name",
)
_NOTHING: tuple[object, ...] = (None, "", [], {})


def card_facts(values: Callable[[str], Iterable[Value]], place: Place) -> Mapping[str, Value]:
    """`sections`, `version` and `results` of a card; nothing where the files do not hold what it says.

    `values`: what stands under a dotted path of the content; `place`: what stands for the card as a whole.
    """
    found = {part.path: [*values(part.path.removesuffix(".*"))] for part in PARTS}
    if not any(each.known and each.value not in _NOTHING for under in found.values() for each in under):
        return {}
    said = (
        part.heading for part in PARTS if any(not each.known or each.value not in _NOTHING for each in found[part.path])
    )
    facts = {"sections": Value(tuple(dict.fromkeys(said)), place)}
    version = next((each for each in values(_VERSION) if isinstance(each.value, str | int | float)), None)
    if version is not None:
        facts["version"] = version
    named = [str(each.value) for path in _METRICS for each in values(path) if each.known and each.value]
    if named:
        facts["results"] = Value(tuple(named), place)
    return facts


def described(
    kind: ResourceType, written: Callable[[str], str] = str
) -> Iterator[tuple[str, TextRole, tuple[str, ...]]]:
    """The attributes with descriptions, each with its role and the heading that it has in a card.

    `written`: a path as the table of the resource types writes it.
    """
    parts = {written(f"{kind.card}.{part.path}"): part for part in PARTS}
    for path in kind.descriptions:
        yield path, TextRole.DESCRIPTION, (parts[path].heading,) if path in parts else ()
    for path, part in parts.items():
        if path not in kind.descriptions and part.heading not in SILENT and part.role is not TextRole.NAME:
            yield path, part.role or (TextRole.LIST_ITEM if "*" in path else TextRole.PROSE), (part.heading,)
