"""Kubernetes objects that Terraform holds in `kubernetes_manifest`, as documents for whoever reads manifests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from aiact_lint.document import Document, Path
from aiact_lint.kinds.terraform.instance import Instance
from aiact_lint.kinds.terraform.instances import instances
from aiact_lint.kinds.terraform.modules import blocks_of, modules
from aiact_lint.kinds.terraform.resolved import Resolved
from aiact_lint.kinds.terraform.table import MANIFEST
from aiact_lint.kinds.terraform.vendored import in_documents
from aiact_lint.source import Span
from aiact_lint.subjects import Place

_ATTRIBUTE = "manifest"
_MAX_DEPTH = 60


def manifests(
    documents: Sequence[Document], var_files: Mapping[str, Sequence[str]] | None = None
) -> Iterator[Document]:
    """One document for each manifest of each module instance, with the places of the Terraform file."""
    if any(block.labels[:1] == (MANIFEST,) for document in documents for block in blocks_of(document)):
        for instance in instances(modules(documents, var_files), in_documents(documents)):
            yield from _of(instance)


def _of(instance: Instance) -> Iterator[Document]:
    for block in instance.module.resources.values():
        place = block.attribute(_ATTRIBUTE) if block.labels[0] == MANIFEST else None
        if place is None:
            continue
        found = instance.resolver.resolved(place)
        if found.known and isinstance(found.value, dict):
            unknown: set[Path] = set()
            data = _data(found, place, (), unknown)
            values, keys = _Below(place.document.values, place.path), _Below(place.document.keys, place.path)
            span = place.document.values[place.path]
            yield Document(place.document.source, "yaml", data, values, keys, span, frozenset(unknown))


def _data(found: Resolved, place: Place, path: Path, unknown: set[Path]) -> object:
    """Plain data; of what is not known the source text, where there is one."""
    if found.known and isinstance(found.value, dict) and len(path) < _MAX_DEPTH:
        return {str(key): _data(each, place, (*path, str(key)), unknown) for key, each in found.value.items()}
    if found.known and isinstance(found.value, list) and len(path) < _MAX_DEPTH:
        return [_data(each, place, (*path, index), unknown) for index, each in enumerate(found.value)]
    if found.known:
        return found.plain
    unknown.add(path)
    return place.document.get((*place.path, *path), "")


class _Below(Mapping[Path, Span]):
    """The spans below a path of another document."""

    __slots__ = ("_of", "_start")

    def __init__(self, of: Mapping[Path, Span], start: Path) -> None:
        self._of = of
        self._start = start

    def __getitem__(self, path: Path) -> Span:
        return self._of[(*self._start, *path)]

    def __iter__(self) -> Iterator[Path]:
        return (path[len(self._start) :] for path in self._of if path[: len(self._start)] == self._start)

    def __len__(self) -> int:
        return sum(1 for _ in self)
