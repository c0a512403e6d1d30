"""The facts of a subject as expressions and schemas see them: the map `self`.

Dashes become underscores, dots nest. For the subject `system` the map also has `subjects`, the facts of everything in
it, and `headings`, the section titles of its cards, each on a line; a card and a dataset have their own `headings`. An
unknown fact is absent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from aiact_lint.subjects import Subject, SubjectKind, Value
from aiact_lint.system import System

_NOTHING: Mapping[int, object] = MappingProxyType({})
_MANY = 1000
"""Subjects of a system, from which those that an expression cannot tell apart are shown to it once."""


def facts_of(
    subject: Subject,
    system: System,
    guesses: Mapping[int, object] = _NOTHING,
    names: frozenset[str] | None = None,
    *,
    distinct: bool = False,
) -> dict[str, Any]:
    """The map `self` of a subject; unknown values are absent but for the guessed ones.

    `names`: what an expression reads, so that it is not given all parts of a system for nothing; `distinct`: it only
    asks each subject for those fields, so that of many thousands the few different ones will do.
    """
    tree = _nest(subject.facts.items(), guesses)
    tree["name"] = subject.name
    if subject.kind is SubjectKind.SYSTEM:
        if names is None or "subjects" in names:
            inside = [_inside(each, system, guesses) for each in system.subjects()]
            tree["subjects"] = _different(inside, names) if names and distinct and len(inside) > _MANY else inside
        if names is None or "headings" in names:
            tree["headings"] = "\n".join(dict.fromkeys(_titles(system.subjects(SubjectKind.CARD))))
    elif names is not None and "headings" in names:
        _add_headings(tree, subject)
    return tree


def is_large(system: System) -> bool:
    """Whether a system has so many subjects that `distinct` matters."""
    return next((True for number, _ in enumerate(system.subjects()) if number >= _MANY), False)


def unknown_facts(subject: Subject, system: System) -> Iterator[tuple[str, Value]]:
    """The values that the files do not hold, by the first step of the fact; for a system also those of all in it."""
    below = system.subjects() if subject.kind is SubjectKind.SYSTEM else ()
    for each in (subject, *below):
        for key, value in each.facts.items():
            if not value.known:
                yield key.partition(".")[0].replace("-", "_"), value


def _different(subjects: Iterable[Mapping[str, Any]], names: frozenset[str]) -> list[dict[str, Any]]:
    """Subjects with only the named fields, each combination of values once."""
    shown = ({key: each[key] for key in each if key in names} for each in subjects)
    return list({repr(each): each for each in shown}.values())


def _inside(subject: Subject, system: System, guesses: Mapping[int, object]) -> dict[str, Any]:
    """One entry of `self.subjects`; worked out once per system unless one of its values is guessed."""
    if guesses and any(id(value) in guesses for value in subject.facts.values()):
        return _entry(subject, guesses)
    known: dict[str, Any] | None = system.maps.get(id(subject))
    if known is None:
        known = system.maps[id(subject)] = _entry(subject, _NOTHING)
    return known


def _entry(subject: Subject, guesses: Mapping[int, object]) -> dict[str, Any]:
    entry = {**_nest(subject.facts.items(), guesses), "kind": str(subject.kind), "name": subject.name}
    _add_headings(entry, subject)
    return entry


def _add_headings(tree: dict[str, Any], subject: Subject) -> None:
    """The titles as one text, which a pattern goes through without a loop; CEL allows 10,000 steps of loops in all."""
    if "sections" in subject.facts and "headings" not in tree:
        tree["headings"] = "\n".join(dict.fromkeys(_titles((subject,))))


def _titles(subjects: Iterable[Subject]) -> Iterator[str]:
    """Section titles: hundreds of cards have the same ones."""
    for each in subjects:
        stated = each.facts["sections"].value if "sections" in each.facts else ()
        if isinstance(stated, tuple | list):
            yield from (" ".join(str(title).split()) for title in stated)


def _nest(facts: Iterable[tuple[str, Value]], guesses: Mapping[int, object]) -> dict[str, Any]:
    """Dotted facts as nested maps; a text that also has sub-keys becomes their `description`."""
    tree: dict[str, Any] = {}
    for key, value in sorted(facts, key=lambda item: item[0]):
        if not value.known and id(value) not in guesses:
            continue
        *above, last = key.replace("-", "_").split(".")
        node = tree
        for step in above:
            inner = node.setdefault(step, {})
            if not isinstance(inner, dict):
                inner = node[step] = {"description": inner}
            node = inner
        node[last] = _plain(guesses.get(id(value), value.value))
    return tree


def _plain(value: object) -> object:
    """A value in the types CEL knows."""
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key).replace("-", "_"): _plain(item) for key, item in value.items()}
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return str(value)
