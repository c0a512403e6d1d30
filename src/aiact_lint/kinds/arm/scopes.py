"""Where names of parameters and variables hold: in the template itself, and in nested ones that have their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aiact_lint.document import Document, Path
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.lazy_dataclass import dataclass

NESTED = "microsoft.resources/deployments"
_MAX_NESTED = 20
_MAX_RESOURCES = 5_000


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """One set of parameters and variables."""

    top: Cursor
    """The template."""
    given: Cursor | None = None
    """What the outer template gives for its parameters."""


@dataclass(frozen=True, slots=True, eq=False)
class Declared:
    """A resource as it is written, with what is known from where it stands."""

    at: Cursor
    symbol: str
    """Its symbolic name, behind those of the nested templates that it stands in: `ai.account`; "" where it has none."""
    above: Declared | None = None
    """The resource in which it is declared as a child."""


def resources_of(document: Document) -> Iterator[Declared]:
    """All resources of a template: children behind their parents, those of nested templates too."""
    budget = [_MAX_RESOURCES]
    yield from _resources(Cursor.top(document).at("resources"), None, "", 0, budget)


def _resources(at: Cursor, above: Declared | None, prefix: str, depth: int, budget: list[int]) -> Iterator[Declared]:
    named = [*at.entries()] or [("", each) for each in at.items()]
    for symbol, resource in named:
        budget[0] -= 1
        if budget[0] < 0 or depth > _MAX_NESTED:
            return
        if not isinstance(resource.at("type").data, str):
            continue
        declared = Declared(resource, f"{prefix}{symbol}" if symbol else "", above)
        yield declared
        if above is None and resource.at("type").text.lower() == NESTED:
            inner = f"{declared.symbol}." if symbol else prefix
            yield from _resources(resource.at("properties", "template", "resources"), None, inner, depth + 1, budget)
        yield from _resources(resource.at("resources"), declared, prefix, depth + 1, budget)


def scopes_of(document: Document) -> Mapping[Path, Scope]:
    """The scopes of a template by the path of the template that each holds in."""
    found: dict[Path, Scope] = {(): Scope(Cursor.top(document))}
    for declared in resources_of(document):
        at = declared.at
        inner = at.at("properties", "expressionEvaluationOptions", "scope").text.lower() == "inner"
        if inner and at.at("type").text.lower() == NESTED and isinstance(at.at("properties", "template").data, dict):
            template = at.at("properties", "template")
            found[template.path] = Scope(template, at.at("properties", "parameters"))
    return found
