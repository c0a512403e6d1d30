"""Pulumi programs in YAML: each resource that we know or that states something is an artifact.

Expressions count as far as the program itself says what they come to: defaults of the configuration, variables, other
resources' properties. What a stack's own file sets is another matter: which stack is meant is not in the files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from aiact_lint.document import Document
from aiact_lint.kinds import Kind
from aiact_lint.kinds.cloud.resources import artifacts
from aiact_lint.kinds.pulumi.program import declared, template_of
from aiact_lint.kinds.signs import STATEMENT_TOKENS
from aiact_lint.subjects import Artifact, Place


def tokens() -> tuple[bytes, ...]:
    """Bytes of which a program holds at least one: every program says what it runs on."""
    return (b"\nruntime:", b"runtime: yaml", *STATEMENT_TOKENS)


def wants(document: Document) -> bool:
    """Whether a document is a program in YAML: it runs on `yaml` and declares resources."""
    data = document.data
    if document.language != "yaml" or not isinstance(data, dict):
        return False
    runtime = data.get("runtime")
    name = runtime.get("name") if isinstance(runtime, dict) else runtime
    return name == "yaml" and any(declared(document))


def read(documents: Sequence[Document], prefixes: Sequence[str] = ()) -> Iterator[Artifact]:
    """The artifacts of all programs."""
    for document in documents:
        yield from artifacts(template_of(document), prefixes)


def anchors(document: Document) -> Mapping[str, Place]:
    """The name of every resource."""
    return {name: resource.key_place for name, resource, _ in declared(document)} if wants(document) else {}


KIND = Kind("pulumi", (".yaml", ".yml"), tokens, wants, read, anchors)
