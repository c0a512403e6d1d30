"""Environment variables of a service: its own, and those of its files of variables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from aiact_lint.kinds.compose.files import env_files
from aiact_lint.kinds.compose.project import Service
from aiact_lint.kinds.compose.variables import Environment, from_file, is_secret
from aiact_lint.kinds.containers import Variable
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.kinds.setting_texts import setting_texts
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.places import word_places
from aiact_lint.subjects import Origin, Place, Text, Value

Pair: TypeAlias = tuple[str, Place, Value | None]
"""A name, its place, and its value."""

_MAX_VARIABLES = 1_000


@dataclass(frozen=True, slots=True, eq=False)
class Variables:
    """What a service finds in its environment."""

    variables: tuple[Variable, ...]
    texts: tuple[Text, ...]
    """Those in files of variables."""
    files: frozenset[str]
    """The files of variables."""


def variables(service: Service) -> Variables:
    """The environment of a service; what may be a secret in a file of variables is left out of it altogether."""
    found: dict[str, Variable] = {}
    texts: list[Text] = []
    files: set[str] = set()
    for variable in _from_files(service):
        found[variable.name] = variable
        files.add(variable.value.via[0].file)
    environment = service.project.environment
    for at in reversed(list(service.layers.all("environment"))):
        for name, place, value in pairs(at, environment):
            found[name] = Variable(name, place, value or _taken_over(name, place, environment))
    kept = tuple(found.values())[:_MAX_VARIABLES]
    for variable in kept:
        if variable.name_place.document.language == "dotenv" and variable.value.known:
            texts += setting_texts(variable.name, variable.name_place, variable.value.value, variable.value.via[0])
    return Variables(kept, tuple(texts), frozenset(files))


def _taken_over(name: str, place: Place, environment: Environment) -> Value:
    """The value of a variable that a service names without one."""
    found = None if is_secret(name) else environment.variable(name, place)
    return found or Value(f"{name} of the environment", place, Origin.UNKNOWN)


def _from_files(service: Service) -> Iterator[Variable]:
    """The variables of all `env_file`s, the weakest first."""
    project = service.project
    for layer in reversed(service.layers.cursors):
        for at in env_files(layer):
            path = project.environment.value(at.text, at.place)
            document = project.document_of(layer.document, str(path.value)) if path.known and at.text else None
            if document is None or document.language != "dotenv" or not isinstance(document.data, dict):
                continue
            for name in list(document.data)[:_MAX_VARIABLES]:
                if not is_secret(name):
                    value = from_file(document, name, at.place, project.environment)
                    yield Variable(name, Place(document, (name,), on_key=True), value)


def pairs(at: Cursor, environment: Environment) -> Iterator[Pair]:
    """The entries of a mapping, or of a list of `NAME=value`; the value is None where only a name is given."""
    for name, value in at.entries():
        if not isinstance(value.data, dict | list):
            yield name, value.key_place, None if value.data is None else environment.value(value.text, value.place)
    for item in at.items():
        name, equals, written = item.text.partition("=")
        if name:
            name_place, place = word_places(item.place, (name, written))
            yield name, name_place, environment.value(written, place) if equals else None
