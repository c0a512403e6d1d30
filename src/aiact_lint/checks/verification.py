"""AIA404: remote biometric matches are confirmed by two people (Art 14(5))."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aiact_lint.rule import Problem, Scope, Unresolved
from aiact_lint.subjects import Place, Value

_KEY = "oversight.two-person-verification"
_TWO = 2


def two_people(scope: Scope) -> Iterator[Problem | Unresolved]:
    """The measure is stated, and no setting of the deployment asks for fewer than two people."""
    system = scope.system
    if not system.claims("oversight"):
        return  # AIA401 speaks once for all of it
    stated = system.stated(_KEY)
    if stated is not None and not stated.known:
        yield Unresolved(stated.place, f"the value of '{stated.value}' is not in the files")
    elif not system.claims(_KEY):
        message = scope.rule.message.replace("{name}", system.id)
        yield Problem(system.place_for([_KEY, "oversight"]), message)
    for name, value in _settings(scope):
        if not value.known:
            yield Unresolved(value.place, f"the value of '{name}' ('{value.value}') is not in the files")
        elif (count := _count(value.value)) is not None and count < _TWO:
            yield Problem(
                value.place,
                f"'{name}' is {count}; two people confirm a match of remote biometric identification (Art 14(5)).",
                related=(*_declared(scope), *((each, "written here") for each in value.via)),
            )


def _settings(scope: Scope) -> Iterator[tuple[str, Value]]:
    """How many people have to confirm, by the names of settings; a setting and the ConfigMap behind it are one."""
    names = re.compile(str(scope.rule.check.options["counts"]), re.IGNORECASE)
    found = [
        (fact.partition(".")[2] or fact, value)
        for subject in scope.system.subjects()
        for fact, value in subject.facts.items()
        if fact == "reviewers" or (fact.startswith(("env.", "setting.")) and names.search(fact.partition(".")[2]))
    ]
    sources = {_where(place) for _, value in found for place in value.via}
    yield from (each for each in found if _where(each[1].place) not in sources)


def _where(place: Place) -> tuple[object, ...]:
    return (place.file, place.document.index, place.path)


def _declared(scope: Scope) -> tuple[tuple[Place, str], ...]:
    stated = scope.system.stated(_KEY)
    return ((stated.place, "two people are stated here"),) if stated is not None else ()


def _count(value: object) -> int | None:
    text = str(value).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None
