"""Settings of a deployment that switch something off, by tables of names and values that rules carry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import cast

from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.lazy_pattern import compile_later
from aiact_lint.places import word_places
from aiact_lint.rule import Problem, Scope, Unresolved
from aiact_lint.subjects import Place, Subject, Value

_ON = frozenset(("true", "1", "yes", "on", "enabled"))
_OFF = frozenset(("false", "0", "no", "off", "disabled", "none", "null"))
_LINE = compile_later(
    r"""^[ \t]*(?:- )?(["']?([\w.-]{1,80})["']?[ \t]*[:=][ \t]*["']?(\w{1,20})["']?),?[ \t]*(?:[#;].*)?$""",
    re.MULTILINE,
)
_LONGEST = 100_000
_MOST_WORDS = 1_000


@dataclass(frozen=True, slots=True)
class _Switch:
    """A setting that is found off."""

    name: str
    value: Value
    place: Place


def switches(scope: Scope, what: str, generator: bool = True) -> Iterator[Problem | Unresolved]:
    """Environment, configuration and arguments, each once: where it is used rather than in the ConfigMap behind it."""
    table = cast(list[Mapping[str, object]], scope.rule.check.options["switches"])
    found: list[_Switch] = []
    for subject in scope.system.subjects():
        if "init" in subject.facts:
            continue
        for entry in table:
            if generator or not entry.get("only-generators"):
                found += _settings(subject, entry)
                found += _arguments(subject, entry)
    sources = {_key(place) for each in found for place in each.value.via if each.place is each.value.place}
    for each in found:
        if _key(each.place) in sources:
            continue
        if not each.value.known:
            yield Unresolved(each.place, f"the value of '{each.name}' ('{each.value.value}') is not in the files")
        else:
            related = written(each.value) if each.place is each.value.place else ()
            yield Problem(each.place, f"The files say '{each.name}', {what}.", related=related)


def _key(place: Place) -> tuple[object, ...]:
    return (place.file, place.document.index, place.path)


def _settings(subject: Subject, entry: Mapping[str, object]) -> Iterator[_Switch]:
    for fact, value in subject.facts.items():
        kind, _, name = fact.partition(".")
        if fact == entry.get("fact") and value.known and str(value.value).lower() in _wanted(entry):
            yield _Switch(f"{fact.replace('_', ' ')} {value.value}", value, value.place)
        if kind not in ("env", "setting"):
            continue
        names = compiled(str(entry.get("names", r"(?!)")))
        if names.fullmatch(name):
            if not value.known:
                yield _Switch(name, value, value.place)
            elif str(value.value).strip().lower() in _wanted(entry):
                yield _Switch(f"{name}={value.value}", value, value.place)
        elif kind == "setting" and value.known and isinstance(value.value, str) and "\n" in value.value:
            yield from _lines(value, names, entry)


def _lines(value: Value, names: re.Pattern[str], entry: Mapping[str, object]) -> Iterator[_Switch]:
    """The settings of a configuration file that stands in a ConfigMap as text."""
    for match in _LINE.finditer(str(value.value)[:_LONGEST]):
        if names.fullmatch(match[2]) and match[3].lower() in _wanted(entry):
            place = next(iter(word_places(value.place, (match[1],))))
            yield _Switch(match[1], Value(match[1], place), place)


def _wanted(entry: Mapping[str, object]) -> frozenset[str]:
    """The values that a switch has when the thing is off."""
    when = entry["off-when"]
    if isinstance(when, list):
        return frozenset(str(each).lower() for each in when)
    return _ON if when == "on" else _OFF


def _arguments(subject: Subject, entry: Mapping[str, object]) -> Iterator[_Switch]:
    """Flags of a command line; `--flag value` and `--flag=value` are one."""
    for fact in ("command", "args"):
        value = subject.facts.get(fact)
        if value is None or not isinstance(value.value, tuple):
            continue
        flags = compiled(str(entry.get("flags", r"(?!)")))
        parts = zip(value.value, value.via, strict=False)
        words = [found for part, at in parts for found in _words(str(part), at)][:_MOST_WORDS]
        for index, (word, place) in enumerate(words):
            following = words[index + 1][0] if index + 1 < len(words) else ""
            joined = word if "=" in word or following.startswith("-") or not following else f"{word}={following}"
            for candidate in dict.fromkeys((word, joined)):
                if flags.fullmatch(candidate.strip("\"'")):
                    yield _Switch(candidate, Value(candidate, place), place)
                    break


def _words(part: str, at: Place) -> Iterator[tuple[str, Place]]:
    words = part.split()
    if len(words) <= 1:
        yield from ((word, at) for word in words)
    else:
        yield from zip(words, word_places(at, words), strict=True)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of a rule file, where a folded line end is a space."""
    return re.compile(pattern.replace(" |", "|"), re.IGNORECASE)


def written(value: Value) -> tuple[tuple[Place, str], ...]:
    """Where a value that comes through a variable or ConfigMap is written, as related places."""
    return tuple((place, "written here") for place in value.via)
