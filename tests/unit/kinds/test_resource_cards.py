"""Model cards inside cloud resources have the sections, facts and headings that the same card has as a file."""

from __future__ import annotations

import pytest

from aiact_lint.kinds.cloudformation import KIND
from aiact_lint.subjects import Artifact, SubjectKind, TextRole, Value
from unit.kinds.template_files import artifacts
from unit.kinds.terraform_files import built

_HCL = """\
resource "aws_sagemaker_model_card" "cv" {{
  model_card_name = "cv-ranker"
  content = jsonencode({{
    model_overview = {{ model_name = "cv-ranker", model_version = 3 }}
    intended_uses = {{
      purpose_of_model = "Shortlist candidates."
      factors_affecting_model_efficiency = "Photos are not read."
    }}
    evaluation_details = [{{
      name = "test"
      evaluation_observation = "Worse for short letters."
      metric_groups = [{{ name = "g", metric_data = [{{ name = "auc", type = "number", value = 0.9 }}] }}]
    }}]
    additional_information = {{ ethical_considerations = "", custom_details = {{ team = "hiring" }} }}
  }})
}}
"""
_YAML = """\
Resources:
  Card:
    Type: AWS::SageMaker::ModelCard
    Properties:
      ModelCardName: cv-ranker
      Content:
        ModelOverview: {ModelName: cv-ranker, ModelVersion: 3}
        IntendedUses:
          PurposeOfModel: Shortlist candidates.
          FactorsAffectingModelEfficiency: Photos are not read.
        EvaluationDetails:
          - Name: test
            EvaluationObservation: Worse for short letters.
            MetricGroups: [{Name: g, MetricData: [{Name: auc, Type: number, Value: 0.9}]}]
        AdditionalInformation: {EthicalConsiderations: "", CustomDetails: {team: hiring}}
"""
_SECTIONS = ("Model details", "Intended use", "Factors and limitations", "Evaluation results", "Additional information")


def _card(artifact: Artifact) -> dict[str, Value]:
    (card,) = (each for each in artifact.subjects if each.kind is SubjectKind.CARD)
    return dict(card.facts)


def _terraform(text: str) -> Artifact:
    return built({"main.tf": text})["aws_sagemaker_model_card.cv"]


@pytest.mark.parametrize("artifact", [_terraform(_HCL.format()), artifacts(KIND, _YAML)["Card"]], ids=["hcl", "cfn"])
def test_what_a_card_says(artifact: Artifact) -> None:
    facts = _card(artifact)
    assert facts["sections"].value == _SECTIONS
    assert facts["sections"].place is artifact.place or facts["sections"].place.span == artifact.place.span
    assert (facts["version"].value, facts["results"].value) == (3, ("auc",))
    assert artifact.is_card
    told = {text.raw.strip('"'): text.headings for text in artifact.texts if text.headings}
    assert (
        told.items()
        >= {
            "Photos are not read.": ("Factors and limitations",),
            "Worse for short letters.": ("Evaluation results",),
        }.items()
    )
    assert "hiring" not in told  # names and addresses under silent headings are no words on a use


def test_a_purpose_is_told_once() -> None:
    for artifact in (_terraform(_HCL.format()), artifacts(KIND, _YAML)["Card"]):
        told = [each.role for each in artifact.texts if "Shortlist" in each.raw]
        assert told in ([TextRole.DESCRIPTION], [TextRole.PURPOSE])


@pytest.mark.parametrize(
    "content", ["var.card", "jsonencode(merge(var.card, {}))", '"{"', "jsonencode({})", "jsonencode({a = 1})", None]
)
def test_content_that_cannot_be_read_makes_no_card(content: str | None) -> None:
    """Nothing is said to be missing in it then."""
    line = "" if content is None else f"  content = {content}\n"
    text = f'variable "card" {{}}\nresource "aws_sagemaker_model_card" "cv" {{\n{line}}}\n'
    artifact = _terraform(text)
    assert not artifact.is_card
    assert [each.kind for each in artifact.subjects] == [SubjectKind.RESOURCE]


def test_a_part_that_cannot_be_read_may_be_there() -> None:
    text = 'variable "uses" {}\n' + _HCL.format().replace(
        '{\n      purpose_of_model = "Shortlist candidates."\n'
        '      factors_affecting_model_efficiency = "Photos are not read."\n    }',
        "var.uses",
    )
    assert "var.uses" in text
    assert set(_SECTIONS) | {"Risks"} == set(_card(_terraform(text))["sections"].value)  # type: ignore[call-overload]
