"""The words in a resource: its type, names, descriptions, prompts, settings and tags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from aiact_lint.expression import Expression, Literal, Opaque, parts_of
from aiact_lint.kinds.containers import Container, container_texts
from aiact_lint.kinds.terraform.attributes import Attributes
from aiact_lint.kinds.terraform.modules import Block
from aiact_lint.kinds.terraform.table import ResourceType
from aiact_lint.subjects import Origin, Place, Statement, Text, TextRole, Value

_MAX_TEXT = 20_000


def texts(attributes: Attributes, block: Block, kind: ResourceType, containers: Sequence[Container]) -> Iterator[Text]:
    """What a resource is called and said to be; each text where it is written, which may be a variable's default."""
    yield Text(TextRole.RESOURCE_TYPE, block.type_place)
    yield Text(TextRole.NAME, block.name_place)
    for paths, role in (
        (kind.names, TextRole.NAME),
        (() if kind.card else kind.descriptions, TextRole.DESCRIPTION),
        (kind.prompts, TextRole.PROMPT),
    ):
        for value in attributes.values(block, paths):
            yield from (Text(role, place) for place in _written(value))
    if kind.card:
        from aiact_lint.kinds.resource_cards import described

        for path, role, headings in described(kind):
            for value in attributes.values(block, (path,)):
                yield from (Text(role, place, headings) for place in _written(value))
    for container in containers:
        yield from container_texts(container)


def once(found: Iterable[Text]) -> Iterator[Text]:
    """Each text once, however many instances of the resource bear it."""
    seen = set()
    for text in found:
        shown = (text.role, _key(text.place), text.place.on_key)
        if shown not in seen:
            seen.add(shown)
            yield text


def tag_texts(tags: Sequence[tuple[str, Value]], statements: Sequence[Statement]) -> Iterator[Text]:
    """Words in tags; of our own keys only a declared purpose."""
    stated = {_key(statement.value.place) for statement in statements}
    for _, value in tags:
        if value.origin is Origin.STATED and isinstance(value.value, str) and _key(value.place) not in stated:
            yield Text(TextRole.TAG, value.place)
    for statement in statements:
        if statement.key == "intended-purpose" and statement.value.origin is Origin.STATED:
            yield Text(TextRole.PURPOSE, statement.value.place)


def _key(place: Place) -> tuple[object, ...]:
    return (id(place.document), place.path, place.exact)


def _written(value: Value) -> Iterator[Place]:
    """Where the words of a value stand: at its own place, and at each it is followed through that holds words."""
    if not isinstance(value.value, str) or not 0 < len(value.value) <= _MAX_TEXT:
        return
    seen = set()
    for place in (value.place, *value.via):
        if _key(place) not in seen and _has_words(place):
            seen.add(_key(place))
            yield place


def _has_words(place: Place) -> bool:
    """Whether text is written at a place, rather than a name of something elsewhere."""
    expression = place.document.expressions.get(place.path)
    if expression is None or place.exact is not None:
        return True
    return _holds_text(expression)


def _holds_text(expression: Expression) -> bool:
    pending = [expression]
    while pending:
        node = pending.pop()
        if isinstance(node, Opaque) or (isinstance(node, Literal) and isinstance(node.value, str)):
            return True
        pending.extend(parts_of(node))
    return False
