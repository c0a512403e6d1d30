"""CloudFormation and SAM templates: each resource that we know or that states something is an artifact.

Intrinsic functions count as far as the template itself says what they come to: parameters with their defaults,
mappings, conditions, other resources' properties. Everything else is unknown and shown as such.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from aiact_lint.document import Document
from aiact_lint.kinds import Kind
from aiact_lint.kinds.cloud.resources import artifacts
from aiact_lint.kinds.cloud.types import cloudformation_types
from aiact_lint.kinds.cloudformation.template import declared, template_of
from aiact_lint.kinds.resource_types import shortest
from aiact_lint.kinds.signs import STATEMENT_TOKENS, image_tokens
from aiact_lint.subjects import Artifact, Place


@cache
def tokens() -> tuple[bytes, ...]:
    """Bytes of which a template with an AI resource, a model server or a statement holds at least one."""
    names = (name for name, each in cloudformation_types().items() if each.type.ai)
    return (*shortest(names), *image_tokens(), *STATEMENT_TOKENS)


def wants(document: Document) -> bool:
    """Whether a document is a template: it declares resources of types like `AWS::S3::Bucket`."""
    return document.language in ("yaml", "json") and any(declared(document))


def read(documents: Sequence[Document], prefixes: Sequence[str] = ()) -> Iterator[Artifact]:
    """The artifacts of all templates."""
    for document in documents:
        yield from artifacts(template_of(document), prefixes)


def anchors(document: Document) -> Mapping[str, Place]:
    """The logical id of every resource."""
    if document.language not in ("yaml", "json"):
        return {}
    return {name: resource.key_place for name, resource, _ in declared(document)}


KIND = Kind("cloudformation", (".yaml", ".yml", ".json", ".template"), tokens, wants, read, anchors)
