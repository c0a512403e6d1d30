"""Names of a resource, and what it refers to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from aiact_lint.kinds.containers import Container, model_references
from aiact_lint.kinds.terraform.attributes import Attributes
from aiact_lint.kinds.terraform.instance import Instance
from aiact_lint.kinds.terraform.modules import Block
from aiact_lint.kinds.terraform.paths import resources_in
from aiact_lint.kinds.terraform.table import ResourceType, resource_types
from aiact_lint.lazy_pattern import compile_later
from aiact_lint.subjects import Place, Reference, ReferenceKind

_SAGEMAKER_LOGS = compile_later(r"/aws/sagemaker/(?:Endpoints|InferenceComponents)/(.+)")
_SERVICE_LOGS = {
    "bedrock": compile_later(r"^/?aws/(?:vendedlogs/)?bedrock(?:[/-]|$)"),
    "vertex": compile_later(r"aiplatform\.googleapis\.com"),
}
"""Names of log groups and filters of sinks by which a cloud says that the logs are those of a service."""

_MAX_SETTINGS = 50
"""Settings of a whole service in one configuration; each is named by every resource of the service."""


class Links:
    """References between the resources of one module instance, and out of it."""

    def __init__(self, instance: Instance, attributes: Attributes) -> None:
        self._instance = instance
        self._module = instance.module
        self._attributes = attributes

    def names(self, block: Block, kind: ResourceType) -> Iterator[str]:
        """The names by which references may point at a resource."""
        yield f"{ReferenceKind.RESOURCE}:{self._instance.id_of(block.address)}"
        for value in self._attributes.values(block, kind.endpoint):
            if value.known and isinstance(value.value, str):
                yield f"{ReferenceKind.ENDPOINT}:{value.value}"
        for value in self._attributes.values(block, kind.cards):
            if value.known and isinstance(value.value, str) and value.value:
                yield f"{ReferenceKind.MODEL}:{value.value}"

    def references(self, block: Block, kind: ResourceType, containers: Iterable[Container]) -> tuple[Reference, ...]:
        """What a resource refers to, each once, where it first does."""
        found: dict[tuple[str, str], Reference] = {}
        for each in self._all(block, kind, containers):
            found.setdefault((each.kind, each.value), each)
        return tuple(found.values())

    def _all(self, block: Block, kind: ResourceType, containers: Iterable[Container]) -> Iterator[Reference]:
        for expression, place in self._module.expressions_of(block):
            for named in resources_in(expression, self._instance):
                yield Reference(ReferenceKind.RESOURCE, named, place)
        for value in self._attributes.values(block, kind.models):
            if value.known and isinstance(value.value, str) and value.value:
                yield Reference(ReferenceKind.MODEL, value.value, value.place)
        for container in containers:
            yield from model_references(container)
        for setting, place in self._attached.get(self._instance.id_of(block.address), ()):
            yield self._resource(setting, place)
        yield from self._by_service(block, kind)

    @cached_property
    def _attached(self) -> Mapping[str, list[tuple[str, Place]]]:
        """Addresses of settings, by the id of what they hold for: what is set so reaches its settings."""
        found: dict[str, list[tuple[str, Place]]] = {}
        for setting in self._module.resources.values():
            kind = resource_types().get(setting.labels[0])
            for attribute in kind.attaches if kind is not None else ():
                for expression, place in self._module.expressions_of(setting, attribute):
                    for named in resources_in(expression, self._instance):
                        found.setdefault(named, []).append((setting.address, place))
        return found

    def _by_service(self, block: Block, kind: ResourceType) -> Iterator[Reference]:
        """Links by the clouds' own naming of logs.

        What holds for a whole service is reached from each AI resource of it in the configuration, never the other way
        round: two agents are not one system because their account has one log.
        """
        if kind.ai and kind.service:
            top = self._instance.top
            if top.settings is None:
                top.settings = _of_services(top)
            for other, place in top.settings.get(kind.service, ()):
                yield Reference(ReferenceKind.RESOURCE, other, place)
        for value in self._attributes.values(block, kind.log_name):
            if value.known and (named := _SAGEMAKER_LOGS.fullmatch(str(value.value))) is not None:
                yield Reference(ReferenceKind.ENDPOINT, named[1], value.place)

    def _resource(self, address: str, place: Place) -> Reference:
        return Reference(ReferenceKind.RESOURCE, self._instance.id_of(address), place)


def _of_services(top: Instance) -> Mapping[str, Sequence[tuple[str, Place]]]:
    """Ids of settings and log stores, in one configuration, that hold for a whole service, by the service."""
    found: dict[str, list[tuple[str, Place]]] = {}
    for instance in top.all_below():
        attributes = Attributes(instance)
        for block in instance.module.resources.values():
            kind = resource_types().get(block.labels[0])
            if kind is None or kind.ai:
                continue
            named = instance.id_of(block.address)
            if kind.service:
                found.setdefault(kind.service, []).append((named, block.name_place))
            for value in attributes.values(block, kind.log_name):
                for service, pattern in _SERVICE_LOGS.items():
                    if isinstance(value.value, str) and pattern.search(value.value):
                        found.setdefault(service, []).append((named, value.place))
    return {service: settings[:_MAX_SETTINGS] for service, settings in found.items()}
