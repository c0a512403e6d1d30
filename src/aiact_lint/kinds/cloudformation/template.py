"""A document as a template: its resources, and which of them a node names."""

from __future__ import annotations

from collections.abc import Iterator

from aiact_lint.document import Document
from aiact_lint.kinds.cloud.template import Resource, Template
from aiact_lint.kinds.cloud.types import cloudformation_types
from aiact_lint.kinds.cloudformation.functions import call, variables_in
from aiact_lint.kinds.cloudformation.resolve import Resolver
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.subjects import Place

_MAX_NODES = 50_000
"""Nodes of one resource that are searched for references."""


def declared(document: Document) -> Iterator[tuple[str, Cursor, str]]:
    """Logical id, node and type of every resource of a document; none where it is no template."""
    data = document.data
    if not isinstance(data, dict) or not isinstance(data.get("Resources"), dict):
        return
    for name, resource in Cursor.top(document).at("Resources").entries():
        written = resource.at("Type").data
        if isinstance(written, str) and "::" in written:
            yield name, resource, written


def template_of(document: Document) -> Template:
    """The template that a document is."""
    types = cloudformation_types()
    resources = tuple(
        Resource(
            id=name,
            place=resource.key_place,
            type=written,
            type_place=resource.at("Type").place,
            known=types.get(written),
            body=resource.at("Properties"),
            whole=resource,
        )
        for name, resource, written in declared(document)
    )
    names = frozenset(each.id for each in resources)
    scope = document.source.path if document.index == 0 else f"{document.source.path}#{document.index}"
    return Template("cloudformation", scope, resources, Resolver(document), lambda at: mentioned(at, names))


def mentioned(at: Cursor, names: frozenset[str]) -> Iterator[tuple[str, Place]]:
    """The resources that a node names, in the order of the text."""
    pending, budget = [at], _MAX_NODES
    while pending and budget:
        node = pending.pop()
        budget -= 1
        for name in _named(node):
            if name in names:
                yield name, node.place
        below = [each for _, each in node.entries()] or list(node.items())
        pending.extend(reversed(below))


def _named(node: Cursor) -> Iterator[str]:
    """What an expression, or a `DependsOn`, names directly."""
    if node.path and node.path[-1] == "DependsOn":
        yield from (each.text for each in (node, *node.items()))
        return
    made = call(node)
    if made is None:
        return
    name, argument = made
    if name == "Ref":
        yield argument.text
    elif name == "GetAtt":
        yield argument.at(0).text if isinstance(argument.data, list) else argument.text.partition(".")[0]
    elif name == "Sub":
        text = argument.at(0).text if isinstance(argument.data, list) else argument.text
        yield from (each.partition(".")[0] for each in variables_in(text))
