"""AIA708 and AIA710: workloads that a single fault takes down, and systems that go on learning (Art 15(4))."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aiact_lint.rule import Problem, Scope, Unresolved
from aiact_lint.subjects import Artifact, Place, Subject, SubjectKind, Value
from aiact_lint.system import System

_LASTING = frozenset(("Deployment", "StatefulSet", "ReplicaSet", "Rollout"))
"""Kinds that keep pods running; jobs end, and what a custom resource deploys has defaults of its own."""
_SCHEDULED = frozenset(("CronJob", "CronWorkflow", "RayCronJob"))
_SCALERS = ("HorizontalPodAutoscaler/", "ScaledObject/")
_LEARNS = re.compile(
    r"(?:online|continual|continuous|incremental|lifelong)[-_ ]?(?:learning|training)|auto(?:matic)?[-_ ]?re[-_ ]?train"
    r"|re[-_ ]?train(?:ing)?[-_ ](?:on|from|with)[-_ ](?:feedback|production|live|outputs?)",
    re.IGNORECASE,
)
_RETRAINS = re.compile(r"(?:^|[-_ ])(?:re-?train(?:ing)?|fine-?tun(?:e|ing)|retrainer)(?:$|[-_ ])", re.IGNORECASE)
_ON = frozenset(("true", "1", "yes", "on", "enabled"))


def fragile_workloads(scope: Scope) -> Iterator[Problem | Unresolved]:
    """One note for each workload of an AI artifact, naming all that is missing."""
    scaled = any(each.anchor.startswith(_SCALERS) for each in scope.system.artifacts)
    for artifact in scope.system.artifacts:
        workload = next((each for each in artifact.subjects if each.kind is SubjectKind.WORKLOAD), None)
        if artifact.kind != "kubernetes" or artifact.ai is None or workload is None or not _lasts(workload):
            continue
        missing = list(_missing(artifact, workload, scaled=scaled))
        if missing:
            message = scope.rule.message.replace("{name}", artifact.name).replace("{missing}", ", ".join(missing))
            yield Problem(artifact.place, message)
        elif (replicas := workload.facts.get("replicas")) is not None and not replicas.known and not scaled:
            yield Unresolved(replicas.place, f"the value of '{replicas.value}' is not in the files")


def _lasts(workload: Subject) -> bool:
    return "kind" in workload.facts and workload.facts["kind"].value in _LASTING


def _missing(artifact: Artifact, workload: Subject, *, scaled: bool) -> Iterator[str]:
    replicas = workload.facts.get("replicas")
    if not scaled and (replicas is None or (replicas.known and str(replicas.value) in ("0", "1"))):
        yield "second replica"
    running = [each for each in artifact.subjects if each.kind is SubjectKind.CONTAINER and "init" not in each.facts]
    if running and not any({"liveness", "readiness"} & each.facts.keys() for each in running):
        yield "probe"
    if running and not all("limits" in each.facts for each in running):
        yield "resource limits"


def feedback_loops(scope: Scope) -> Iterator[Problem | Unresolved]:
    """Where something shows that the system goes on learning, what keeps biased outputs out is stated."""
    system = scope.system
    stated = system.stated("robustness.feedback-loops")
    if stated is not None and not stated.known:
        yield Unresolved(stated.place, f"the value of '{stated.value}' is not in the files")
        return
    if system.claims("robustness.feedback-loops"):
        return
    for place, what in _learning(system):
        if isinstance(what, Value):
            yield Unresolved(what.place, f"whether '{what.value}' makes the system go on learning is not in the files")
        else:
            yield Problem(place, scope.rule.message.replace("{what}", what).replace("{name}", system.id))
            return


def _learning(system: System) -> Iterator[tuple[Place, str | Value]]:
    """Signs of learning in use, what is certain first."""
    unknown = []
    for subject in system.subjects():
        for fact, value in subject.facts.items():
            prefix, _, name = fact.partition(".")
            if prefix not in ("env", "setting") or not _LEARNS.search(name):
                continue
            if not value.known:
                unknown.append(value)
            elif str(value.value).strip().lower() in _ON:
                yield value.place, f"'{name}' is '{value.value}'"
        kind = subject.facts.get("kind")
        if kind is not None and kind.value in _SCHEDULED and _RETRAINS.search(subject.name):
            yield subject.place, f"the scheduled job '{subject.name}' trains anew"
    for artifact in system.artifacts:
        sections = artifact.document.get(("sections",)) if artifact.document.language == "markdown" else None
        for index, section in enumerate(sections if isinstance(sections, list) else ()):
            if _LEARNS.search(section["title"]):
                yield (
                    Place(artifact.document, ("sections", index, "title")),
                    f"the card has a section '{section['title']}'",
                )
    yield from ((value.place, value) for value in unknown)
