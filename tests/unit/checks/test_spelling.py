from __future__ import annotations

from pathlib import Path

import pytest

from aiact_lint import law
from aiact_lint.checks.spelling import spelling
from aiact_lint.finding import Level
from aiact_lint.repository import Repository
from aiact_lint.rule import Check, Problem, Rule, Scope
from aiact_lint.subjects import Carrier, Subject, SubjectKind
from aiact_lint.system import System
from unit.make import artifact, system
from unit.where import shown

RULE = Rule("AIA008", "variant-spelling", "", Level.NOTE, "high", "preview", "", "", "", Check(), Path())


def problems(text: str, carrier: Carrier = Carrier.DECLARATION, path: str = "aiact.yaml") -> list[Problem]:
    whole: System = system(artifact(text, path, carrier=carrier))
    subject = Subject(SubjectKind.SYSTEM, "a", whole.home)
    return list(spelling(Scope(RULE, whole, subject, (whole,), Repository(frozenset(), {}, {}), law.load())))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("risk_class: minimal\n", [("1:1-11 risk_class", "risk-class")]),
        ("riskClassification: minimal\n", [("1:1-19 riskClassification", "risk-class")]),
        ("risk-class: 'High'\n", [("1:13-19 'High'", "high-risk")]),
        ("role: [Deployer, provider]\n", [("1:8-16 Deployer", "deployer")]),
        ("role: Deployer\n", [("1:7-15 Deployer", "deployer")]),
        ("conformity: {Route: VI}\n", [("1:14-19 Route", "route"), ("1:21-23 VI", "annex-vi")]),
        (
            "Oversight:\n  stop_function: {Evidence: a}\n",
            [
                ("1:1-10 Oversight", "oversight"),
                ("2:3-16 stop_function", "stop-function"),
                ("2:19-27 Evidence", "evidence"),
            ],
        ),
    ],
)
def test_other_spellings_and_where_they_stand(text: str, expected: list[tuple[str, str]]) -> None:
    found = problems(text)
    assert [(shown(each.place), each.fixes[0].replacements[0].text) for each in found] == expected
    assert all(fix.safe for each in found for fix in each.fixes)


@pytest.mark.parametrize(
    "text",
    [
        "risk-class: high-risk\nrole: [provider]\ngpai: none\nconformity: {route: annex-vi}\n",
        "gpai: true\n",
        "annex-iii: [4(a), recruitment, III.5.b]\n",
        "oversight:\n  people: [{Role: clerk, evidence_of: a}]\n",
        "Unknown_Key: 1\nx-Own: 1\n",
        "risk-class: highish\n",
    ],
)
def test_canonical_and_foreign_words_are_left_alone(text: str) -> None:
    assert problems(text) == []


def test_a_card_keeps_its_underscores_but_not_other_names() -> None:
    found = problems("intended_purpose: a\nrisk_classification: low\n", Carrier.CARD, "README.md.yaml")
    assert [each.message for each in found] == [
        "'risk_classification' is another spelling of 'risk-class'.",
        "'low' is another spelling of 'minimal'.",
    ]


@pytest.mark.parametrize("carrier", [Carrier.MANIFEST, Carrier.TERRAFORM])
def test_annotations_and_tags_are_left_alone(carrier: Carrier) -> None:
    assert problems("risk_class: High\n", carrier) == []


def test_of_two_spellings_side_by_side_people_choose() -> None:
    (found,) = problems("risk_class: minimal\nrisk-class: minimal\n")
    assert (shown(found.place), found.fixes) == ("1:1-11 risk_class", ())


def test_each_key_of_a_block_is_told_once() -> None:
    found = problems("Logging:\n  enabled: true\n  retention-days: 3\n")
    assert [shown(each.place) for each in found] == ["1:1-8 Logging"]
