"""The words in a resource: its type, names, descriptions, purposes, prompts and tags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aiact_lint.kinds.cloud.spots import Reader, Spot, values
from aiact_lint.kinds.cloud.template import Resource
from aiact_lint.kinds.cloud.types import CloudType, folded
from aiact_lint.kinds.containers import Container, container_texts
from aiact_lint.subjects import Origin, Place, Statement, Text, TextRole, Value

_MAX_TEXT = 20_000


def texts(
    reader: Reader, body: Spot, resource: Resource, kind: CloudType, containers: Sequence[Container]
) -> Iterator[Text]:
    """What a resource is called and said to be; each text where it is written, which may be a parameter's default."""
    yield Text(TextRole.RESOURCE_TYPE, resource.type_place)
    if resource.place.exact is None and isinstance(resource.place.path[-1], str):
        yield Text(TextRole.NAME, resource.place)
    for paths, role in (
        (kind.type.names, TextRole.NAME),
        (() if kind.type.card else kind.type.descriptions, TextRole.DESCRIPTION),
        (kind.purposes, TextRole.PURPOSE),
        (kind.type.prompts, TextRole.PROMPT),
    ):
        for value in values(reader, body, paths):
            yield from (Text(role, place) for place in _written(value))
    if kind.type.card:
        from aiact_lint.kinds.resource_cards import described

        for path, role, headings in described(kind.type, folded):
            if path not in kind.purposes:
                for value in values(reader, body, (path,)):
                    yield from (Text(role, place, headings) for place in _written(value))
    for container in containers:
        yield from container_texts(container)


def tag_texts(tags: Sequence[tuple[str, Place, Value]], statements: Sequence[Statement]) -> Iterator[Text]:
    """Words in tags; of our own keys only a declared purpose."""
    stated = {_key(statement.value.place) for statement in statements}
    for _, _, value in tags:
        if value.origin is Origin.STATED and isinstance(value.value, str) and _key(value.place) not in stated:
            yield Text(TextRole.TAG, value.place)
    for statement in statements:
        if statement.key == "intended-purpose" and statement.value.origin is Origin.STATED:
            yield Text(TextRole.PURPOSE, statement.value.place)


def _written(value: Value) -> Iterator[Place]:
    """Where the words of a value stand: at its place, or at each that it is followed through."""
    if not isinstance(value.value, str) or not 0 < len(value.value) <= _MAX_TEXT or not value.known:
        return
    places = value.via if value.via else (value.place,)
    seen = set()
    for place in places:
        if _key(place) not in seen and isinstance(place.document.get(place.path), str):
            seen.add(_key(place))
            yield place


def _key(place: Place) -> tuple[object, ...]:
    return (id(place.document), place.path, place.exact)
