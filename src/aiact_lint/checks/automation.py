"""AIA407: a text, flag or environment value that takes people out of the decision of a high-risk system."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from aiact_lint.checks.signals import described_uses, place_of, says
from aiact_lint.finding import Level
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.rule import Problem, Scope, Unresolved
from aiact_lint.subjects import Place, Value
from aiact_lint.system import System

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_ON = frozenset({"true", "1", "yes", "on", "enabled", "always"})
_OFF = frozenset({"false", "0", "no", "off", "disabled", "never", "none"})


@dataclass(frozen=True, slots=True)
class _Switch:
    """What a setting's name says: which way it takes people out, and how that reads."""

    when_on: bool
    what: str


def automated_decision(scope: Scope) -> Iterator[Problem | Unresolved]:
    """For a system that is high-risk by declaration, or by a use of Annex III that its texts describe."""
    system = scope.system
    if not _is_high_risk(system):
        return
    oversight = _declared_oversight(system)
    names = {name for name, _ in _settings(system)}
    for signal in system.signals:
        if (
            signal.id == "automation" and signal.text.raw.strip("\"'") not in names
        ):  # what a switch does depends on its value
            level = None if signal.confidence == "high" else Level.NOTE
            message = f"{says(signal)}, which takes people out of the decision of a high-risk system."
            yield Problem(place_of(signal), message, related=oversight, level=level)
    for name, value, switch in _switches(scope):
        if not value.known:
            yield Unresolved(value.place, f"the value of '{name}' ('{value.value}') is not in the files")
        elif str(value.value).strip().lower() in (_ON if switch.when_on else _OFF):
            message = f"'{name}' is '{value.value}', which {switch.what} a high-risk system."
            yield Problem(value.place, message, related=(*oversight, *((each, "written here") for each in value.via)))


def _is_high_risk(system: System) -> bool:
    if system.risk_class == "high-risk":
        return True
    if system.claims("exemption"):
        return False
    return any(signal.confidence == "high" for signal in described_uses(system))


def _declared_oversight(system: System) -> tuple[tuple[Place, str], ...]:
    if not system.claims("oversight"):
        return ()
    return ((system.place_for(["oversight"]), "human oversight is declared here"),)


def _switches(scope: Scope) -> Iterator[tuple[str, Value, _Switch]]:
    """Each telling setting once: where it is used rather than in the ConfigMap it comes from."""
    told = [
        (name, value, switch)
        for name, value in _settings(scope.system)
        if (switch := _switch(name, scope.rule.check.options)) is not None
    ]
    sources = {_key(place) for _, value, _ in told for place in value.via}
    yield from (each for each in told if _key(each[1].place) not in sources)


def _settings(system: System) -> Iterator[tuple[str, Value]]:
    for subject in system.subjects():
        for fact, value in subject.facts.items():
            if fact.startswith(("env.", "setting.")):
                yield fact.partition(".")[2], value


def _key(place: Place) -> tuple[object, ...]:
    return (place.file, place.document.index, place.path)


def _switch(name: str, options: Mapping[str, object]) -> _Switch | None:
    """What a name such as `AUTO_REJECT` or `REQUIRE_APPROVAL` switches, by its words.

    A word such as `skip` or `disable` beside the telling ones turns the name around: `SKIP_HUMAN_REVIEW=false` is fine.
    """
    words = [word.lower() for word in _WORD.findall(name)]
    turning = _words(options, "turned-around-by")
    if (around := _around(words, _words(options, "takes-people-out"))) is not None:
        if not {*turning, *_words(options, "other-matters")}.isdisjoint(around[0] + around[1]):
            return None
        return _Switch(True, "takes people out of the decision of")
    if (around := _around(words, _words(options, "keeps-people-in"))) is None:
        return None
    turned = not set(turning).isdisjoint(around[0] + around[1])
    if not {*around[1]} <= {*turning, *_words(options, "says-nothing-more")}:
        return None
    return _Switch(turned, "switches off human review in")


def _words(options: Mapping[str, object], key: str) -> list[str]:
    return cast(list[str], options[key])


def _around(words: list[str], phrases: Iterable[str]) -> tuple[list[str], list[str]] | None:
    """The words before and after the first of some phrases to occur; None where none does."""
    for phrase in phrases:
        wanted = phrase.split()
        for start in range(len(words) - len(wanted) + 1):
            if words[start : start + len(wanted)] == wanted:
                return words[:start], words[start + len(wanted) :]
    return None
