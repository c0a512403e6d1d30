from __future__ import annotations

import json

import pytest

from aiact_lint.kinds import spdx
from aiact_lint.parsers import json_
from aiact_lint.source import SourceFile
from aiact_lint.subjects import Artifact, Carrier, ReferenceKind, SubjectKind
from unit.where import shown

_DOCUMENT = """\
{
  "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
  "@graph": [
    {"type": "SpdxDocument", "spdxId": "u:doc", "rootElement": ["u:bom"]},
    {"type": "software_Sbom", "spdxId": "u:bom", "rootElement": ["u:app"]},
    {"type": "software_Package", "spdxId": "u:app", "name": "mail-desk", "summary": "A desk."},
    {
      "type": "ai_AIPackage",
      "spdxId": "u:model",
      "name": "mail-sorter",
      "software_packageVersion": "2.0",
      "software_packageUrl": "pkg:huggingface/acme/mail-sorter",
      "ai_informationAboutApplication": "Sorts mail.",
      "ai_limitation": "English only.",
      "ai_domain": ["mail"],
      "ai_autonomyType": "yes",
      "ai_safetyRiskAssessment": "high",
      "ai_useSensitivePersonalInformation": "yes",
      "ai_metric": [{"type": "DictionaryEntry", "key": "f1", "value": "0.5"}],
      "extension": [{
        "type": "extension_CdxPropertiesExtension",
        "extension_cdxProperty": [{"extension_cdxPropName": "aiact:risk-class", "extension_cdxPropValue": "minimal"}]
      }]
    },
    {"type": "ai_AIPackage", "spdxId": "u:base", "name": "bert"},
    {"type": "dataset_DatasetPackage", "spdxId": "u:data", "name": "letters", "description": "Letters.", "dataset_knownBias": ["Old people write more."]},
    {"type": "Relationship", "relationshipType": "trainedOn", "from": "u:model", "to": ["u:data", "u:gone"]},
    {"type": "Relationship", "relationshipType": "descendantOf", "from": "u:model", "to": ["u:base"]}
  ]
}
"""


def _read(text: str, path: str = "a.spdx.json") -> list[Artifact]:
    source = SourceFile(path, text.encode())
    documents = [each for each in json_.parse(source).documents if spdx.KIND.wants(each)]
    found = list(spdx.KIND.read(documents, ()))
    assert not found or any(token in source.data for token in spdx.KIND.tokens())
    return found


def test_the_product_and_its_packages() -> None:
    found = _read(_DOCUMENT)
    assert [(each.kind, each.name, shown(each.place)) for each in found] == [
        ("bom", "mail-desk", '6:61-72 "mail-desk"'),
        ("bom", "mail-sorter", '10:15-28 "mail-sorter"'),
        ("bom", "bert", '25:58-64 "bert"'),
    ]
    assert [each.ai for each in found] == [
        "bill of materials with AI packages",
        "AI package in a bill of materials",
        "AI package in a bill of materials",
    ]


def test_a_package_that_says_what_it_is_for_is_a_card() -> None:
    _, sorter, bert = _read(_DOCUMENT)
    (card,) = sorter.subjects
    assert card.kind is SubjectKind.CARD
    assert {name: value.value for name, value in card.facts.items()} == {
        "sections": (
            "Model details",
            "Intended use",
            "Tags",
            "Limitations",
            "Evaluation results",
            "Training data",
            "Bias of the data",
        ),
        "version": "2.0",
        "results": ("f1",),
        "base_model": "bert",
    }
    assert bert.subjects == ()


def test_texts() -> None:
    sorter = _read(_DOCUMENT)[1]
    assert [(shown(each.place), each.headings) for each in sorter.texts] == [
        ("10:16-27 mail-sorter", ("Model details",)),
        ("13:42-53 Sorts mail.", ("Intended use",)),
        ("15:22-26 mail", ("Tags",)),
        ("14:25-38 English only.", ("Limitations",)),
        ("26:95-103 Letters.", ("Training data",)),
        ("26:129-151 Old people write more.", ("Training data",)),
    ]


def test_the_risk_for_products_is_no_class_of_the_act() -> None:
    sorter = _read(_DOCUMENT)[1]
    assert [(each.key, each.value.value, each.carrier) for each in sorter.statements] == [
        ("risk-class", "minimal", Carrier.BOM)
    ]


def test_names_and_references() -> None:
    product, sorter, bert = _read(_DOCUMENT)
    assert sorter.names == {"model:mail-sorter", "model:acme/mail-sorter"}
    assert [(each.kind, each.value) for each in sorter.references] == [
        (ReferenceKind.SELF, "mail-sorter"),
        (ReferenceKind.SELF, "acme/mail-sorter"),
        (ReferenceKind.OBJECT, "the product in a.spdx.json"),
        (ReferenceKind.BASE, "bert"),
        (ReferenceKind.DATASET, "letters"),
    ]
    assert product.names == {"object:the product in a.spdx.json"}
    assert bert.names == {"model:bert"}


def test_one_element_without_a_graph() -> None:
    (only,) = _read('{"type": "ai_AIPackage", "name": "a"}')
    assert "object:the product in a.spdx.json" in only.names
    assert [each.value for each in only.references] == ["a"]


@pytest.mark.parametrize(
    "data",
    [
        {},
        [],
        {"@graph": []},
        {"@graph": [{"type": "software_Package", "name": "ai_AIPackage"}]},
        {"@graph": "ai_AIPackage"},
    ],
)
def test_other_documents_are_none(data: object) -> None:
    assert _read(json.dumps(data)) == []


def test_roots_in_a_circle_end() -> None:
    graph = [
        {"type": "SpdxDocument", "spdxId": "a", "rootElement": ["b"]},
        {"type": "software_Sbom", "spdxId": "b", "rootElement": ["b"]},
        {"type": "ai_AIPackage", "spdxId": "c", "name": "m"},
    ]
    assert [each.name for each in _read(json.dumps({"@graph": graph}))] == ["m"]


def test_evidence_can_name_packages() -> None:
    (document,) = json_.parse(SourceFile("a.spdx.json", _DOCUMENT.encode())).documents
    anchors = spdx.KIND.anchors
    assert anchors is not None
    assert list(anchors(document)) == ["mail-desk", "mail-sorter", "bert", "letters"]
    assert shown(anchors(document)["bert"]) == '25:58-64 "bert"'
