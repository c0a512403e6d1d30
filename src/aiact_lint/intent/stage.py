"""All lines of an artifact side by side, and what it names as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from itertools import pairwise

from aiact_lint.intent.marks import Hit
from aiact_lint.intent.scopes import Placed
from aiact_lint.intent.topic import come_back_to, is_long
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.subjects import Text, TextRole

_SAME_SECTION = 3
"""Levels of headings that lines beside each other must share."""


Filled = tuple[Placed, Hit]
"""Words that fill a slot, and the line they stand in."""


@dataclass(slots=True, eq=False)
class Stage:
    """What frames are tried on."""

    lines: Sequence[Placed]
    card: int
    """Concepts of every line that is not denied; in a long artifact of several."""
    named: int
    """Concepts of every line, denied or not."""
    long: bool
    """Whether its opening says best what it is for; in a short one every line counts alike."""
    heard: frozenset[int]
    """The texts that speak for all, by `id`."""
    strayed: Mapping[str, int]
    """Signal id → its topic, where the artifact does not come back to it."""
    first: dict[int, Filled | None] = field(default_factory=dict)
    """Slot → the first words of the artifact that fill it, once they have been looked for."""


def set_stage(
    lines: Sequence[Placed], texts: Sequence[Text], speaking: frozenset[int], strayed: Mapping[str, int]
) -> Stage:
    """Works out for every line what stands near it; `speaking` are the indexes of the texts that speak for all."""
    leading = named = 0
    context: dict[int, int] = {}
    heard = frozenset(id(texts[at]) for at in speaking)
    for one in lines:
        named |= one.line.named
        context[id(one.text)] = context.get(id(one.text), 0) | one.line.context
        if id(one.text) in heard or one.around.actor:
            leading |= one.line.mask
    for one in lines:
        one.near |= one.around.mask | one.line.context | leading
    for before, one in pairwise(lines):
        if _neighbours(before, one):
            one.near |= before.line.context
            before.near |= one.line.context
    return Stage(
        lines, come_back_to(list(context.values()), leading, len(texts)), named, is_long(len(texts)), heard, strayed
    )


def _neighbours(one: Placed, other: Placed) -> bool:
    if one.read is other.read:
        return True
    first, second = one.text, other.text
    same_section = first.headings[:_SAME_SECTION] == second.headings[:_SAME_SECTION]
    return same_section or first.role is second.role is TextRole.TABLE_CELL
