"""YAML events to plain data and spans, with an explicit stack and bounds against hostile input."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from aiact_lint.lazy_pattern import compile_later
from aiact_lint.parsers.yaml_scalar import tagged, untagged
from aiact_lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aiact_lint.span_tree import Children, Node

MAX_DEPTH = 200
TOO_DEEP = f"nested more than {MAX_DEPTH} levels deep"
MAX_COPIES = 500_000
"""Nodes that aliases may add to one document; what is written out is bounded by the file itself."""
_MAX_KEY = 1000
"""Characters kept of a key that is itself a collection."""

_PROPERTY = compile_later(r"(?:!<[^>\s]*>|[&!][^\s,\[\]{}]*)|[ \t\r\n\x85\u2028\u2029\ufeff]+|#[^\r\n]*")


class RefusedError(Exception):
    """A document that YAML allows or forbids, but that is not worth its cost; carries where."""

    def __init__(self, message: str, span: Span) -> None:
        super().__init__(message)
        self.message = message
        self.span = span


class _Frame:
    """One open collection."""

    __slots__ = (
        "anchor", "count", "data", "end", "flow", "height", "key", "key_end", "key_start",
        "marks", "merge", "merges", "start",
    )  # fmt: skip

    def __init__(self, data: dict[str, Any] | list[Any], start: int, anchor: str | None, flow: bool) -> None:
        self.data: Any = data
        self.marks: Any = {} if isinstance(data, dict) else []
        self.start = self.end = start
        self.anchor = anchor
        self.flow = flow
        self.key: str | None = None
        self.key_start = self.key_end = -1
        self.merge = False
        self.merges: list[tuple[Any, Any]] = []
        self.count = 1
        self.height = 1


_Anchored: TypeAlias = "tuple[object, Children, int, int, str | None, int]"
"""Data, spans below, count of nodes, height, the text of a scalar, and where the value starts."""


class Builder:
    """Takes the node events of one document after another. Offsets of events count from `base`."""

    def __init__(self, text: str, base: int) -> None:
        self._text = text
        self._base = base
        self.handlers: Mapping[str, Callable[[Any], None]] = {
            "ScalarEvent": self._scalar,
            "MappingStartEvent": self._open_mapping,
            "SequenceStartEvent": self._open_sequence,
            "MappingEndEvent": self._close,
            "SequenceEndEvent": self._close,
            "AliasEvent": self._alias,
        }
        self.begin()

    def begin(self) -> None:
        """Start a document: anchors and bounds are its own."""
        self._top = _Frame([], 0, None, False)
        self._stack: list[_Frame] = []
        self._anchors: dict[str, _Anchored] = {}
        self._copies = 0
        self.tags: dict[int, str] = {}

    def result(self) -> tuple[object, Node]:
        """The data and spans of the document whose events have all been taken."""
        return self._top.data[0], self._top.marks[0]

    def _scalar(self, event: Any) -> None:
        text: str = event.value
        start: int = event.start_mark.index
        end: int = event.end_mark.index
        plain, quoted = event.implicit
        if event.anchor is not None or not (plain or quoted):
            start = self._after_properties(start, end)
        elif plain and end - start != len(text) and self._text[start] == "!":
            start, plain, quoted = self._after_properties(start, end), False, True  # a lone "!" makes it text
        if event.style in ("|", ">"):
            end = self._block_end(start, end)
        start += self._base
        end += self._base
        top = self._top
        if top.marks.__class__ is dict and top.key is None:
            top.key, top.key_start, top.key_end = text, start, end
            top.merge = text == "<<" and plain
            if event.anchor is not None:
                self._anchors[event.anchor] = (text, None, 1, 0, text, start)
            return
        if plain:
            value: object = untagged(text)
        elif quoted:
            value = text
        else:
            value = tagged(event.tag, text, plain=event.style in ("", None))
            self._note_tag(event.tag, start)
        if event.anchor is not None:
            self._anchors[event.anchor] = (value, None, 1, 0, text, start)
        self._add(value, start, end, None)

    def _add(self, value: object, start: int, end: int, children: Children) -> None:
        """Put a finished node into the open collection, as the value of its pending key or as the next item."""
        top = self._top
        top.end = end
        top.count += 1
        if top.marks.__class__ is list:
            top.data.append(value)
            top.marks.append((-1, -1, start, end, children))
            return
        key = top.key
        if key is None:
            self._collection_key(start, end)
            return
        if top.merge and isinstance(value, dict | list):
            top.merges.append((value, children))
        else:
            top.data[key] = value
            top.marks[key] = (top.key_start, top.key_end, start, end, children)
        top.key = None

    def _collection_key(self, start: int, end: int) -> None:
        top = self._top
        written = self._text[start - self._base : end - self._base]
        top.key, top.key_start, top.key_end = written[:_MAX_KEY], start, end
        top.merge = False

    def _open_mapping(self, event: Any) -> None:
        self._open(event, {})

    def _open_sequence(self, event: Any) -> None:
        self._open(event, [])

    def _open(self, event: Any, data: dict[str, Any] | list[Any]) -> None:
        start: int = event.start_mark.index
        anchor: str | None = event.anchor
        if anchor is not None or not event.implicit:
            start = self._after_properties(start, len(self._text))
        start += self._base
        if event.tag is not None:
            self._note_tag(event.tag, start)
        if len(self._stack) >= MAX_DEPTH:
            raise RefusedError(TOO_DEEP, Span(start, start + 1))
        if anchor is not None:
            self._anchors.pop(anchor, None)
        self._stack.append(self._top)
        self._top = _Frame(data, start, anchor, bool(event.flow_style))

    def _note_tag(self, tag: object, start: int) -> None:
        """Keep a tag of a format that is written in YAML; offsets tell values apart, for a tagged one has a start."""
        name = str(tag)
        if name.startswith("!") and len(name) > 1:
            self.tags[start] = name

    def _close(self, event: Any) -> None:
        done = self._top
        # A block collection's end event comes after the blank lines and comments that follow it.
        end = event.end_mark.index + self._base if done.flow else max(done.end, done.start)
        if done.merges:
            _merge(done)
        outer = self._top = self._stack.pop()
        if done.anchor is not None:
            self._anchors[done.anchor] = (done.data, done.marks, done.count, done.height, None, done.start)
        outer.count += done.count - 1
        outer.height = max(outer.height, done.height + 1)
        self._add(done.data, done.start, end, done.marks)

    def _alias(self, event: Any) -> None:
        start: int = event.start_mark.index + self._base
        end: int = event.end_mark.index + self._base
        name: str = event.anchor
        anchored = self._anchors.get(name)
        if anchored is None:
            cyclic = any(frame.anchor == name for frame in (*self._stack, self._top))
            why = "refers to a collection that contains it" if cyclic else "refers to no anchor before it"
            raise RefusedError(f"the alias *{name} {why}", Span(start, end))
        value, children, count, height, scalar, written_at = anchored
        top = self._top
        if top.marks.__class__ is dict and top.key is None:
            written = scalar if scalar is not None else f"*{name}"
            top.key, top.key_start, top.key_end, top.merge = written, start, end, False
            return
        self._copies += count
        if self._copies > MAX_COPIES:
            raise RefusedError(f"aliases repeat more than {MAX_COPIES} values", Span(start, end))
        if len(self._stack) + height > MAX_DEPTH:
            raise RefusedError(f"{TOO_DEEP} by aliases", Span(start, end))
        top.count += count - 1
        top.height = max(top.height, height + 1)
        if written_at in self.tags:
            self.tags[start] = self.tags[written_at]
        self._add(value, start, end, children)

    def _after_properties(self, start: int, end: int) -> int:
        """The offset after the anchor and tag, and what separates them from the node; at most `end`."""
        while (match := _PROPERTY.match(self._text, start, end)) is not None and match.end() > start:
            start = match.end()
        return min(start, end)

    def _block_end(self, start: int, end: int) -> int:
        """The end of a block scalar without the blank lines below it, unless `+` makes them content."""
        if "+" in self._text[start : start + 3]:
            return end
        while end > start and self._text[end - 1] in " \t\r\n":
            end -= 1
        return end


def _merge(frame: _Frame) -> None:
    """Add the keys of `<<` values where the mapping does not have its own; of two sources the first wins."""
    for value, marks in frame.merges:
        sources = [(value, marks)] if isinstance(value, dict) else zip(value, (mark[4] for mark in marks), strict=True)
        for data, spans in sources:
            if not isinstance(data, dict):
                continue
            for key, item in data.items():
                if key not in frame.data:
                    frame.data[key] = item
                    frame.marks[key] = spans[key]
