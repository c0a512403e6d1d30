"""Tags and labels that a provider block puts on every resource of it: `default_tags`, `default_labels`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from aiact_lint.expression import Expression, Literal, ObjectExpression, Traversal
from aiact_lint.kinds.terraform.attributes import Attributes
from aiact_lint.kinds.terraform.instance import Instance
from aiact_lint.kinds.terraform.modules import Block
from aiact_lint.subjects import Place, Value

_ATTRIBUTES = {"aws": "default_tags.tags", "google": "default_labels", "google-beta": "default_labels"}


_MERGED = ("tags_all", "terraform_labels")
_Pair: TypeAlias = "tuple[tuple[str, str] | None, tuple[str, str] | None]"


def tagging_blocks(instance: Instance) -> Iterator[Block]:
    """The provider blocks of a module that tag what is made by them."""
    for block in instance.module.named("provider"):
        first = _ATTRIBUTES.get(block.labels[0], ".").partition(".")[0]
        if block.attribute(first) is not None:
            yield block


def tags_of(provider: Block, attributes: Attributes) -> Iterator[tuple[str, Value]]:
    """The tags that a provider block states."""
    for spot in attributes.find(provider, _ATTRIBUTES[provider.labels[0]]):
        yield from ((name, value) for name, _, value in attributes.entries(spot))


def inherited(resource: Block, instance: Instance) -> Iterator[tuple[str, Value]]:
    """The tags that a resource has from its provider block, which may stand in a module further up."""
    prefix = resource.labels[0].partition("_")[0]
    if prefix not in _ATTRIBUTES:
        return
    for attribute in _MERGED:  # of a plan: there the provider's tags are among those of each resource
        for spot in Attributes(instance).find(resource, attribute):
            yield from ((name, value) for name, _, value in Attributes(instance).entries(spot))
    name, alias = _named(resource.attribute("provider")) or (prefix, "")
    at = instance
    while True:
        found = next((each for each in at.module.named("provider") if _is(each, name, alias)), None)
        if found is not None or at.call is None:
            break
        name, alias = _passed(at, name, alias)
        at = at.call.caller
    if found is not None and name in _ATTRIBUTES:
        yield from tags_of(found, Attributes(at))


def _passed(instance: Instance, name: str, alias: str) -> tuple[str, str]:
    """What a provider of a called module is in its caller: `providers = { aws.eu = aws.frankfurt }`."""
    given = instance.call.block.attribute("providers") if instance.call is not None else None
    if given is None:
        return name, alias
    node = given.document.get(given.path)
    if isinstance(node, dict):
        pairs: list[_Pair] = [(_split(key), _named(Place(given.document, (*given.path, key)))) for key in node]
    else:
        expression = given.document.expressions.get(given.path)
        items = expression.items if isinstance(expression, ObjectExpression) else ()
        pairs = [(_reference(key), _reference(value)) for key, value in items]
    return next((value for key, value in pairs if key == (name, alias) and value is not None), (name, alias))


def _named(place: Place | None) -> tuple[str, str] | None:
    """Name and alias of `aws.frankfurt` at a place; None where nothing is said."""
    if place is None:
        return None
    expression = place.document.expressions.get(place.path)
    return _split(place.document.get(place.path)) if expression is None else _reference(expression)


def _reference(expression: Expression) -> tuple[str, str] | None:
    if isinstance(expression, Traversal):
        return expression.root, str(expression.steps[0]) if expression.steps else ""
    return _split(expression.value) if isinstance(expression, Literal) else None


def _split(written: object) -> tuple[str, str]:
    name, _, alias = str(written).partition(".")
    return name, alias


def _is(provider: Block, name: str, alias: str) -> bool:
    if provider.labels[0] != name:
        return False
    place = provider.attribute("alias")
    return alias == ("" if place is None else str(place.document.get(place.path)))
