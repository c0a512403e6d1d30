"""Containers in declared resources: of SageMaker models, ECS tasks, container groups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from aiact_lint.kinds.cloud.spots import Reader, Spot, entries, find, items, value_of
from aiact_lint.kinds.containers import Container, Variable, container_subject
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.kinds.resource_types import ResourceType
from aiact_lint.subjects import Origin, Place, Subject, Value

_IMAGES = ("image", "imageuri", "containeruri", "dockerimagename")
_VARIABLES = ("environment", "environmentvariables", "environment.variables", "env", "variables", "appsettings")
_WORDS = {"command": ("entrypoint",), "args": ("command", "args")}
"""What Kubernetes calls command is the entry point elsewhere; either is read for words."""
_MAX_WORDS = 200


def containers(reader: Reader, body: Spot, kind: ResourceType, name: str) -> Iterator[tuple[Container, Subject]]:
    """The containers of a resource with their facts, as far as they say anything."""
    for path in kind.containers:
        for found in find(reader, body, path):
            for spot in items(reader, found):
                made = _container(reader, spot, name)
                if made is not None:
                    yield made


def _container(reader: Reader, spot: Spot, name: str) -> tuple[Container, Subject] | None:
    image = next((value_of(reader, each) for word in _IMAGES for each in find(reader, spot, word)), None)
    variables = tuple(_variables(reader, spot))
    command, args = (tuple(_words(reader, spot, names)) for names in _WORDS.values())
    if image is None and not variables and not command and not args:
        return None
    place = Place(spot.place.document, spot.place.path, on_key=True)
    hardening = dict(_hardening(reader, spot))
    container = Container(name, place, _cursor(image, place), variables, command, args, hardening=hardening)
    subject = container_subject(container)
    if image is not None:
        subject = replace(subject, facts={**subject.facts, "image": image})
    return container, subject


def _cursor(image: Value | None, container: Place) -> Cursor:
    if image is None:
        return Cursor(container.document, container.path)
    return Cursor(image.place.document, image.place.path, image.value if image.known else None)


def _hardening(reader: Reader, spot: Spot) -> Iterator[tuple[str, Value]]:
    """How a container is secured, by the names that Kubernetes containers have."""
    names = (
        ("privileged", "privileged"),
        ("read_only_root", "readonlyrootfilesystem"),
        ("read_only_root", "readonly"),
        ("run_as_user", "user"),
    )
    for fact, word in names:
        for each in find(reader, spot, word):
            value = value_of(reader, each)
            words: dict[object, object] = {"true": True, "false": False}
            yield fact, replace(value, value=words.get(value.value, value.value)) if value.known else value


def _variables(reader: Reader, spot: Spot) -> Iterator[Variable]:
    seen: set[str] = set()
    for word in _VARIABLES:
        for found in find(reader, spot, word):
            for name, place, value in entries(reader, found):
                if name not in seen:
                    seen.add(name)
                    yield Variable(name, place, value)


def _words(reader: Reader, spot: Spot, names: tuple[str, ...]) -> Iterator[Cursor]:
    """The literal words of a command line."""
    for word in names:
        for found in find(reader, spot, word):
            for each in list(items(reader, found))[:_MAX_WORDS]:
                value = value_of(reader, each)
                if value.origin is Origin.STATED and isinstance(value.value, str) and value.value:
                    yield Cursor(value.place.document, value.place.path, value.value)
