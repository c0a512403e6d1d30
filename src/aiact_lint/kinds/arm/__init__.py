"""Azure Resource Manager templates in JSON and in Bicep, which is compiled to them.

Expressions count as far as the template itself says what they come to: parameters with their defaults, variables, a few
functions. Nested templates (compiled modules) are read with the parameters that they are given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from aiact_lint.document import Document
from aiact_lint.kinds import Kind
from aiact_lint.kinds.arm.template import is_compiled, is_template, names_of, templates_of
from aiact_lint.kinds.cloud.resources import artifacts
from aiact_lint.kinds.cloud.types import arm_types
from aiact_lint.kinds.signs import STATEMENT_TOKENS, image_tokens
from aiact_lint.subjects import Artifact, Place


@cache
def tokens() -> tuple[bytes, ...]:
    """Bytes of which a template with an AI resource, a model server or a statement holds at least one.

    A child may be declared inside its parent by the last part of its type alone; the parent's type is there then.
    Spellings in another case than Azure's own are left out.
    """
    providers = dict.fromkeys(each.type.name.partition("/")[0] for each in arm_types().values() if each.type.ai)
    return (*(name.encode() for name in providers), *image_tokens(), *STATEMENT_TOKENS)


def wants(document: Document) -> bool:
    """Whether a document is a deployment template, or a Bicep file that declares resources."""
    if document.language == "bicep":
        return isinstance(document.data, dict) and bool(document.data.get("resources"))
    return document.language == "json" and is_template(document.data)


def read(documents: Sequence[Document], prefixes: Sequence[str] = ()) -> Iterator[Artifact]:
    """The artifacts of all templates; what was compiled from a Bicep file that is read too is left out."""
    sources = {_stem(each) for each in documents if each.language == "bicep"}
    for document in documents:
        if not (is_compiled(document.data) and _stem(document) in sources):
            for template in templates_of(document):
                yield from artifacts(template, prefixes)


def anchors(document: Document) -> Mapping[str, Place]:
    """`<type>/<name>` of every resource, or its symbolic name where it has one (in Bicep always)."""
    return names_of(document) if wants(document) else {}


def _stem(document: Document) -> str:
    return document.source.path.rpartition(".")[0]


KIND = Kind("arm", (".json", ".bicep"), tokens, wants, read, anchors)
