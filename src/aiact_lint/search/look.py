"""A look at one file: whether it holds a sign, and if so what stands in it. All that goes in and out is plain data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from aiact_lint import kept_documents
from aiact_lint.discover import Tree
from aiact_lint.file_identity import Identity
from aiact_lint.kept_documents import Plain
from aiact_lint.parsers import Parser
from aiact_lint.search.signs import Signs
from aiact_lint.source import SourceFile


class Task(NamedTuple):
    """A file to look at."""

    path: str
    parser: str
    """The name of the parser to read it with if it holds a sign; "" where somebody else does that."""
    digest: bytes = b""
    """What its content was when it was last seen; b"" if it never was."""
    sign: bool = False
    """Whether it held a sign then."""


class Answer(NamedTuple):
    """What was seen; without anything else, a file without a sign."""

    skipped: str = ""
    """Why it was not read; then nothing else is known."""
    identity: Identity | None = None
    """What the file was just before it was read."""
    digest: bytes = b""
    """Of its content, if that is wanted."""
    sign: bool = False
    parsed: Plain | None = None
    """What it was parsed to, if that was asked for and is plain data."""


class Looker:
    """Looks at files of one tree."""

    def __init__(self, tree: Tree, signs: Signs, parsers: Mapping[str, Parser], *, digests: bool) -> None:
        """`parsers` by name; `digests`: work out those of all files."""
        self._tree = tree
        self._signs = signs
        self._parsers = parsers
        self._digests = digests

    def look(self, task: Task) -> Answer:
        """Read one file, and parse it if it holds a sign."""
        before = self._tree.identity(task.path)
        source = self._tree.read(task.path)
        if not isinstance(source, SourceFile):
            return Answer(skipped=source.reason)
        digest = source.digest if self._digests else b""
        sign = task.sign if digest and digest == task.digest else self._signs.are_in(source)
        if not sign and not digest:
            return Answer()
        parser = self._parsers.get(task.parser) if sign else None
        return Answer("", before, digest, sign, kept_documents.parse_plain(source, parser) if parser else None)
