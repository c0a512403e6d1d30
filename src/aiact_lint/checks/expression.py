"""CEL over the facts of a subject.

`self` is a map of the subject's known facts (dashes become underscores, dots nest); for the subject `system` it also
has `subjects`, the facts of everything in it, and `headings`, the section titles of its cards, each on a line. An
unknown fact is absent from the map; an expression whose result depends on one is inconclusive.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache as once
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from aiact_lint import cache
from aiact_lint.rule import Check
from aiact_lint.subjects import Subject, SubjectKind, Value

if TYPE_CHECKING:
    from cel_expr_python.cel import Activation, Env, Expression

    from aiact_lint.system import System

_NOTHING: Mapping[int, object] = MappingProxyType({})
_NAMES = re.compile(r"\.([a-z_][a-z0-9_]*)")


class ExpressionError(Exception):
    """A CEL expression that does not compile, or fails on a subject."""


class TooMuchError(ExpressionError):
    """An expression that would take more steps than CEL allows (10,000 passes through loops) on a large system."""


@once
def _environment() -> Env:
    from cel_expr_python import cel

    return cel.NewEnv(variables={"self": cel.Type.DYN})


_known: dict[str, bytes] = {}
"""Programs as an earlier run wrote them; reading one back takes an eighth of compiling it."""


def prepare(expressions: Iterable[str]) -> None:
    """Have the programs of some expressions at hand, from the cache or for it; does nothing without a cache."""
    wanted = sorted({each for each in expressions if each})
    if not cache.in_use() or _known.keys() >= set(wanted):
        return
    from cel_expr_python import cel

    key = cache.key(wanted, cache.identity([Path(cel.__file__)]))
    known = cast("dict[str, bytes] | None", cache.load("programs", key))
    if known is None:
        known = {}
        for each in wanted:
            with suppress(ExpressionError):
                known[each] = compiled(each).serialize()
        cache.save("programs", key, known)
    _known.update(known)


@once
def compiled(expression: str) -> Expression:
    """The program of an expression. Raises `ExpressionError`."""
    if expression in _known:
        return _environment().deserialize(_known[expression])
    try:
        return _environment().compile(expression)
    except Exception as error:  # the library raises its own and plain errors alike
        raise ExpressionError(f"{expression!r} does not compile: {error}") from error


def _holds(expression: str, facts: Activation) -> bool:
    """Whether a boolean expression holds. Raises `ExpressionError`, also where the result is not a boolean."""
    program = compiled(expression)
    try:
        result = program.eval(facts).plain_value()
    except Exception as error:
        if "Iteration budget" in str(error):
            raise TooMuchError(f"{expression!r} takes too many steps") from error
        raise ExpressionError(f"{expression!r} fails: {error}") from error
    if not isinstance(result, bool):
        raise ExpressionError(f"{expression!r} gives {result!r} instead of true or false")
    return result


@once
def names_in(expression: str) -> frozenset[str]:
    """The fact names an expression may read."""
    return frozenset(_NAMES.findall(expression))


def judge(check: Check, subject: Subject, system: System) -> bool | Value:
    """Whether a rule's `assert` holds for a subject (or its `when` does not), or the unknown value that decides it.

    A value that the files do not hold only matters where the result would change with it: that is tried.
    """
    names = names_in(check.when) | names_in(check.assertion)
    unknown = _unknown(subject, system, names)[:_MOST_UNKNOWN]
    if not unknown:
        return _passes(check, _given(subject, system, names))
    result = _tried(check, _given(subject, system, names))
    for group in (*([each] for each in unknown), unknown):
        for probe in _PROBES:
            guesses = facts_of(subject, system, {id(each): probe for each in group}, names)
            guessed = _tried(check, _environment().Activation({"self": guesses}))
            if guessed is not None and guessed != result:
                return group[0]
    return unknown[0] if result is None else result


_PROBES: tuple[object, ...] = (True, False, 0, 1, 1_000_000_000, "?", ())
"""What an unknown value might be."""

_MOST_UNKNOWN = 20


def _given(subject: Subject, system: System, names: frozenset[str]) -> Activation:
    """The known facts of a subject in CEL's own form, which takes longer to make than to evaluate: once a subject."""
    whole = subject.kind is SubjectKind.SYSTEM
    key = ("system", "subjects" in names, "headings" in names) if whole else id(subject)
    if key not in system.given:
        system.given[key] = _environment().Activation({"self": facts_of(subject, system, names=names)})
    return system.given[key]


def _passes(check: Check, facts: Activation) -> bool:
    return (bool(check.when) and not _holds(check.when, facts)) or _holds(check.assertion, facts)


def _tried(check: Check, facts: Activation) -> bool | None:
    """The same, None where such facts make no sense to the expression."""
    try:
        return _passes(check, facts)
    except ExpressionError:
        return None


def _unknown(subject: Subject, system: System, names: frozenset[str]) -> list[Value]:
    """The unknown facts that an expression may read: of the subject, and for a system of everything in it."""
    below = system.subjects() if subject.kind is SubjectKind.SYSTEM else ()
    return [
        value
        for each in (subject, *below)
        for key, value in each.facts.items()
        if not value.known and _first_step(key) in names
    ]


def facts_of(
    subject: Subject, system: System, guesses: Mapping[int, object] = _NOTHING, names: frozenset[str] | None = None
) -> dict[str, Any]:
    """The map `self` of a subject; unknown values are absent but for the guessed ones.

    `names`: what an expression reads, so that it is not given all parts of a system for nothing.
    """
    tree = _nest(subject.facts.items(), guesses)
    tree["name"] = subject.name
    if subject.kind is SubjectKind.SYSTEM:
        if names is None or "subjects" in names:
            tree["subjects"] = [_inside(each, system, guesses) for each in system.subjects()]
        if names is None or "headings" in names:
            tree["headings"] = _headings(system)
    return tree


def _headings(system: System) -> str:
    """Section titles of all cards, each once: hundreds of cards have the same ones."""
    titles = (
        " ".join(str(title).split())
        for card in system.subjects(SubjectKind.CARD)
        if "sections" in card.facts and isinstance(card.facts["sections"].value, tuple | list)
        for title in card.facts["sections"].value
    )
    return "\n".join(dict.fromkeys(titles))


def _inside(subject: Subject, system: System, guesses: Mapping[int, object]) -> dict[str, Any]:
    """One entry of `self.subjects`; worked out once per system unless one of its values is guessed."""
    if guesses and any(id(value) in guesses for value in subject.facts.values()):
        return {**_nest(subject.facts.items(), guesses), "kind": str(subject.kind), "name": subject.name}
    known: dict[str, Any] | None = system.maps.get(id(subject))
    if known is None:
        known = {**_nest(subject.facts.items(), _NOTHING), "kind": str(subject.kind), "name": subject.name}
        system.maps[id(subject)] = known
    return known


def _first_step(key: str) -> str:
    return key.partition(".")[0].replace("-", "_")


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
