"""Kustomizations in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import dedent

from aiact_lint.document import Document
from aiact_lint.overlays.names import is_kustomization
from aiact_lint.overlays.render import Overlays, build_all
from aiact_lint.parsers import yaml_
from aiact_lint.source import SourceFile


class Tree:
    """Files by path, as overlays read them; every file counts as one that bears on AI."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self.files = {path: SourceFile(path, dedent(text).encode()) for path, text in files.items()}
        self._documents: dict[str, Sequence[Document]] = {}

    def documents(self, path: str) -> Sequence[Document]:
        """The documents of a file, always the same ones."""
        if path in self.files and path not in self._documents:
            self._documents[path] = yaml_.parse(self.files[path]).documents
        return self._documents.get(path, ())

    def read(self, path: str) -> SourceFile | None:
        """One file."""
        return self.files.get(path)


def built(files: Mapping[str, str]) -> Overlays:
    """All overlays of some files."""
    tree = Tree(files)
    return build_all([path for path in files if is_kustomization(path)], tree, lambda path: path in files)


def only(files: Mapping[str, str]) -> Document:
    """The one object of some overlays."""
    result = built(files)
    assert not result.skipped, result.skipped
    (document,) = result.documents
    return document
