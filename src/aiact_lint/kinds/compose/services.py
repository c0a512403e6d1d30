"""A service as an artifact: its container, labels and what it refers to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from aiact_lint.kinds.compose.environment import Pair, pairs, variables
from aiact_lint.kinds.compose.models import filled, is_provider, used_models
from aiact_lint.kinds.compose.project import Service
from aiact_lint.kinds.containers import Container, container_subject, container_texts, model_references
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.kinds.label_texts import label_texts
from aiact_lint.subjects import (
    Artifact,
    Carrier,
    Origin,
    Reference,
    ReferenceKind,
    Statement,
    Subject,
    SubjectKind,
    Text,
    TextRole,
    Value,
)
from aiact_lint.vocabulary import statements_from_flat

_LABELS = (("annotations",), ("deploy", "labels"), ("labels",))


def service_artifact(service: Service, prefixes: Sequence[str]) -> Artifact:
    """The artifact of a service."""
    found = variables(service)
    image = service.layers.at("image")
    value = filled(image, service.project) if image.text else None
    shown = Cursor(image.document, image.path, value.value) if value is not None and value.known else image
    container = Container(
        name=service.name,
        place=service.at.key_place,
        image=shown,
        variables=found.variables,
        command=_words(service.layers.at("entrypoint")),
        args=_words(service.layers.at("command")),
        hardening=dict(_hardening(service)),
    )
    labels = list(_labels(service))
    statements = statements_from_flat(
        ((key, value) for key, _, value in labels if value is not None), Carrier.MANIFEST, prefixes
    )
    written = {each.document.source.path for each in service.layers.cursors}
    return Artifact(
        kind="compose",
        name=service.name,
        place=service.at.key_place,
        ai=_sign(service, container, statements),
        anchor=f"services.{service.name}",
        names=frozenset((f"{ReferenceKind.OBJECT}:{_name(service.at)}",)),
        references=(*model_references(container), *used_models(service), *_extended(service)),
        statements=statements,
        subjects=(_workload(service), _container(container, value)),
        texts=(*_texts(service, container, labels, prefixes), *found.texts),
        files=tuple(sorted((written | found.files) - {service.at.document.source.path})),
    )


def _container(container: Container, image: Value | None) -> Subject:
    made = container_subject(container)
    return made if image is None else replace(made, facts={**made.facts, "image": image})


def _name(service: Cursor) -> str:
    """How services that extend a service find it."""
    return f"services/{service.document.source.path}#{service.path[-1]}"


def _extended(service: Service) -> Iterator[Reference]:
    """What a service extends is about the same system."""
    for document, named in service.extends:
        name = named.text
        yield Reference(ReferenceKind.OBJECT, f"services/{document.source.path}#{name}", named.place)


def _hardening(service: Service) -> Iterator[tuple[str, Value]]:
    """How a service is secured and kept alive, by the names that Kubernetes containers have."""
    layers = service.layers
    for fact, key in (("privileged", "privileged"), ("read_only_root", "read_only"), ("run_as_user", "user")):
        at = layers.at(key)
        if isinstance(at.data, str):
            yield fact, _switch(filled(at, service.project))
        elif isinstance(at.data, bool | int):
            yield fact, at.value()
        elif service.missing is not None:
            yield fact, Value(f"{key} of what the service extends", service.missing, Origin.UNKNOWN)
    if isinstance(layers.at("healthcheck").data, dict) and layers.at("healthcheck", "disable").data is not True:
        yield "liveness", Value(True, layers.at("healthcheck").key_place)
    for limits in (layers.at("deploy", "resources", "limits"), layers.at("mem_limit"), layers.at("cpus")):
        if limits.data is not None:
            yield "limits", Value(True, limits.key_place)
            return


def _switch(value: Value) -> Value:
    """A value of which interpolation may have made `true` out of a text."""
    words: dict[object, bool] = {"true": True, "false": False}
    return replace(value, value=words[value.value]) if value.known and value.value in words else value


def _sign(service: Service, container: Container, statements: Sequence[Statement]) -> str | None:
    server = container.model_server
    if server is not None:
        return f"model server image {server}"
    if is_provider(service):
        return "Compose model provider"
    return "aiact statement" if statements else None


def _workload(service: Service) -> Subject:
    """Facts of a workload, as for Kubernetes: `kind`, `replicas`."""
    place = service.at.key_place
    facts = {"kind": Value("Service", place)}
    for replicas in (service.layers.at("scale"), service.layers.at("deploy", "replicas")):
        if isinstance(replicas.data, str | int):
            facts["replicas"] = _number(filled(replicas, service.project), replicas.data)
    return Subject(SubjectKind.WORKLOAD, service.name, place, facts)


def _number(value: Value, written: object) -> Value:
    text = str(value.value)
    if value.known and text.isascii() and text.isdigit() and len(text) < 10:
        return replace(value, value=int(text))
    return replace(value, value=written)


def _labels(service: Service) -> Iterator[Pair]:
    """Labels and annotations, each name once, where it is written most strongly."""
    found: dict[str, Pair] = {}
    for steps in _LABELS:
        for at in reversed(list(service.layers.all(*steps))):
            found.update((pair[0], pair) for pair in pairs(at, service.project.environment))
    yield from found.values()


def _texts(service: Service, container: Container, labels: Sequence[Pair], prefixes: Sequence[str]) -> Iterator[Text]:
    yield Text(TextRole.NAME, service.at.key_place)
    yield from container_texts(container)
    for name, _, value in labels:
        if value is not None and value.origin is Origin.STATED:
            yield from label_texts(name, value.value, value.place, prefixes)


def _words(at: Cursor) -> tuple[Cursor, ...]:
    """A command as its strings: a list as it is, a line as one string (which is split where it is looked at)."""
    if isinstance(at.data, list):
        return tuple(each for each in at.items() if each.text)
    return (at,) if at.text else ()
