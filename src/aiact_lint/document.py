"""What a parser makes of a file: plain data, and where each key and value of it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, TypeAlias

from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.source import SourceFile, Span

if TYPE_CHECKING:
    from aiact_lint.expression import Expression
    from aiact_lint.subjects import Place

Path: TypeAlias = tuple[str | int, ...]
"""Keys and indexes from the top of a document's data to one node."""


class Origins(Protocol):
    """Where the values of a document that was built (a chart's template, an overlay) come from."""

    def place(self, path: Path, *, on_key: bool = False) -> Place | None:
        """Where a node is written, if that is not in the document's own file."""
        ...

    def via(self, path: Path) -> tuple[Place, ...]:
        """Where the value of a scalar is written, from the place that uses it to its source; () where it is there."""
        ...

    def text(self, path: Path) -> str | None:
        """A scalar as it is written, without what stands around it."""
        ...

    @property
    def files(self) -> frozenset[str]:
        """The paths of all files that it is made of."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """One YAML document, JSON file, HCL file, Markdown file or file of environment variables.

    `data` holds only dict, list, str, int, float, bool and None. A value that the file does not say (a Terraform
    expression, say) stands there as its source text, and its path is in `unknown`.
    """

    source: SourceFile
    language: str
    """`yaml`, `json`, `dotenv`, `bicep`, `hcl` or `markdown`."""
    data: object = field(repr=False)
    values: Mapping[Path, Span] = field(repr=False)
    """Span of every value, containers included."""
    keys: Mapping[Path, Span] = field(repr=False)
    """Span of the key of every mapping entry, under the path of its value."""
    span: Span
    """The whole document inside its file."""
    unknown: frozenset[Path] = frozenset()
    index: int = 0
    """Position in a file with several documents, from 0."""
    expressions: Mapping[Path, Expression] = field(default_factory=lambda: MappingProxyType({}))
    """HCL and Bicep: the expressions behind the unknown values, by path."""
    tags: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    """YAML: tags that are not YAML's own (`!Ref`, `!reset`), by the offset at which their value starts."""
    open: frozenset[Path] = frozenset()
    """Mappings and lists that may have further entries, which the file does not say."""
    origins: Origins | None = None
    """Where values come from, in a document that is put together from several files."""

    def tag(self, path: Path) -> str:
        """The tag of the value at a path; "" where it has none."""
        if not self.tags or path not in self.values:
            return ""
        return self.tags.get(self.values[path].start, "")

    def get(self, path: Path, default: object = None) -> object:
        """The data at a path, or `default` where there is none."""
        node = self.data
        for step in path:
            if isinstance(node, dict):
                if step not in node:
                    return default
                node = node[step]
            elif isinstance(node, list) and isinstance(step, int) and 0 <= step < len(node):
                node = node[step]
            else:
                return default
        return node

    def locate(self, path: Path) -> Span:
        """The span to mark for a path: its value, else the nearest parent's key or value that exists.

        A missing key is so marked on its parent's key.
        """
        if path in self.values:
            return self.values[path]
        while path:
            path = path[:-1]
            if path in self.keys:
                return self.keys[path]
            if path in self.values:
                first = self._first_key(path)
                return first if first is not None else self.values[path]
        first = self._first_key(())
        return first if first is not None else Span(self.span.start, self.span.start)

    def locate_key(self, path: Path) -> Span:
        """The span of a path's key; of its value where it has no key (list items)."""
        return self.keys[path] if path in self.keys else self.locate(path)

    def is_unknown(self, path: Path) -> bool:
        """Whether the value at a path, or a container it stands in, cannot be known from the file."""
        return bool(self.unknown) and any(path[:length] in self.unknown for length in range(len(path) + 1))

    def _first_key(self, path: Path) -> Span | None:
        node = self.get(path)
        if isinstance(node, dict) and node:
            return self.keys.get((*path, next(iter(node))))
        return None


@dataclass(frozen=True, slots=True)
class ParseFailure:
    """Why a file, or a part of it, could not be read, and where."""

    source: SourceFile
    message: str
    """One sentence for people, without position."""
    span: Span | None
    """None where the bytes are not even text."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """Everything a parser got out of one file; both may be filled (HCL recovers and reads the rest)."""

    documents: tuple[Document, ...] = ()
    failures: tuple[ParseFailure, ...] = field(default=())
