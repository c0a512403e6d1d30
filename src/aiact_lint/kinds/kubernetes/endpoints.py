"""Custom resources that are a deployed model: what they serve, from where, and how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field, replace

from aiact_lint.kinds.containers import Container
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.kinds.kubernetes.config_maps import ConfigMaps
from aiact_lint.kinds.kubernetes.model_settings import models_in_text
from aiact_lint.kinds.kubernetes.objects import Object
from aiact_lint.kinds.kubernetes.pods import container, container_references, containers, object_references
from aiact_lint.kinds.signs import CustomResource
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.subjects import Reference, ReferenceKind, Subject, SubjectKind, Text, TextRole, Value

_FRAMEWORKS = frozenset(
    """
    model sklearn xgboost lightgbm tensorflow pytorch torchserve triton onnx huggingface pmml paddle mlflow autogluon
    predictive alibi art aix aif
    """.split()  # noqa: SIM905
)
"""Blocks of KServe's predictor and explainer that serve a model without `containers:`."""

_OTHER_NUMBERS = {
    "max_replicas": "spec.predictor.maxReplicas",
    "canary_traffic_percent": "spec.predictor.canaryTrafficPercent",
}


@dataclass(slots=True)
class Endpoint:
    """What was read of one custom resource."""

    subject: Subject
    containers: list[Container] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)


def read(of: Object, resource: CustomResource, config_maps: ConfigMaps) -> Endpoint:
    """The endpoint that a custom resource of an AI kind is.

    Facts: `storage_uri`, `model_format`, `runtime`, `min_replicas`, `max_replicas`, `canary_traffic_percent`,
    `inference_logging` (True where a logger is set) with `inference_logging_mode` and `inference_logging_url`, `image`.
    """
    facts: dict[str, Value] = {}
    endpoint = Endpoint(Subject(SubjectKind.ENDPOINT, of.name, of.place, facts))
    _models(_found(of, resource.model), facts, endpoint)
    for part in _found(of, resource.frameworks):
        _frameworks(part, facts, endpoint, config_maps)
    for pod in _found(of, resource.pods):
        endpoint.containers += containers(pod, config_maps)
        endpoint.references += object_references(pod)
    for part in _found(of, resource.containers):
        endpoint.containers.append(replace(container(part, config_maps, of.name), place=of.place))
        endpoint.references += container_references(part)
    _set_first(facts, "image", _images(of, resource))
    _set_first(facts, "min_replicas", _scalars(_found(of, resource.replicas)))
    for name, path in _OTHER_NUMBERS.items():
        _set_first(facts, name, _scalars(of.top.find(path)))
    _logging(_found(of, resource.logging), facts)
    endpoint.texts += [Text(TextRole.PROMPT, each.text_place) for each in _found(of, resource.prompts) if each.text]
    endpoint.texts += [
        Text(TextRole.DESCRIPTION, each.text_place) for each in _found(of, resource.description) if each.text
    ]
    for each in _found(of, resource.config):
        endpoint.references += models_in_text(each)
    for kind, paths in resource.uses.items():
        stated = next((each.text for each in of.top.find(resource.uses_kind)), "") if resource.uses_kind else ""
        endpoint.references += _objects(stated.capitalize() or kind, _found(of, paths))
    return endpoint


def _found(of: Object, paths: Iterable[str]) -> Iterator[Cursor]:
    for path in paths:
        yield from of.top.find(path)


def _models(found: Iterable[Cursor], facts: dict[str, Value], endpoint: Endpoint) -> None:
    for each in found:
        if each.text:
            facts.setdefault("storage_uri", each.value(each.text))
            if each.is_known:
                endpoint.texts.append(Text(TextRole.NAME, each.text_place))
                endpoint.references.append(Reference(ReferenceKind.MODEL, each.text, each.place))


def _frameworks(part: Cursor, facts: dict[str, Value], endpoint: Endpoint, config_maps: ConfigMaps) -> None:
    """KServe: `predictor.model`, the older `predictor.sklearn`, and what explainers have alike."""
    for name, block in part.entries():
        if name not in _FRAMEWORKS or not isinstance(block.data, dict):
            continue
        model_format = block.at("modelFormat", "name")
        if model_format.text:
            facts.setdefault("model_format", model_format.value(model_format.text))
        elif name != "model":
            facts.setdefault("model_format", Value(name, block.key_place))
        _models(
            [
                each
                for path in ("storageUri", "storageUris.*.uri", "storage.storageUri", "storage.path")
                for each in block.find(path)
            ],
            facts,
            endpoint,
        )
        runtime = block.at("runtime")
        if runtime.text:
            facts.setdefault("runtime", runtime.value(runtime.text))
            endpoint.references += _objects("ServingRuntime", [runtime])
            endpoint.references += _objects("ClusterServingRuntime", [runtime])
        endpoint.containers.append(container(block, config_maps, name, pod=part))
        endpoint.references += container_references(block)


def _objects(kind: str, names: Iterable[Cursor]) -> Iterator[Reference]:
    for name in names:
        if name.text and name.is_known:
            yield Reference(ReferenceKind.OBJECT, f"{kind}/{name.text}", name.place)


def _images(of: Object, resource: CustomResource) -> Iterator[Value]:
    """`image: {repository, tag}`, `image: {registry, name}` as one reference, placed on the repository."""
    for each in _found(of, resource.image):
        name = next((part for part in (each.at("repository"), each.at("name"), each) if part.text), None)
        if name is not None:
            registry, tag = each.at("registry").text, each.at("tag").text
            yield name.value(f"{registry + '/' if registry else ''}{name.text}{':' + tag if tag else ''}")


def _scalars(found: Iterable[Cursor]) -> Iterator[Value]:
    for each in found:
        if isinstance(each.data, str | int | float):
            yield each.value()


def _set_first(facts: dict[str, Value], name: str, values: Iterable[Value]) -> None:
    for value in values:
        facts.setdefault(name, value)


def _logging(found: Iterable[Cursor], facts: dict[str, Value]) -> None:
    for logger in found:
        facts.setdefault("inference_logging", Value(True, logger.key_place, logger.value().origin))
        for key in ("mode", "url"):
            if logger.at(key).text:
                facts.setdefault(f"inference_logging_{key}", logger.at(key).value(logger.at(key).text))
