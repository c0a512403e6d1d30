"""What a run asked about the files of a tree, and what it was told: with the same answers, its outcome is the same.

A file counts as unchanged if size, inode and times are the same, as git does it; of a file that had just changed when
it was read, the content decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from time import time_ns
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from aiact_lint.file_identity import Identity, was_settled

if TYPE_CHECKING:
    from aiact_lint.discover import Tree
    from aiact_lint.source import SourceFile

Question: TypeAlias = tuple[str, str]
"""What is asked (`content`, `names`, `gone`) and the path it is about."""
Answer: TypeAlias = object
"""Plain data: the digest of a content, names of files, whether a path is gone; None for a file that was not read."""
Outcome: TypeAlias = tuple[tuple[str, ...], tuple[str, ...], bytes, dict[str, Identity], dict[Question, Answer]]
"""Exclusions, endings, the digest of all names, files by identity, and the answers."""


class Answers:
    """Collects the answers of one run."""

    def __init__(self) -> None:
        self._identities: dict[str, Identity] = {}
        self._given: dict[Question, Answer] = {}
        self._started = time_ns()
        self.listing: Listing | None = None

    def note(self, what: str, path: str, answer: Answer) -> None:
        """Remember an answer; asked again, a path has to give the same one."""
        self._given.setdefault((what, path), answer)

    def note_content(self, path: str, about: Identity | None, source: SourceFile | None) -> None:
        """Remember what a file holds: what it is says as much, if it was that before the run began."""
        if about is not None and self.was_settled(about):
            self._identities[path] = about
        else:
            self.note("content", path, None if source is None else source.digest)

    def was_settled(self, about: Identity | None) -> bool:
        """Whether a file had its present content for a while when the run began."""
        return was_settled(about, self._started)

    def kept(self) -> Outcome | None:
        """Everything that was asked and answered, as plain data; None if a file was changing meanwhile.

        A file that nobody opened is one that an earlier run knows by its identity.
        """
        if self.listing is None:
            return None
        tree, exclude, suffixes = self.listing
        identities = dict(self._identities)
        for path in tree.files:
            if path in identities or ("content", path) in self._given:
                continue
            about = tree.identity(path)
            if about is None or not self.was_settled(about):
                return None
            identities[path] = about
        return tuple(exclude), suffixes, _digest(tree), identities, self._given


class Listing(NamedTuple):
    """A tree, and by what its files were chosen."""

    tree: Tree
    exclude: Sequence[str]
    suffixes: tuple[str, ...]


def still(outcome: Outcome, look: Callable[[tuple[str, ...], tuple[str, ...]], Tree]) -> bool:
    """Whether files give the same answers as when an outcome was kept; `look` lists them by exclusions and endings."""
    exclude, suffixes, listed, identities, given = outcome
    tree = look(exclude, suffixes)
    return listed == _digest(tree) and _same(tree, identities, given)


def _same(tree: Tree, identities: Mapping[str, Identity], given: Mapping[Question, Answer]) -> bool:
    unchanged = all(tree.identity(path) == about for path, about in identities.items())
    return unchanged and all(_ask(tree, what, path) == answer for (what, path), answer in given.items())


def _ask(tree: Tree, what: str, path: str) -> Answer:
    match what:
        case "content":
            return getattr(tree.read(path), "digest", None)
        case "names":
            return tree.names_in(path)
        case _:
            return tree.is_gone(path)


def _digest(tree: Tree) -> bytes:
    """Tells trees with other files apart."""
    names = "\0".join(sorted(tree.everything)).encode("utf-8", "surrogatepass")
    return blake2b(names, digest_size=16).digest()
