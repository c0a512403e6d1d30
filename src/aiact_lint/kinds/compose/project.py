"""Compose files put together as Compose does: overrides laid over bases, services over what they extend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from aiact_lint.document import Document
from aiact_lint.kinds.compose.files import BASES, OVERRIDES, beside, included, is_compose
from aiact_lint.kinds.compose.layers import Layers
from aiact_lint.kinds.compose.variables import Environment
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.subjects import Place

_MAX_SERVICES = 500
_MAX_EXTENDS = 20
_MAX_INCLUDES = 20


@dataclass(frozen=True, slots=True, eq=False)
class Service:
    """One service: everything that is written about it, the strongest first."""

    name: str
    at: Cursor
    """Where it is first written in its project."""
    layers: Layers
    project: Project
    extends: tuple[tuple[Document, Cursor], ...] = ()
    """What it extends, each with the document of the extended service and the place that names it."""
    missing: Place | None = None
    """Names what it extends where that is not in the tree, so that anything may be set there."""


@dataclass(frozen=True, slots=True, eq=False)
class Project:
    """A Compose file with its override."""

    documents: tuple[Document, ...]
    """The base, then its override if it has one."""
    environment: Environment
    name: str
    """Shared by a project and what it includes, so that models are found across their files."""
    everything: Mapping[str, Document] = field(repr=False)

    def services(self) -> Iterator[Service]:
        """The services in the order of the files."""
        found: dict[str, list[Cursor]] = {}
        for document in self.documents:
            for name, service in Cursor.top(document).at("services").entries():
                if name:
                    found.setdefault(name, []).append(service)
        for name, written in list(found.items())[:_MAX_SERVICES]:
            yield self._service(name, written)

    def models(self) -> Iterator[tuple[str, Layers]]:
        """Top-level models, each with what is written about it."""
        found: dict[str, list[Cursor]] = {}
        for document in self.documents:
            for name, model in Cursor.top(document).at("models").entries():
                if name:
                    found.setdefault(name, []).append(model)
        for name, written in list(found.items())[:_MAX_SERVICES]:
            yield name, Layers(tuple(reversed(written)))

    def document_of(self, document: Document, written: str) -> Document | None:
        """A file that a file of the project names."""
        return self.everything.get(beside(document, written))

    def _service(self, name: str, written: Sequence[Cursor]) -> Service:
        layers: list[Cursor] = []
        extends: list[tuple[Document, Cursor]] = []
        missing: Place | None = None
        for own in reversed(written):
            layers.append(own)
            for base, named in self._extended(own):
                if base is None:
                    missing = named.place
                else:
                    layers.append(base)
                    extends.append((base.document, named))
        return Service(name, written[0], Layers(tuple(layers)), self, tuple(extends), missing)

    def _extended(self, service: Cursor) -> Iterator[tuple[Cursor | None, Cursor]]:
        """What a service extends, nearest first, with the place that names it; None for what cannot be found."""
        seen = {(service.document.source.path, service.path)}
        for _ in range(_MAX_EXTENDS):
            at = service.at("extends")
            if at.data is None:
                return
            named = at if isinstance(at.data, str) else at.at("service")
            file = at.at("file").text
            document = self.document_of(service.document, file) if file else service.document
            base = Cursor.top(document).at("services", named.text) if document is not None else None
            if base is None or not isinstance(base.data, dict):
                yield None, named
                return
            if (base.document.source.path, base.path) in seen:
                return
            seen.add((base.document.source.path, base.path))
            yield base, named
            service = base


def projects(documents: Sequence[Document]) -> Iterator[Project]:
    """The projects of a run: each Compose file, those that are laid over another with it."""
    everything = {each.source.path: each for each in reversed(documents) if each.language != "dotenv"}
    variables = {each.source.path: each for each in documents if each.language == "dotenv"}
    everything.update(variables)
    over = _overrides({path: each for path, each in everything.items() if is_compose(each)})
    laid = {each.source.path for each in over.values()}
    includers = _includers(everything)
    for document in documents:
        path = document.source.path
        if document.index == 0 and is_compose(document) and path not in laid:
            parts = (document, over[path]) if path in over else (document,)
            roots = _roots(path, includers)
            files = [variables.get(beside(everything[root], ".env")) for root in reversed(roots)]
            kept = dict.fromkeys(each for each in files if each is not None)
            yield Project(parts, Environment(tuple(kept)), roots[-1], everything)


def _overrides(composes: Mapping[str, Document]) -> Mapping[str, Document]:
    """The override of each base file by the base's path."""
    found: dict[str, Document] = {}
    for any_of_folder in {each.source.folder: each for each in composes.values()}.values():
        base, over = (
            next((each for name in names if (each := composes.get(beside(any_of_folder, name)))), None)
            for names in (BASES, OVERRIDES)
        )
        if base is not None and over is not None:
            found[base.source.path] = over
    return found


def _includers(everything: Mapping[str, Document]) -> Mapping[str, str]:
    """The file that includes a file, by its path."""
    found: dict[str, str] = {}
    for path, document in everything.items():
        for each in included(Cursor.top(document)):
            if each.text:
                found.setdefault(beside(document, each.text), path)
    return found


def _roots(path: str, includers: Mapping[str, str]) -> list[str]:
    """A file, what includes it, and so on up."""
    found = [path]
    while (above := includers.get(found[-1])) is not None and above not in found and len(found) < _MAX_INCLUDES:
        found.append(above)
    return found
