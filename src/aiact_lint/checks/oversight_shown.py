"""AIA405: a measure of oversight is declared, but the object named as its evidence shows nothing of the kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import cast

from aiact_lint.evidence import names_a_file, resolve
from aiact_lint.rule import Problem, Scope
from aiact_lint.subjects import Artifact, Statement

_SAYS = ("env.", "setting.")
_LONGEST = 100_000
_SWITCH = frozenset(("true", "false", "on", "off", "yes", "no", "enabled", "disabled"))


def shown(scope: Scope) -> Iterator[Problem]:
    """Objects and resources only: a runbook is for people to read, and an object we know nothing of proves nothing."""
    for measure, wanted in cast(Mapping[str, Mapping[str, object]], scope.rule.check.options["measures"]).items():
        for statement in scope.system.statements.get(f"oversight.{measure}.evidence", ()):
            artifact = _named(scope, statement)
            if artifact is None or _shows(artifact, wanted):
                continue
            yield Problem(
                statement.value.place,
                f"'{artifact.anchor}' is named as evidence of the {measure.replace('-', ' ')}, but shows "
                f"{wanted['nothing']} ({wanted['article']}).",
                related=((artifact.place, "the object named"),),
            )


def _named(scope: Scope, statement: Statement) -> Artifact | None:
    """The object that evidence names by anchor, if its settings are read."""
    if not names_a_file(statement):
        return None
    target = resolve(str(statement.value.value), statement.value.place.file)
    artifact = scope.repository.artifact(target, scope.system.artifacts) if target.anchor else None
    return artifact if artifact is not None and artifact.anchor and artifact.subjects else None


def _shows(artifact: Artifact, wanted: Mapping[str, object]) -> bool:
    if _compiled(str(wanted["objects"])).search(_kind(artifact)):
        return True
    names = _compiled(str(wanted["names"]))
    facts = cast(list[str], wanted["facts"])
    for subject in artifact.subjects:
        for fact, value in subject.facts.items():
            if fact in facts or names.search(fact.rpartition(".")[2]):
                return True
            if fact.startswith(_SAYS) and isinstance(value.value, str):
                if wanted.get("any-switch") and value.value.strip().lower() in _SWITCH:
                    return True
                if "\n" in value.value and names.search(
                    value.value[:_LONGEST]
                ):  # a configuration file inside a ConfigMap
                    return True
            elif fact in ("args", "command") and names.search(str(value.value)):
                return True
    return False


def _kind(artifact: Artifact) -> str:
    """`ConfigMap` of `ConfigMap/flags`, the type of a cloud's resource."""
    written = next((each.facts["type"].value for each in artifact.subjects if "type" in each.facts), None)
    if artifact.kind != "kubernetes" and isinstance(written, str):
        return written
    return artifact.anchor.partition("/" if artifact.kind == "kubernetes" else ".")[0]


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace(" |", "|"), re.IGNORECASE)
