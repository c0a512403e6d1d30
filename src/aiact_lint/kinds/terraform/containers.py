"""Containers in resources: of SageMaker models, Cloud Run services, Kubernetes deployments, ECS tasks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from aiact_lint.kinds.containers import Container, Variable, container_subject
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.kinds.terraform.attributes import Attributes, Spot
from aiact_lint.kinds.terraform.modules import Block
from aiact_lint.kinds.terraform.table import ResourceType
from aiact_lint.subjects import Origin, Place, Subject, Value

_IMAGES = ("image", "image_uri", "container_uri", "docker_image_name")
_MAPS = ("environment", "environment_variables", "variables", "app_settings")
"""Environment variables by name."""
_PAIRS = ("env", "environment")
"""Blocks or lists of objects with `name` and `value`."""


def containers(attributes: Attributes, block: Block, kind: ResourceType) -> Iterator[tuple[Container, Subject]]:
    """The containers of a resource with their facts, as far as they say anything."""
    for path in kind.containers:
        for spot in attributes.find(block, path):
            images = (each for name in _IMAGES for each in attributes.below(spot, name))
            image = next((attributes.value(each) for each in images), None)
            variables = tuple(_variables(attributes, spot))
            command, args = (tuple(_words(attributes, spot, name)) for name in ("command", "args"))
            if image is not None or variables or command or args:
                place = Place(spot.place.document, spot.place.path, on_key=True)
                container = Container(block.address, place, _cursor(image, place), variables, command, args)
                facts = {} if image is None else {"image": image}
                made = container_subject(container)
                yield container, replace(made, facts={**made.facts, **facts})


def _cursor(image: Value | None, container: Place) -> Cursor:
    if image is None:
        return Cursor(container.document, container.path)
    return Cursor(image.place.document, image.place.path, image.value if image.known else None)


def _variables(attributes: Attributes, container: Spot) -> Iterator[Variable]:
    for name in _MAPS:
        for spot in attributes.below(container, name):
            for variable, place, value in attributes.entries(spot):
                yield Variable(variable, place, value)
    for name in _PAIRS:
        for spot in attributes.below(container, f"{name}.*"):
            names = [attributes.value(each) for each in attributes.below(spot, "name")]
            values = [attributes.value(each) for each in attributes.below(spot, "value")]
            if len(names) == len(values) == 1 and names[0].known:
                yield Variable(str(names[0].value), names[0].place, values[0])


def _words(attributes: Attributes, container: Spot, name: str) -> Iterator[Cursor]:
    """The literal words of a command line."""
    for spot in attributes.below(container, f"{name}.*"):
        value = attributes.value(spot)
        if value.origin is Origin.STATED and isinstance(value.value, str) and value.place.exact is None:
            yield Cursor(value.place.document, value.place.path, value.value)
