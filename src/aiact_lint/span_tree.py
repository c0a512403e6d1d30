"""Spans of a document as a tree beside its data, read as mappings from path to span.

Most documents are never asked for a position, so parsers only note offsets while they build the data; `Span`
objects and paths are made on access. Subtrees may be shared: what an alias repeats costs nothing here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from aiact_lint.document import Path
from aiact_lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Node: TypeAlias = "tuple[int, int, int, int, Children]"
"""Key start and end (-1 where there is no key), value start and end, and what stands below."""
Children: TypeAlias = "Mapping[str, Node] | Sequence[Node] | None"


class _Spans(Mapping[Path, Span]):
    """Shared walk of both views."""

    __slots__ = ("_root",)

    def __init__(self, root: Node | Callable[[], Node]) -> None:
        self._root = root
        """The tree, or how to get it on first use; both views of a document share one cached function."""

    @property
    def root(self) -> Node | Callable[[], Node]:
        return self._root

    @property
    def _tree(self) -> Node:
        return self._root() if callable(self._root) else self._root

    def _find(self, path: Path) -> Node:
        node = self._tree
        for step in path:
            children = node[4]
            if isinstance(children, Mapping) and step in children:
                node = children[str(step)]
            elif isinstance(children, Sequence) and isinstance(step, int) and 0 <= step < len(children):
                node = children[step]
            else:
                raise KeyError(path)
        return node

    def _walk(self) -> Iterator[tuple[Path, Node]]:
        """Every path with its node, parents before children, in document order."""
        pending: list[tuple[Path, Node]] = [((), self._tree)]
        while pending:
            path, node = pending.pop()
            yield path, node
            children = node[4]
            if children is None:
                continue
            steps = children.items() if isinstance(children, Mapping) else enumerate(children)
            pending.extend(reversed([((*path, step), child) for step, child in steps]))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class ValueSpans(_Spans):
    """Span of every value, containers included."""

    __slots__ = ()

    def __getitem__(self, path: Path) -> Span:
        node = self._find(path)
        return Span(node[2], node[3])

    def __iter__(self) -> Iterator[Path]:
        return (path for path, _ in self._walk())


class KeySpans(_Spans):
    """Span of the key of every mapping entry, under the path of its value."""

    __slots__ = ()

    def __getitem__(self, path: Path) -> Span:
        node = self._find(path)
        if node[0] < 0:
            raise KeyError(path)
        return Span(node[0], node[1])

    def __iter__(self) -> Iterator[Path]:
        return (path for path, node in self._walk() if node[0] >= 0)


class Grafted(Mapping[Path, Span]):
    """Spans of one document with those of another below one of its top keys (front matter in Markdown)."""

    __slots__ = ("_below", "_own", "_step")

    def __init__(self, own: Mapping[Path, Span], step: str, below: Mapping[Path, Span]) -> None:
        self._own = own
        self._step = step
        self._below = below

    @property
    def parts(self) -> tuple[Mapping[Path, Span], str, Mapping[Path, Span]]:
        """The own spans, the key, and the spans below it."""
        return self._own, self._step, self._below

    def __getitem__(self, path: Path) -> Span:
        return self._below[path[1:]] if path and path[0] == self._step else self._own[path]

    def __iter__(self) -> Iterator[Path]:
        yield from self._own
        yield from ((self._step, *path) for path in self._below)

    def __len__(self) -> int:
        return len(self._own) + len(self._below)
