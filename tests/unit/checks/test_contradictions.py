from collections.abc import Sequence

from aiact_lint import law
from aiact_lint.catalog import load
from aiact_lint.checks.builtin import CHECKS
from aiact_lint.checks.contradictions import contradictions
from aiact_lint.engine import location
from aiact_lint.repository import Repository
from aiact_lint.rule import Problem, Scope, Unresolved
from aiact_lint.subjects import Artifact, Carrier, Origin, Place, Subject, SubjectKind, Value
from unit.make import artifact, document, system


def _results(*artifacts: Artifact, known: Sequence[Artifact] = ()) -> list[Problem | Unresolved]:
    rule = next(each for each in load((), python_checks=dict(CHECKS)) if each.id == "AIA103")
    made = system(*artifacts)
    files = frozenset(each.file for each in (*artifacts, *known))
    repository = Repository(files, {}, {(each.file, each.anchor): each for each in known})
    subject = Subject(SubjectKind.SYSTEM, made.id, made.home, made.facts)
    return list(contradictions(Scope(rule, made, subject, (made,), repository, law.load())))


def _problems(*artifacts: Artifact, known: Sequence[Artifact] = ()) -> list[Problem]:
    return [each for each in _results(*artifacts, known=known) if isinstance(each, Problem)]


def _at(place: Place) -> tuple[str, int, int, int]:
    where = location(place)
    return where.path, where.region.line, where.region.column, where.region.end_column


CARD = {"path": "card.yaml", "kind": "model-card", "carrier": Carrier.CARD}
MANIFEST = {"path": "isvc.yaml", "kind": "kubernetes", "carrier": Carrier.MANIFEST}
TERRAFORM = {"path": "main.yaml", "kind": "terraform", "carrier": Carrier.TERRAFORM}


def _card(text: str) -> Artifact:
    return artifact(text, "card.yaml", kind="model-card", carrier=Carrier.CARD)


def _manifest(text: str) -> Artifact:
    return artifact(text, "isvc.yaml", kind="kubernetes", carrier=Carrier.MANIFEST)


def _terraform(text: str) -> Artifact:
    return artifact(text, "main.yaml", kind="terraform", carrier=Carrier.TERRAFORM)


def test_every_lower_class_stands_against_the_strictest() -> None:
    found = _problems(
        _card("risk-class: minimal\n"), _manifest("risk-class: high\n"), _terraform("risk-class: limited\n")
    )
    assert [(_at(each.place), _at(each.related[0][0])) for each in found] == [
        (("card.yaml", 1, 13, 20), ("isvc.yaml", 1, 13, 17)),
        (("main.yaml", 1, 13, 20), ("isvc.yaml", 1, 13, 17)),
    ]
    assert found[0].message == ("The model card states the risk class 'minimal', but the manifest states 'high-risk'.")


def test_one_class_in_many_spellings_is_no_contradiction() -> None:
    assert _problems(_card("risk_classification: High\n"), _manifest("risk-class: high_risk\n")) == []


def test_other_values_stand_against_the_declaration() -> None:
    found = _problems(
        artifact("registration: {reference: EU-1}\nmodel-version: '2'\n"),
        _manifest("registration: {reference: EU-2}\nmodel-version: '2'\n"),
    )
    assert [_at(each.place) for each in found] == [("isvc.yaml", 1, 27, 31)]
    assert [_at(place) for place, _ in found[0].related] == [("aiact.yaml", 1, 27, 31)]


def test_annex_iii_uses_that_share_nothing() -> None:
    apart = _problems(_card("annex-iii: [recruitment]\n"), _manifest("annex-iii: [creditworthiness]\n"))
    assert len(apart) == 1
    assert _problems(_card("annex-iii: [recruitment, creditworthiness]\n"), _manifest("annex-iii: III.4.a\n")) == []


def test_a_declared_annex_iii_use_is_not_minimal_without_an_exemption() -> None:
    (found,) = _problems(_card("risk-class: minimal\nannex-iii: [recruitment]\n"))
    assert _at(found.place) == ("card.yaml", 1, 13, 20)
    assert _at(found.related[0][0]) == ("card.yaml", 2, 12, 25)
    claimed = "risk-class: minimal\nannex-iii: [recruitment]\nexemption: {conditions: [6.3.d]}\n"
    assert _problems(_card(claimed)) == []
    assert _problems(_card("risk-class: out-of-scope\nannex-iii: [recruitment]\n")) == []


def _logs(days: object, origin: Origin = Origin.STATED) -> Artifact:
    made = document(f"retention: {days}\n", "infra/logs.yaml")
    fact = Value(days, Place(made, ("retention",)), origin)
    store = Subject(
        SubjectKind.LOG_STORE, "inference", Place(made, ("retention",), on_key=True), {"retention_days": fact}
    )
    return artifact(
        f"retention: {days}\n", "infra/logs.yaml", kind="terraform", ai=None, anchor="logs.inference", subjects=[store]
    )


DECLARED = 'logging:\n  retention-days: 365\n  evidence: "infra/logs.yaml#logs.inference"\n'


def test_a_log_store_that_keeps_less_than_declared() -> None:
    (found,) = _problems(artifact(DECLARED), known=[_logs(30)])
    assert found.message == "The declaration states log retention of 365 days, but 'inference' keeps 30."
    assert _at(found.place) == ("aiact.yaml", 2, 19, 22)
    assert _at(found.related[0][0]) == ("infra/logs.yaml", 1, 12, 14)


def test_a_log_store_that_keeps_as_long_longer_or_for_ever() -> None:
    for days in (365, 400, 0):
        assert _problems(artifact(DECLARED), known=[_logs(days)]) == []


def test_an_unknown_retention_is_undecided() -> None:
    (found,) = _results(artifact(DECLARED), known=[_logs("${var.days}", Origin.UNKNOWN)])
    assert isinstance(found, Unresolved)
    assert _at(found.place)[:2] == ("infra/logs.yaml", 1)


def _settings(name: str, value: object) -> Artifact:
    made = document(f"{name}: {value}\n", "deploy/isvc.yaml")
    fact = Value(value, Place(made, (name,)))
    container = Subject(SubjectKind.CONTAINER, "predictor", Place(made, (name,), on_key=True), {f"env.{name}": fact})
    return artifact(
        f"{name}: {value}\n",
        "deploy/isvc.yaml",
        kind="kubernetes",
        anchor="InferenceService/cv",
        subjects=[container],
    )


THRESHOLD = 'oversight:\n  confidence-threshold: {value: 0.85, evidence: "deploy/isvc.yaml#InferenceService/cv"}\n'


def test_a_threshold_that_is_deployed_differently() -> None:
    (found,) = _problems(artifact(THRESHOLD), known=[_settings("REVIEW_THRESHOLD", "0.6")])
    assert found.message == "The declaration states a confidence threshold of 0.85, but 'REVIEW_THRESHOLD' is 0.6."
    assert _at(found.place) == ("aiact.yaml", 2, 33, 37)


def test_a_threshold_that_is_deployed_as_declared_or_not_at_all() -> None:
    assert _problems(artifact(THRESHOLD), known=[_settings("REVIEW_THRESHOLD", "0.850")]) == []
    assert _problems(artifact(THRESHOLD), known=[_settings("LOG_LEVEL", "1")]) == []
