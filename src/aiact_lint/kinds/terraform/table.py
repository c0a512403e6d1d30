"""The Terraform resource types that make, serve or govern AI systems, from `ai_signs.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import cast

from aiact_lint import bundled
from aiact_lint.kinds.signs import STATEMENT_TOKENS
from aiact_lint.subjects import SubjectKind

_NONE: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ResourceType:
    """What a resource type is to us; attributes are dotted paths through nested blocks."""

    name: str
    ai: str | None
    """Why a resource of it is an AI system's; None for what only supports one."""
    subject: SubjectKind
    facts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Fact to attribute."""
    defaults: Mapping[str, object] = field(default_factory=lambda: _NONE)
    """What the provider does when the attribute is absent, by fact."""
    always: Mapping[str, object] = field(default_factory=lambda: _NONE)
    """Facts that hold because the resource exists."""
    endpoint: tuple[str, ...] = ()
    """Attributes that name a deployed endpoint."""
    models: tuple[str, ...] = ()
    """Attributes that name a model or where it is stored."""
    containers: tuple[str, ...] = ()
    """Blocks (`` for the body) with `image` and `environment`."""
    names: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    log_name: str = ""
    """Attribute in which a cloud writes whose logs these are."""
    service: str = ""
    """A service whose account-wide settings and resources of one module belong together: `bedrock`."""


@cache
def resource_types() -> Mapping[str, ResourceType]:
    """All known types by name."""
    data = cast(Mapping[str, object], bundled.table(Path(__file__).parent.parent / "ai_signs.yaml"))
    entries = cast(Mapping[str, Mapping[str, object]], data["terraform"])
    return MappingProxyType({name: _type(name, entry or {}) for name, entry in entries.items()})


def _type(name: str, entry: Mapping[str, object]) -> ResourceType:
    def words(key: str) -> tuple[str, ...]:
        value = entry.get(key) or []
        return tuple(cast(list[str], value)) if isinstance(value, list) else (str(value),)

    return ResourceType(
        name=name,
        ai=cast("str | None", entry.get("ai")),
        subject=SubjectKind(str(entry.get("subject", "resource"))),
        facts=cast(Mapping[str, str], entry.get("facts") or {}),
        defaults=cast(Mapping[str, object], entry.get("defaults") or {}),
        always=cast(Mapping[str, object], entry.get("always") or {}),
        endpoint=words("endpoint"),
        models=words("models"),
        containers=words("containers"),
        names=words("names"),
        descriptions=words("descriptions"),
        prompts=words("prompts"),
        log_name=str(entry.get("log-name", "")),
        service=str(entry.get("service", "")),
    )


@cache
def tokens() -> tuple[bytes, ...]:
    """Bytes of which a Terraform file with an AI resource or a statement holds at least one."""
    names = sorted((each.name for each in resource_types().values() if each.ai), key=len)
    shortest: list[str] = []
    for name in names:
        if not any(shorter in name for shorter in shortest):
            shortest.append(name)
    return (*(name.encode() for name in shortest), *STATEMENT_TOKENS)
