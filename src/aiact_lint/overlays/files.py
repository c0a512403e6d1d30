"""The files of a run as far as overlays need them, and the patches that stand inside other files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from posixpath import join, normpath
from typing import Protocol

from aiact_lint.document import Document
from aiact_lint.overlays.node import Node, tree
from aiact_lint.parsers import yaml_
from aiact_lint.source import SourceFile, Span

_REMOTE = ("github.com/", "gitlab.com/", "bitbucket.org/", "git@", "git::", "s3::", "gcs::")


class Files(Protocol):
    """The files of a run."""

    def documents(self, path: str) -> Sequence[Document]:
        """The documents of a YAML or JSON file; none where there is no such file, or it cannot be read."""
        ...

    def read(self, path: str) -> SourceFile | None:
        """A file; None where there is none or it is left unread."""
        ...


def is_remote(reference: str) -> bool:
    """Whether a resource lies in another repository."""
    return "://" in reference or "?ref=" in reference or reference.startswith(_REMOTE)


def resolve(folder: str, reference: str) -> str:
    """The path of a file or folder that a kustomization names; it may lead out of the tree."""
    return normpath(join(folder, reference)) if reference else folder


def written_in(text: Node) -> list[Node]:
    """The documents that a text in another file holds; of a block text each value stands on its own place."""
    if not isinstance(text.data, str):
        return []
    source, span = text.place.document.source, text.place.span
    first_line, newline, _ = source.slice(span).partition("\n")
    if newline and first_line.rstrip() in ("|", "|-", "|+"):
        start = span.start + len(first_line) + 1
        return [tree(each) for each in yaml_.parse_span(source, Span(start, span.end)).documents]
    found = []
    for document in yaml_.parse(SourceFile(source.path, text.data.encode("utf-8", "replace"))).documents:
        node = tree(document)
        for _, each in node.walk():
            each.place, each.key = text.place, replace(text.place) if each.key is not None else None
        found.append(node)
    return found
