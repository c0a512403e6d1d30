"""Artifacts to systems, by the stated convention.

In this order: an explicit `system` key; `artifacts` globs of a declaration (and the files it names as evidence); the
nearest aiact.yaml upwards; references between artifacts; otherwise an AI artifact is a system of its own. What is not
AI by itself (a log group, a flag) belongs to the systems that reach it, and to none if none does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeAlias

from aiact_lint import evidence
from aiact_lint.references import Edges
from aiact_lint.subjects import Artifact
from aiact_lint.system import Member, System

if TYPE_CHECKING:
    from aiact_lint.intent import Signal

_OWN = "\0"
"""Prefix of the key of a system that nobody declared."""

Recognise: TypeAlias = "Callable[[Artifact], Sequence[Signal]]"


def link(artifacts: Sequence[Artifact], recognise: Recognise) -> tuple[System, ...]:
    """All AI systems of a run, in the order in which their first artifact was read."""
    linker = _Linker(artifacts)
    linker.by_explicit_id()
    linker.by_declared_files()
    linker.by_nearest_declaration()
    linker.by_reference()
    return linker.systems(recognise)


class _Linker:
    """Memberships under construction: system key → artifact index → reason."""

    def __init__(self, artifacts: Sequence[Artifact]) -> None:
        self._artifacts = artifacts
        self._members: dict[str, dict[int, str]] = defaultdict(dict)
        self._systems_of: dict[int, list[str]] = defaultdict(list)
        self._explicit: set[int] = set()

    def by_explicit_id(self) -> None:
        for index, artifact in enumerate(self._artifacts):
            stated = next((each for each in artifact.statements if each.key == "system" and each.value.known), None)
            if stated is not None:
                self._explicit.add(index)
                self._join(str(stated.value.value), index, f"states system '{stated.value.value}'")
            elif artifact.kind == "declaration":
                self._explicit.add(index)
                self._join(artifact.name, index, "declares the system")

    def by_declared_files(self) -> None:
        for index, declaration in enumerate(self._artifacts):
            if declaration.kind == "declaration":
                for other, reason in self._claimed(declaration):
                    for key in self._systems_of[index]:
                        self._join(key, other, reason)

    def _claimed(self, declaration: Artifact) -> Iterator[tuple[int, str]]:
        matches = evidence.claims(declaration)
        named = {(target.path, target.anchor) for _, target in evidence.stated_by(declaration)}
        elsewhere = self._made_elsewhere(declaration, named)
        for index, artifact in enumerate(self._artifacts):
            if index in self._explicit:
                continue
            if (pattern := _first(matches, artifact)) is not None:
                yield index, f"artifacts '{pattern}' in {declaration.file}"
            elif not named.isdisjoint(artifact.addresses) and index not in elsewhere:
                yield index, f"named as evidence in {declaration.file}"

    def _made_elsewhere(self, declaration: Artifact, named: set[tuple[str, str]]) -> set[int]:
        """Of what a module makes for several callers under one name, that which callers elsewhere have made.

        Evidence that names a resource in a module means the one of the declaration's own folder, if that has one.
        """
        here = declaration.document.source.folder
        made: dict[tuple[str, str], list[int]] = defaultdict(list)
        for index, artifact in enumerate(self._artifacts):
            if artifact.callers and artifact.addresses[0] in named:
                made[artifact.addresses[0]].append(index)
        found: set[int] = set()
        for same in made.values():
            inside = {each for each in same if _is_in(self._artifacts[each].callers[0].document.source.folder, here)}
            found.update(set(same) - inside if inside else ())
        return found

    def by_nearest_declaration(self) -> None:
        declared: dict[str, set[str]] = defaultdict(set)
        for index, artifact in enumerate(self._artifacts):
            if artifact.kind == "declaration":
                declared[artifact.document.source.folder].update(self._systems_of[index])
        for index, artifact in enumerate(self._artifacts):
            if self._systems_of[index] or not declared:
                continue
            folder = next((each for at in _folders(artifact) if (each := _nearest(at, declared)) is not None), None)
            if folder is not None and len(declared[folder]) == 1:
                self._join(
                    next(iter(declared[folder])), index, f"nearest declaration upwards, in {folder or 'the top folder'}"
                )

    def by_reference(self) -> None:
        edges = Edges(self._artifacts)
        ai = [index for index, artifact in enumerate(self._artifacts) if artifact.ai]
        reached = {index: edges.outwards(index) for index in ai}
        for index in ai:
            for other, reason in reached[index].items():
                if self._artifacts[other].ai:
                    self._meet(index, other, reason)
        for index, first in self._of_one_object(ai):
            self._meet(index, first, f"made of the same object as another {self._artifacts[first].anchor}")
        for index in ai:
            self._found(index)
            for other, reason in reached[index].items():
                self._support(other, index, reason)
        for index, artifact in enumerate(self._artifacts):
            if not artifact.ai:
                for other, reason in edges.of(index):
                    self._support(index, other, reason)

    def _of_one_object(self, ai: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Artifacts that a template or overlays make of one written object, each with the first of them."""
        firsts: dict[object, int] = {}
        for index in ai:
            artifact = self._artifacts[index]
            if artifact.document.origins is None:
                continue
            span = artifact.place.span
            first = firsts.setdefault((artifact.file, span.start, span.end, artifact.anchor), index)
            if first != index:
                yield index, first

    def _meet(self, index: int, other: int, reason: str) -> None:
        """Two AI artifacts that refer to each other form one system, unless something stronger put both elsewhere."""
        self._found(index)
        self._found(other)
        if self._is_own(index):
            self._move(index, other, reason)
        elif self._is_own(other):
            self._move(other, index, reason)

    def _found(self, index: int) -> None:
        """Make an unlinked AI artifact a system of its own."""
        if not self._systems_of[index]:
            self._join(f"{_OWN}{index}", index, self._artifacts[index].ai or "")

    def _is_own(self, index: int) -> bool:
        return self._systems_of[index][0].startswith(_OWN)

    def _move(self, index: int, other: int, reason: str) -> None:
        """Everything in the own system of `index` goes to the systems of `other`."""
        source, targets = self._systems_of[index][0], list(self._systems_of[other])
        if source in targets:
            return
        for member, why in self._members.pop(source).items():
            self._systems_of[member].remove(source)
            for key in targets:
                self._join(key, member, reason if member == index else why)

    def _support(self, index: int, ai_index: int, reason: str) -> None:
        if self._artifacts[index].ai is None and self._artifacts[ai_index].ai and index not in self._explicit:
            for key in self._systems_of[ai_index]:
                self._join(key, index, reason)

    def _join(self, key: str, index: int, reason: str) -> None:
        if index not in self._members[key]:
            self._members[key][index] = reason
            self._systems_of[index].append(key)

    def systems(self, recognise: Recognise) -> tuple[System, ...]:
        taken: set[str] = set()
        built = []
        for key, indexes in sorted(self._members.items(), key=lambda item: min(item[1])):
            members = tuple(Member(self._artifacts[index], reason) for index, reason in sorted(indexes.items()))
            if not any(member.artifact.ai for member in members):
                continue
            name = _name(members) if key.startswith(_OWN) else key
            unique = _unique(name, members[0].artifact, taken)
            signals = tuple(signal for member in members for signal in recognise(member.artifact))
            built.append(System(unique, members, signals))
        return tuple(built)


def _is_in(folder: str, above: str) -> bool:
    return above in ("", folder) or folder.startswith(f"{above}/")


def _first(matches: Callable[[str], str | None], artifact: Artifact) -> str | None:
    """The first pattern that claims the file of an artifact, or of a call that makes it."""
    files = (artifact.file, *(place.file for place in artifact.callers))
    return next((pattern for file in files if (pattern := matches(file)) is not None), None)


def _folders(artifact: Artifact) -> Iterator[str]:
    """The folders from which to look upwards: of what a module makes, that of the outermost call comes first."""
    for place in (*artifact.callers, artifact.place):
        yield place.document.source.folder


def _name(members: Sequence[Member]) -> str:
    """The name of a system that nobody declared: its card's, else that of its first AI artifact."""
    cards = [member.artifact.name for member in members if member.artifact.kind == "model-card"]
    return cards[0] if cards else next(member.artifact.name for member in members if member.artifact.ai)


def _unique(name: str, artifact: Artifact, taken: set[str]) -> str:
    """The name, with the file that tells it from another of that name; of a module the file of its outermost call."""
    file = artifact.callers[0].file if artifact.callers else artifact.file
    wanted = found = name if name not in taken else f"{name} ({file})"
    number = 1
    while found in taken:
        number += 1
        found = f"{wanted} {number}"
    taken.add(found)
    return found


def _nearest(folder: str, declared: dict[str, set[str]]) -> str | None:
    at = PurePosixPath(folder)
    for candidate in (at, *at.parents):
        name = "" if str(candidate) == "." else str(candidate)
        if name in declared:
            return name
    return None
