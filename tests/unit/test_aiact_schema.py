import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from aiact_lint.checks.shape import schema, shape_errors
from aiact_lint.keys import KEYS, KeyType
from aiact_lint.terms import ROLES, annex_i_acts, annex_iii_ids, canonical, condition_ids, practice_ids
from unit.make import document

_SCHEMA = schema("aiact.schema.json")
_ALIASES = {"risk_classification", "annex_iii_category"}


def _keys(node: Mapping[str, Any], above: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every key that a schema node describes, not looking into lists."""
    if "$ref" in node:
        yield from _keys(_SCHEMA["$defs"][node["$ref"].rsplit("/", 1)[-1]], above)
    for alternative in node.get("anyOf", ()):
        yield from _keys(alternative, above)
    for name, body in node.get("properties", {}).items():
        key = f"{above}.{name}" if above else name
        yield key, body
        yield from _keys(body, key)


def _errors(text: str) -> list[tuple[tuple[str | int, ...], str]]:
    return list(shape_errors(document(text).data, "aiact.schema.json"))


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(_SCHEMA)


def test_schema_and_vocabulary_have_the_same_keys() -> None:
    described = {key for key, _ in _keys(_SCHEMA["$defs"]["system"], "")} - {"version"} - _ALIASES
    assert described == set(KEYS)


def test_every_key_explains_itself() -> None:
    for key, body in _keys(_SCHEMA["$defs"]["system"], ""):
        assert body.get("title"), key
        assert str(body.get("description", ""))[-1:] == ".", key


@pytest.mark.parametrize(
    ("definition", "kind", "ids"),
    [
        ("role", KeyType.ROLES, list(ROLES)),
        ("practice", KeyType.PRACTICES, list(practice_ids())),
        ("condition", KeyType.CONDITIONS, list(condition_ids())),
        ("annex-i-act", KeyType.ANNEX_I, list(annex_i_acts())),
    ],
)
def test_the_schema_lists_the_words_of_the_vocabulary(definition: str, kind: KeyType, ids: list[str]) -> None:
    words = _SCHEMA["$defs"][definition]["enum"]
    assert {canonical(kind, word) for word in words} == set(ids)


def test_annex_iii_uses_by_id_point_or_slug_and_nothing_else() -> None:
    validator = Draft202012Validator(_SCHEMA)
    for name, slug in annex_iii_ids().items():
        point = name.removeprefix("III.")
        spoken = f"{point[0]}({point[2]})" if len(point) > 1 else point
        for written in (name, slug, point, spoken, f"III.{spoken}", f"annex III {spoken}"):
            assert validator.is_valid({"annex-iii": [written]}), written
            assert canonical(KeyType.ANNEX_III, written) == name
    for wrong in ("III.4", "4.c", "III.9.a", "2.a", "recruit", 4):
        assert not validator.is_valid({"annex-iii": [wrong]}), wrong


_FULL = """\
version: 1
systems:
  - system: cv-screener
    name: CV Screener
    role: [provider, deployer]
    risk-class: high-risk
    annex-iii: [recruitment]
    intended-purpose: Ranks job applications for a recruiter who decides.
    prohibited-uses:
      {excluded: [emotion-inference-work-education, social-scoring], reviewed-by: Legal, reviewed-on: 2026-10-01}
    registration: {status: registered, reference: cv-screener-eu-2, url: "https://example.eu/1"}
    oversight:
      people: [{role: recruiter on duty, training: docs/training.md}]
      stop-function: {description: feature flag, evidence: "deploy/flags.yaml#ConfigMap/flags"}
      override: recruiter may reverse any ranking
      confidence-threshold: {value: 0.85, below: human-review, evidence: "deploy/isvc.yaml#InferenceService/cv"}
    logging: {retention-days: 365, evidence: ["infra/logs.tf#aws_cloudwatch_log_group.inference"]}
    conformity: {route: annex-vi, notified-body: 1234, declaration: docs/doc.md, ce-marking: true}
    provider: {name: Acme, address: Main Street 1, representative: {name: Acme EU, address: Vienna}}
    exemption: {conditions: 6.3.d, assessment: docs/a.md, profiling: false}
    fria: docs/fria.md
    artifacts: [models/cv/README.md, "deploy/**"]
    x-owner: {team: people}
"""


def test_a_full_file_is_valid() -> None:
    assert _errors(_FULL) == []


@pytest.mark.parametrize(
    "text",
    [
        "risk-class: minimal\n",
        "version: 1\nsystem: a\nrole: provider\nrisk-class: low\n",
        "gpai: true\ngpai-model: {training-summary: docs/s.md, training-compute: 1.0e+25}\n",
        "registration: cv-eu-2\n",
        "registration: {reference: 2026/17/x, national: true}\n",
        "registration: {reference: 4711}\n",
        "oversight: the recruiter decides\n",
        "risk_classification: limited\nannex_iii_category: null\n",
    ],
)
def test_short_forms_are_valid(text: str) -> None:
    assert _errors(text) == []


@pytest.mark.parametrize(
    ("text", "path", "message"),
    [
        ("risk-clas: high\n", ("risk-clas",), "'risk-clas' is not a known key; did you mean 'risk-class'?"),
        ("oversight: {stopp-function: x}\n", ("oversight", "stopp-function"), "not a known key"),
        ("risk-class: medium\n", ("risk-class",), "is not one of prohibited, high-risk"),
        ("role: [provider, user]\n", ("role", 1), "is not one of provider, deployer"),
        ("logging: {retention-days: a year}\n", ("logging", "retention-days"), "should be of type number"),
        ("logging: {retention-days: -1}\n", ("logging", "retention-days"), "minimum"),
        ("prohibited-uses: {reviewed-on: 1 October}\n", ("prohibited-uses", "reviewed-on"), "does not match"),
        ("version: 2\n", ("version",), "1 was expected"),
        ("systems: []\n", ("systems",), "[] should be non-empty"),
        ("systems: [{system: a}]\nrole: provider\n", ("role",), "'role' is not a known key"),
        ("- a\n", (), "should be of type object"),
    ],
)
def test_flaws_are_located(text: str, path: tuple[str | int, ...], message: str) -> None:
    found = _errors(text)
    assert [each for each, _ in found][:1] == [path]
    assert message in found[0][1]


def test_the_registration_has_no_pattern() -> None:
    registration = next(body for key, body in _keys(_SCHEMA["$defs"]["system"], "") if key == "registration")
    assert '"pattern"' not in json.dumps(registration)
