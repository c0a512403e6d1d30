"""What a check proposes to write instead, placed in documents; the engine turns it into edits of files.

A proposal replaces the text of one literal and nothing else, so quotes, comments and layout around it stay as they are.
"""

from __future__ import annotations

from dataclasses import replace

from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.lazy_pattern import compile_later
from aiact_lint.source import Span
from aiact_lint.subjects import Origin, Place, Value

_PLAIN = compile_later(r"[^\s\"'\\{}\[\]*&!|>%@`$#][^\"'\\\r\n${}]*")
_QUOTES = "\"'"
_MAX_LITERAL = 1000


@dataclass(frozen=True, slots=True, eq=False)
class Replacement:
    """New text for everything under a place."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Repair:
    """A way to mend a problem."""

    description: str
    """What it does, as a command: `Replace 'high' by 'high-risk'`."""
    safe: bool
    """It changes how something is written and not what it says."""
    replacements: tuple[Replacement, ...]
    drafts: bool = False
    """It only adds comments, in which the answer can be written: the problem stays."""


def written_at(value: Value) -> Place | None:
    """Where a single value is written: in its own place, or at the end of the chain it comes through."""
    if value.origin is Origin.STATED:
        return value.place
    return value.via[-1] if value.origin is Origin.DERIVED and value.via else None


def literal(place: Place) -> tuple[Place, str] | None:
    """The characters of a simple literal without its quotes, and their place; None for anything with more to it.

    No escapes, no interpolation, one line: what stands there is what it means, in every format.
    """
    span = place.span
    if span.end - span.start > _MAX_LITERAL:
        return None
    text = place.document.source.slice(span)
    if len(text) > 1 and text[0] in _QUOTES and text[-1] == text[0]:
        text, span = text[1:-1], Span(span.start + 1, span.end - 1)
    if _PLAIN.fullmatch(text) is None:
        return None
    return replace(place, exact=span), text


def rewrite(place: Place, new: str, *, safe: bool, expected: str | None = None) -> tuple[Repair, ...]:
    """Write a literal differently; nothing where no simple literal stands there, or not the expected one."""
    found = literal(place)
    if found is None or found[1] == new or (expected is not None and found[1] != expected):
        return ()
    if _PLAIN.fullmatch(new) is None or ": " in new or " #" in new:
        return ()  # it would need quotes
    at, old = found
    return (Repair(f"Replace '{old}' by '{new}'", safe, (Replacement(at, new),)),)
