from __future__ import annotations

import json
from textwrap import dedent

import pytest

from aiact_lint.kinds import sagemaker
from aiact_lint.parsers import json_
from aiact_lint.source import SourceFile
from aiact_lint.subjects import Artifact, Carrier, ReferenceKind, SubjectKind
from unit.where import shown

_CARD = """\
{
  "model_overview": {
    "model_name": "cv-ranker",
    "model_description": "Ranks applicants.",
    "model_version": 3,
    "model_artifact": ["s3://acme/models/cv-ranker/3/model.tar.gz"],
    "model_creator": "Acme"
  },
  "intended_uses": {
    "purpose_of_model": "Orders CVs.",
    "intended_uses": "Recruiters.\\nOut of scope: dismissals.",
    "risk_rating": "High",
    "explanations_for_risk_rating": "Careers."
  },
  "evaluation_details": [
    {
      "name": "holdout",
      "evaluation_observation": "Fine.",
      "metric_groups": [
        {"name": "g", "metric_data": [{"name": "auc", "type": "number", "value": 0.91}, {"name": "note", "type": "string", "value": "ok"}]}
      ]
    }
  ],
  "additional_information": {
    "ethical_considerations": "Bias was measured.",
    "custom_details": {"aiact:risk-class": "high", "team": "HR"}
  }
}
"""


def _read(text: str, path: str = "cards/x.json") -> list[Artifact]:
    source = SourceFile(path, dedent(text).encode())
    documents = [each for each in json_.parse(source).documents if sagemaker.KIND.wants(each)]
    found = list(sagemaker.KIND.read(documents, ()))
    assert not found or any(token in source.data for token in sagemaker.KIND.tokens())
    return found


def test_a_card_is_a_model_card_with_its_sections() -> None:
    (card,) = _read(_CARD)
    assert (card.kind, card.name, card.ai, card.is_card) == ("model-card", "cv-ranker", "SageMaker model card", True)
    assert shown(card.place) == '3:19-30 "cv-ranker"'
    (subject,) = card.subjects
    assert subject.kind is SubjectKind.CARD
    assert subject.facts["sections"].value == (
        "Model details",
        "Model description",
        "Model card authors",
        "Intended use",
        "Risks",
        "Evaluation results",
        "Ethical considerations",
        "Additional information",
    )
    assert (subject.facts["version"].value, shown(subject.facts["version"].place)) == ("3", "5:22-23 3")
    assert subject.facts["results"].value == ("auc",)


def test_texts_stand_on_their_words_under_the_headings_of_a_card() -> None:
    (card,) = _read(_CARD)
    assert [(shown(each.place), each.headings) for each in card.texts] == [
        ("3:20-29 cv-ranker", ("Model details",)),
        ("4:27-44 Ranks applicants.", ("Model description",)),
        ("10:26-37 Orders CVs.", ("Intended use",)),
        ("11:23-34 Recruiters.", ("Intended use",)),
        ("11:50-61 dismissals.", ("Intended use", "Out of scope")),
        ("13:38-46 Careers.", ("Risks",)),
        ("18:34-39 Fine.", ("Evaluation results",)),
        ("25:32-50 Bias was measured.", ("Ethical considerations",)),
    ]


def test_custom_details_state_the_vocabulary_and_the_rating_does_not() -> None:
    (card,) = _read(_CARD)
    (stated,) = card.statements
    assert (stated.key, stated.value.value, stated.carrier) == ("risk-class", "high-risk", Carrier.CARD)
    assert shown(stated.value.place) == '26:44-50 "high"'


def test_it_looks_for_the_card_in_words_of_its_name() -> None:
    (card,) = _read(_CARD)
    assert [(each.kind, each.value, shown(each.place)) for each in card.references] == [
        (ReferenceKind.SELF, "cv-ranker", '3:19-30 "cv-ranker"'),
        (
            ReferenceKind.SELF,
            "s3://acme/models/cv-ranker/3/model.tar.gz",
            '6:24-67 "s3://acme/models/cv-ranker/3/model.tar.gz"',
        ),
    ]
    assert "model:cv-ranker" in card.names


def test_the_spelling_of_cloudformation() -> None:
    text = """\
    {"ModelOverview": {"ModelName": "a", "ModelVersion": 2}, "IntendedUses": {"PurposeOfModel": "Sorts mail."},
     "EvaluationDetails": [{"MetricGroups": [{"MetricData": [{"Name": "f1", "Value": 0.5}]}]}]}
    """
    (card,) = _read(text)
    assert card.name == "a"
    assert [shown(each.place) for each in card.texts] == ["1:34-35 a", "1:94-105 Sorts mail."]
    assert card.subjects[0].facts["results"].value == ("f1",)
    assert card.subjects[0].facts["version"].value == "2"


@pytest.mark.parametrize(
    ("path", "name"), [("fraud-card.json", "fraud-card"), ("fraud/model_card.json", "fraud"), ("card.json", "card")]
)
def test_a_card_without_a_name_is_called_like_its_file_or_folder(path: str, name: str) -> None:
    (card,) = _read('{"model_overview": {}, "intended_uses": {}}', path)
    assert (card.name, shown(card.place)) == (name, '1:2-18 "model_overview"')


@pytest.mark.parametrize(
    "data", [{}, [], "model_overview", {"model_overview": {}}, {"intended_uses": {}}, {"model_overview": [], "x": 1}]
)
def test_other_json_is_none(data: object) -> None:
    assert _read(json.dumps(data)) == []


@pytest.mark.parametrize("name", ["{{ name }}", "a {{b}} c"])
def test_templates_are_none(name: str) -> None:
    card = {"model_overview": {"model_name": name}, "intended_uses": {}}
    assert _read(json.dumps(card)) == []
    assert _read('{"model_overview": {}, "intended_uses": {}}', "card_template.json") == []


def test_only_what_looks_like_a_card_is_missed_when_it_is_broken() -> None:
    broken = sagemaker.KIND.broken
    assert broken is not None
    assert broken(_CARD.encode()[:-4])
    assert not broken(b'{"model_overview": 1,,}')
