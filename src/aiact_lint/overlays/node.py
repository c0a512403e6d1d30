"""An object while it is built: plain data in which every value knows where it is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from aiact_lint.document import Document, Path
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.subjects import Place

_MAX_NODES = 200_000
_MAX_DEPTH = 100


class TooLarge(Exception):
    """An overlay that costs more than it is worth."""


@dataclass(slots=True, eq=False)
class Node:
    """A scalar, or a dict or list of nodes that patches change in place."""

    data: Any
    place: Place
    key: Place | None = None
    """Where the key is written, for an entry of a mapping."""
    via: tuple[Place, ...] = ()
    """Where the value comes from, if it is written elsewhere than at its place."""
    known: bool = True

    @property
    def plain(self) -> Any:
        """The value without wrappers."""
        if isinstance(self.data, dict):
            return {key: each.plain for key, each in self.data.items()}
        if isinstance(self.data, list):
            return [each.plain for each in self.data]
        return self.data

    def at(self, *steps: str | int) -> Node | None:
        """The node below; None where there is none."""
        node: Node | None = self
        for step in steps:
            if node is None:
                return None
            if isinstance(node.data, dict):
                node = node.data.get(step)
            elif isinstance(node.data, list) and isinstance(step, int) and 0 <= step < len(node.data):
                node = node.data[step]
            else:
                return None
        return node

    def text(self, *steps: str | int) -> str:
        """The text below; "" where there is none."""
        node = self.at(*steps)
        return node.data if node is not None and isinstance(node.data, str) else ""

    def walk(self) -> Iterator[tuple[Path, Node]]:
        """Every node with its path, parents first."""
        pending: list[tuple[Path, Node]] = [((), self)]
        while pending:
            path, node = pending.pop()
            yield path, node
            if isinstance(node.data, dict):
                pending.extend(reversed([((*path, key), each) for key, each in node.data.items()]))
            elif isinstance(node.data, list):
                pending.extend(reversed([((*path, at), each) for at, each in enumerate(node.data)]))

    def copy(self) -> Node:
        """A copy that may be changed without changing the original."""
        data = self.data
        if isinstance(data, dict):
            data = {key: each.copy() for key, each in data.items()}
        elif isinstance(data, list):
            data = [each.copy() for each in data]
        return replace(self, data=data)


def tree(document: Document, path: Path = ()) -> Node:
    """The data of a document as nodes. Raises `TooLarge`."""
    return _Maker(document).make(document.get(path), path, _MAX_DEPTH)


class _Maker:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._left = _MAX_NODES

    def make(self, data: Any, path: Path, depth: int) -> Node:
        self._left -= 1
        if self._left < 0 or depth < 0:
            raise TooLarge
        if isinstance(data, dict):
            data = {key: self.make(each, (*path, key), depth - 1) for key, each in data.items()}
        elif isinstance(data, list):
            data = [self.make(each, (*path, at), depth - 1) for at, each in enumerate(data)]
        key = Place(self._document, path, on_key=True) if path and isinstance(path[-1], str) else None
        return Node(data, Place(self._document, path), key)
