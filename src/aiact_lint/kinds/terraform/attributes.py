"""Attributes of a resource by dotted path, through nested blocks, `dynamic` blocks and expressions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace

from aiact_lint.document import Path
from aiact_lint.expression import Call, Traversal
from aiact_lint.kinds.terraform.arguments import marked
from aiact_lint.kinds.terraform.embedded import decoded, is_object
from aiact_lint.kinds.terraform.instance import Instance
from aiact_lint.kinds.terraform.modules import Block
from aiact_lint.kinds.terraform.repetition import Key, Repetition, iterations, key_of
from aiact_lint.kinds.terraform.resolve import NOTHING, Bound
from aiact_lint.kinds.terraform.resolved import UNKNOWN, Resolved
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.subjects import Origin, Place, Value

_MAX_SPOTS = 200
"""Places that one dotted path may lead to."""
_PER_BLOCK = 10
"""Steps to count for a block that a `dynamic` block makes."""


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """Where a dotted path leads."""

    place: Place
    """The attribute; the nearest one above it where an expression holds the rest (`tags = merge(…)`)."""
    resolved: Resolved | None = None
    """What it comes to, where an expression stands at the place."""
    certain: bool = True
    """False inside a `dynamic` block of which nobody can say whether it will be there."""
    bound: Bound = field(default_factory=lambda: NOTHING)
    """What `each`, `count` and the iterators of `dynamic` blocks mean there."""


class Attributes:
    """Reads attributes of the resources of one module instance."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._resolver = instance.resolver

    def find(self, block: Block, dotted: str, bound: Bound | None = None) -> Iterator[Spot]:
        """Every place that a dotted path from the body of a block leads to; "" is the body itself, `*` any item.

        Those of one instance of the block where it says what `each` and `count` are `bound` to, else those of all.
        """
        first, _, rest = dotted.partition(".")
        place = block.attribute(first) if block.overrides and first else None
        for each in self._bound(block, bound):
            if place is None:
                yield from self.below(Spot(Place(block.document, block.body), bound=each), dotted)
            else:
                yield from self.below(self._spot(place.path, Spot(place, bound=each)), rest)

    def _bound(self, block: Block, bound: Bound | None) -> list[Bound]:
        return [each for _, each in self.instances(block)] if bound is None else [bound]

    def repetition(self, block: Block) -> Repetition:
        """How often a resource is there."""
        return self._resolver.names.repetition(block)

    def is_never_there(self, block: Block) -> bool:
        """Whether the files say that there is no instance of a resource; a default that may be set does not."""
        repeats = self.repetition(block)
        return repeats.is_nothing and repeats.place is not None and not self._resolver.names.may_be_set(repeats.place)

    def instances(self, block: Block, names: Iterable[str] = ()) -> list[tuple[Key, Bound]]:
        """The instances of a resource that may differ; one where nothing in the block depends on the instance.

        Nothing in the attributes or nested blocks of some `names`, where they are given.
        """
        places = [block.attribute(name) for name in names] or [
            Place(each.document, each.path) for each in (block, *block.overrides)
        ]
        found = [each for each in places if each is not None and each.path in each.document.values]
        texts = (each.document.source.slice(each.document.values[each.path]) for each in found)
        if not any("each." in text or "count.index" in text for text in texts):
            return [(None, NOTHING)]
        return self.repetition(block).instances()

    def below(self, spot: Spot, dotted: str) -> Iterator[Spot]:
        """The same from another place."""
        spots = [spot]
        for step in dotted.split(".") if dotted else ():
            spots = [found for each in spots for found in self._step(each, step)][:_MAX_SPOTS]
        for each in spots:
            yield from self._items(each) if _is_nested_block(each) else (each,)

    def values(self, block: Block, attributes: Sequence[str], bound: Bound | None = None) -> Iterator[Value]:
        """The facts under some dotted paths, of one instance or of all."""
        for attribute in attributes:
            for each in self._bound(block, bound):
                found = [self.value(spot) for spot in self.find(block, attribute, each)]
                yield from self._planned(block, attribute, found, each) if self._instance.plans else found

    def _planned(self, block: Block, attribute: str, found: list[Value], bound: Bound) -> list[Value]:
        """Values as a plan has them, where they are not written out and all planned resources of the block agree."""
        if all(each.origin is Origin.STATED for each in found):
            return found
        planned = self._instance.in_plans(block, key_of(bound))
        told = [[*Attributes(plan).values(each, (attribute,))] for plan, each in planned]
        if not told or any(len(each) != len(found) for each in told):
            return found
        return [
            each if each.origin is Origin.STATED else _agreed(each, [values[at] for values in told])
            for at, each in enumerate(found)
        ]

    def value(self, spot: Spot) -> Value:
        """The fact at a place."""
        resolved = self._resolver.resolved(spot.place, bound=spot.bound) if spot.resolved is None else spot.resolved
        found = _fact(spot.place, resolved)
        return found if spot.certain else replace(found, origin=Origin.UNKNOWN)

    def entries(self, spot: Spot) -> Iterator[tuple[str, Place, Value]]:
        """Name, place of the name and value of every entry of a map; nothing where it is not known which there are."""
        found = spot.resolved if spot.resolved is not None else self._at(spot.place, spot.bound)
        if not found.known or not isinstance(found.value, dict):
            return
        for name in found.value:
            own = (*spot.place.path, name)
            here = Place(spot.place.document, own) if own in spot.place.document.values else spot.place
            fact = _fact(here, found.step(name))
            key = Place(here.document, here.path, on_key=True) if here.path == own else fact.place
            yield str(name), key, fact if spot.certain else replace(fact, origin=Origin.UNKNOWN)

    def planned_entries(
        self, block: Block, attribute: str, place: Place, bound: Bound = NOTHING
    ) -> Iterator[tuple[str, Value]]:
        """The entries of a map as plans have them, for a place in the configuration that says less.

        Where plans have several resources for it, those on which all agree.
        """
        planned = [
            {name: value for spot in reader.find(each, attribute) for name, _, value in reader.entries(spot)}
            for plan, each in self._instance.in_plans(block, key_of(bound))
            for reader in (Attributes(plan),)
        ]
        for name, value in planned[0].items() if planned else ():
            others = [each.get(name) for each in planned[1:]]
            if value.known and all(each is not None and each.known and each.value == value.value for each in others):
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
                yield from self._made(step, (*path, *content), spot)

    def _made(self, name: str, content: Path, above: Spot) -> Iterator[Spot]:
        """The content of a `dynamic` block, once for each block that it makes; once if nobody knows how many."""
        document, path = above.place.document, content[:-1]
        named = document.expressions.get((*path, "iterator"))
        iterator = named.root if isinstance(named, Traversal) else name
        place = Place(document, (*path, "for_each"))
        known = None
        if place.path in document.values:
            known = iterations(iterator, self._resolver.resolved(place, bound=above.bound))
            if known == [] and self._resolver.names.may_be_set(place):
                known = None
            self._resolver.budget.note(_PER_BLOCK * len(known or ()))
        for each in [{iterator: UNKNOWN}] if known is None else known:
            certain = above.certain and known is not None
            yield Spot(Place(document, content), None, certain, {**above.bound, **each})

    def _spot(self, path: Path, above: Spot) -> Spot:
        place = Place(above.place.document, path)
        resolved = self._at(place, above.bound) if path in place.document.unknown else None
        return Spot(place, resolved, above.certain, above.bound)

    def _items(self, spot: Spot) -> Iterator[Spot]:
        node = spot.place.document.get(spot.place.path)
        for index in range(len(node) if isinstance(node, list) else 0):
            yield self._spot((*spot.place.path, index), spot)

    def _at(self, place: Place, bound: Bound) -> Resolved:
        """What stands at a place; of `jsonencode(x)` what it encodes."""
        expression = place.document.expressions.get(place.path)
        if isinstance(expression, Call) and expression.name == "jsonencode" and len(expression.args) == 1:
            return self._resolver.evaluated(expression.args[0], place, bound)
        return self._resolver.resolved(place, bound=bound)


def _fact(place: Place, found: Resolved) -> Value:
    """A resolved value as a fact; one that is written in an expression at the place is marked there."""
    known = found.is_fact
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
