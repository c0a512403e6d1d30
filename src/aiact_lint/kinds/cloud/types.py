"""Resource types under the names that templates use, from `cloud_types.yaml` and the one table of attributes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from aiact_lint import bundled
from aiact_lint.kinds.resource_types import AZAPI, ResourceType, resource_type, resource_types
from aiact_lint.lazy_dataclass import dataclass

_OWN = frozenset(("as", "moved", "purposes", "statements"))
_LISTS = ("endpoint", "models", "containers", "names", "descriptions", "prompts", "attaches", "log_name")


@dataclass(frozen=True, slots=True)
class CloudType:
    """A resource type of a template language; every path is in folded words."""

    type: ResourceType
    purposes: tuple[str, ...] = ()
    """Attributes that state what a model is for."""
    statements: tuple[str, ...] = ()
    """Maps whose entries may be statements of the vocabulary, beside tags."""


def folded(name: str) -> str:
    """A name without case and separators: `RetentionInDays`, `retentionInDays` and `retention_in_days` are one."""
    return name.replace("_", "").replace("-", "").lower()


@cache
def cloudformation_types() -> Mapping[str, CloudType]:
    """By type: `AWS::SageMaker::Endpoint`."""
    return MappingProxyType({name: cloud_type(name, entry) for name, entry in section("cloudformation").items()})


@cache
def arm_types() -> Mapping[str, CloudType]:
    """By type in lower case: `microsoft.cognitiveservices/accounts`."""
    found: dict[str, CloudType] = {}
    prefix = f"{AZAPI}:"
    for name in resource_types():
        if name.startswith(prefix):
            own = name.removeprefix(prefix)
            found[own.lower()] = cloud_type(own, {"as": name})
    for name, entry in section("arm").items():
        found[name.lower()] = cloud_type(name, entry)
    return MappingProxyType(found)


@cache
def ansible_types() -> Mapping[str, CloudType]:
    """By module, with and without its collection: `community.docker.docker_container`, `docker_container`."""
    found: dict[str, CloudType] = {}
    for name, entry in section("ansible").items():
        found[name] = cloud_type(name, entry)
        found.setdefault(name.rpartition(".")[2], found[name])
    return MappingProxyType(found)


def section(name: str) -> Mapping[str, Mapping[str, object]]:
    """One part of the table."""
    data = cast(Mapping[str, object], bundled.table(Path(__file__).parent.parent / "cloud_types.yaml"))
    return cast(Mapping[str, Mapping[str, object]], data[name])


def cloud_type(name: str, entry: Mapping[str, object]) -> CloudType:
    """What an entry says of a type, with what it takes from the one table of attributes."""
    own = resource_type(name, {key: value for key, value in entry.items() if key not in _OWN})
    base = resource_types().get(str(entry.get("as", "")))
    moved = cast(Mapping[str, str], entry.get("moved") or {})
    if base is not None:
        body = "body." if base.name.startswith(AZAPI) else ""
        own = _together(_with_paths(base, lambda path: _moved(path.removeprefix(body), moved)), own)
    purposes, statements = (tuple(cast(list[str], entry.get(key) or ())) for key in ("purposes", "statements"))
    return CloudType(
        _with_paths(own, _folded_path), tuple(map(_folded_path, purposes)), tuple(map(_folded_path, statements))
    )


def _together(base: ResourceType, own: ResourceType) -> ResourceType:
    """An entry with what is added to it."""
    lists: dict[str, Any] = {name: tuple(dict.fromkeys((*getattr(base, name), *getattr(own, name)))) for name in _LISTS}
    return replace(
        base,
        name=own.name,
        facts={**base.facts, **own.facts},
        defaults={**base.defaults, **own.defaults},
        present={**base.present, **own.present},
        always={**base.always, **own.always},
        **lists,
    )


def _with_paths(of: ResourceType, change: Callable[[str], str]) -> ResourceType:
    """An entry with each of its paths changed."""
    lists: dict[str, Any] = {name: tuple(map(change, getattr(of, name))) for name in _LISTS}
    setting = None if of.setting is None else (change(of.setting[0]), tuple(map(change, of.setting[1])))
    return replace(
        of,
        facts={fact: tuple(map(change, paths)) for fact, paths in of.facts.items()},
        present={fact: change(path) for fact, path in of.present.items()},
        setting=setting,
        **lists,
    )


def _moved(path: str, moved: Mapping[str, str]) -> str:
    """A path with its longest beginning that is called otherwise replaced."""
    steps = path.split(".")
    for length in range(len(steps), 0, -1):
        new = moved.get(".".join(steps[:length]))
        if new is not None:
            return ".".join((new, *steps[length:]))
    return path


def _folded_path(path: str) -> str:
    return ".".join(step if step == "*" else folded(step) for step in path.split("."))
