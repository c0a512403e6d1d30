"""A rule as loaded from its folder, and what its check gives back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from aiact_lint.finding import Level
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.repairs import Repair
from aiact_lint.subjects import Place, Subject, SubjectKind

if TYPE_CHECKING:
    from aiact_lint.law import Law
    from aiact_lint.repository import Repository
    from aiact_lint.system import System


@dataclass(frozen=True, slots=True)
class Applies:
    """Which systems a rule is for; an empty tuple asks nothing."""

    risk_class: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    annex_iii: tuple[str, ...] = ()
    gpai: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """The body of a rule: one of CEL, JSON Schema or a named Python check."""

    subject: SubjectKind | None = None
    """What it is run on, one by one; None for a check that looks at the whole run."""
    when: str = ""
    """CEL: the subject is looked at only if this holds."""
    assertion: str = ""
    """CEL: a finding where this does not hold."""
    schema: Mapping[str, object] | None = None
    python: str = ""
    """Name of a Python check."""
    options: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    """Arguments of a Python check (`with:` in the rule file)."""
    at: tuple[str, ...] = ()
    """Facts to mark, the first one present wins; none of them present marks the subject itself."""


@dataclass(frozen=True, slots=True)
class RuleFix:
    """How findings of a CEL rule can be mended: another literal for a fact, never without being asked."""

    fact: str
    to: str
    languages: tuple[str, ...]
    """Documents in which it may be written: a resource can be changed, a declaration about it must stay true."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule."""

    id: str
    name: str
    title: str
    level: Level
    """When its duty is in force."""
    confidence: str
    status: str
    since: str
    message: str
    """May hold `{fact}` placeholders."""
    remedy: str
    check: Check
    folder: FilePath
    obligations: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    """Further ids of the law tables that every finding of the rule cites (`5.1.f`)."""
    dated: bool = True
    """False for rules about the tool's own data."""
    applies: Applies = Applies()
    false_positives: tuple[str, ...] = ()
    fix: RuleFix | None = None

    @property
    def doc(self) -> str:
        """The text of doc.md, read when it is shown."""
        return (self.folder / "doc.md").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """What a check found; the engine makes a finding of it."""

    place: Place
    message: str
    related: tuple[tuple[Place, str], ...] = ()
    flow: tuple[tuple[Place, str], ...] = ()
    law: tuple[str, ...] = ()
    level: Level | None = None
    """Lower than the rule's level where the check is less sure (never higher)."""
    fixes: tuple[Repair, ...] = ()
    """Ways to mend it, the best first."""


@dataclass(frozen=True, slots=True, eq=False)
class Unresolved:
    """A check that could not decide because a value is not in the files."""

    place: Place
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """What a Python check may look at."""

    rule: Rule
    system: System
    subject: Subject
    systems: tuple[System, ...]
    repository: Repository
    law: Law
    as_of: date = date.min
    """Day of the run, for days that a declaration states; duties get theirs in the engine."""


class PythonCheck(Protocol):
    """A Python check: pure, no I/O, no clock."""

    def __call__(self, scope: Scope) -> Iterable[Problem | Unresolved]: ...
