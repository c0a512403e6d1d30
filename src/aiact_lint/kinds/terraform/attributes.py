"""Attributes of a resource by dotted path, through nested blocks, `dynamic` blocks and expressions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from aiact_lint.document import Path
from aiact_lint.expression import Call
from aiact_lint.kinds.terraform.arguments import marked
from aiact_lint.kinds.terraform.embedded import decoded, is_object
from aiact_lint.kinds.terraform.instance import Instance
from aiact_lint.kinds.terraform.modules import Block
from aiact_lint.kinds.terraform.resolved import Resolved
from aiact_lint.subjects import Origin, Place, Value

_MAX_SPOTS = 200
"""Places that one dotted path may lead to."""


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """Where a dotted path leads."""

    place: Place
    """The attribute; the nearest one above it where an expression holds the rest (`tags = merge(…)`)."""
    resolved: Resolved | None = None
    """What it comes to, where an expression stands at the place."""
    certain: bool = True
    """False inside a `dynamic` block: nobody can say whether it will be there."""


class Attributes:
    """Reads attributes of the resources of one module instance."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._resolver = instance.resolver

    def find(self, block: Block, dotted: str) -> Iterator[Spot]:
        """Every place that a dotted path from the body of a block leads to; "" is the body itself, `*` any item."""
        body = Spot(Place(block.document, block.body))
        first, _, rest = dotted.partition(".")
        place = block.attribute(first) if block.overrides and first else None
        if place is None:
            yield from self.below(body, dotted)
        else:
            yield from self.below(self._spot(place.path, Spot(place)), rest)

    def below(self, spot: Spot, dotted: str) -> Iterator[Spot]:
        """The same from another place."""
        spots = [spot]
        for step in dotted.split(".") if dotted else ():
            spots = [found for each in spots for found in self._step(each, step)][:_MAX_SPOTS]
        for each in spots:
            yield from self._items(each) if _is_nested_block(each) else (each,)

    def values(self, block: Block, attributes: Sequence[str]) -> Iterator[Value]:
        """The facts under some dotted paths."""
        for attribute in attributes:
            found = [self.value(spot) for spot in self.find(block, attribute)]
            yield from self._planned(block, attribute, found) if self._instance.plans else found

    def _planned(self, block: Block, attribute: str, found: list[Value]) -> list[Value]:
        """Values as a plan has them, where they are not written out and all planned resources of the block agree."""
        if all(each.origin is Origin.STATED for each in found):
            return found
        told = [
            [*Attributes(plan).values(each, (attribute,))]
            for plan in self._instance.plans
            for each in plan.module.blocks
            if each.labels == block.labels
        ]
        if not told or any(len(each) != len(found) for each in told):
            return found
        return [
            each if each.origin is Origin.STATED else _agreed(each, [values[at] for values in told])
            for at, each in enumerate(found)
        ]

    def value(self, spot: Spot) -> Value:
        """The fact at a place."""
        found = _fact(spot.place, self._resolver.resolved(spot.place) if spot.resolved is None else spot.resolved)
        return found if spot.certain else replace(found, origin=Origin.UNKNOWN)

    def entries(self, spot: Spot) -> Iterator[tuple[str, Place, Value]]:
        """Name, place of the name and value of every entry of a map; nothing where it is not known which there are."""
        found = spot.resolved if spot.resolved is not None else self._at(spot.place)
        if not found.known or not isinstance(found.value, dict):
            return
        for name in found.value:
            own = (*spot.place.path, name)
            here = Place(spot.place.document, own) if own in spot.place.document.values else spot.place
            fact = _fact(here, found.step(name))
            key = Place(here.document, here.path, on_key=True) if here.path == own else fact.place
            yield str(name), key, fact if spot.certain else replace(fact, origin=Origin.UNKNOWN)

    def planned_entries(self, block: Block, attribute: str, place: Place) -> Iterator[tuple[str, Value]]:
        """The entries of a map as plans have them, for a place in the configuration that says less."""
        for plan in self._instance.plans:
            reader = Attributes(plan)
            for each in plan.module.blocks:
                for spot in reader.find(each, attribute) if each.labels == block.labels else ():
                    for name, _, value in reader.entries(spot):
                        if value.known:
                            yield name, Value(value.value, place, Origin.DERIVED, (value.place,))

    def _step(self, spot: Spot, step: str) -> Iterator[Spot]:
        document, path = spot.place.document, spot.place.path
        if spot.resolved is not None:
            yield from (replace(spot, resolved=each) for each in _steps(spot.resolved, step))
            return
        node = document.get(path)
        if is_object(node) and (inside := decoded(str(node), spot.place)) is not None:
            yield from (replace(spot, resolved=each) for each in _steps(inside, step))
            return
        if isinstance(node, list):
            for item in self._items(spot):
                yield from (item,) if step == "*" else self._step(item, step)
        elif isinstance(node, dict):
            if step in node:
                yield self._spot((*path, step), spot)
            for content in _dynamic(node, step):
                yield Spot(Place(document, (*path, *content)), None, certain=False)

    def _spot(self, path: Path, above: Spot) -> Spot:
        place = Place(above.place.document, path)
        resolved = self._at(place) if path in place.document.unknown else None
        return Spot(place, resolved, above.certain)

    def _items(self, spot: Spot) -> Iterator[Spot]:
        node = spot.place.document.get(spot.place.path)
        for index in range(len(node) if isinstance(node, list) else 0):
            yield self._spot((*spot.place.path, index), spot)

    def _at(self, place: Place) -> Resolved:
        """What stands at a place; of `jsonencode(x)` what it encodes."""
        expression = place.document.expressions.get(place.path)
        if isinstance(expression, Call) and expression.name == "jsonencode" and len(expression.args) == 1:
            return self._resolver.evaluated(expression.args[0], place)
        return self._resolver.resolved(place)


def _fact(place: Place, found: Resolved) -> Value:
    """A resolved value as a fact; one that is written in an expression at the place is marked there."""
    known = found.wholly_known
    place, via = _written_inside(place, found.via)
    place, via = _written_inside(*marked(place, via, found.plain, known=known))
    if not known:
        written = place.document.source.slice(place.span) if place.exact else place.document.get(place.path)
        return Value(written, place, Origin.UNKNOWN, via)
    return Value(found.plain, place, Origin.DERIVED if via else Origin.STATED, via)


def _agreed(own: Value, planned: list[Value]) -> Value:
    """A value with what the plan says it is, if it says one thing."""
    first = planned[0]
    if not all(each.known and each.value == first.value for each in planned):
        return own
    if own.known and own.value == first.value:
        return own
    return Value(first.value, own.place, Origin.DERIVED, (*own.via, first.place))


def _written_inside(place: Place, via: tuple[Place, ...]) -> tuple[Place, tuple[Place, ...]]:
    """Down to where a value is written in the expression at a place."""
    while via and via[0].exact is not None and via[0].document is place.document and via[0].path == place.path:
        place, via = replace(via[0], through=place.through), via[1:]
    return place, via


def _steps(found: Resolved, step: str) -> Iterator[Resolved]:
    """One step into a resolved value; a list is taken item by item. What is unknown stays so."""
    if not found.known:
        yield found
    elif is_object(found.value):
        inside = decoded(str(found.value), None, found.via)
        yield from _steps(inside, step) if inside is not None else ()
    elif isinstance(found.value, list):
        for index in range(len(found.value)):
            item = found.step(index)
            yield from (item,) if step == "*" else _steps(item, step)
    elif isinstance(found.value, dict) and step in found.value:
        yield found.step(step)


def _is_nested_block(spot: Spot) -> bool:
    """Whether a list is one of nested blocks rather than the value of an attribute."""
    if spot.resolved is not None:
        return False
    place = spot.place
    node = place.document.get(place.path)
    return isinstance(node, list) and bool(node) and (*place.path, 0) in place.document.keys


def _dynamic(node: dict[str, object], name: str) -> Iterator[Path]:
    """Paths to the contents of `dynamic` blocks of a name."""
    blocks = node.get("dynamic")
    for outer, block in enumerate(blocks if isinstance(blocks, list) else ()):
        labelled = block.get(name) if isinstance(block, dict) else None
        for inner, each in enumerate(labelled if isinstance(labelled, list) else ()):
            if isinstance(each, dict) and "content" in each:
                yield ("dynamic", outer, name, inner, "content")
