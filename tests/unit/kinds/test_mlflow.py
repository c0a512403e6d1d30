from __future__ import annotations

import pytest

from aiact_lint.kinds import mlflow
from aiact_lint.parsers import yaml_
from aiact_lint.source import SourceFile
from aiact_lint.subjects import Artifact, Carrier, ReferenceKind
from unit.where import shown

_MODEL = """\
artifact_path: model
flavors:
  python_function: {loader_module: mlflow.transformers}
  transformers:
    task: text-classification
    source_model_name: google/bert
metadata:
  model_name: acme/cv
  description: Ranks CVs.
  aiact:risk-class: high
  eu_ai_act: {role: provider, intended-purpose: Orders CVs.}
model_uuid: 985e1569d5b741dc9b43741e1b94e823
"""


def _read(text: str, path: str = "models/cv/MLmodel") -> list[Artifact]:
    source = SourceFile(path, text.encode())
    found = []
    for kind in (mlflow.KIND, mlflow.REGISTRY):
        wanted = [each for each in yaml_.parse(source).documents if kind.wants(each)]
        read = list(kind.read(wanted, ()))
        assert not read or any(token in source.data for token in kind.tokens())
        found += read
    return found


def test_a_packaged_model() -> None:
    (model,) = _read(_MODEL)
    assert (model.kind, model.name, model.ai, shown(model.place)) == (
        "mlflow",
        "acme/cv",
        "MLflow model",
        "8:15-22 acme/cv",
    )
    assert model.names == {"model:acme/cv"}
    assert [(each.kind, each.value, shown(each.place)) for each in model.references] == [
        (ReferenceKind.SELF, "acme/cv", "8:15-22 acme/cv"),
        (ReferenceKind.BASE, "google/bert", "6:24-35 google/bert"),
    ]
    (subject,) = model.subjects
    assert {name: value.value for name, value in subject.facts.items()} == {
        "model": "google/bert",
        "pipeline_tag": "text-classification",
    }
    assert not model.is_card


def test_its_metadata_states_the_vocabulary() -> None:
    (model,) = _read(_MODEL)
    assert [(each.key, each.value.value, shown(each.value.place), each.carrier) for each in model.statements] == [
        ("role", ("provider",), "11:21-29 provider", Carrier.CARD),
        ("intended-purpose", "Orders CVs.", "11:49-60 Orders CVs.", Carrier.CARD),
        ("risk-class", "high-risk", "10:21-25 high", Carrier.CARD),
    ]


def test_its_texts() -> None:
    (model,) = _read(_MODEL)
    assert [(each.raw, each.role.value) for each in model.texts] == [
        ("Orders CVs.", "purpose"),
        ("acme/cv", "name"),
        ("Ranks CVs.", "description"),
        ("text-classification", "tag"),
    ]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("models/cv/MLmodel", "cv"),
        ("mlruns/0/985e1569d5b741dc9b43741e1b94e823/artifacts/ranker/MLmodel", "ranker"),
        ("MLmodel", "MLmodel"),
    ],
)
def test_a_model_without_a_name_is_called_like_its_folder(path: str, name: str) -> None:
    (model,) = _read("flavors: {sklearn: {}}\nrun_id: a\n", path)
    assert (model.name, shown(model.place)) == (name, "1:1-8 flavors")


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("flavors: {sklearn: {}}\n", "MLmodel"),
        ("flavors: [a]\nrun_id: a\n", "MLmodel"),
        ("flavors: {sklearn: {}}\nrun_id: a\n", "x/flavors.yaml"),
        ("name: a\nlast_updated_timestamp: 1\n", "meta.yaml"),
        ("name: a\n", "mlruns/models/a/meta.yaml"),
        ("last_updated_timestamp: 1\n", "mlruns/models/a/meta.yaml"),
    ],
)
def test_other_files_are_none(text: str, path: str) -> None:
    assert _read(text, path) == []


def test_a_registered_model() -> None:
    text = "creation_timestamp: 1\ndescription: Ranks CVs.\nlast_updated_timestamp: 2\nname: cv\n"
    (model,) = _read(text, "mlruns/models/cv/meta.yaml")
    assert (model.name, model.ai, shown(model.place)) == ("cv", "MLflow registered model", "4:7-9 cv")
    assert [each.raw for each in model.texts] == ["cv", "Ranks CVs."]


def test_evidence_can_name_keys() -> None:
    (document,) = yaml_.parse(SourceFile("MLmodel", _MODEL.encode())).documents
    anchors = mlflow.KIND.anchors
    assert anchors is not None
    assert shown(anchors(document)["flavors.transformers"]) == "4:3-15 transformers"
