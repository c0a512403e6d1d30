"""The cheap look: bytes of which a file holds one if an AI artifact can stand in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from aiact_lint.source import SourceFile, ending_of

Group: TypeAlias = tuple[bytes, tuple[bytes, ...]]
"""What some signs have in common, and these signs."""

_WORTH_IT = 200_000
"""Bytes looked through before it pays to put the signs of an ending into groups."""
_PER_FILE = 4_000
"""What a file costs beside its bytes, in bytes."""
_SHARED = 4
"""Bytes that the signs of a group have in common at least: shorter ones stand everywhere, longer make more groups."""


class Signs:
    """What to look for in files."""

    def __init__(self, by_ending: Mapping[str, tuple[bytes, ...]]) -> None:
        """`by_ending`: the signs that may stand in a file, by its ending; the first ending that fits decides."""
        self.by_ending = by_ending
        self._looked_through = dict.fromkeys(self.by_ending, 0)
        self._groups: dict[str, Sequence[Group]] = {}

    def of(self, path: str) -> tuple[bytes, ...]:
        """The signs that may stand in a file; none where no kind is for its ending."""
        ending = self._ending(path)
        return self.by_ending[ending] if ending is not None else ()

    def are_in(self, source: SourceFile) -> bool:
        """Whether a file holds one."""
        ending = self._ending(source.path)
        if ending is None:
            return False
        if self._looked_through[ending] < _WORTH_IT:
            self._looked_through[ending] += len(source.data) + _PER_FILE
            return holds(source, self.by_ending[ending])
        if ending not in self._groups:
            self._groups[ending] = grouped(self.by_ending[ending])
        return holds_of_groups(source.data, self._groups[ending])

    def _ending(self, path: str) -> str | None:
        return ending_of(path, self.by_ending)


def holds(source: SourceFile, tokens: Iterable[bytes]) -> bool:
    """Whether any of some bytes stand in a file."""
    return any(token in source.data for token in tokens)


def holds_of_groups(data: bytes, groups: Iterable[Group]) -> bool:
    """The same, of signs in groups."""
    for shared, tokens in groups:  # noqa: SIM110  # done for every file: a generator takes a third longer
        if shared in data and any(token in data for token in tokens):
            return True
    return False


def grouped(tokens: Iterable[bytes]) -> list[Group]:
    """Signs by what they have in common, the largest groups first: without that, a text holds none of the group."""
    left = dict.fromkeys(tokens)
    groups: list[Group] = []
    while left:
        counts = Counter(piece for token in left for piece in _pieces(token))
        shared, count = max(counts.items(), key=lambda item: (item[1], item[0]), default=(b"", 0))
        if count < 2:
            break
        group = tuple(token for token in left if shared in token)
        groups.append((_longest(shared, group), group))
        left = {token: None for token in left if shared not in token}
    return [*groups, *((token, (token,)) for token in left)]


def _longest(shared: bytes, tokens: Sequence[bytes]) -> bytes:
    """What is shared, with what follows and precedes it in all of the tokens: longer bytes are found faster."""
    one = tokens[0]
    start = one.index(shared)
    end = start + len(shared)
    while end < len(one) and all(one[start : end + 1] in token for token in tokens):
        end += 1
    while start and all(one[start - 1 : end] in token for token in tokens):
        start -= 1
    return one[start:end]


def _pieces(token: bytes) -> set[bytes]:
    return {token[at : at + _SHARED] for at in range(len(token) - _SHARED + 1)}
