"""Compose files: services with their labels, environment and model server images; top-level models."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from aiact_lint.document import Document
from aiact_lint.kinds import Kind
from aiact_lint.kinds.containers import Container, Variable, container_subject, container_texts, model_references
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.kinds.label_texts import label_texts
from aiact_lint.kinds.signs import STATEMENT_TOKENS, image_tokens
from aiact_lint.places import word_places
from aiact_lint.subjects import (
    Artifact,
    Carrier,
    Origin,
    Place,
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

_FILE_NAME = re.compile(r"(docker-|podman-)?compose([.-][\w.-]+)?\.ya?ml", re.IGNORECASE)
_Pair: TypeAlias = tuple[str, Place, Value | None]
"""A name, its place, and its value."""

_MAX_SERVICES = 500
_MAX_VARIABLES = 1_000


def tokens() -> tuple[bytes, ...]:
    """Bytes of which a Compose file with an AI service holds at least one."""
    return (*image_tokens(), *STATEMENT_TOKENS, b"\nmodels:", b"type: model")


def is_compose(document: Document) -> bool:
    """Whether a document is a Compose file: by its name, or because its services have images or builds."""
    data = document.data
    if document.language not in ("yaml", "json") or not isinstance(data, dict) or "apiVersion" in data:
        return False
    services, models = data.get("services"), data.get("models")
    if _FILE_NAME.fullmatch(document.source.name):
        return isinstance(services, dict) or isinstance(models, dict)
    return isinstance(services, dict) and any(
        isinstance(each, dict) and ("image" in each or "build" in each) for each in services.values()
    )


def read(documents: Sequence[Document], prefixes: Sequence[str] = ()) -> Iterator[Artifact]:
    """One artifact per service and per top-level model."""
    for document in documents:
        top = Cursor.top(document)
        for name, service in list(top.at("services").entries())[:_MAX_SERVICES]:
            yield _service(name, service, prefixes)
        for name, model in list(top.at("models").entries())[:_MAX_SERVICES]:
            yield _model(name, model)


def _service(name: str, at: Cursor, prefixes: Sequence[str]) -> Artifact:
    container = Container(
        name=name,
        place=at.key_place,
        image=at.at("image"),
        variables=tuple(_variables(at.at("environment")))[:_MAX_VARIABLES],
        command=_words(at.at("entrypoint")),
        args=_words(at.at("command")),
        hardening=dict(_hardening(at)),
    )
    labels = [*_pairs(at.at("labels")), *_pairs(at.at("deploy", "labels")), *_pairs(at.at("annotations"))]
    statements = statements_from_flat(
        ((key, value) for key, _, value in labels if value is not None), Carrier.MANIFEST, prefixes
    )
    return Artifact(
        kind="compose",
        name=name,
        place=at.key_place,
        ai=_sign(at, container, statements),
        anchor=f"services.{name}",
        references=(*model_references(container), *_used_models(at), *_provided_model(at)),
        statements=statements,
        subjects=(_workload(name, at), container_subject(container)),
        texts=tuple(_texts(at, container, labels, prefixes)),
    )


def _hardening(at: Cursor) -> Iterator[tuple[str, Value]]:
    """How a service is secured and kept alive, by the names that Kubernetes containers have."""
    for fact, key in (("privileged", "privileged"), ("read_only_root", "read_only"), ("run_as_user", "user")):
        if isinstance(at.at(key).data, bool | int | str):
            yield fact, at.at(key).value()
    if isinstance(at.at("healthcheck").data, dict) and at.at("healthcheck", "disable").data is not True:
        yield "liveness", Value(True, at.at("healthcheck").key_place)
    for limits in (at.at("deploy", "resources", "limits"), at.at("mem_limit"), at.at("cpus")):
        if limits.data is not None:
            yield "limits", Value(True, limits.key_place)
            return


def _sign(at: Cursor, container: Container, statements: Sequence[Statement]) -> str | None:
    server = container.model_server
    if server is not None:
        return f"model server image {server}"
    if at.at("provider", "type").data == "model":
        return "Compose model provider"
    return "aiact statement" if statements else None


def _workload(name: str, at: Cursor) -> Subject:
    """Facts of a workload, as for Kubernetes: `kind`, `replicas`."""
    facts = {"kind": Value("Service", at.key_place)}
    for replicas in (at.at("scale"), at.at("deploy", "replicas")):
        if isinstance(replicas.data, str | int):
            facts["replicas"] = replicas.value()
    return Subject(SubjectKind.WORKLOAD, name, at.key_place, facts)


def _texts(at: Cursor, container: Container, labels: Sequence[_Pair], prefixes: Sequence[str]) -> Iterator[Text]:
    yield Text(TextRole.NAME, at.key_place)
    yield from container_texts(container)
    for name, _, value in labels:
        if value is not None and value.origin is Origin.STATED:
            yield from label_texts(name, value.value, value.place, prefixes)


def _model(name: str, at: Cursor) -> Artifact:
    """A model that Compose runs for the services that ask for it."""
    model = at.at("model") if isinstance(at.data, dict) else at
    facts = {"storage_uri": model.value(model.text)} if model.text else {}
    named = model.text and model.is_known
    return Artifact(
        kind="compose",
        name=name,
        place=at.key_place,
        ai="Compose model",
        anchor=f"models.{name}",
        names=frozenset((f"{ReferenceKind.OBJECT}:{_model_name(at.document, name)}",)),
        references=(Reference(ReferenceKind.MODEL, model.text, model.place),) if named else (),
        subjects=(Subject(SubjectKind.ENDPOINT, name, at.key_place, facts),),
        texts=(Text(TextRole.NAME, at.key_place), *((Text(TextRole.NAME, model.place),) if named else ())),
    )


def _model_name(document: Document, name: str) -> str:
    """How a service's use of a model finds it: only within its own file."""
    return f"models/{document.source.path}#{name}"


def _used_models(at: Cursor) -> Iterator[Reference]:
    models = at.at("models")
    for item in models.items():
        if item.text:
            yield Reference(ReferenceKind.OBJECT, _model_name(at.document, item.text), item.place)
    for name, model in models.entries():
        yield Reference(ReferenceKind.OBJECT, _model_name(at.document, name), model.key_place)


def _provided_model(at: Cursor) -> Iterator[Reference]:
    model = at.at("provider", "options", "model")
    if model.text and at.at("provider", "type").data == "model":
        yield Reference(ReferenceKind.MODEL, model.text, model.place)


def _variables(at: Cursor) -> Iterator[Variable]:
    for name, place, value in _pairs(at):
        unset = Value(f"{name} of the environment", place, Origin.UNKNOWN)
        yield Variable(name, place, unset if value is None else value)


def _pairs(at: Cursor) -> Iterator[_Pair]:
    """The entries of a mapping, or of a list of `NAME=value`; the value is None where only a name is given."""
    for name, value in at.entries():
        if not isinstance(value.data, dict | list):
            yield name, value.key_place, None if value.data is None else _filled(value.text, value.place)
    for item in at.items():
        name, equals, written = item.text.partition("=")
        if name:
            name_place, place = word_places(item.place, (name, written))
            yield name, name_place, _filled(written, place) if equals else None


_VARIABLE = re.compile(r"\$(?:(\$)|\{(\w+)(?::?-([^{}]*))?\}|\{[^{}]*\}|\w+)")


def _filled(written: str, place: Place) -> Value:
    """A value with Compose's interpolation done as far as the file says: `${X:-default}` becomes its default."""
    unknown = False

    def fill(match: re.Match[str]) -> str:
        nonlocal unknown
        if match[1]:
            return "$"
        if match[3] is None:
            unknown = True
            return match[0]
        return match[3]

    filled = _VARIABLE.sub(fill, written)
    if unknown or "${" in filled:
        return Value(written, place, Origin.UNKNOWN)
    return Value(filled, place, Origin.STATED if filled == written else Origin.DERIVED)


def _words(at: Cursor) -> tuple[Cursor, ...]:
    """A command as its strings: a list as it is, a line as one string (which is split where it is looked at)."""
    if isinstance(at.data, list):
        return tuple(each for each in at.items() if each.text)
    return (at,) if at.text else ()


def anchors(document: Document) -> dict[str, Place]:
    """What evidence can name in a Compose file: `services.<name>`, `models.<name>`."""
    if not is_compose(document):
        return {}
    top = Cursor.top(document)
    return {
        f"{part}.{name}": each.key_place for part in ("services", "models") for name, each in top.at(part).entries()
    }


KIND = Kind("compose", (".yaml", ".yml"), tokens, is_compose, read, anchors)
