"""`count`, `for_each` and the `for_each` of `dynamic` blocks: which instances there are, and what differs in each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from typing import TypeAlias

from aiact_lint.kinds.terraform import operators
from aiact_lint.kinds.terraform.modules import Block
from aiact_lint.kinds.terraform.resolved import UNKNOWN, Fails, Resolved, entries
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.subjects import Place

Key: TypeAlias = "str | int | None"
"""Of an instance; None where there is but one, or where nobody knows which there are."""
MAX_INSTANCES = 50
"""Instances that are told apart; of more, nobody knows which there are."""


@dataclass(frozen=True, slots=True, eq=False)
class Repetition:
    """The instances of a resource; without arguments one that is simply there."""

    is_repeated: bool = False
    counted: bool = False
    """By `count`, so that keys are numbers."""
    keys: Sequence[str | int] | None = ()
    """None where nobody knows which there are."""
    values: Mapping[str, Resolved] = field(default_factory=dict)
    """`each.value` by key."""
    place: Place | None = None
    """`count` or `for_each`."""

    @property
    def is_nothing(self) -> bool:
        """Whether there is no instance at all."""
        return self.is_repeated and self.keys is not None and not self.keys

    def bound(self, key: object) -> Mapping[str, Resolved]:
        """What `each` and `count` mean in one instance; of one without a key we know neither."""
        if not self.is_repeated:
            return {}
        if self.counted:
            return {"count": Resolved({"index": Resolved(key, known=isinstance(key, int), via=())})}
        known = isinstance(key, str)
        value = self.values.get(str(key), UNKNOWN) if known else UNKNOWN
        return {"each": Resolved({"key": Resolved(key if known else None, known=known), "value": value})}

    def instances(self) -> list[tuple[Key, Mapping[str, Resolved]]]:
        """Key and names of each instance; one stands for all where nobody knows which there are, or there is none."""
        if not self.is_repeated:
            return [(None, {})]
        return [(key, self.bound(key)) for key in self.keys] if self.keys else [(None, self.bound(None))]


def repetition(block: Block, value: Callable[[Place], Resolved]) -> Repetition:
    """How a resource block is repeated; `value` works out what stands at a place."""
    for name, read in (("count", _counted), ("for_each", _for_each)):
        place = block.attribute(name)
        if place is not None:
            try:
                return replace(read(value(place)), place=place)
            except Fails:
                return Repetition(True, name == "count", None, place=place)
    return Repetition()


def key_of(bound: Mapping[str, Resolved]) -> Key:
    """The key of the one instance for which names are bound; None where that is not known, or there is but one."""
    for name, entry in (("each", "key"), ("count", "index")):
        found = bound[name].step(entry) if name in bound else UNKNOWN
        if found.known and isinstance(found.value, str | int):
            return found.value
    return None


def _counted(found: Resolved) -> Repetition:
    number = operators.number(found)
    if not isinstance(number, int) or not 0 <= number <= MAX_INSTANCES:
        return Repetition(True, True, None)
    return Repetition(True, True, range(number))


def _for_each(found: Resolved) -> Repetition:
    pairs = None if found.is_null else entries(found)
    if pairs is None or len(pairs) > MAX_INSTANCES:
        return Repetition(True, False, None)
    if isinstance(found.value, dict):
        values = {str(key.value): value for key, value in pairs}
    else:
        if not all(isinstance(value.value, str) for _, value in pairs):
            return Repetition(True, False, None)
        values = {str(value.value): value for _, value in pairs}
    return Repetition(True, False, list(values), values)


def iterations(iterator: str, found: Resolved) -> list[Mapping[str, Resolved]] | None:
    """What the iterator of a `dynamic` block means in each of the blocks it makes; None where nobody knows which."""
    if found.is_null:
        return None
    try:
        pairs = entries(found)
    except Fails:
        return None
    if pairs is None or len(pairs) > MAX_INSTANCES:
        return None
    return [{iterator: Resolved({"key": key, "value": value})} for key, value in pairs]
