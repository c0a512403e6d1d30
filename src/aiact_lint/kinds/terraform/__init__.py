"""Terraform and OpenTofu: each folder is a module, each resource that we know or that states something an artifact.

Values of variables (their defaults), locals and other resources of the module are followed; what comes from elsewhere
is unknown and shown as such.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from aiact_lint.document import Document
from aiact_lint.kinds import Kind
from aiact_lint.kinds.terraform.modules import blocks_of, modules
from aiact_lint.kinds.terraform.resources import ResourceReader
from aiact_lint.kinds.terraform.table import tokens
from aiact_lint.subjects import Artifact, Place

_TOP = frozenset(("resource", "data", "module", "variable", "locals", "provider", "output", "terraform"))


def wants(document: Document) -> bool:
    """Whether a document is Terraform configuration, or a text that such configuration reads."""
    return document.language == "template" or any(block.type in _TOP for block in blocks_of(document))


def read(documents: Sequence[Document], prefixes: Sequence[str] = ()) -> Iterator[Artifact]:
    """The artifacts of all modules."""
    for module in modules(documents):
        reader = ResourceReader(module, prefixes)
        for block in module.resources.values():
            artifact = reader.artifact(block)
            if artifact is not None:
                yield artifact


def anchors(document: Document) -> Mapping[str, Place]:
    """The address of every resource and data source in a file."""
    return {
        block.address: block.name_place
        for block in blocks_of(document)
        if block.type in ("resource", "data") and len(block.labels) == 2
    }


KIND = Kind("terraform", (".tf", ".tofu"), tokens, wants, read, anchors)
