"""Compose projects: services with their labels, environment and model server images; top-level models.

A project is what `docker compose` would read: a file with its override, what it includes and what its services extend,
with variables filled in from `.env`. What a value comes to counts; its place is the token that is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from aiact_lint.document import Document
from aiact_lint.kinds import Kind
from aiact_lint.kinds.compose.files import is_compose, reached
from aiact_lint.kinds.compose.models import model_artifacts
from aiact_lint.kinds.compose.project import projects
from aiact_lint.kinds.compose.services import service_artifact
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.kinds.signs import STATEMENT_TOKENS, image_tokens
from aiact_lint.subjects import Artifact, Place

_PARTS = ("services", "models")


def tokens() -> tuple[bytes, ...]:
    """Bytes of which a Compose file with an AI service, or its `.env`, holds at least one."""
    return (*image_tokens(), *STATEMENT_TOKENS, b"\nmodels:", b"type: model")


def wants(document: Document) -> bool:
    """Whether a document is a Compose file, or one of variables that may fill one in."""
    return document.language == "dotenv" or is_compose(document)


def read(documents: Sequence[Document], prefixes: Sequence[str] = ()) -> Iterator[Artifact]:
    """One artifact per service and per top-level model."""
    for project in projects(documents):
        for service in project.services():
            yield service_artifact(service, prefixes)
        yield from model_artifacts(project)


def anchors(document: Document) -> dict[str, Place]:
    """What evidence can name in a Compose file: `services.<name>`, `models.<name>`."""
    if not is_compose(document):
        return {}
    top = Cursor.top(document)
    return {f"{part}.{name}": each.key_place for part in _PARTS for name, each in top.at(part).entries()}


def reaches(document: Document) -> Iterable[tuple[str, str]]:
    """The files that make up a project with this one."""
    return reached(document)


KIND = Kind("compose", (".yaml", ".yml", ".env"), tokens, wants, read, anchors, reaches)
