"""A safe way through a document's data: whatever shape the file has, a step gives a cursor and never raises."""

from __future__ import annotations

from collections.abc import Iterator

from aiact_lint.document import Document, Path
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.subjects import Origin, Place, Value

_MAX_MATCHES = 200
"""Places that one dotted path with `*` may lead to."""


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
        data = self.data
        for step in steps:
            if isinstance(data, dict):
                data = data.get(step)
            elif isinstance(data, list) and isinstance(step, int) and 0 <= step < len(data):
                data = data[step]
            else:
                data = None
        return Cursor(self.document, (*self.path, *steps), data)

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
        elif isinstance(self.data, dict) and self.data.get(step) is not None:
            yield self.at(step)

    @property
    def text(self) -> str:
        """A scalar as text: a string's content, another scalar as it is written; "" for everything else."""
        if isinstance(self.data, str):
            return self.data
        if isinstance(self.data, bool):
            return "true" if self.data else "false"
        if isinstance(self.data, int | float):
            return self.document.source.slice(self.document.locate(self.path))
        return ""

    @property
    def place(self) -> Place:
        return Place(self.document, self.path)

    @property
    def key_place(self) -> Place:
        return Place(self.document, self.path, on_key=True)

    @property
    def is_known(self) -> bool:
        """Whether the file holds the value: no template, no unresolved expression."""
        return not is_template(self.data) and not self.document.is_unknown(self.path)

    def value(self, value: object = None) -> Value:
        """The node (or what is made of it) as a fact."""
        shown = self.data if value is None else value
        return Value(shown, self.place, Origin.STATED if self.is_known else Origin.UNKNOWN)


def is_template(data: object) -> bool:
    """Whether a scalar still has to be filled in by a template engine."""
    return isinstance(data, str) and "{{" in data and "}}" in data
