"""The cloud resource types that make, serve or govern AI systems, from `ai_signs.yaml`, under their Terraform names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import cast

from aiact_lint import bundled
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.subjects import SubjectKind

_NOTHING: Mapping[str, object] = MappingProxyType({})
_NO_PATHS: Mapping[str, tuple[str, ...]] = MappingProxyType({})

AZAPI = "azapi_resource"
"""The resource that stands for any Azure type; entries for it are called `azapi_resource:Microsoft.…`."""


@dataclass(frozen=True, slots=True)
class ResourceType:
    """What a resource type is to us; attributes are dotted paths through nested blocks."""

    name: str
    ai: str | None = None
    """Why a resource of it is an AI system's; None for what only supports one."""
    subject: SubjectKind = SubjectKind.RESOURCE
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NO_PATHS)
    """Fact to attributes, of which the first that is there counts."""
    defaults: Mapping[str, object] = field(default_factory=lambda: _NOTHING)
    """What the provider does when the attribute is absent, by fact."""
    zero: Mapping[str, object] = field(default_factory=lambda: _NOTHING)
    """What the provider takes for 0, by fact."""
    present: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Facts that hold where a block or attribute is there, to its path."""
    always: Mapping[str, object] = field(default_factory=lambda: _NOTHING)
    """Facts that hold because the resource exists."""
    setting: tuple[str, tuple[str, ...]] | None = None
    """Attributes with name and value of a flag or parameter: the fact `setting.<name>`."""
    endpoint: tuple[str, ...] = ()
    """Attributes that name a deployed endpoint."""
    models: tuple[str, ...] = ()
    """Attributes that name a model or where it is stored."""
    cards: tuple[str, ...] = ()
    """Attributes that name the model which the resource is the card of."""
    card: str = ""
    """The attribute that holds the content of a SageMaker model card."""
    containers: tuple[str, ...] = ()
    """Blocks (`` for the body) with image and environment."""
    names: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    attaches: tuple[str, ...] = ()
    """Attributes that name what a setting holds for."""
    log_name: tuple[str, ...] = ()
    """Attributes in which a cloud writes whose logs these are."""
    service: str = ""
    """A service whose account-wide settings and resources of one module belong together: `bedrock`."""


@cache
def resource_types() -> Mapping[str, ResourceType]:
    """All known types by name."""
    data = cast(Mapping[str, object], bundled.table(Path(__file__).parent / "ai_signs.yaml"))
    entries = cast(Mapping[str, Mapping[str, object]], data["terraform"])
    return MappingProxyType({name: resource_type(name, entry or {}) for name, entry in entries.items()})


def azure_type(written: str) -> ResourceType | None:
    """The entry for the `type` of an azapi resource: `Microsoft.CognitiveServices/accounts@2025-06-01`."""
    return _azure_types().get(written.partition("@")[0].lower())


@cache
def _azure_types() -> Mapping[str, ResourceType]:
    prefix = f"{AZAPI}:"
    types = resource_types().items()
    return {name.removeprefix(prefix).lower(): found for name, found in types if name.startswith(prefix)}


def resource_type(name: str, entry: Mapping[str, object]) -> ResourceType:
    """What one entry of a table says of a type."""
    return ResourceType(
        name=name,
        ai=cast("str | None", entry.get("ai")),
        subject=SubjectKind(str(entry.get("subject", "resource"))),
        facts={fact: _words(paths) for fact, paths in cast(Mapping[str, object], entry.get("facts") or {}).items()},
        defaults=cast(Mapping[str, object], entry.get("defaults") or {}),
        zero=cast(Mapping[str, object], entry.get("zero") or {}),
        present=cast(Mapping[str, str], entry.get("present") or {}),
        always=cast(Mapping[str, object], entry.get("always") or {}),
        setting=_setting(cast("Mapping[str, object] | None", entry.get("setting"))),
        endpoint=_words(entry.get("endpoint")),
        models=_words(entry.get("models")),
        cards=_words(entry.get("cards")),
        card=str(entry.get("card", "")),
        containers=_words(entry.get("containers")),
        names=_words(entry.get("names")),
        descriptions=_words(entry.get("descriptions")),
        prompts=_words(entry.get("prompts")),
        attaches=_words(entry.get("attaches")),
        log_name=_words(entry.get("log-name")),
        service=str(entry.get("service", "")),
    )


def _setting(entry: Mapping[str, object] | None) -> tuple[str, tuple[str, ...]] | None:
    return None if entry is None else (str(entry["name"]), _words(entry["value"]))


def _words(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(str(each) for each in value) if isinstance(value, list) else (str(value),)


def shortest(names: Iterable[str]) -> tuple[bytes, ...]:
    """Bytes of which a text that holds one of some names holds at least one."""
    kept: list[str] = []
    for name in sorted(names, key=len):
        if not any(shorter in name for shorter in kept):
            kept.append(name)
    return tuple(name.encode() for name in kept)
