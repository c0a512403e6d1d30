"""What an expression comes to: a value of which parts may be unknown, and the places it was followed through."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from aiact_lint.subjects import Place

_MAX_TEXT = 100_000


@dataclass(frozen=True, slots=True, eq=False)
class Resolved:
    """A value: a scalar, or a container of `Resolved`. `via` are the places it was followed through."""

    value: object = None
    known: bool = True
    via: tuple[Place, ...] = ()
    written: bool = False
    """It is a container that is written out at the end of `via`, so that its entries stand there."""

    def step(self, key: object) -> Resolved:
        """An entry of a container; unknown where there is none."""
        node = self.value
        if self.known and isinstance(node, dict) and key in node:
            found: Resolved = node[key]
        elif self.known and isinstance(node, list) and isinstance(key, int) and 0 <= key < len(node):
            found = node[key]
        else:
            return UNKNOWN
        return self._entered(key, found)

    def _entered(self, key: object, found: Resolved) -> Resolved:
        """The way to an entry leads to the entry, not to the whole that holds it."""
        if self.written and isinstance(key, str | int):
            document, path = self.via[-1].document, (*self.via[-1].path, key)
            if path in document.values:
                way = (*self.via[:-1], replace(self.via[-1], path=path))
                return Resolved(found.value, found.known, (*way, *found.via), found.written or not found.via)
        return Resolved(found.value, found.known, (*self.via, *found.via), found.written)

    @property
    def plain(self) -> object:
        """The value without wrappers; entries that are unknown are None."""
        if isinstance(self.value, dict):
            return {key: each.plain for key, each in self.value.items()}
        if isinstance(self.value, list):
            return [each.plain for each in self.value]
        return self.value

    @property
    def wholly_known(self) -> bool:
        """Whether nothing in it is unknown."""
        entries: Iterable[Resolved] = ()
        if isinstance(self.value, dict):
            entries = self.value.values()
        elif isinstance(self.value, list):
            entries = self.value
        return self.known and all(each.wholly_known for each in entries)


UNKNOWN = Resolved(known=False)


def joined(parts: list[Resolved]) -> Resolved:
    """The parts of a template as one text."""
    words = []
    for part in parts:
        if not part.known or not isinstance(part.value, str | int | float | bool):
            return Resolved(known=False, via=via_of(parts))
        words.append(as_text(part.value))
    text = "".join(words)
    return Resolved(text, via=via_of(parts)) if len(text) <= _MAX_TEXT else UNKNOWN


def as_text(value: object) -> str:
    """A scalar as Terraform writes it into a text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def via_of(parts: Iterable[Resolved]) -> tuple[Place, ...]:
    """The places that several values were followed through, in order."""
    return tuple(place for part in parts for place in part.via)
