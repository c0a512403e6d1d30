"""All lines of an artifact side by side, and what it names as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from itertools import pairwise

from aiact_lint.intent.marks import Hit
from aiact_lint.intent.scopes import Placed
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
    """Concepts of every line that is not denied."""
    named: int
    """Concepts of every line, denied or not."""
    strayed: Mapping[str, int]
    """Signal id → its topic, where the artifact does not come back to it."""
    first: dict[int, Filled | None] = field(default_factory=dict)
    """Slot → the first words of the artifact that fill it, once they have been looked for."""


def set_stage(lines: Sequence[Placed], speaking: Sequence[Text], strayed: Mapping[str, int]) -> Stage:
    """Works out for every line what stands near it; `speaking` are the texts that speak for all."""
    leading = card = named = 0
    all_ears = {id(text) for text in speaking}
    for one in lines:
        card |= one.line.context
        named |= one.line.named
        if id(one.text) in all_ears or one.around.actor:
            leading |= one.line.mask
    for one in lines:
        one.near |= one.around.mask | one.line.context | leading
    for before, one in pairwise(lines):
        if _neighbours(before, one):
            one.near |= before.line.context
            before.near |= one.line.context
    return Stage(lines, card, named, strayed)


def _neighbours(one: Placed, other: Placed) -> bool:
    if one.read is other.read:
        return True
    first, second = one.text, other.text
    same_section = first.headings[:_SAME_SECTION] == second.headings[:_SAME_SECTION]
    return same_section or first.role is second.role is TextRole.TABLE_CELL
