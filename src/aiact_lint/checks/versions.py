"""AIA312: the version that is deployed against the one that was assessed (Art 43(4))."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aiact_lint.rule import Problem, Scope, Unresolved
from aiact_lint.subjects import SubjectKind, Value
from aiact_lint.system import System

_ASSESSED = "conformity.assessed-version"
_VERSION = re.compile(r"v?(\d{1,4}(?:\.\d{1,6}){1,3})(?:[-+.]?(?:rc|post|dev|alpha|beta)?\.?\d*)?", re.IGNORECASE)
"""At least two numbers: a bare `2` in a path is as often a size or a shard."""
_VARIABLES = frozenset(("env.MODEL_VERSION", "env.HF_MODEL_REVISION", "env.MODEL_REVISION"))


def deployed(scope: Scope) -> Iterator[Problem | Unresolved]:
    """One finding per deployed version that differs, unless the change was planned or the assessed one runs too."""
    system = scope.system
    if system.claims("conformity.predetermined-changes"):
        return
    assessed = system.stated(_ASSESSED)
    if assessed is None:
        return
    if not assessed.known:
        yield Unresolved(assessed.place, f"the version that was assessed ('{assessed.value}') is not in the files")
        return
    wanted = _numbers(str(assessed.value))
    found = list(_versions(system))
    if wanted is None or any(each.known and _same(wanted, _numbers(str(each.value))) for each in found):
        return
    seen: set[str] = set()
    for each in found:
        if not each.known:
            yield Unresolved(each.place, f"the deployed version ('{each.value}') is not in the files")
        elif (numbers := _numbers(str(each.value))) is not None and str(each.value) not in seen:
            seen.add(str(each.value))
            message = (
                f"The files show version {'.'.join(numbers)}, but version '{assessed.value}' was assessed; "
                "a substantial modification needs a new assessment (Art 43(4))."
            )
            yield Problem(each.place, message, related=((assessed.place, "this version"),))


def _versions(system: System) -> Iterator[Value]:
    """The stated versions; where none is, those in model locations and in variables that name one."""
    if stated := system.statements.get("model-version"):
        yield from (statement.value for statement in stated)
        return
    for subject in system.subjects(SubjectKind.ENDPOINT, SubjectKind.CONTAINER):
        for fact, value in subject.facts.items():
            if fact in _VARIABLES:
                yield value
            elif fact == "storage_uri" and value.known and (version := _in_location(str(value.value))) is not None:
                yield Value(version, value.place, value.origin, value.via)


def _in_location(location: str) -> str | None:
    """The version that is a whole segment of a model's location, or its tag after a colon."""
    segments = re.split(r"[/@:]", location.rstrip("/"))
    return next((each for each in reversed(segments[1:]) if _VERSION.fullmatch(each)), None)


def _numbers(written: str) -> tuple[str, ...] | None:
    """The numbers of a version; None where it is a name, a digest or a branch."""
    text = written.strip()
    match = _VERSION.fullmatch(text) or re.fullmatch(r"v?(\d{1,4})", text, re.IGNORECASE)
    return tuple(match[1].split(".")) if match else None


def _same(one: tuple[str, ...], other: tuple[str, ...] | None) -> bool:
    """Whether two versions agree as far as both go: `2` and `2.1` do."""
    return other is not None and all(left == right for left, right in zip(one, other, strict=False))
