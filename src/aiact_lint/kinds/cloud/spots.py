"""Attributes of a declared resource by dotted path, through lists and through what expressions come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from aiact_lint.kinds.cloud.types import folded
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.subjects import Origin, Place, Value

_MAX_SPOTS = 200
"""Places that one dotted path may lead to."""
_MAX_PLAIN = 1_000
"""Nodes of a container that is taken as a whole."""
_MAX_SHOWN = 80


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What stands at a node once its expressions are followed."""

    at: Cursor
    """Where it is written; the data is what it comes to."""
    via: tuple[Place, ...] = ()
    """The places it was followed through; the last is that of `at`, unless it was put together there."""
    known: bool = True
    made: bool = False
    """The data was put together, so that nothing below it stands at a place of its own."""


class Reader(Protocol):
    """What a template language knows about its expressions."""

    def resolved(self, at: Cursor) -> Found:
        """What a node comes to; the node itself where it is no expression."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """Where a dotted path leads."""

    place: Place
    """The attribute of the resource; the nearest one above it where an expression holds the rest."""
    found: Found


def spot_at(reader: Reader, at: Cursor) -> Spot:
    """The node itself."""
    return Spot(at.place, reader.resolved(at))


def find(reader: Reader, spot: Spot, dotted: str) -> Iterator[Spot]:
    """Every place that a folded dotted path leads to: through each item of a list, `*` standing for every entry."""
    spots = [spot]
    for step in dotted.split(".") if dotted else ():
        spots = [found for each in spots for found in _step(reader, each, step)][:_MAX_SPOTS]
    for each in spots:
        if not each.found.known or each.found.at.data is not None:
            yield each


def _step(reader: Reader, spot: Spot, step: str) -> Iterator[Spot]:
    data = spot.found.at.data
    if not spot.found.known:
        yield spot
    elif isinstance(data, list):
        for index in range(len(data)):
            item = _below(reader, spot, index)
            yield from (item,) if step == "*" else _step(reader, item, step)
    elif isinstance(data, dict):
        for key in data:
            if isinstance(key, str) and (step == "*" or folded(key) == step):
                yield _below(reader, spot, key)


def _below(reader: Reader, spot: Spot, step: str | int) -> Spot:
    above = spot.found
    below = above.at.at(step)
    found = _followed(reader, above, step)
    if above.made:
        return Spot(spot.place, Found(found.at, above.via, found.known, made=True))
    if above.via:
        way = (*above.via[:-1], below.place, *found.via)
        return Spot(spot.place, Found(found.at, way, found.known, found.made))
    return Spot(_place(below, found), found)


def _place(at: Cursor, found: Found) -> Place:
    """The node; the key of an expression that is an object over several lines, whose first line is a brace."""
    is_object = isinstance(at.data, dict) and (found.at is not at or not found.known)
    if is_object and at.path in at.document.keys and "\n" in at.document.source.slice(at.document.locate(at.path)):
        return at.key_place
    return at.place


def _followed(reader: Reader, above: Found, step: str | int) -> Found:
    """What stands one step below; what was put together holds no expressions any more."""
    below = above.at.at(step)
    return Found(below, made=True) if above.made else reader.resolved(below)


def items(reader: Reader, spot: Spot) -> Iterator[Spot]:
    """The items of a list; anything else as it is."""
    data = spot.found.at.data
    if spot.found.known and isinstance(data, list):
        for index in range(len(data)):
            yield _below(reader, spot, index)
    else:
        yield spot


def entries(reader: Reader, spot: Spot) -> Iterator[tuple[str, Place, Value]]:
    """Name, place of the name and value of every entry of a map, or of a list of keys and values (`Tags`)."""
    data = spot.found.at.data
    if not spot.found.known:
        return
    if isinstance(data, dict):
        for key in data:
            if isinstance(key, str):
                below = _below(reader, spot, key)
                own = below.place if below.place is spot.place else Place(below.place.document, below.place.path, True)
                if not isinstance(below.found.at.data, dict | list):
                    yield key, own, value_of(reader, below)
    for item in items(reader, spot) if isinstance(data, list) else ():
        named = [value_of(reader, each) for word in ("key", "name") for each in find(reader, item, word)]
        values = [value_of(reader, each) for each in find(reader, item, "value")]
        if named and values and named[0].known and isinstance(named[0].value, str):
            yield named[0].value, named[0].place, values[0]


def value_of(reader: Reader, spot: Spot) -> Value:
    """The fact at a spot."""
    found = spot.found
    plain, known = _plain(reader, found, [_MAX_PLAIN]) if found.known else (None, False)
    if not known:
        return Value(_shown(spot.place), spot.place, Origin.UNKNOWN, found.via)
    return Value(plain, spot.place, Origin.DERIVED if found.via or found.made else Origin.STATED, found.via)


def values(reader: Reader, spot: Spot, paths: Sequence[str]) -> Iterator[Value]:
    """The facts under some paths."""
    for path in paths:
        for each in find(reader, spot, path):
            yield value_of(reader, each)


def _plain(reader: Reader, found: Found, budget: list[int]) -> tuple[object, bool]:
    """The data below a node with all expressions in it followed, and whether all of it is known."""
    data = found.at.data
    budget[0] -= 1
    if not found.known or budget[0] < 0:
        return None, False
    if not isinstance(data, dict | list):
        return data, True
    steps: list[str | int] = (
        [key for key in data if isinstance(key, str)] if isinstance(data, dict) else [*range(len(data))]
    )
    parts = [(step, _plain(reader, _followed(reader, found, step), budget)) for step in steps]
    known = all(part[1] for _, part in parts)
    if isinstance(data, dict):
        return {step: part[0] for step, part in parts}, known
    return [part[0] for _, part in parts], known


def _shown(place: Place) -> str:
    """What stands at a place whose value is not known, for people."""
    first = place.document.source.slice(place.span).strip().partition("\n")[0].strip()
    return first if len(first) <= _MAX_SHOWN else f"{first[:_MAX_SHOWN]}…"
