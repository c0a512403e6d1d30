"""Containers as Kubernetes and Compose both have them: facts, texts, model references, the sign of a model server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from types import MappingProxyType

from aiact_lint.kinds.command_line import models_in
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.kinds.setting_texts import setting_texts
from aiact_lint.kinds.signs import model_server
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.subjects import Origin, Place, Reference, ReferenceKind, Subject, SubjectKind, Text, TextRole, Value

MODEL_VARIABLES = frozenset(
    (
        "HF_MODEL_ID",
        "HF_MODEL",
        "LLM_MODEL",
        "MODEL",
        "MODEL_ID",
        "MODEL_NAME",
        "MODEL_PATH",
        "MODEL_REPOSITORY",
        "MODEL_URI",
        "MODEL_URL",
        "OLLAMA_MODEL",
        "SERVED_MODEL_NAME",
        "STORAGE_URI",
        "VLLM_MODEL",
    )
)
"""Environment variables whose value names a model."""


@dataclass(frozen=True, slots=True, eq=False)
class Variable:
    """One environment variable."""

    name: str
    name_place: Place
    value: Value
    """Stated where it is written in the container itself; its value is a string wherever it is known."""
    text_place: Place | None = None
    """Where the value of one that is filled in from elsewhere stands as text."""


@dataclass(frozen=True, slots=True, eq=False)
class Container:
    """One container of a pod or one Compose service."""

    name: str
    place: Place
    image: Cursor
    """The image, also where there is none."""
    variables: tuple[Variable, ...] = ()
    command: tuple[Cursor, ...] = ()
    args: tuple[Cursor, ...] = ()
    ends: bool = False
    """It runs to its end before the others start (an init container)."""
    hardening: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    """How it is secured and kept alive: `privileged`, `run_as_non_root`, `read_only_root`, `liveness`, `limits`, …"""
    _named: list[Sequence[tuple[str, Place]]] = field(default_factory=list)

    @property
    def models(self) -> Sequence[tuple[str, Place]]:
        """The models that its command line names; found once, as texts and references ask for them."""
        if not self._named:
            self._named.append(tuple(models_in((*self.command, *self.args))))
        return self._named[0]

    @property
    def model_server(self) -> str | None:
        """The pattern of the model server that its image is; None for a container that ends before anything serves."""
        return None if self.ends else model_server(self.image.text)


def container_subject(container: Container) -> Subject:
    """The facts of a container: `image`, `command`, `args` (tuples), `env.<NAME>`, `init`, and its hardening."""
    facts: dict[str, Value] = dict(container.hardening)
    if container.image.text:
        facts["image"] = container.image.value()
    for name, parts in (("command", container.command), ("args", container.args)):
        if parts:
            whole = Cursor(parts[0].document, parts[0].path[:-1])
            known = all(part.is_known for part in parts) and whole.path not in whole.document.open
            parent = whole.place if len(parts) > 1 else parts[0].place
            origin = Origin.STATED if known else Origin.UNKNOWN
            facts[name] = Value(tuple(part.text for part in parts), parent, origin, tuple(part.place for part in parts))
    facts.update((f"env.{variable.name}", variable.value) for variable in container.variables)
    if container.ends:
        facts["init"] = Value(True, container.place)
    return Subject(SubjectKind.CONTAINER, container.name, container.place, facts)


def container_texts(container: Container) -> Iterator[Text]:
    """Names and settings that may say what a container is for."""
    if container.image.text and container.image.is_known:
        yield Text(TextRole.NAME, container.image.text_place)
    for variable in container.variables:
        if variable.value.origin is Origin.STATED or variable.text_place is not None:
            place = variable.text_place or variable.value.place
            yield from setting_texts(variable.name, variable.name_place, variable.value.value, place)
    for _, place in container.models:
        yield Text(TextRole.NAME, place)


def model_references(container: Container) -> Iterator[Reference]:
    """The models that a container's command line and environment name."""
    for value, place in container.models:
        yield Reference(ReferenceKind.MODEL, value, place)
    for variable in container.variables:
        stated = variable.value
        if variable.name.upper() in MODEL_VARIABLES and stated.known and isinstance(stated.value, str) and stated.value:
            yield Reference(ReferenceKind.MODEL, stated.value, stated.place)
