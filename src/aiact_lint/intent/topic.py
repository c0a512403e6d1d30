"""What an artifact is about: which of its texts speak for all of it, and what it never comes back to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aiact_lint.subjects import Text, TextRole

_SPEAKING = frozenset(
    {TextRole.PURPOSE, TextRole.DESCRIPTION, TextRole.TAG, TextRole.NAME, TextRole.RESOURCE_TYPE, TextRole.PROMPT}
)
_LONG = 20
"""Texts; a card or a declaration has fewer."""
_OFTEN = 3
"""Texts that name a subject where neither title nor opening does, and in very long ones"""
_SHARE = 40
"""one of so many."""
_FEW_WORDS = 5
"""Words of a slogan at least; what is shorter is a line of links."""
_SECTION = 2
"""Levels of headings that tell sections apart."""
_SECTIONS = 3
"""Sections in which an opening stands: before any heading, under the title, under the next heading."""
_DRESSED = ("[![", "![", "<")
"""How a paragraph of badges, pictures or markup begins."""


def opening_of(texts: Sequence[Text]) -> Text | None:
    """The first paragraph that says something: it says what the thing is and for whom.

    Where only a list stands in the section before it, the first item of that takes its place.
    """
    item: Text | None = None
    sections: set[tuple[str, ...]] = set()
    for text in texts:
        sections.add(text.headings[:_SECTION])
        if len(sections) > _SECTIONS or (item is not None and text.headings != item.headings):
            break
        if text.role is TextRole.PROSE and _says_something(text.raw):
            return text
        if text.role is TextRole.LIST_ITEM and item is None and _says_something(text.raw):
            item = text
    return item or next((text for text in texts if text.role is TextRole.PROSE), None)


def _says_something(raw: str) -> bool:
    return not raw.startswith(_DRESSED) and len(raw.split()) >= _FEW_WORDS


def speaks_for_all(texts: Sequence[Text]) -> frozenset[int]:
    """Indexes of the texts in whose light the others are read: purpose, tags, names, the first title, the opening.

    The other headings of a document speak for their sections only.
    """
    opening = opening_of(texts)
    first = next((text for text in texts if text.role is TextRole.PROSE), None)
    title = next((text for text in texts if text.role is TextRole.TITLE), None)
    return frozenset(at for at, text in enumerate(texts) if text.role in _SPEAKING or text in (title, opening, first))


def is_long(size: int) -> bool:
    """Whether an artifact of so many texts has a subject that it comes back to."""
    return size >= _LONG


def strayed(
    masks: Sequence[int], speaking: frozenset[int], topics: Mapping[str, int], machines: Mapping[str, int]
) -> Mapping[str, int]:
    """Signal id → its topic, for each that the artifact does not come back to; 0 where it names no machine at all.

    `masks` holds what each text may name. A README of two hundred lines names a face, a match or an application
    somewhere; what it is for it says in its title, its opening, or more than once.
    """
    if not is_long(len(masks)):
        return {}
    away: dict[str, int] = {}
    everything = 0
    for mask in masks:
        everything |= mask
    for id_, topic in topics.items():
        named = [at for at, mask in enumerate(masks) if mask & topic]
        if len(named) < max(_OFTEN, len(masks) // _SHARE) and not speaking.intersection(named):
            away[id_] = topic
    for id_, machine in machines.items():
        if not everything & machine:
            away[id_] = 0
    return away


def come_back_to(masks: Sequence[int], speaking: int, size: int) -> int:
    """Concepts that an artifact of `size` texts names; a long one in several texts or where it speaks for all of it."""
    once = twice = often = 0
    for mask in masks:
        often |= twice & mask
        twice |= once & mask
        once |= mask
    return often | speaking if is_long(size) else once
