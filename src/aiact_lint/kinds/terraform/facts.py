"""Facts of a resource from the table of known types, once for each instance that differs from the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from aiact_lint.kinds.containers import Container
from aiact_lint.kinds.terraform.attributes import Attributes
from aiact_lint.kinds.terraform.modules import Block
from aiact_lint.kinds.terraform.repetition import Key
from aiact_lint.kinds.terraform.resolve import Bound
from aiact_lint.kinds.terraform.table import ResourceType
from aiact_lint.subjects import Origin, Place, Subject, SubjectKind, Value


def subjects(attributes: Attributes, block: Block, kind: ResourceType) -> list[Subject]:
    """The resource as a subject; several where `for_each` or `count` gives instances different facts.

    Each bears the address of the first instance it stands for. Findings are on the tokens of the block, which are the
    same for all instances, so that each is reported once.
    """
    found: dict[object, tuple[Key, Mapping[str, Value]]] = {}
    for key, bound in attributes.instances(block):
        facts = _facts(attributes, block, kind, bound)
        found.setdefault(_shown(facts), (key, facts))
    alone = len(found) == 1
    return [
        Subject(_subject(kind, facts), block.address if alone else _address(block, key), block.name_place, facts)
        for key, facts in found.values()
    ]


def _subject(kind: ResourceType, facts: Mapping[str, Value]) -> SubjectKind:
    """A card where it holds one that can be read."""
    return SubjectKind.CARD if kind.card and "sections" in facts else kind.subject


def distinct(parts: Iterable[tuple[Container, Subject]]) -> Iterator[tuple[Container, Subject]]:
    """Containers of all instances, those that say the same once."""
    seen = set()
    for container, subject in parts:
        variables = tuple((each.name, repr(each.value.value)) for each in container.variables)
        shown = (_key(container.place), repr(container.image.data), variables, _shown(subject.facts))
        if shown not in seen:
            seen.add(shown)
            yield container, subject


def files(subject: Subject) -> Iterator[str]:
    """The files in which the facts of a subject stand, and those that they were followed through."""
    for value in subject.facts.values():
        yield value.place.file
        yield from (place.file for place in value.via)


def tags(attributes: Attributes, block: Block, names: Sequence[str]) -> dict[str, Value]:
    """Tags under some attributes; one whose value depends on the instance is unknown."""
    found: dict[str, Value] = {}
    dynamic = block.attribute("dynamic") is not None
    there = [name for name in names if dynamic or block.attribute(name.partition(".")[0]) is not None]
    if not there:
        return found
    for _, bound in attributes.instances(block, {name.partition(".")[0] for name in (*there, "dynamic")}):
        own = dict(pair for attribute in there for pair in _entries(attributes, block, attribute, bound))
        for name, value in own.items():
            other = found.get(name)
            differs = other is not None and (other.known, other.value) != (value.known, value.value)
            found[name] = replace(value, origin=Origin.UNKNOWN) if differs else value
    return found


def _entries(attributes: Attributes, block: Block, attribute: str, bound: Bound) -> Iterator[tuple[str, Value]]:
    """The tags under one attribute in one instance, with what plans know where the configuration does not."""
    for spot in attributes.find(block, attribute, bound):
        own = {name: value for name, _, value in attributes.entries(spot)}
        for name, value in attributes.planned_entries(block, attribute, spot.place, bound):
            if name not in own or not own[name].known:
                own[name] = value
        yield from own.items()


def _address(block: Block, key: Key) -> str:
    shown = "" if key is None else f'["{key}"]' if isinstance(key, str) else f"[{key}]"
    return f"{block.address}{shown}"


def _shown(facts: Mapping[str, Value]) -> object:
    """What makes facts equal to others."""
    return tuple((name, repr(value.value), value.origin, _key(value.place)) for name, value in facts.items())


def _key(place: Place) -> object:
    return (id(place.document), place.path, place.exact)


def _facts(attributes: Attributes, block: Block, kind: ResourceType, bound: Bound) -> Mapping[str, Value]:
    """`type`, and what the table says of the type."""
    facts: dict[str, Value] = {"type": Value(block.labels[0], block.type_place)}
    facts.update((name, Value(each, block.name_place, Origin.DEFAULT)) for name, each in kind.defaults.items())
    for name, paths in kind.facts.items():
        if (found := _first(attributes, block, paths, bound)) is not None:
            is_zero = found.known and found.value == 0 and name in kind.zero
            facts[name] = replace(found, value=kind.zero[name]) if is_zero else found
    for name, attribute in kind.present.items():
        for spot in attributes.find(block, attribute, bound):
            origin = Origin.STATED if spot.certain else Origin.UNKNOWN
            place = Place(spot.place.document, spot.place.path, on_key=True)
            facts.setdefault(name, Value(True, place, origin))
    facts.update((name, Value(each, block.name_place)) for name, each in kind.always.items())
    if kind.setting is not None:
        called, value = (_first(attributes, block, paths, bound) for paths in ((kind.setting[0],), kind.setting[1]))
        if called is not None and called.known and value is not None:
            facts[f"setting.{str(called.value).rsplit('/', 1)[-1]}"] = value
    if kind.card:
        from aiact_lint.kinds.resource_cards import card_facts

        content = kind.card
        facts.update(card_facts(lambda path: attributes.values(block, (f"{content}.{path}",), bound), block.name_place))
    return facts


def _first(attributes: Attributes, block: Block, paths: Sequence[str], bound: Bound) -> Value | None:
    """The first of some attributes that is there; `null` is as good as absent."""
    values = attributes.values(block, paths, bound)
    return next((each for each in values if each.value is not None or not each.known), None)
