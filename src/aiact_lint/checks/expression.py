"""CEL over the facts of a subject.

`self` is a map of the subject's known facts (dashes become underscores, dots nest); for the subject `system` it also
has `subjects`, the facts of everything in it. An unknown fact is absent from the map, and an expression that names it
is inconclusive.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from aiact_lint.subjects import Subject, SubjectKind, Value

if TYPE_CHECKING:
    from cel_expr_python.cel import Env, Expression

    from aiact_lint.system import System

_NAMES = re.compile(r"\.([a-z_][a-z0-9_]*)")


class ExpressionError(Exception):
    """A CEL expression that does not compile, or fails on a subject."""


@cache
def _environment() -> Env:
    from cel_expr_python import cel

    return cel.NewEnv(variables={"self": cel.Type.DYN})


@cache
def compiled(expression: str) -> Expression:
    """The program of an expression. Raises `ExpressionError`."""
    try:
        return _environment().compile(expression)
    except Exception as error:  # the library raises its own and plain errors alike
        raise ExpressionError(f"{expression!r} does not compile: {error}") from error


def holds(expression: str, facts: Mapping[str, object]) -> bool:
    """Whether a boolean expression holds. Raises `ExpressionError`, also where the result is not a boolean."""
    program = compiled(expression)
    try:
        result = program.eval(data={"self": facts}).plain_value()
    except Exception as error:
        raise ExpressionError(f"{expression!r} fails: {error}") from error
    if not isinstance(result, bool):
        raise ExpressionError(f"{expression!r} gives {result!r} instead of true or false")
    return result


def names_in(expression: str) -> frozenset[str]:
    """The fact names an expression may read."""
    return frozenset(_NAMES.findall(expression))


def facts_of(subject: Subject, system: System) -> dict[str, Any]:
    """The map `self` of a subject."""
    tree = _nest(subject.facts.items())
    tree["name"] = subject.name
    if subject.kind is SubjectKind.SYSTEM:
        tree["subjects"] = [
            {**_nest(each.facts.items()), "kind": str(each.kind), "name": each.name} for each in system.subjects()
        ]
    return tree


def unknown_in(subject: Subject, names: Iterable[str]) -> Value | None:
    """A fact of the subject itself that is not known though an expression reads it."""
    wanted = set(names)
    return next((value for key, value in subject.facts.items() if not value.known and wanted & _steps(key)), None)


def unknown_below(system: System, names: Iterable[str]) -> Value | None:
    """The same for the facts of everything in a system."""
    wanted = set(names)
    for subject in system.subjects():
        for key, value in subject.facts.items():
            if not value.known and wanted & _steps(key):
                return value
    return None


def _steps(key: str) -> set[str]:
    return set(key.replace("-", "_").split("."))


def _nest(facts: Iterable[tuple[str, Value]]) -> dict[str, Any]:
    """Dotted facts as nested maps; a text that also has sub-keys becomes their `description`."""
    tree: dict[str, Any] = {}
    for key, value in sorted(facts, key=lambda item: item[0]):
        if not value.known:
            continue
        *above, last = key.replace("-", "_").split(".")
        node = tree
        for step in above:
            inner = node.setdefault(step, {})
            if not isinstance(inner, dict):
                inner = node[step] = {"description": inner}
            node = inner
        node[last] = _plain(value.value)
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
