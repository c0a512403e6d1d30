"""What earlier runs saw in the files of a tree: which hold no sign.

A file counts as unchanged if size, inode and times are the same, as git does it; otherwise by the digest of its
content, so that a fresh checkout finds its entries again.
"""

from __future__ import annotations

from collections.abc import Mapping
from time import time_ns
from typing import TypeAlias, cast

from aiact_lint import cache
from aiact_lint.discover import Tree
from aiact_lint.file_identity import Identity, was_settled
from aiact_lint.source import SourceFile

_WORTH_IT = 50
"""Files; a smaller tree is looked through in less time than it takes to load what is remembered."""
_MOST = 200_000

_Seen: TypeAlias = tuple["Identity | None", bytes, bool]
"""What a file was, if that is settled; the digest of its content; whether it held a sign."""


class FileMemory:
    """Remembers one tree. Without a cache it remembers nothing and costs nothing."""

    def __init__(self, tree: Tree, looked_for: Mapping[str, tuple[bytes, ...]]) -> None:
        """`looked_for`: the bytes of signs by ending; with others, everything is looked at again."""
        self._tree = tree
        self._name = ""
        self._known: Mapping[str, _Seen] = {}
        self._seen: dict[str, _Seen] = {}
        if cache.in_use() and len(tree.files) >= _WORTH_IT:
            self._name = cache.key(str(tree.root), dict(looked_for))
            self._known = cast("Mapping[str, _Seen] | None", cache.load("files", self._name)) or {}
        self._now = time_ns()

    def is_idle(self, path: str) -> bool:
        """Whether a file is the one that held no sign before, without reading it."""
        known = self._known.get(path)
        if known is None or known[2] or known[0] is None or known[0] != self._tree.identity(path):
            return False
        self._seen[path] = known
        return True

    def holds_sign(self, source: SourceFile, before: Identity | None = None) -> bool | None:
        """Whether a file with this content held a sign before; None where that is not known.

        `before` is what it was just before it was read: of a file that is the one from before nothing is worked out.
        """
        known = self._known.get(source.path)
        if known is not None and before is not None and known[0] == before:
            source.known_by(known[1])
        return known[2] if known is not None and known[1] == source.digest else None

    def knows(self, path: str) -> bool:
        """Whether a file is the one from before."""
        known = self._known.get(path)
        return known is not None and known[0] is not None and known[0] == self._tree.identity(path)

    def last_seen(self, path: str) -> tuple[bytes, bool] | None:
        """The digest that a file had before, and whether it held a sign."""
        known = self._known.get(path)
        return None if known is None else (known[1], known[2])

    @property
    def needs_digests(self) -> bool:
        """Whether files are remembered at all."""
        return bool(self._name)

    def note(self, path: str, before: Identity | None, digest: bytes, *, sign: bool) -> None:
        """Remember a file; `before` is what it was just before it was read."""
        if self._name:
            self._seen[path] = (before if was_settled(before, self._now) else None, digest, sign)

    def identity(self, path: str) -> Identity | None:
        """What a file is, to be asked for before it is read."""
        return self._tree.identity(path) if self._name else None

    def save(self) -> None:
        """Keep what this run saw, with what is known of files that it was not asked about."""
        if self._name and self._seen != self._known:
            asked = set(self._tree.files)
            others = {path: seen for path, seen in self._known.items() if path not in asked}
            kept = {**others, **self._seen}
            if len(kept) <= _MOST:
                cache.save("files", self._name, kept)
