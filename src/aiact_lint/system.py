"""An AI system: the artifacts that belong together, and what they state between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.subjects import Artifact, Carrier, Place, Statement, Subject, SubjectKind, Value
from aiact_lint.terms import GPAI
from aiact_lint.vocabulary import strictest

if TYPE_CHECKING:
    from aiact_lint.intent import Signal

_PRECEDENCE = {carrier: rank for rank, carrier in enumerate(Carrier)}
"""Where two carriers state the same key, the first of the enumeration speaks for the system."""
_DEPLOYED = ("kubernetes", "compose", "terraform", "cloudformation", "arm", "bicep", "ecs", "pulumi", "ansible")
"""Kinds of what is deployed, by whose name a system without a card is marked."""


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """An artifact of a system, and why it is one."""

    artifact: Artifact
    reason: str


@dataclass(frozen=True, eq=False)
class System:
    """One AI system as the linking convention puts it together; built before any rule runs."""

    id: str
    members: tuple[Member, ...]
    signals: tuple[Signal, ...] = field(default=())
    """Uses and practices that its texts describe."""

    @property
    def artifacts(self) -> Iterator[Artifact]:
        return (member.artifact for member in self.members)

    @cached_property
    def statements(self) -> Mapping[str, tuple[Statement, ...]]:
        """All statements by key, the carrier that speaks for the system first."""
        found: dict[str, list[Statement]] = {}
        for artifact in self.artifacts:
            for statement in artifact.statements:
                found.setdefault(statement.key, []).append(statement)
        return {key: tuple(sorted(stated, key=lambda each: _PRECEDENCE[each.carrier])) for key, stated in found.items()}

    def stated(self, key: str) -> Value | None:
        """The value that speaks for the system under a key; None where nobody states it."""
        if key == "risk-class":
            return self._strictest_class
        statements = self.statements.get(key)
        return statements[0].value if statements else None

    @cached_property
    def _strictest_class(self) -> Value | None:
        """Statements that disagree: the strictest class is the effective one."""
        stated = [each.value for each in self.statements.get("risk-class", ())]
        known = [each for each in stated if each.known]
        if not known:
            return stated[0] if stated else None
        worst = strictest(str(each.value) for each in known)
        return next((each for each in known if each.value == worst), known[0])

    @property
    def risk_class(self) -> str | None:
        """The effective class; None where none is stated or it cannot be known."""
        value = self.stated("risk-class")
        return str(value.value) if value is not None and value.known else None

    @property
    def roles(self) -> tuple[str, ...]:
        """The stated roles; provider where none is stated."""
        return self._list("role") or ("provider",)

    @property
    def annex_iii(self) -> tuple[str, ...]:
        """Annex III ids that any carrier states, in order."""
        return self._list("annex-iii")

    @property
    def gpai(self) -> str | None:
        """Whether it is a general-purpose model, the most demanding of the statements; None where none is known."""
        known = [str(each.value.value) for each in self.statements.get("gpai", ()) if each.value.known]
        return max((each for each in known if each in GPAI), key=GPAI.index, default=None)

    def _list(self, key: str) -> tuple[str, ...]:
        seen: dict[str, None] = {}
        for statement in self.statements.get(key, ()):
            if statement.value.known:
                value = statement.value.value
                for item in value if isinstance(value, tuple | list) else (value,):
                    seen.setdefault(str(item))
        return tuple(seen)

    @cached_property
    def facts(self) -> Mapping[str, Value]:
        """What the system states, key by key: the facts of the subject `system`."""
        return {key: value for key in self.statements if (value := self.stated(key)) is not None}

    def has(self, key: str) -> bool:
        """Whether a key or any sub-key of it is stated."""
        return key in self._keys

    @cached_property
    def _keys(self) -> frozenset[str]:
        """The stated keys and the blocks that they stand in; every rule asks for some."""
        parts = [key.split(".") for key in self.statements]
        return frozenset(".".join(each[:depth]) for each in parts for depth in range(1, len(each) + 1))

    def claims(self, key: str) -> bool:
        """Whether a key is stated, and not to say no (`exemption: false`)."""
        value = self.stated(key)
        return self.has(key) and not (value is not None and value.known and value.value is False)

    def subjects(self, *kinds: SubjectKind) -> Iterator[Subject]:
        """The subjects of all its artifacts and of its statements, of the given kinds or of every kind."""
        return (each for each in self._subjects if not kinds or each.kind in kinds)

    @cached_property
    def _subjects(self) -> tuple[Subject, ...]:
        found = [subject for artifact in self.artifacts for subject in artifact.subjects]
        return (*found, *self._declared_logs)

    @cached_property
    def given(self) -> dict[object, Any]:
        """The same in the form of the expression language; filled as `maps` is."""
        return {}

    @cached_property
    def maps(self) -> dict[int, dict[str, Any]]:
        """What expressions see of each subject, by its identity; filled when a rule first looks at it."""
        return {}

    @cached_property
    def _declared_logs(self) -> tuple[Subject, ...]:
        """A log store for each stated retention, unless a log store of the system shows that number itself.

        Two carriers with the same number are two, each to be put right; one `local.tags` on forty resources is one.
        """
        shown = [
            value.value
            for artifact in self.artifacts
            for subject in artifact.subjects
            if subject.kind is SubjectKind.LOG_STORE and (value := subject.facts.get("retention_days")) and value.known
        ]
        found: dict[object, Subject] = {}
        for statement in self.statements.get("logging.retention-days", ()):
            value = statement.value
            if not value.known or (isinstance(value.value, int | float) and value.value not in shown):
                subject = Subject(SubjectKind.LOG_STORE, "the declared logging", value.place, {"retention_days": value})
                found.setdefault(_source(value), subject)
        return tuple(found.values())

    @cached_property
    def title_place(self) -> Place:
        """What stands for the whole system: card title, manifest name, resource label, declared id, in that order."""
        first = self._first_artifact(("model-card", *_DEPLOYED, "declaration", "bom", "mlflow"))
        return first.title or first.place

    @cached_property
    def home(self) -> Place:
        """Where a missing key should have been stated: the key of the block with the class, or the system's id."""
        stated = self.statements.get("risk-class", ())
        if not stated:
            return self._first_artifact(("declaration", "model-card", *_DEPLOYED, "bom", "mlflow")).place
        place = stated[0].value.place
        parent = place.path[:-1]
        if parent in place.document.keys:
            return Place(place.document, parent, on_key=True)
        for artifact in self.artifacts:
            if artifact.document is place.document and stated[0] in artifact.statements:
                return artifact.place
        return place

    def place_for(self, keys: Iterable[str]) -> Place:
        """Where to mark a flaw in one of some keys: the first stated one; a missing key on its parent's key."""
        for key in keys:
            value = self.stated(key)
            if value is not None:
                return value.place
            if (place := self._block(key)) is not None:
                return place
        return self.home

    def _block(self, key: str) -> Place | None:
        """The key of the mapping that holds the stated sub-keys of `key`."""
        depth = key.count(".") + 1
        for stated, statements in self.statements.items():
            if stated.startswith(f"{key}."):
                place = statements[0].value.place
                above = stated.count(".") + 1 - depth
                path = place.path[: len(place.path) - above]
                if path in place.document.keys and _same_name(path[-1], key.rsplit(".", 1)[-1]):
                    return Place(place.document, path, on_key=True)
        return None

    def _first_artifact(self, kinds: tuple[str, ...]) -> Artifact:
        def rank(artifact: Artifact) -> tuple[int, int]:
            return (artifact.ai is None, kinds.index(artifact.kind) if artifact.kind in kinds else len(kinds))

        return min(self.artifacts, key=rank)


def _source(value: Value) -> object:
    """Where a value is written, at the end of the way it comes by; what is unknown is one by its text."""
    if not value.known:
        return str(value.value)
    place = value.via[-1] if value.via else value.place
    return place.file, place.document.index, place.path, place.exact


def _same_name(written: object, key: str) -> bool:
    def plain(text: str) -> str:
        return text.replace("-", "").replace("_", "").lower()

    return plain(str(written)) == plain(key)
