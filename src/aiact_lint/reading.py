"""Which files of a tree are read, and what came of it.

Most files of most repositories have nothing to do with AI. A file is parsed only if it holds a sign (bytes that every
AI artifact of its kind must hold), or if a file with a sign reaches for it: the rest of its Terraform module, what a
Compose file includes, the folder below an aiact.yaml, files that a declaration names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field
from posixpath import dirname
from typing import TypeAlias

from aiact_lint import evidence
from aiact_lint.discover import Tree
from aiact_lint.document import Document, Parsed, ParseFailure
from aiact_lint.file_memory import FileMemory
from aiact_lint.finding import Skipped
from aiact_lint.kinds import Kind
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.parsers import Parser
from aiact_lint.source import SourceFile, Span

_TERRAFORM = (".tf", ".tofu")
_MANIFESTS = (".yaml", ".yml", ".json")
_STATEMENTS = (b"aiact", b"ai-act", b"AiAct")
"""Bytes that every statement of the vocabulary in a manifest or a tag holds (configured prefixes aside)."""


@dataclass(slots=True)
class Library:
    """The documents of a run."""

    documents: list[Document] = field(default_factory=list)
    failures: list[ParseFailure] = field(default_factory=list)
    """Of files that bear on an AI system."""
    skipped: list[Skipped] = field(default_factory=list)
    sources: dict[str, SourceFile] = field(default_factory=dict)
    """The files that gave documents or failures, by path."""
    read: set[str] = field(default_factory=set)
    """The paths of all files that were parsed; what held nothing for us is not kept in memory."""


Progress: TypeAlias = Callable[[int, int], None]
"""Told how many files of how many have been looked at."""


def read_relevant(
    tree: Tree, parsers: Sequence[Parser], kinds: Sequence[Kind], progress: Progress | None = None
) -> Library:
    """Everything that holds a sign, or that such a file reaches for."""
    reader = _Reader(tree, parsers, kinds)
    declarations = [path for path in tree.files if is_declaration(path)]
    for path in declarations:
        reader.parse(path, named=True)
    signs = []
    for number, path in enumerate(tree.files, 1):
        if reader.parse_if_sign(path):
            signs.append(path)
        if progress is not None:
            progress(number, len(tree.files))
    named = reader.named_by_declarations()
    for path in named:
        reader.parse(path, named=True)
    for path in _reached(tree, declarations, signs, reader.library):
        reader.parse(path)
    reader.follow()
    reader.memory.save()
