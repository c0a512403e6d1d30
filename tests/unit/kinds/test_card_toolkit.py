from __future__ import annotations

import json

import pytest

from aiact_lint.kinds import card_toolkit
from aiact_lint.parsers import json_, yaml_
from aiact_lint.source import SourceFile
from aiact_lint.subjects import Artifact, Carrier, ReferenceKind
from unit.where import shown

_CARD = """\
{
  "schema_version": "0.0.2",
  "eu_ai_act": {"risk_classification": "limited"},
  "model_details": {
    "name": "mail-sorter",
    "overview": "Sorts mail.",
    "version": {"name": "v1.2"},
    "licenses": [{"identifier": "Apache-2.0"}],
    "path": "models/mail-sorter"
  },
  "model_parameters": {"data": [{"name": "letters", "description": "Letters of 2020."}]},
  "quantitative_analysis": {"performance_metrics": [{"type": "accuracy", "value": "0.9"}]},
  "considerations": {
    "users": [{"description": "Clerks"}],
    "use_cases": [{"description": "Sorting"}],
    "out_of_scope_uses": ["Scoring of people"],
    "limitations": [{"description": "English only."}],
    "ethical_considerations": [{"name": "Privacy", "mitigation_strategy": "Names are masked."}]
  }
}
"""


def _read(text: str, path: str = "model_card.json") -> list[Artifact]:
    source = SourceFile(path, text.encode())
    parse = json_.parse if path.endswith(".json") else yaml_.parse
    documents = [each for each in parse(source).documents if card_toolkit.KIND.wants(each)]
    found = list(card_toolkit.KIND.read(documents, ()))
    assert not found or any(token in source.data for token in card_toolkit.KIND.tokens())
    return found


def test_a_card() -> None:
    (card,) = _read(_CARD)
    assert (card.kind, card.name, card.ai) == ("model-card", "mail-sorter", "Model Card Toolkit card")
    assert shown(card.place) == '5:13-26 "mail-sorter"'
    facts = card.subjects[0].facts
    assert {name: value.value for name, value in facts.items()} == {
        "sections": (
            "Model details",
            "Model description",
            "Intended users",
            "Intended use",
            "Out-of-scope use",
            "Limitations",
            "Ethical considerations",
            "Training and evaluation data",
            "Quantitative analysis",
        ),
        "version": "v1.2",
        "license": "Apache-2.0",
        "results": ("accuracy",),
    }
    assert shown(facts["license"].place) == '8:33-45 "Apache-2.0"'


def test_texts_and_what_stands_above_them() -> None:
    (card,) = _read(_CARD)
    assert [(shown(each.place), each.headings[-1]) for each in card.texts] == [
        ("5:14-25 mail-sorter", "Model details"),
        ("6:18-29 Sorts mail.", "Model description"),
        ("14:32-38 Clerks", "Intended users"),
        ("15:36-43 Sorting", "Intended use"),
        ("16:28-45 Scoring of people", "Out-of-scope use"),
        ("17:38-51 English only.", "Limitations"),
        ("18:42-49 Privacy", "Ethical considerations"),
        ("18:76-93 Names are masked.", "Ethical considerations"),
        ("11:69-85 Letters of 2020.", "Training and evaluation data"),
    ]


def test_statements_in_a_block_and_by_flat_names() -> None:
    (card,) = _read(_CARD.replace('"overview"', '"aiact:system": "mail", "overview"'))
    assert [(each.key, each.value.value, each.carrier) for each in card.statements] == [
        ("risk-class", "transparency", Carrier.CARD),
        ("system", "mail", Carrier.CARD),
    ]


def test_its_own_names() -> None:
    (card,) = _read(_CARD)
    assert card.names == {"model:mail-sorter", "model:models/mail-sorter"}
    assert [(each.kind, each.value) for each in card.references] == [
        (ReferenceKind.SELF, "mail-sorter"),
        (ReferenceKind.SELF, "models/mail-sorter"),
        (ReferenceKind.DATASET, "letters"),
    ]


def test_yaml_too() -> None:
    (card,) = _read("model_details:\n  name: a\nconsiderations:\n  use_cases: [Sorting, Filing]\n", "card.yaml")
    assert [shown(each.place) for each in card.texts] == ["2:9-10 a", "4:15-22 Sorting", "4:24-30 Filing"]


@pytest.mark.parametrize(
    "data",
    [
        {},
        [],
        {"model_details": {}},
        {"model_details": "x", "considerations": {}},
        {"considerations": {}, "model_parameters": {}},
        {"properties": {}, "model_details": {}, "considerations": {}},
        {"model_details": {"properties": {}}, "considerations": {}},
        {"model_details": {}, "considerations": []},
        {"model_details": {"name": "{{ name }}"}, "considerations": {}},
    ],
)
def test_schemas_and_other_files_are_no_cards(data: object) -> None:
    assert _read(json.dumps(data)) == []


def test_what_bears_on_a_system_when_broken() -> None:
    broken = card_toolkit.KIND.broken
    assert broken is not None
    assert broken(_CARD.encode()[:-3])
    assert not broken(b'{"model_details": ')


def test_evidence_can_name_keys() -> None:
    (document,) = json_.parse(SourceFile("card.json", _CARD.encode())).documents
    anchors = card_toolkit.KIND.anchors
    assert anchors is not None
    found = {name: shown(place) for name, place in anchors(document).items()}
    assert found["considerations.limitations"] == found["limitations"] == '17:5-18 "limitations"'
    assert found["model_details.version.name"] == '7:17-23 "name"'
    assert "name" not in found  # several keys are called so
    (other,) = json_.parse(SourceFile("x.json", b'{"limitations": 1}')).documents
    assert anchors(other) == {}
