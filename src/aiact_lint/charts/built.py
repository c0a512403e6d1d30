"""What a template wrote out as documents of the template's own file."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cached_property
from typing import Any

from aiact_lint.charts.rope import HOLE, Rope
from aiact_lint.charts.source_map import SourceMap
from aiact_lint.document import Document, Parsed, ParseFailure, Path
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.parsers import yaml_
from aiact_lint.source import SourceFile, Span
from aiact_lint.subjects import Place

_DEFINITION = re.compile(r"^kind:[ \t]+CustomResourceDefinition[ \t]*\r?$", re.MULTILINE)
"""Documents that are of no interest and often very large."""


@dataclass(frozen=True, slots=True)
class _Holes:
    """The written text without the holes that stand on lines of their own, which may be any number of entries."""

    text: str
    alone: tuple[tuple[int, int], ...]
    """Offset and column of each of those."""


def documents(rope: Rope, source: SourceFile, first: int = 0) -> Parsed:
    """The documents in what a template file wrote out, and why some of them are none.

    Spans are those of the template file. `first` is the index of the first document.
    """
    mapped = SourceMap(rope, source)
    holes = _without_lone_holes(mapped)
    written = SourceFile(source.path, holes.text.encode("utf-8", "replace"))
    found: list[Document] = []
    failures: list[ParseFailure] = []
    for part in yaml_.split(holes.text):
        if _DEFINITION.search(holes.text, part.start, part.end):
            continue
        parsed = yaml_.parse_span(written, part)
        failures += parsed.failures
        for document in parsed.documents:
            if isinstance(document.data, dict | list):
                found.append(_Builder(document, mapped, holes, source).build(first + len(found)))
    return Parsed(tuple(found), tuple(failures))


def _without_lone_holes(mapped: SourceMap) -> _Holes:
    text = "".join(chunk.text for _, chunk in mapped.chunks)
    blanked: list[str] = []
    alone: list[tuple[int, int]] = []
    done = 0
    for start, chunk in mapped.chunks:
        if chunk.known or start < done:
            continue
        begin = text.rfind("\n", 0, start) + 1
        end = text.find("\n", start)
        end = end if end >= 0 else len(text)
        line = text[begin:end]
        if line.replace(HOLE, "").strip():
            continue
        alone.append((start, start - begin))
        blanked.append(text[done:begin])
        blanked.append(" " * len(line))
        done = end
    blanked.append(text[done:])
    text = "".join(blanked)
    return _Holes(text if text.endswith("\n") else f"{text}\n", tuple(alone))


class _Builder:
    """Makes one document of the template file of one document of the written text."""

    def __init__(self, written: Document, mapped: SourceMap, holes: _Holes, source: SourceFile) -> None:
        self._written = written
        self._map = mapped
        self._holes = holes
        self._source = source
        self._unknown: set[Path] = set()
        self._open: set[Path] = set()

    def build(self, index: int) -> Document:
        self._mark_unknown()
        for offset, column in self._holes.alone:
            if self._written.span.start <= offset and offset <= self._end:
                self._open_around(offset, column)
        span = self._map.span(self._written.span.start, self._written.span.end)
        return Document(
            self._source,
            "yaml",
            self._written.data,
            _Spans(self._written.values, self._map),
            _Spans(self._written.keys, self._map),
            span,
            frozenset(self._unknown),
            index,
            origins=Origins(self._written, self._map),
            open=frozenset(self._open),
        )

    @property
    def _end(self) -> int:
        """The end of the document with the blank lines that follow it."""
        text = self._written.source.text
        following = text.find("\n---", max(self._written.span.end - 1, 0))
        return following if following >= 0 else len(text)

    def _mark_unknown(self) -> None:
        """Whatever has a part that is a hole, or that stands in more doubt than the document as a whole."""
        intervals = list(self._doubtful())
        if not intervals:
            return
        starts = [start for start, _ in intervals]
        for path, span in list(self._written.values.items()):
            if not path:
                continue
            node = self._written.get(path)
            if isinstance(node, dict | list) and node:
                if _covers(span, starts, intervals):
                    self._unknown.add(path)
            elif _overlaps(span, starts, intervals):
                self._set_unknown(path, span)
        for path, span in self._written.keys.items():
            if _overlaps(span, starts, intervals):
                self._unknown.add(path)

    def _doubtful(self) -> Iterator[tuple[int, int]]:
        """Ranges of the written text, in order, that nobody knows or that may not be there."""
        root = self._written.span
        inside = [(at, chunk) for at, chunk in self._map.chunks if at < root.end and at + len(chunk.text) > root.start]
        certain = min((chunk.doubt for _, chunk in inside if chunk.text.strip()), default=0)
        start = end = -1
        for at, chunk in inside:
            if chunk.known and chunk.doubt <= certain:
                continue
            if at != end:
                if end > start:
                    yield start, end
                start = at
            end = at + len(chunk.text)
        if end > start:
            yield start, end

    def _set_unknown(self, path: Path, span: Span) -> None:
        """Mark a value; one that holds a hole reads as the template has it."""
        self._unknown.add(path)
        if HOLE in self._holes.text[span.start : span.end]:
            _replace(self._written.data, path, _unquoted(self._source.slice(self._map.span(span.start, span.end))))

    def _open_around(self, offset: int, column: int) -> None:
        """A lone hole may be more entries of the mapping or list whose block it stands in, or a line of a text."""
        at = bisect_left(self._leaves, (offset,)) - 1
        if at >= 0 and self._is_text_around(self._leaves[at][0], column):
            self._unknown.add(self._leaves[at][1])
            return
        at = bisect_left(self._key_starts, (offset,)) - 1
        while at >= 0:
            start, path = self._key_starts[at]
            depth = start - self._line_start(start)
            value = self._written.get(path)
            if depth < column:
                self._open_at(path, value, offset)
                return
            if depth == column and isinstance(value, list):
                self._open.add(path)  # its items may stand as deep as its key
            at -= 1

    def _is_text_around(self, start: int, column: int) -> bool:
        """Whether a scalar is a block text that goes on at a column."""
        if self._holes.text[start : start + 1] not in ("|", ">"):
            return False
        line = self._holes.text[self._line_start(start) : start]
        return column > len(line) - len(line.lstrip(" "))

    def _line_start(self, offset: int) -> int:
        return self._holes.text.rfind("\n", 0, offset) + 1

    @cached_property
    def _key_starts(self) -> list[tuple[int, Path]]:
        return sorted(((span.start, path) for path, span in self._written.keys.items()), key=lambda each: each[0])

    @cached_property
    def _leaves(self) -> list[tuple[int, Path]]:
        found = [
            (span.start, path)
            for path, span in self._written.values.items()
            if not isinstance(self._written.get(path), dict | list)
        ]
        return sorted(found, key=lambda each: each[0])

    def _open_at(self, path: Path, value: object, offset: int) -> None:
        if isinstance(value, dict | list):
            self._open.add(path)
        elif value is None:
            self._unknown.add(path)
            span = self._map.span(offset, offset + 1)
            _replace(self._written.data, path, self._source.slice(span))
        else:
            self._unknown.add(path)  # a line of a text


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


def _covers(span: Span, starts: list[int], intervals: list[tuple[int, int]]) -> bool:
    at = bisect_right(starts, span.start) - 1
    return at >= 0 and intervals[at][1] >= span.end


def _overlaps(span: Span, starts: list[int], intervals: list[tuple[int, int]]) -> bool:
    at = bisect_right(starts, span.start) - 1
    if at >= 0 and intervals[at][1] > span.start:
        return True
    return at + 1 < len(starts) and starts[at + 1] < span.end


def _replace(data: Any, path: Path, value: object) -> None:
    for step in path[:-1]:
        data = data[step]
    if path:
        data[path[-1]] = value


class _Spans(Mapping[Path, Span]):
    """Spans in the written text as spans of the template file."""

    __slots__ = ("_map", "_written")

    def __init__(self, written: Mapping[Path, Span], mapped: SourceMap) -> None:
        self._written = written
        self._map = mapped

    def __getitem__(self, path: Path) -> Span:
        span = self._written[path]
        return self._map.span(span.start, span.end)

    def __iter__(self) -> Iterator[Path]:
        return iter(self._written)

    def __len__(self) -> int:
        return len(self._written)

    def __contains__(self, path: object) -> bool:
        return path in self._written


@dataclass(frozen=True, slots=True, eq=False)
class Origins:
    """Where the values of a written document come from."""

    written: Document
    mapped: SourceMap
    _files: dict[str, Document] = field(default_factory=dict)

    def place(self, path: Path, *, on_key: bool = False) -> Place | None:
        """Where a node stands in a file of named templates; None where it stands in the document's own file.

        A value that a named template gives to a key of the document's own file stands where it is asked for.
        """
        key, value = self._span(path, True), self._span(path, False)
        entry = key or value
        span = key if on_key else value
        if entry is None or span is None or not self.mapped.is_included(entry.start):
            return None
        found = self.mapped.elsewhere(span.start, span.end)
        if found is None:
            return None
        source, at = found
        if source.path not in self._files:
            self._files[source.path] = Document(source, "yaml", None, {}, {}, Span(0, 0), origins=self)
        return Place(self._files[source.path], path, on_key, at)

    def via(self, path: Path) -> tuple[Place, ...]:
        """Where a scalar is written in the values of the chart."""
        span = self._span(path, False)
        if span is None or isinstance(self.written.get(path), dict | list):
            return ()
        return self.mapped.via(span.start, span.end)

    def text(self, path: Path) -> str | None:
        """A scalar as it is written out."""
        span = self._span(path, False)
        return self.written.source.slice(span) if span is not None else None

    @property
    def files(self) -> frozenset[str]:
        """The template, the named templates it includes, and the values."""
        found: set[str] = set()
        for chunk in self.mapped.over(self.written.span.start, self.written.span.end):
            found.update(written.source.path for written in (chunk.at, chunk.outer) if written is not None)
            found.update(place.file for place in chunk.via)
        return frozenset(found)

    def _span(self, path: Path, on_key: bool) -> Span | None:
        spans = self.written.keys if on_key else self.written.values
        return spans.get(path)
