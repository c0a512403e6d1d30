"""Names of a resource, and what it refers to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from aiact_lint.kinds.cloud.spots import spot_at, values
from aiact_lint.kinds.cloud.template import Resource, Template
from aiact_lint.kinds.cloud.types import folded
from aiact_lint.kinds.containers import Container, model_references
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.lazy_pattern import compile_later
from aiact_lint.subjects import Place, Reference, ReferenceKind, Value

_SAGEMAKER_LOGS = compile_later(r"/aws/sagemaker/(?:Endpoints|InferenceComponents)/(.+)")
_SERVICE_LOGS = {
    "bedrock": compile_later(r"^/?aws/(?:vendedlogs/)?bedrock(?:[/-]|$)"),
    "vertex": compile_later(r"aiplatform\.googleapis\.com"),
}
"""Names of log groups and filters of sinks by which a cloud says that the logs are those of a service."""
_MAX_SETTINGS = 50
"""Settings of a whole service in one template; each is named by every resource of the service."""


class Links:
    """References between the resources of one template, and out of it."""

    def __init__(self, template: Template) -> None:
        self._template = template

    def names(self, resource: Resource) -> Iterator[str]:
        """The names by which references may point at a resource."""
        yield f"{ReferenceKind.RESOURCE}:{self._own(resource.id)}"
        kind = resource.known
        for value in self._values(resource, kind.type.endpoint) if kind is not None else ():
            if value.known and isinstance(value.value, str):
                yield f"{ReferenceKind.ENDPOINT}:{value.value}"

    def references(self, resource: Resource, containers: Iterable[Container]) -> tuple[Reference, ...]:
        """What a resource refers to, each once, where it first does."""
        found: dict[tuple[str, str], Reference] = {}
        for each in self._all(resource, containers):
            found.setdefault((each.kind, each.value), each)
        return tuple(found.values())

    def _all(self, resource: Resource, containers: Iterable[Container]) -> Iterator[Reference]:
        for name, place in self._template.mentioned(resource.whole):
            if name != resource.id:
                yield self._resource(name, place)
        if resource.parent is not None:
            yield self._resource(resource.parent, resource.place)
        if resource.known is not None:
            for value in self._values(resource, resource.known.type.models):
                if value.known and isinstance(value.value, str) and value.value:
                    yield Reference(ReferenceKind.MODEL, value.value, value.place)
        for container in containers:
            yield from model_references(container)
        for name, place in self._attached.get(resource.id, ()):
            yield self._resource(name, place)
        yield from self._by_service(resource)

    @cached_property
    def _attached(self) -> Mapping[str, list[tuple[str, Place]]]:
        """Ids of settings, by the id of what they hold for: what is set so reaches its settings."""
        found: dict[str, list[tuple[str, Place]]] = {}
        for setting in self._template.resources:
            if setting.known is None or not setting.known.type.attaches:
                continue
            if setting.parent is not None:
                found.setdefault(setting.parent, []).append((setting.id, setting.place))
            for path in setting.known.type.attaches:
                for name, place in self._named_under(setting.body, path.split(".")):
                    if name != setting.id:
                        found.setdefault(name, []).append((setting.id, place))
        return found

    def _named_under(self, at: Cursor, steps: list[str]) -> Iterator[tuple[str, Place]]:
        """The resources that the expression of an attribute names; it is not followed."""
        if not steps:
            yield from self._template.mentioned(at)
            return
        for key, below in at.entries():
            if folded(key) == steps[0]:
                yield from self._named_under(below, steps[1:])

    def _by_service(self, resource: Resource) -> Iterator[Reference]:
        """Links by the clouds' own naming of logs.

        What holds for a whole service is reached from each AI resource of it in the template, never the other way
        round: two agents are not one system because their account has one log.
        """
        kind = resource.known
        if kind is None:
            return
        for name, place in self._of_service.get(kind.type.service, ()) if kind.type.ai else ():
            yield self._resource(name, place)
        for value in self._values(resource, kind.type.log_name):
            if value.known and (named := _SAGEMAKER_LOGS.fullmatch(str(value.value))) is not None:
                yield Reference(ReferenceKind.ENDPOINT, named[1], value.place)

    @cached_property
    def _of_service(self) -> Mapping[str, list[tuple[str, Place]]]:
        """Settings and log stores in the template that hold for a whole service, by the service."""
        found: dict[str, list[tuple[str, Place]]] = {}
        for resource in self._template.resources:
            kind = resource.known
            if kind is None or kind.type.ai:
                continue
            if kind.type.service:
                found.setdefault(kind.type.service, []).append((resource.id, resource.place))
            for value in self._values(resource, kind.type.log_name):
                for service, pattern in _SERVICE_LOGS.items():
                    if isinstance(value.value, str) and pattern.search(value.value):
                        found.setdefault(service, []).append((resource.id, value.place))
        return {service: settings[:_MAX_SETTINGS] for service, settings in found.items()}

    def _values(self, resource: Resource, paths: tuple[str, ...]) -> Iterator[Value]:
        return values(self._template.reader, spot_at(self._template.reader, resource.body), paths)

    def _own(self, name: str) -> str:
        return f"{self._template.scope}//{name}"

    def _resource(self, name: str, place: Place) -> Reference:
        return Reference(ReferenceKind.RESOURCE, self._own(name), place)
