"""What an aiact.yaml for a repository would say: one draft per system that no aiact.yaml declares yet.

A draft links files and quotes what they say. It asserts nothing: class, uses and roles stay choices for a person.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from aiact_lint.checks.signals import place_of, says
from aiact_lint.intent import Signal
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.subjects import Artifact, Place
from aiact_lint.system import Member, System

_FOLDED = 3
"""From so many files of one folder on, the folder is named instead."""
_MAX_ID = 60
_GLOB = re.compile(r"([\\*?\[\]!])")
_TOLD = ("role", "risk-class", "annex-iii", "annex-i", "gpai", "intended-purpose")
"""Keys that the draft asks for, so that it has to tell where they are stated already."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Something that the files say."""

    what: str
    """An id of the law tables, or a key of the vocabulary."""
    words: str
    where: str
    """`path:line`."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One system to be declared."""

    id: str
    found: tuple[tuple[str, str, str], ...]
    """What each part is, its file, and why it is a part."""
    artifacts: tuple[str, ...]
    """Patterns relative to the declaration, which only match files of this system."""
    evidence: tuple[str, ...]
    """`path#anchor` of the parts that share a file with other systems."""
    stated: tuple[Quote, ...]
    uses: tuple[Quote, ...]
    """Words that may describe a use of Annex III."""
    practices: tuple[Quote, ...]
    """Words that may describe a practice of Art 5(1)."""


def drafts(systems: Sequence[System], folder: str = "") -> tuple[Draft, ...]:
    """A draft for each undeclared system, for a declaration in a folder ("" for the root of the run)."""
    owners: dict[str, set[str]] = defaultdict(set)
    for system in systems:
        for artifact in system.artifacts:
            owners[artifact.file].add(system.id)
    taken = {name for system in systems for name in _taken_ids(system)}
    made = []
    for system in systems:
        if _is_undeclared(system):
            name = _stated_id(system) or _free_id(system.id, taken)
            made.append(_draft(system, name, owners, folder))
    return tuple(made)


def declared(systems: Iterable[System]) -> tuple[tuple[str, str], ...]:
    """Ids of the systems that are declared already, and the files that do it."""
    return tuple(
        (system.id, artifact.file)
        for system in systems
        for artifact in system.artifacts
        if artifact.kind == "declaration"
    )


def _is_undeclared(system: System) -> bool:
    return all(artifact.kind != "declaration" for artifact in system.artifacts)


def _draft(system: System, name: str, owners: dict[str, set[str]], folder: str) -> Draft:
    shared = [each for each in system.members if len(owners[each.artifact.file]) > 1]
    alone = dict.fromkeys(each.artifact.file for each in system.members if len(owners[each.artifact.file]) == 1)
    foreign = [path for path, ids in owners.items() if ids != {system.id}]
    return Draft(
        id=name,
        found=tuple(_found(member) for member in system.members),
        artifacts=tuple(_patterns(list(alone), foreign, folder)),
        evidence=tuple(_named(each.artifact, folder) for each in shared if each.artifact.ai and each.artifact.anchor),
        stated=tuple(_stated(system)),
        uses=tuple(_quote(each) for each in _first_of_each(system.signals, "III.")),
        practices=tuple(_quote(each) for each in _first_of_each(system.signals, "5.1.")),
    )


def _stated_id(system: System) -> str:
    stated = system.stated("system")
    return str(stated.value) if stated is not None and stated.known else ""


def _taken_ids(system: System) -> Iterator[str]:
    """Ids by which files are linked already; another system under one of them would be the same system."""
    for artifact in system.artifacts:
        if artifact.kind == "declaration":
            yield artifact.name
        yield from (str(each.value.value) for each in artifact.statements if each.key == "system" and each.value.known)


def _free_id(name: str, taken: set[str]) -> str:
    """A name as an id that nobody uses."""
    short = re.sub(r"[^\w.]+", "-", name.rsplit("/", 1)[-1].lower()).strip("-._")[:_MAX_ID].rstrip("-._") or "system"
    free, number = short, 1
    while free in taken:
        number += 1
        free = f"{short}-{number}"
    taken.add(free)
    return free


def _found(member: Member) -> tuple[str, str, str]:
    artifact = member.artifact
    return artifact.anchor or f"{artifact.kind.replace('-', ' ')} '{artifact.name}'", artifact.file, member.reason


def _patterns(files: Sequence[str], foreign: Sequence[str], folder: str) -> Iterator[str]:
    """Each file, or its folder where it holds several and nothing below it is part of another system."""
    in_folder = Counter(posixpath.dirname(path) for path in files)
    folded = {
        parent
        for parent, count in in_folder.items()
        if parent and count >= _FOLDED and not any(path.startswith(f"{parent}/") for path in foreign)
    }
    seen = set()
    for path in files:
        above = next((each for each in sorted(folded, key=len) if path.startswith(f"{each}/")), None)
        target = above if above is not None else path
        if "#" not in target and target not in seen:  # what follows a # is an anchor
            seen.add(target)
            yield _GLOB.sub(r"\\\1", posixpath.relpath(f"/{target}", f"/{folder}")) + ("/**" if above else "")


def _named(artifact: Artifact, folder: str) -> str:
    return f"{posixpath.relpath(f'/{artifact.file}', f'/{folder}')}#{artifact.anchor}"


def _stated(system: System) -> Iterator[Quote]:
    for key in _TOLD:
        for statement in system.statements.get(key, ()):
            value = statement.value.value
            words = ", ".join(str(each) for each in value) if isinstance(value, tuple) else str(value)
            yield Quote(key, words, _where(statement.value.place))


def _first_of_each(signals: Iterable[Signal], prefix: str) -> Iterable[Signal]:
    """One signal per id, a certain one rather than a question."""
    best: dict[str, Signal] = {}
    for signal in signals:
        if signal.id.startswith(prefix) and (signal.id not in best or best[signal.id].confidence != "high"):
            best[signal.id] = signal
    return [best[each] for each in sorted(best)]


def _quote(signal: Signal) -> Quote:
    return Quote(signal.id, says(signal), _where(place_of(signal)))


def _where(place: Place) -> str:
    source = place.document.source
    return f"{source.path}:{source.line_of(place.span.start)}"
