"""`count`, `for_each` and the `for_each` of `dynamic` blocks: which instances there are, and what differs in each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from aiact_lint.kinds.terraform import operators
from aiact_lint.kinds.terraform.modules import Block
from aiact_lint.kinds.terraform.resolved import UNKNOWN, Fails, Resolved, entries
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
    via: tuple[Place, ...] = ()
    """The places that decide how many there are."""

    @property
    def is_nothing(self) -> bool:
        """Whether there is no instance at all."""
        return self.is_repeated and self.keys is not None and not self.keys

    @property
    def is_nothing_for_sure(self) -> bool:
        """Whether the files say that there is none; where a variable's default says so, its callers decide."""
        return self.is_nothing and not may_be_set(self.via)

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


def may_be_set(via: Sequence[Place]) -> bool:
    """Whether a value comes from a variable's default: who calls the module may well say otherwise."""
    return any(len(each.path) > 3 and each.document.get((*each.path[:2], "type")) == "variable" for each in via)


def repetition(block: Block, value: Callable[[Place], Resolved]) -> Repetition:
    """How a resource block is repeated; `value` works out what stands at a place."""
    for name, read in (("count", _counted), ("for_each", _for_each)):
        path = (*block.body, name)
        if path in block.document.values:
            found = value(Place(block.document, path))
            try:
                return read(found)
            except Fails:
                return Repetition(True, name == "count", None)
    return Repetition()


def _counted(found: Resolved) -> Repetition:
    number = operators.number(found)
    if not isinstance(number, int) or not 0 <= number <= MAX_INSTANCES:
        return Repetition(True, True, None, via=found.via)
    return Repetition(True, True, range(number), via=found.via)


def _for_each(found: Resolved) -> Repetition:
    pairs = None if found.is_null else entries(found)
    if pairs is None or len(pairs) > MAX_INSTANCES:
        return Repetition(True, False, None, via=found.via)
    if isinstance(found.value, dict):
        values = {str(key.value): value for key, value in pairs}
    else:
        if not all(isinstance(value.value, str) for _, value in pairs):
            return Repetition(True, False, None, via=found.via)
        values = {str(value.value): value for _, value in pairs}
    return Repetition(True, False, list(values), values, found.via)


def iterations(iterator: str, found: Resolved) -> list[Mapping[str, Resolved]] | None:
    """What the iterator of a `dynamic` block means in each of the blocks it makes; None where nobody knows which."""
    if found.is_null or (found.value in ([], {}) and may_be_set(found.via)):
        return None
    try:
        pairs = entries(found)
    except Fails:
        return None
    if pairs is None or len(pairs) > MAX_INSTANCES:
        return None
    return [{iterator: Resolved({"key": key, "value": value})} for key, value in pairs]
