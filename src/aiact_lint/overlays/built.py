"""Built objects as documents of the files they began in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from aiact_lint.document import Document, Path
from aiact_lint.overlays.build import Built
from aiact_lint.overlays.node import Node
from aiact_lint.source import Span
from aiact_lint.subjects import Place


def document(of: Built) -> Document:
    """One object; its values stand where patches and overlays state them."""
    origins = Origins(of.node)
    base = of.document
    return Document(
        base.source,
        base.language,
        of.node.plain,
        Spans(origins, base, on_key=False),
        Spans(origins, base, on_key=True),
        base.span,
        frozenset(path for path, node in origins.nodes.items() if not node.known),
        base.index,
        origins=origins,
    )


def signature(of: Built) -> tuple[object, ...]:
    """What makes two objects the same: all values, and where they stand."""
    found = []
    for path, node in of.node.walk():
        if not isinstance(node.data, dict | list):
            found.append((path, node.data, node.known, *(_where(each) for each in (node.place, *node.via))))
    return tuple(found)


def _where(place: Place) -> tuple[object, ...]:
    return (place.file, place.document.index, place.path, place.exact)


class Origins:
    """Where the values of a built object come from."""

    def __init__(self, top: Node) -> None:
        self._top = top

    @cached_property
    def nodes(self) -> Mapping[Path, Node]:
        """Every node by path."""
        return dict(self._top.walk())

    @property
    def files(self) -> frozenset[str]:
        """The base, its patches, and the kustomizations that change it."""
        return frozenset(place.file for node in self.nodes.values() for place in (node.place, *node.via))

    def place(self, path: Path, *, on_key: bool = False) -> Place | None:
        """Where a node is written; None where there is none."""
        node = self.nodes.get(path)
        if node is None:
            return None
        return (node.key if node.key is not None else node.place) if on_key else node.place

    def via(self, path: Path) -> tuple[Place, ...]:
        """Where a value is written that an overlay sets elsewhere."""
        node = self.nodes.get(path)
        return node.via if node is not None else ()

    def text(self, path: Path) -> str | None:
        """A scalar as it is written."""
        node = self.nodes.get(path)
        if node is None:
            return None
        place = node.place
        if place.exact is None and not isinstance(node.data, str) and place.document.get(place.path) == node.data:
            return place.document.source.slice(place.span)
        return str(node.data)


class Spans(Mapping[Path, Span]):
    """Spans of the nodes that are written in the document an object began with."""

    def __init__(self, origins: Origins, base: Document, *, on_key: bool) -> None:
        self._origins = origins
        self._base = base
        self._on_key = on_key

    def __getitem__(self, path: Path) -> Span:
        node = self._origins.nodes[path]
        place = node.key if self._on_key else node.place
        if place is None or place.document is not self._base:
            raise KeyError(path)
        return place.span

    def __iter__(self) -> Iterator[Path]:
        return (path for path in self._origins.nodes if path in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, path: object) -> bool:
        node = self._origins.nodes.get(path)  # type: ignore[call-overload]
        place = None if node is None else node.key if self._on_key else node.place
        return place is not None and place.document is self._base
