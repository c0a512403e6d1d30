"""The Terraform resource types that make, serve or govern AI systems, and the bytes that tell of them."""

from __future__ import annotations

from functools import cache

from aiact_lint.kinds.resource_types import AZAPI, ResourceType, azure_type, resource_types, shortest
from aiact_lint.kinds.signs import STATEMENT_TOKENS, image_tokens

__all__ = ["AZAPI", "MANIFEST", "ResourceType", "azure_type", "resource_types", "tokens"]

MANIFEST = "kubernetes_manifest"
"""The resource that holds any Kubernetes object."""


@cache
def tokens() -> tuple[bytes, ...]:
    """Bytes of which a Terraform file with an AI resource, a model server or a statement holds at least one."""
    names = (each.name.removeprefix(f"{AZAPI}:") for each in resource_types().values() if each.ai)
    return (*shortest(names), MANIFEST.encode(), *image_tokens(), *STATEMENT_TOKENS)
