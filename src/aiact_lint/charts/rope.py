"""Text in pieces that know where they come from, so that what a template writes out can be traced to its files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeAlias

from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.source import SourceFile
from aiact_lint.subjects import Place

HOLE = "\ue000"
"""Stands for text that nobody knows. The flag of its chunk counts, not the character."""

_BLANKS = " \t\r\n\v\f"


@dataclass(frozen=True, slots=True)
class Written:
    """The text of a file that a chunk stands for."""

    source: SourceFile
    start: int
    end: int
    literal: bool
    """The chunk is this text itself; otherwise it is what the action there writes out."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of text from one origin."""

    text: str
    via: tuple[Place, ...] = ()
    """Where its content is written, if that is elsewhere: in the values of the chart, say."""
    known: bool = True
    at: Written | None = None
    """The text of a template that it stands for; None until an action writes it out."""
    outer: Written | None = None
    """The action at the top of the file that brought it in, where `at` is in a named template."""
    doubt: int = 0
    """How many conditions that nobody knows it stands under."""

    def cut(self, start: int, end: int) -> Chunk:
        """Its characters from `start` to `end`."""
        if start == 0 and end == len(self.text):
            return self
        at = self.at
        if at is not None and at.literal:
            at = replace(at, start=at.start + start, end=at.start + end)
        return replace(self, text=self.text[start:end], at=at)


Rope: TypeAlias = tuple[Chunk, ...]


def text_of(rope: Iterable[Chunk]) -> str:
    """The characters, holes among them."""
    return "".join(chunk.text for chunk in rope)


def is_known(rope: Iterable[Chunk]) -> bool:
    """Whether it has no holes."""
    return all(chunk.known for chunk in rope)


def via_of(rope: Iterable[Chunk]) -> tuple[Place, ...]:
    """All places that the content of a text comes from, each once."""
    return tuple({(id(place.document), place.path, place.on_key): place for c in rope for place in c.via}.values())


def indented(rope: Rope, width: int) -> Rope:
    """With blanks before every line, as Helm's `indent` does."""
    pad = Chunk(" " * width)
    found = [pad]
    for chunk in rope:
        start = 0
        while (newline := chunk.text.find("\n", start)) >= 0:
            found += [chunk.cut(start, newline + 1), pad]
            start = newline + 1
        if start < len(chunk.text):
            found.append(chunk.cut(start, len(chunk.text)))
    return tuple(found)


def stripped(rope: Rope, characters: str = _BLANKS, *, left: bool = True, right: bool = True) -> Rope:
    """Without some characters at its ends."""
    found = list(rope)
    while left and found and found[0].known:
        kept = found[0].text.lstrip(characters)
        if kept:
            found[0] = found[0].cut(len(found[0].text) - len(kept), len(found[0].text))
            break
        del found[0]
    while right and found and found[-1].known:
        kept = found[-1].text.rstrip(characters)
        if kept:
            found[-1] = found[-1].cut(0, len(kept))
            break
        del found[-1]
    return tuple(found)


def cut(rope: Rope, start: int, end: int) -> Rope:
    """The characters from `start` to `end`."""
    found = []
    at = 0
    for chunk in rope:
        first, last = max(start - at, 0), min(end - at, len(chunk.text))
        if first < last:
            found.append(chunk.cut(first, last))
        at += len(chunk.text)
    return tuple(found)
