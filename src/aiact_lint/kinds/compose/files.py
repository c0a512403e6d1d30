"""Which files are Compose files, and which others belong to one: overrides, parts, files of variables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import join, normpath

from aiact_lint.document import Document
from aiact_lint.kinds.cursor import Cursor

_FILE_NAME = re.compile(r"(docker-|podman-)?compose([.-][\w.-]+)?\.ya?ml", re.IGNORECASE)
BASES = ("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml")
"""The file that is used where none is named; the first that is there."""
OVERRIDES = (
    "compose.override.yml",
    "compose.override.yaml",
    "docker-compose.override.yml",
    "docker-compose.override.yaml",
)
"""The file that is laid over it, likewise."""
_MAX_FILES = 200
"""Files that one file may name."""


def is_compose(document: Document) -> bool:
    """Whether a document is a Compose file: by its name, or because its services have images or builds."""
    data = document.data
    if document.language not in ("yaml", "json") or not isinstance(data, dict) or "apiVersion" in data:
        return False
    services, models = data.get("services"), data.get("models")
    if _FILE_NAME.fullmatch(document.source.name):
        return isinstance(services, dict) or isinstance(models, dict) or isinstance(data.get("include"), list)
    return isinstance(services, dict) and any(
        isinstance(each, dict) and ("image" in each or "build" in each) for each in services.values()
    )


def reached(document: Document) -> Iterator[tuple[str, str]]:
    """The paths of files that belong to the project of a document, with the parser where their names do not tell."""
    names = (*BASES, *OVERRIDES)
    if document.language == "dotenv":
        if document.source.name == ".env":
            yield from ((beside(document, name), "") for name in names)
        return
    yield beside(document, ".env"), ""
    if document.source.name in names:
        yield from ((beside(document, name), "") for name in names)
    top = Cursor.top(document)
    named = [(each, "yaml") for each in included(top)]
    for _, service in top.at("services").entries():
        named.append((service.at("extends", "file"), "yaml"))
        named += [(each, "dotenv") for each in env_files(service)]
    for part in top.at("include").items():
        named += [(each, "dotenv") for each in _one_or_more(part.at("env_file"))]
    for cursor, language in named[:_MAX_FILES]:
        if cursor.text:
            yield beside(document, cursor.text), language


def included(top: Cursor) -> Iterator[Cursor]:
    """The paths that a file includes."""
    for part in top.at("include").items():
        yield from _one_or_more(part.at("path") if isinstance(part.data, dict) else part)


def env_files(service: Cursor) -> Iterator[Cursor]:
    """The paths of a service's files of variables, in order."""
    at = service.at("env_file")
    for part in at.items() if isinstance(at.data, list) else (at,):
        yield part.at("path") if isinstance(part.data, dict) else part


def _one_or_more(at: Cursor) -> Iterator[Cursor]:
    yield from at.items() if isinstance(at.data, list) else (at,)


def beside(document: Document, written: str) -> str:
    """A path that a file names, relative to the root of the run; it may lead out of the tree, where nothing is."""
    return normpath(join(document.source.folder, written))
