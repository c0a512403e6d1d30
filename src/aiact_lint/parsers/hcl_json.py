"""Terraform's JSON syntax (`.tf.json`) to the same documents as its own language gives.

Blocks and attributes stand under the same paths, so that nobody has to know how a file is written. Strings are
templates; where one holds escapes, the places inside it are those of the whole string.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from typing import TypeAlias

from aiact_lint.document import Document, Parsed, Path
from aiact_lint.expression import Expression, moved
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.source import SourceFile, Span

_LABELS = {
    "resource": 2,
    "data": 2,
    "ephemeral": 2,
    "module": 1,
    "variable": 1,
    "output": 1,
    "provider": 1,
    "check": 1,
    "locals": 0,
    "terraform": 0,
}
"""Types of blocks with the number of their labels."""
_MAX_NODES = 200_000

Template: TypeAlias = Callable[[str], "Expression"]
"""The expression of a template's text, its spans counted from the start of the text."""


@dataclass(slots=True)
class _Blocks:
    """Blocks as they are found, each with the way to its body in the JSON."""

    data: list[dict[str, object]] = field(default_factory=list)
    ways: list[Path] = field(default_factory=list)


def parse(source: SourceFile, parse_json: Callable[[SourceFile], Parsed], template: Template) -> Parsed:
    """The one document of a file; what is no block of Terraform is left out."""
    read = parse_json(source)
    if not read.documents:
        return read
    document = read.documents[0]
    blocks = _Blocks()
    for prefix, top in _each(document.data, ()):
        for name, labels in _LABELS.items():
            if isinstance(top, dict) and name in top:
                _collect(top[name], (*prefix, name), name, labels, blocks)
    unknown = {path: (document, way) for path, way in _templates(blocks)}
    made = Document(
        source,
        "hcl",
        {"blocks": blocks.data},
        _Spans(document, blocks.ways, document.values),
        _Keys(document, blocks.ways, document.keys),
        document.span,
        frozenset(unknown),
        expressions=_Expressions(unknown, template),
    )
    return Parsed((made,), read.failures)


def _each(node: object, path: Path) -> Iterator[tuple[Path, object]]:
    """A node, or each item of a list: JSON writes several blocks of one name as a list."""
    if isinstance(node, list):
        yield from (((*path, at), item) for at, item in enumerate(node))
    else:
        yield path, node


def _collect(node: object, way: Path, block: str, labels: int, found: _Blocks) -> None:
    for at, body in _each(node, way):
        if not isinstance(body, dict):
            continue
        if labels:
            for name, below in body.items():
                if name != "//":
                    _collect(below, (*at, name), block, labels - 1, found)
        else:
            names = [str(step) for step in at if isinstance(step, str)]
            start = len(names) - _LABELS[block]
            found.data.append({"type": block, "labels": names[start:], "body": body})
            found.ways.append(at)


def _templates(blocks: _Blocks) -> Iterator[tuple[Path, Path]]:
    """Strings that are more than their text, by path in the document, with the way to them in the JSON."""
    looked_at = 0
    for index, (block, way) in enumerate(zip(blocks.data, blocks.ways, strict=True)):
        start: Path = ("blocks", index, "body")
        pending: list[tuple[Path, object]] = [((), block["body"])]
        while pending and looked_at < _MAX_NODES:
            looked_at += 1
            path, node = pending.pop()
            if isinstance(node, dict):
                pending += (((*path, name), below) for name, below in node.items())
            elif isinstance(node, list):
                pending += (((*path, at), below) for at, below in enumerate(node))
            elif isinstance(node, str) and ("${" in node or "%{" in node):
                yield (*start, *path), (*way, *path)


class _Spans(Mapping[Path, Span]):
    """Spans of the JSON under the paths of the document."""

    __slots__ = ("_document", "_of", "_ways")

    def __init__(self, document: Document, ways: list[Path], of: Mapping[Path, Span]) -> None:
        self._document = document
        self._ways = ways
        self._of = of

    def __getitem__(self, path: Path) -> Span:
        if path in ((), ("blocks",)):
            return self._document.span
        if path[0] != "blocks" or not isinstance(path[1], int) or not 0 <= path[1] < len(self._ways):
            raise KeyError(path)
        return self._below(self._ways[path[1]], path[2:])

    def _below(self, way: Path, rest: Path) -> Span:
        names = [at for at, step in enumerate(way) if isinstance(step, str)]
        labels = names[len(names) - _LABELS[str(way[names[0]])] :] if names[1:] else []
        if not rest:
            return self._document.values[way]
        if rest == ("type",):
            return self._document.keys[way[: names[0] + 1]]
        if rest[0] == "labels" and len(rest) == 2 and isinstance(rest[1], int) and rest[1] < len(labels):
            return self._document.keys[way[: labels[rest[1]] + 1]]
        if rest == ("labels",):
            return self._document.keys[way[: names[-1] + 1]]
        if rest[0] == "body":
            return self._of[(*way, *rest[1:])]
        raise KeyError(rest)

    def __iter__(self) -> Iterator[Path]:
        for index, way in enumerate(self._ways):
            for path in self._of:
                if path[: len(way)] == way:
                    yield ("blocks", index, "body", *path[len(way) :])

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Keys(_Spans):
    """The same for keys; that of a block's body is its last label."""

    __slots__ = ()

    def _below(self, way: Path, rest: Path) -> Span:
        if rest == ("body",):
            last = max(at for at, step in enumerate(way) if isinstance(step, str))
            return self._document.keys[way[: last + 1]]
        if rest[:1] != ("body",):
            raise KeyError(rest)
        return self._of[(*way, *rest[1:])]

    def __getitem__(self, path: Path) -> Span:
        if path in ((), ("blocks",)):
            raise KeyError(path)
        return super().__getitem__(path)


class _Expressions(Mapping[Path, "Expression"]):
    """The expressions of templates, built when asked for."""

    __slots__ = ("_built", "_template", "_where")

    def __init__(self, where: Mapping[Path, tuple[Document, Path]], template: Template) -> None:
        self._where = where
        self._template = template
        self._built: dict[Path, Expression] = {}

    def __getitem__(self, path: Path) -> Expression:
        if path not in self._built:
            document, way = self._where[path]
            self._built[path] = self._build(str(document.get(way)), document.values[way], document.source)
        return self._built[path]

    def _build(self, text: str, span: Span, source: SourceFile) -> Expression:
        start = span.start + 1
        plain = source.text[start : span.end - 1] == text

        def to(inner: Span) -> Span:
            return Span(start + inner.start, start + inner.end) if plain else span

        return moved(self._template(text), to)

    def __iter__(self) -> Iterator[Path]:
        return iter(self._where)

    def __len__(self) -> int:
        return len(self._where)

    def __contains__(self, path: object) -> bool:
        return path in self._where
