from __future__ import annotations

import json

import pytest

from aiact_lint.kinds import cyclonedx
from aiact_lint.parsers import json_
from aiact_lint.source import SourceFile
from aiact_lint.subjects import Artifact, Carrier, ReferenceKind, SubjectKind
from unit.where import shown

_BILL = """\
{
  "bomFormat": "CycloneDX",
  "metadata": {
    "component": {"type": "application", "name": "cv-desk", "description": "A desk.", "properties": [{"name": "aiact:system", "value": "cv"}]},
    "properties": [{"name": "aiact:risk-class", "value": "high"}, {"name": "tool", "value": "x"}]
  },
  "components": [
    {
      "type": "machine-learning-model",
      "bom-ref": "m",
      "group": "acme",
      "name": "cv-ranker",
      "version": "1.2",
      "purl": "pkg:huggingface/acme/cv%2Dranker@1a2b",
      "description": "Ranks.",
      "licenses": [{"license": {"id": "MIT"}}],
      "pedigree": {"ancestors": [{"type": "machine-learning-model", "name": "bert", "group": "google"}]},
      "externalReferences": [{"type": "website", "url": "https://huggingface.co/acme/ranker/tree/main"}],
      "modelCard": {
        "modelParameters": {"task": "text-classification", "datasets": [{"ref": "d"}, {"name": "mails", "description": "Mails."}]},
        "quantitativeAnalysis": {"performanceMetrics": [{"type": "auc", "value": "0.9"}]},
        "considerations": {
          "useCases": ["Ranking"],
          "technicalLimitations": ["English"],
          "fairnessAssessments": [{"groupAtRisk": "Women", "harms": "Fewer"}],
          "ethicalConsiderations": [{"name": "Trust", "mitigationStrategy": "Review"}]
        }
      },
      "components": [{"type": "machine-learning-model", "name": "tokenizer"}]
    },
    {"type": "data", "bom-ref": "d", "name": "cvs", "description": "CVs.", "data": [{"contents": {"url": "https://huggingface.co/datasets/acme/cvs"}}]}
  ]
}
"""


def _read(text: str, path: str = "bom.json") -> list[Artifact]:
    source = SourceFile(path, text.encode())
    documents = [each for each in json_.parse(source).documents if cyclonedx.KIND.wants(each)]
    found = list(cyclonedx.KIND.read(documents, ()))
    assert not any(each.ai for each in found) or any(token in source.data for token in cyclonedx.KIND.tokens())
    return found


def _bill(**parts: object) -> str:
    return json.dumps({"bomFormat": "CycloneDX", **parts})


def test_the_product_and_each_model_are_artifacts() -> None:
    found = _read(_BILL)
    assert [(each.kind, each.name, each.ai) for each in found] == [
        ("bom", "cv-desk", "bill of materials with machine-learning models"),
        ("bom", "acme/cv-ranker", "machine-learning model in a bill of materials"),
        ("bom", "tokenizer", "machine-learning model in a bill of materials"),
    ]
    assert [shown(each.place) for each in found] == [
        '4:50-59 "cv-desk"',
        '12:15-26 "cv-ranker"',
        '29:65-76 "tokenizer"',
    ]


def test_properties_state_the_vocabulary() -> None:
    product = _read(_BILL)[0]
    assert [(each.key, each.value.value, each.carrier, shown(each.value.place)) for each in product.statements] == [
        ("system", "cv", Carrier.BOM, '4:136-140 "cv"'),
        ("risk-class", "high-risk", Carrier.BOM, '5:58-64 "high"'),
    ]


def test_names_and_what_they_point_at() -> None:
    product, ranker, tokenizer = _read(_BILL)
    assert ranker.names == {"model:acme/cv-ranker", "model:acme/ranker"}
    assert [(each.kind, each.value) for each in ranker.references] == [
        (ReferenceKind.SELF, "acme/cv-ranker"),
        (ReferenceKind.SELF, "acme/cv-ranker"),
        (ReferenceKind.SELF, "acme/ranker"),
        (ReferenceKind.OBJECT, "the product in bom.json"),
        (ReferenceKind.BASE, "google/bert"),
        (ReferenceKind.DATASET, "mails"),
        (ReferenceKind.DATASET, "cvs"),
        (ReferenceKind.DATASET, "acme/cvs"),
    ]
    assert product.names == {"object:the product in bom.json"}
    assert [each.value for each in tokenizer.references] == ["tokenizer", "the product in bom.json"]


def test_a_model_card_has_the_facts_and_texts_of_a_card() -> None:
    (subject,) = _read(_BILL)[1].subjects
    assert subject.kind is SubjectKind.CARD
    assert {name: value.value for name, value in subject.facts.items()} == {
        "sections": (
            "Model details",
            "Model description",
            "Tags",
            "Training and evaluation data",
            "Intended use",
            "Limitations",
            "Ethical considerations",
            "Bias, risks and limitations",
            "Quantitative analysis",
        ),
        "version": "1.2",
        "pipeline_tag": "text-classification",
        "license": "MIT",
        "results": ("auc",),
        "base_model": "google/bert",
    }
    assert [(each.raw, each.headings[-1]) for each in _read(_BILL)[1].texts] == [
        ("cv-ranker", "Model details"),
        ("Ranks.", "Model description"),
        ("text-classification", "Tags"),
        ("Mails.", "Training and evaluation data"),
        ("Ranking", "Intended use"),
        ("English", "Limitations"),
        ("Trust", "Ethical considerations"),
        ("Review", "Ethical considerations"),
        ("Women", "Bias, risks and limitations"),
        ("Fewer", "Bias, risks and limitations"),
        ("CVs.", "Training and evaluation data"),
    ]
    assert shown(_read(_BILL)[1].texts[4].place) == "23:25-32 Ranking"


def test_a_model_without_a_card_is_not_described() -> None:
    assert _read(_BILL)[2].subjects == ()
    base = {"type": "machine-learning-model", "name": "a", "pedigree": {"ancestors": [{"name": "b"}]}}
    (model,) = _read(_bill(components=[base]))
    assert [(each.kind, {name: value.value for name, value in each.facts.items()}) for each in model.subjects] == [
        (SubjectKind.RESOURCE, {"model": "b"})
    ]


def test_without_a_product_the_first_model_is_it() -> None:
    model = {"type": "machine-learning-model"}
    stated = [{"name": "aiact:risk-class", "value": "low"}]
    first, second = _read(_bill(components=[{**model, "name": "a"}, {**model, "name": "b"}], properties=stated))
    assert "object:the product in bom.json" in first.names
    assert [each.key for each in first.statements] == ["risk-class"]
    assert [each.value for each in second.references] == ["b", "the product in bom.json"]
    assert second.statements == ()


def test_a_product_that_is_a_model_is_one_artifact() -> None:
    (only,) = _read(_bill(metadata={"component": {"type": "machine-learning-model", "name": "a"}}))
    assert (only.name, only.ai) == ("a", "machine-learning model in a bill of materials")


@pytest.mark.parametrize(
    ("parts", "signs"),
    [
        ({"metadata": {"component": {"type": "application", "name": "a"}}, "components": [{"type": "library", "name": "torch"}]}, [None]),
        ({"components": [{"type": "library", "name": "machine-learning-model"}]}, []),
        ({"metadata": {"component": {"name": "a", "properties": [{"name": "aiact:role", "value": "deployer"}]}}}, ["aiact statement"]),
        ({"metadata": {"component": {"name": "a", "properties": [{"name": "aiact:system", "value": "x"}]}}}, [None]),
        ({"components": "machine-learning-model"}, []),
        ({"components": [{"type": "data", "name": "d"}]}, []),
    ],
)  # fmt: skip
def test_software_is_no_sign_of_ai(parts: dict[str, object], signs: list[str | None]) -> None:
    assert [each.ai for each in _read(_bill(**parts))] == signs


def test_only_a_bill_with_models_is_missed_when_it_is_broken() -> None:
    broken = cyclonedx.KIND.broken
    assert broken is not None
    assert broken(_BILL.encode()[:-3])
    assert not broken(b'{"bomFormat": "CycloneDX", ')
    assert not broken(b'{"x": "machine-learning-model"')


def test_deeply_nested_components_end() -> None:
    inner: dict[str, object] = {"type": "machine-learning-model", "name": "deep"}
    for _ in range(50):
        inner = {"type": "library", "name": "x", "components": [inner]}
    assert _read(_bill(components=[inner])) == []


def test_evidence_can_name_components() -> None:
    (document,) = json_.parse(SourceFile("bom.json", _BILL.encode())).documents
    anchors = cyclonedx.KIND.anchors
    assert anchors is not None
    assert {name: shown(place) for name, place in anchors(document).items()} == {
        "cv-desk": '4:50-59 "cv-desk"',
        "m": '12:15-26 "cv-ranker"',
        "d": '31:46-51 "cvs"',
        "tokenizer": '29:65-76 "tokenizer"',
    }
    assert [each.anchor for each in _read(_BILL)] == ["cv-desk", "m", "tokenizer"]
    (other,) = json_.parse(SourceFile("x.json", b'{"components": [{"name": "a"}]}')).documents
    assert anchors(other) == {}
