"""A document as a program: its resources, and which of them a node names."""

from __future__ import annotations

from collections.abc import Iterator

from aiact_lint.document import Document
from aiact_lint.kinds.cloud.pulumi_types import pulumi_type
from aiact_lint.kinds.cloud.template import Resource, Template
from aiact_lint.kinds.cloud.types import CloudType
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.kinds.pulumi.interpolation import pieces
from aiact_lint.kinds.pulumi.resolve import Resolver
from aiact_lint.kinds.resource_types import ResourceType
from aiact_lint.subjects import Place

_MAX_NODES = 50_000


def declared(document: Document) -> Iterator[tuple[str, Cursor, str]]:
    """Name, node and type token of every resource of a document."""
    for name, resource in Cursor.top(document).at("resources").entries():
        written = resource.at("type").data
        if isinstance(written, str) and ":" in written:
            yield name, resource, written


def template_of(document: Document) -> Template:
    """The resources of a program."""
    resources = tuple(
        Resource(
            id=name,
            place=resource.key_place,
            type=written,
            type_place=resource.at("type").place,
            known=_known(resource, written),
            body=resource.at("properties"),
            whole=resource,
        )
        for name, resource, written in declared(document)
    )
    names = frozenset(each.id for each in resources)
    scope = document.source.path if document.index == 0 else f"{document.source.path}#{document.index}"
    return Template("pulumi", scope, resources, Resolver(document), lambda at: mentioned(at, names))


def _known(resource: Cursor, written: str) -> CloudType | None:
    """The entry of a type; of a resource that is only looked up (`get`), not what it is declared to be."""
    known = pulumi_type(written)
    return CloudType(ResourceType(written)) if known is not None and resource.at("get").data is not None else known


def mentioned(at: Cursor, names: frozenset[str]) -> Iterator[tuple[str, Place]]:
    """The resources that a node names, in the order of the text."""
    pending, budget = [at], _MAX_NODES
    while pending and budget:
        node = pending.pop()
        budget -= 1
        if isinstance(node.data, str) and "${" in node.data:
            for steps in pieces(node.data) or ():
                if isinstance(steps, tuple) and steps[0] in names:
                    yield str(steps[0]), node.place
        below = [each for _, each in node.entries()] or list(node.items())
        pending.extend(reversed(below))
