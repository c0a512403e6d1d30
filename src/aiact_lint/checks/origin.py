"""AIA610 and AIA611: systems built on a model of somebody else (Art 25(1), 25(4))."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aiact_lint.finding import Level
from aiact_lint.rule import Problem, Scope, Unresolved
from aiact_lint.subjects import SubjectKind, Value
from aiact_lint.system import System

_INVENTORY = re.compile(
    r"(?:^|/)(?:[\w.-]*\.)?(?:s?bom|aibom|cdx|spdx)(?:[.-][\w-]+)*\.(?:json|xml|ya?ml)$", re.IGNORECASE
)
_PURPOSE = ("intended-purpose", "annex-iii", "annex-i")


def role_shift(scope: Scope) -> Iterator[Problem | Unresolved]:
    """Somebody else's model with a high-risk purpose of one's own: who provides it has to be said (Art 25(1)(c))."""
    system = scope.system
    base = _third_party(system)
    if base is None or system.has("provider") or not any(system.has(key) for key in _PURPOSE):
        return
    role = system.stated("role")
    if role is not None and not role.known:
        yield Unresolved(role.place, f"the value of '{role.value}' is not in the files")
    elif role is None or "provider" not in system.roles:
        stated = "no role is stated" if role is None else f"the role is stated as {', '.join(system.roles)}"
        message = (
            f"'{system.id}' puts {_quoted(base)} to a high-risk purpose, which makes whoever does so its provider "
            f"(Art 25(1)(c)); {stated}, and no provider is named."
        )
        level = Level.NOTE if role is None else None
        yield Problem(system.place_for(["role"]), message, related=((base.place, "built on this"),), level=level)


def suppliers(scope: Scope) -> Iterator[Problem | Unresolved]:
    """Written agreements with those who supply models and components, or an inventory of them (Art 25(4))."""
    system = scope.system
    base = _third_party(system)
    stated = system.stated("suppliers")
    listed = any(each.kind == "bom" for each in system.artifacts)
    if base is None or listed or any(_INVENTORY.search(file) for file in scope.repository.files):
        return
    if stated is not None and not stated.known:
        yield Unresolved(stated.place, f"the value of '{stated.value}' is not in the files")
    elif not system.claims("suppliers") or (stated is not None and not stated.value):
        message = scope.rule.message.replace("{name}", system.id).replace("{base}", _quoted(base))
        yield Problem(system.place_for(["suppliers"]), message, related=((base.place, "supplied by somebody else"),))


def _third_party(system: System) -> Value | None:
    """The model of somebody else that the system builds on: a card's base model, or a model that a cloud offers."""
    for subject in system.subjects():
        fact = "base_model" if subject.kind is SubjectKind.CARD else "model"
        value = subject.facts.get(fact)
        if value is not None and value.known and value.value:
            return value
    return None


def _quoted(base: Value) -> str:
    names = base.value if isinstance(base.value, tuple | list) else (base.value,)
    return ", ".join(f"'{name}'" for name in names)
