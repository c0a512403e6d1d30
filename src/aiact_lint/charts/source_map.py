"""From a place in what a template wrote out back to the files."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from aiact_lint.charts.rope import Chunk, Rope, Written
from aiact_lint.source import SourceFile, Span
from aiact_lint.subjects import Place


class SourceMap:
    """The pieces of what one template file wrote out. Offsets are those of the written text."""

    def __init__(self, rope: Rope, source: SourceFile) -> None:
        self._chunks = tuple(chunk for chunk in rope if chunk.text)
        self._starts = [0, *accumulate(len(chunk.text) for chunk in self._chunks)]
        self._source = source

    @property
    def chunks(self) -> Iterator[tuple[int, Chunk]]:
        """The pieces with their offsets."""
        return zip(self._starts, self._chunks, strict=False)

    def over(self, start: int, end: int) -> Iterator[Chunk]:
        """The pieces that a range has a part of."""
        at = self._index(start)
        while at < len(self._chunks) and self._starts[at] < end:
            yield self._chunks[at]
            at += 1

    def _index(self, offset: int) -> int:
        return max(min(bisect_right(self._starts, offset) - 1, len(self._chunks) - 1), 0)

    def span(self, start: int, end: int) -> Span:
        """Where a range stands in the template file: what comes from elsewhere, on the action that brings it in."""
        if not self._chunks:
            return Span(0, 0)
        if start >= end:
            at = self._position(max(start - 1, 0), self._top, after=start > 0)
            return Span(at, at)
        first, last = self._position(start, self._top), self._position(end - 1, self._top, after=True)
        return Span(first, max(first, last))

    def is_included(self, offset: int) -> bool:
        """Whether a character is written in another template file that this one includes."""
        at = self._chunks[self._index(offset)].at if self._chunks else None
        return at is not None and at.literal and at.source is not self._source

    def elsewhere(self, start: int, end: int) -> tuple[SourceFile, Span] | None:
        """Where a range stands in another template file that this one includes; None where it does not."""
        if start >= end or not self._chunks:
            return None
        first, last = (self._chunks[self._index(offset)].at for offset in (start, end - 1))
        if first is None or last is None or first.source is self._source or first.source is not last.source:
            return None
        begin = self._position(start, self._innermost)
        return first.source, Span(begin, max(begin, self._position(end - 1, self._innermost, after=True)))

    def via(self, start: int, end: int) -> tuple[Place, ...]:
        """Where the content of a range is written, each place once."""
        places = (place for chunk in self.over(start, end) for place in chunk.via)
        return tuple({(id(each.document), each.path, each.on_key): each for each in places}.values())

    def _top(self, chunk: Chunk) -> Written | None:
        at = chunk.at
        return at if at is not None and at.source is self._source else chunk.outer

    def _innermost(self, chunk: Chunk) -> Written | None:
        return chunk.at

    def _position(self, offset: int, choose: object, *, after: bool = False) -> int:
        """Offset in a file of a written character, or of the end of it."""
        index = self._index(offset)
        written: Written | None = choose(self._chunks[index])  # type: ignore[operator]
        if written is None:
            return 0
        if written.literal:
            return written.start + offset - self._starts[index] + after
        return written.end if after else written.start
