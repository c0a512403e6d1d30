"""Linking of what describes a model beside its card: cards as data, bills of materials, data sets."""

from __future__ import annotations

from collections.abc import Sequence

from aiact_lint.document import Document
from aiact_lint.link import link
from aiact_lint.parsers import markdown, yaml_
from aiact_lint.source import SourceFile
from aiact_lint.subjects import Artifact, Place, Reference, ReferenceKind
from aiact_lint.system import System
from unit.make import document


def _markdown(path: str) -> Document:
    (only,) = markdown.parse(SourceFile(path, b"# A\n"), yaml_.parse_span).documents
    return only


def _made(
    path: str,
    kind: str = "model-card",
    names: Sequence[str] = (),
    references: Sequence[tuple[ReferenceKind, str]] = (),
    ai: str | None = "a sign",
) -> Artifact:
    made = _markdown(path) if path.endswith(".md") else document("a: 1\n", path)
    return Artifact(
        kind=kind,
        name=path,
        place=Place(made),
        ai=ai,
        names=frozenset(names),
        references=tuple(Reference(each, value, Place(made)) for each, value in references),
    )


def _card(path: str, name: str, *references: tuple[ReferenceKind, str]) -> Artifact:
    return _made(path, names=[f"model:{name}"], references=references)


def _data_card(path: str, name: str) -> Artifact:
    return _card(path, name, (ReferenceKind.SELF, name))


def _bom(path: str, name: str) -> Artifact:
    return _made(path, "bom", [f"model:{name}"], [(ReferenceKind.SELF, name)])


def _deployment(name: str) -> Artifact:
    return _made("deploy/isvc.yaml", "kubernetes", references=[(ReferenceKind.MODEL, name)])


def _systems(*artifacts: Artifact) -> list[list[str]]:
    found: tuple[System, ...] = link(artifacts, lambda _artifact: ())
    return [[each.file for each in system.artifacts] for system in found]


def test_a_card_as_data_meets_the_card_in_words_and_a_deployment_meets_both() -> None:
    found = _systems(
        _card("cv/README.md", "acme/cv"), _data_card("cv/card.json", "acme/cv"), _deployment("hf://acme/cv")
    )
    assert found == [["cv/README.md", "cv/card.json", "deploy/isvc.yaml"]]


def test_two_cards_as_data_of_one_name_stay_apart() -> None:
    assert _systems(_data_card("v1/card.json", "cv"), _data_card("v2/card.json", "cv")) == [
        ["v1/card.json"],
        ["v2/card.json"],
    ]


def test_two_cards_in_words_leave_a_card_as_data_alone() -> None:
    found = _systems(_card("a/README.md", "cv"), _card("b/README.md", "cv"), _data_card("card.json", "cv"))
    assert found == [["a/README.md"], ["b/README.md"], ["card.json"]]


def test_a_bill_of_materials_meets_the_card_of_either_kind() -> None:
    assert _systems(_data_card("card.json", "cv"), _bom("bom.json", "acme/cv")) == [["card.json", "bom.json"]]


def test_a_deployment_prefers_the_card_to_the_bill_of_materials() -> None:
    card, bom, deployment = _card("README.md", "acme/cv"), _bom("bom.json", "other/cv"), _deployment("acme/cv")
    assert _systems(card, deployment) == [["README.md", "deploy/isvc.yaml"]]
    assert _systems(bom, deployment) == [["bom.json", "deploy/isvc.yaml"]]
    assert ["README.md", "bom.json", "deploy/isvc.yaml"] in _systems(card, bom, deployment)


def test_two_bills_of_materials_of_one_model_are_two_products() -> None:
    assert _systems(_bom("a/bom.json", "bert"), _bom("b/bom.json", "bert")) == [["a/bom.json"], ["b/bom.json"]]
    assert len(_systems(_bom("a/bom.json", "bert"), _bom("b/bom.json", "bert"), _deployment("bert"))) == 3


def test_a_data_set_belongs_to_every_model_that_names_it_and_joins_none() -> None:
    data = _made("data/README.md", "dataset", ["dataset:acme/cvs"], ai=None)
    one = _card("a/README.md", "a", (ReferenceKind.DATASET, "acme/CVs"))
    two = _card("b/README.md", "b", (ReferenceKind.DATASET, "acme/cvs"))
    assert _systems(data, one, two) == [["data/README.md", "a/README.md"], ["data/README.md", "b/README.md"]]


def test_a_data_set_that_nobody_names_is_no_system() -> None:
    data = _made("data/README.md", "dataset", ["dataset:acme/cvs"], ai=None)
    assert _systems(data) == []
    assert _systems(data, _card("a/README.md", "acme/cvs", (ReferenceKind.MODEL, "acme/cvs"))) == [["a/README.md"]]


def test_two_data_sets_of_one_name_are_no_guess() -> None:
    one = _made("a/README.md", "dataset", ["dataset:x/cvs"], ai=None)
    two = _made("b/README.md", "dataset", ["dataset:y/cvs"], ai=None)
    named_in_full = _card("m/README.md", "m", (ReferenceKind.DATASET, "y/cvs"))
    named_in_short = _card("m/README.md", "m", (ReferenceKind.DATASET, "cvs"))
    assert _systems(one, two, named_in_full) == [["b/README.md", "m/README.md"]]
    assert _systems(one, two, named_in_short) == [["m/README.md"]]
