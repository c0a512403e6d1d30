from __future__ import annotations

import json

import pytest

from aiact_lint.kinds import card, croissant, dataset_card
from aiact_lint.parsers import json_, markdown, yaml_
from aiact_lint.source import SourceFile
from aiact_lint.subjects import Artifact, SubjectKind
from unit.where import shown

_CARD = """\
---
license: cc-by-4.0
pretty_name: Acme CVs
task_categories: [text-classification]
dataset_info:
- config_name: default
  splits:
  - name: train
  - name: test
---
# Dataset Card for acme/cvs

## Uses

Ranking of job applicants.
"""


def _card(text: str, path: str = "data/cvs/README.md") -> list[Artifact]:
    source = SourceFile(path, text.encode())
    documents = markdown.parse(source, yaml_.parse_span).documents
    wanted = [each for each in documents if dataset_card.KIND.wants(each)]
    assert not any(card.KIND.wants(each) for each in wanted)
    assert not wanted or any(token in source.data for token in dataset_card.KIND.tokens())
    return list(dataset_card.KIND.read(wanted, ()))


def test_a_card_is_data_and_no_system() -> None:
    (found,) = _card(_CARD)
    assert (found.kind, found.name, found.ai, found.texts) == ("dataset", "acme/cvs", None, ())
    assert shown(found.place) == "11:3-28 Dataset Card for acme/cvs"
    assert found.names == {"dataset:acme/cvs", "dataset:acme cvs", "dataset:cvs"}
    (subject,) = found.subjects
    assert subject.kind is SubjectKind.DATASET
    assert subject.facts["sections"].value == ("Dataset Card for acme/cvs", "Uses")
    assert subject.facts["splits"].value == ("train", "test")


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("---\ntask_ids: [a]\npretty_name: CVs\n---\n# Uses\n", "CVs", "3:14-17 CVs"),
        ("---\ntask_ids: [a]\n---\n# The CVs\n", "The CVs", "4:3-10 The CVs"),
        ("---\ntask_ids: [a]\n---\n", "README.md", "2:1-9 task_ids"),
    ],
)
def test_what_it_is_called(text: str, name: str, place: str) -> None:
    (found,) = _card(text)
    assert (found.name, shown(found.place)) == (name, place)


@pytest.mark.parametrize(
    "text",
    [
        "# Dataset Card for acme/cvs\n",
        "---\nlicense: mit\npipeline_tag: x\n---\n# A\n",
        "---\ntask_categories: []\n---\n",
        "---\ntask_ids: [a]\n---\n# Dataset Card for {{ name }}\n",
        "---\nconfigs: [a]\n---\n",
    ],
)
def test_other_texts_are_none(text: str) -> None:
    assert _card(text) == []


def _croissant(data: object, path: str = "croissant.json") -> list[Artifact]:
    source = SourceFile(path, json.dumps(data, indent=1).encode())
    wanted = [each for each in json_.parse(source).documents if croissant.KIND.wants(each)]
    assert not wanted or any(token in source.data for token in croissant.KIND.tokens())
    return list(croissant.KIND.read(wanted, ()))


_CONTEXT = {"@vocab": "https://schema.org/", "cr": "http://mlcommons.org/croissant/"}


def test_croissant() -> None:
    (found,) = _croissant(
        {
            "@context": _CONTEXT,
            "@type": "sc:Dataset",
            "name": "cvs",
            "url": "https://huggingface.co/datasets/acme/cvs-2025",
            "rai:dataCollection": "Applications.",
            "rai:dataBiases": ["Few women."],
            "rai:dataLimitations": "",
            "recordSet": [
                {"dataType": ["cr:Split"], "data": [{"s/name": "train"}, {"s/name": "test", "s/url": "https://a/b"}]},
                {"dataType": "sc:Text", "data": [{"x": "dev"}]},
            ],
        }
    )
    assert (found.kind, found.name, found.ai, found.texts) == ("dataset", "cvs", None, ())
    assert shown(found.place) == '7:10-15 "cvs"'
    assert found.names == {"dataset:cvs", "dataset:acme/cvs-2025"}
    (subject,) = found.subjects
    assert subject.facts["sections"].value == ("Data collection", "Biases of the data")
    assert subject.facts["splits"].value == ("train", "test")


@pytest.mark.parametrize("kind", ["Dataset", ["sc:Dataset", "x"], "https://schema.org/Dataset"])
@pytest.mark.parametrize(
    "version",
    [
        {"@context": _CONTEXT},
        {"@context": [{"@vocab": "https://schema.org/"}, _CONTEXT["cr"]]},
        {"conformsTo": "http://mlcommons.org/croissant/1.0"},
        {"conformsTo": ["http://mlcommons.org/croissant/1.1"]},
        {"dct:conformsTo": {"@id": "http://mlcommons.org/croissant/1.0"}},
    ],
)
def test_every_spelling_of_the_format(kind: object, version: dict[str, object]) -> None:
    assert [each.name for each in _croissant({"@type": kind, **version})] == ["croissant.json"]


@pytest.mark.parametrize(
    "data",
    [
        [],
        {},
        {"@type": "Dataset", "@context": "https://schema.org/"},
        {"@type": "Person", "@context": _CONTEXT},
        {"@type": {"a": 1}, "@context": _CONTEXT},
        {"@type": "Dataset", "@context": {"cr": {"@id": 3}}},
    ],
)
def test_other_data_is_none(data: object) -> None:
    assert _croissant(data) == []
