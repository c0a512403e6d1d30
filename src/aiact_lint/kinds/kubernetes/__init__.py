"""Kubernetes manifests, KServe and other model-serving custom resources included.

An object is AI on a structural sign only: a custom resource of a serving kind, a container with a model server's image,
or a statement of the vocabulary. Every other object is read too, because it may belong to a system that names it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from aiact_lint.document import Document
from aiact_lint.kinds import Kind
from aiact_lint.kinds.containers import Container, container_subject, container_texts, model_references
from aiact_lint.kinds.kubernetes import endpoints, metadata, model_settings, settings
from aiact_lint.kinds.kubernetes.config_maps import ConfigMaps
from aiact_lint.kinds.kubernetes.objects import Object, holds_objects, objects
from aiact_lint.kinds.kubernetes.pods import container, container_references, containers, object_references
from aiact_lint.kinds.signs import STATEMENT_TOKENS, custom_resources, image_tokens, resource_tokens
from aiact_lint.subjects import Artifact, Place, Reference, Statement, Subject, SubjectKind, Text, TextRole, Value


def tokens() -> tuple[bytes, ...]:
    """Bytes of which a manifest with an AI object holds at least one."""
    return (*resource_tokens(), *image_tokens(), *STATEMENT_TOKENS)


def read(documents: Sequence[Document], prefixes: Sequence[str] = ()) -> Iterator[Artifact]:
    """One artifact per object; `prefixes` are further annotation prefixes of the vocabulary."""
    found = list(objects(documents))
    config_maps = ConfigMaps(found)
    for each in found:
        yield _artifact(each, config_maps, prefixes)


def _artifact(of: Object, config_maps: ConfigMaps, prefixes: Sequence[str]) -> Artifact:
    statements = metadata.statements(of, prefixes)
    resource = custom_resources().get(of.type)
    subjects: list[Subject] = []
    parts: list[Container] = []
    references: list[Reference] = []
    texts: list[Text] = [Text(TextRole.NAME, of.place)] if of.name else []
    texts += metadata.texts(of, prefixes)
    if resource is not None:
        endpoint = endpoints.read(of, resource, config_maps)
        subjects.append(endpoint.subject)
        parts += endpoint.containers
        references += endpoint.references
        texts += endpoint.texts
    elif any(True for _ in of.pod_specs) or of.is_workload:
        subjects.append(_workload(of))
        for pod in of.pod_specs:
            parts += containers(pod, config_maps)
            references += object_references(pod)
        for step in of.steps:
            parts.append(container(step, config_maps, step.at("name").text or "container"))
            references += container_references(step)
    elif (set_of := settings.subject(of)) is not None:
        subjects.append(set_of)
        texts += settings.texts(of)
    references += settings.references(of)
    references += model_settings.references(of)
    for part in parts:
        subjects.append(container_subject(part))
        references += model_references(part)
        texts += container_texts(part)
    return Artifact(
        kind="kubernetes",
        name=of.name or of.kind,
        place=of.place,
        ai=_sign(of, resource is not None, parts, statements),
        anchor=of.anchor if of.name else "",
        references=_distinct(references),
        statements=statements,
        subjects=tuple(subjects),
        texts=tuple(texts),
        files=_further_files(of),
    )


def _further_files(of: Object) -> tuple[str, ...]:
    """What an object that a chart or an overlay builds is made of, beside its own file."""
    origins = of.document.origins
    return tuple(sorted(origins.files - {of.place.file})) if origins is not None else ()


def _sign(of: Object, is_resource: bool, parts: Sequence[Container], statements: Sequence[Statement]) -> str | None:
    """Why an object is AI, in words. A support object that only states its `system` is linked by it, and not AI."""
    if is_resource:
        return f"custom resource {of.type}"
    server = next((found for part in parts if of.is_workload and (found := part.model_server)), None)
    if server is not None:
        return f"model server image {server}"
    if any(of.is_workload or statement.key != "system" for statement in statements):
        return "aiact statement"
    return None


def _workload(of: Object) -> Subject:
    """Facts of a workload: `kind`, `namespace`, `replicas`, `suspend`."""
    facts = {"kind": Value(of.kind, of.top.at("kind").place)}
    for name, at in (
        ("namespace", of.top.at("metadata", "namespace")),
        ("replicas", of.top.at("spec", "replicas")),
        ("suspend", of.top.at("spec", "suspend")),
    ):
        if isinstance(at.data, str | int):
            facts[name] = at.value()
    return Subject(SubjectKind.WORKLOAD, of.name, of.place, facts)


def _distinct(references: Sequence[Reference]) -> tuple[Reference, ...]:
    """Each reference once, where it is first made."""
    return tuple({(each.kind, each.value): each for each in reversed(references)}.values())[::-1]


def anchors(document: Document) -> Mapping[str, Place]:
    """`Kind/name` of every object in a document."""
    found = objects([document]) if holds_objects(document) else ()
    return {each.anchor: each.place for each in found if each.name}


KIND = Kind("kubernetes", (".yaml", ".yml", ".json"), tokens, holds_objects, read, anchors)
