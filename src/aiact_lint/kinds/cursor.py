"""A safe way through a document's data: whatever shape the file has, a step gives a cursor and never raises."""

from __future__ import annotations

from collections.abc import Iterator

from aiact_lint.document import Document, Path
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.subjects import Origin, Place, Value

_MAX_MATCHES = 200
"""Places that one dotted path with `*` may lead to."""

MAYBE = "{{ … }}"
"""The value of a key that may be there or not, as a template that nobody can fill in."""


@dataclass(frozen=True, slots=True, eq=False)
class Cursor:
    """One node of a document: its path and its data (None where there is nothing)."""

    document: Document
    path: Path = ()
    data: object = None

    @classmethod
    def top(cls, document: Document) -> Cursor:
        return cls(document, (), document.data)

    def at(self, *steps: str | int) -> Cursor:
        """The node below, by keys and indexes."""
        if self.document.open:
            return self._at_possibly(steps)
        data = self.data
        for step in steps:
            if isinstance(data, dict):
                data = data.get(step)
            elif isinstance(data, list) and isinstance(step, int) and 0 <= step < len(data):
                data = data[step]
            else:
                data = None
        return Cursor(self.document, (*self.path, *steps), data)

    def _at_possibly(self, steps: tuple[str | int, ...]) -> Cursor:
        """The same where a mapping may have keys that the file does not say: such a key has an unknown value."""
        path, data = self.path, self.data
        for step in steps:
            if isinstance(data, dict) and step in data:
                data = data[step]
            elif isinstance(data, dict) and path in self.document.open:
                data = MAYBE
            elif isinstance(data, list) and isinstance(step, int) and 0 <= step < len(data):
                data = data[step]
            elif data != MAYBE:
                data = None
            path = (*path, step)
        return Cursor(self.document, path, data)

    def entries(self) -> Iterator[tuple[str, Cursor]]:
        """The entries of a mapping; none of anything else."""
        if isinstance(self.data, dict):
            for key, value in self.data.items():
                if isinstance(key, str):
                    yield key, Cursor(self.document, (*self.path, key), value)

    def items(self) -> Iterator[Cursor]:
        """The items of a list; none of anything else."""
        if isinstance(self.data, list):
            for index, value in enumerate(self.data):
                yield Cursor(self.document, (*self.path, index), value)

    def find(self, dotted: str) -> Iterator[Cursor]:
        """The nodes under a dotted path, `*` standing for every entry or item."""
        found = [self]
        for step in dotted.split("."):
            found = [below for each in found for below in each._step(step)][:_MAX_MATCHES]
        yield from found

    def _step(self, step: str) -> Iterator[Cursor]:
        if step == "*":
            yield from (below for _, below in self.entries())
            yield from self.items()
        elif isinstance(self.data, dict) and (self.data.get(step) is not None or self.path in self.document.open):
            yield self.at(step)

    @property
    def text(self) -> str:
        """A scalar as text: a string's content, another scalar as it is written; "" for everything else."""
        if isinstance(self.data, str):
            return self.data
        if isinstance(self.data, bool):
            return "true" if self.data else "false"
        if isinstance(self.data, int | float):
            origins = self.document.origins
            written = origins.text(self.path) if origins is not None else None
            return self.document.source.slice(self.document.locate(self.path)) if written is None else written
        return ""

    @property
    def place(self) -> Place:
        return self._place(on_key=False)

    @property
    def key_place(self) -> Place:
        return self._place(on_key=True)

    def _place(self, *, on_key: bool) -> Place:
        if self.document.origins is not None:
            found = self.document.origins.place(self.path, on_key=on_key)
            if found is not None:
                return found
        return Place(self.document, self.path, on_key=on_key)

    @property
    def via(self) -> tuple[Place, ...]:
        """Where the value is written, if it comes from another place than its own."""
        return self.document.origins.via(self.path) if self.document.origins is not None else ()

    @property
    def text_place(self) -> Place:
        """Where the characters of a text stand: in its own place, or where it comes from as a whole."""
        via = self.via
        if len(via) == 1 and via[0].document.get(via[0].path) == self.data:
            return via[0]
        return self.place

    @property
    def is_known(self) -> bool:
        """Whether the file holds the value: no template, no unresolved expression."""
        return not is_template(self.data) and not self.document.is_unknown(self.path)

    def value(self, value: object = None) -> Value:
        """The node (or what is made of it) as a fact."""
        shown = self.data if value is None else value
        if not self.is_known:
            return Value(shown, self.place, Origin.UNKNOWN)
        via = self.via
        return Value(shown, self.place, Origin.DERIVED if via else Origin.STATED, via)

    def presence(self) -> Value | None:
        """True on the key of a mapping that is there; unknown where it may be; None where it is not."""
        if isinstance(self.data, dict) or self.data == MAYBE:
            return Value(True, self.key_place, Origin.STATED if self.is_known else Origin.UNKNOWN)
        return None


def is_template(data: object) -> bool:
    """Whether a scalar still has to be filled in by a template engine."""
    return isinstance(data, str) and "{{" in data and "}}" in data
