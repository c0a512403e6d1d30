"""Recognised uses as places and words."""

from __future__ import annotations

from collections.abc import Iterable

from aiact_lint.intent import Signal
from aiact_lint.subjects import Place, TextRole
from aiact_lint.system import System

_LONGEST = 60
_MOST_SHOWN = 5
_WEAK = frozenset((TextRole.NAME, TextRole.TAG, TextRole.RESOURCE_TYPE))
_KINDS = {
    TextRole.NAME: "The name",
    TextRole.TAG: "The tag",
    TextRole.TITLE: "The title",
    TextRole.PROMPT: "The prompt",
    TextRole.PURPOSE: "The declared purpose",
    TextRole.DESCRIPTION: "The description",
    TextRole.RESOURCE_TYPE: "The resource type",
}
"""What speaks, for a message; anything else is a text."""


def described_uses(system: System) -> tuple[Signal, ...]:
    """The uses of Annex III that the texts describe; none where the Act does not apply (Art 2), by declaration."""
    if system.risk_class == "out-of-scope":
        return ()
    return tuple(signal for signal in system.signals if signal.id.startswith("III."))


def decisive(signals: Iterable[Signal]) -> tuple[tuple[Signal, tuple[Signal, ...]], ...]:
    """Per use or practice the one signal that a finding stands on, with the system's others for the same.

    A sure one goes before a question, whole sentences before names; else the first.
    """
    groups: dict[str, list[Signal]] = {}
    for signal in signals:
        groups.setdefault(signal.id, []).append(signal)
    found = []
    for group in groups.values():
        best = min(group, key=lambda each: (each.confidence != "high", each.text.role in _WEAK))
        found.append((best, tuple(each for each in group if each is not best)))
    return tuple(found)


def also(others: Iterable[Signal]) -> tuple[tuple[Place, str], ...]:
    """Further places that say the same, the first few of them."""
    return tuple((place_of(each), "said here too") for each in tuple(others)[:_MOST_SHOWN])


def place_of(signal: Signal) -> Place:
    """The decisive words."""
    place = signal.text.place
    return Place(place.document, place.path, exact=signal.span)


def says(signal: Signal) -> str:
    """The words that made a signal speak, quoted in reading order: `The text says 'ranks', 'job applicants'`."""
    said = zip(signal.words, signal.texts, strict=True)
    ordered = sorted(said, key=lambda each: (each[1] is not signal.text, each[0][1].start))
    quoted = dict.fromkeys(" ".join(words.split()) for (words, _), _ in ordered)
    listed = ", ".join(f"'{each if len(each) <= _LONGEST else each[:_LONGEST] + '…'}'" for each in quoted)
    return f"{_KINDS.get(signal.text.role, 'The text')} says {listed}"


def further(signal: Signal) -> tuple[tuple[Place, str], ...]:
    """The other places whose words it needed, outside the marked line's text."""
    return tuple(
        (Place(text.place.document, text.place.path, exact=span), f"together with '{' '.join(words.split())}'")
        for (words, span), text in zip(signal.words, signal.texts, strict=True)
        if text is not signal.text
    )
