"""The cheap look: bytes of which a file holds one if an AI artifact can stand in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aiact_lint.kinds import Kind
from aiact_lint.parsers import Parser
from aiact_lint.source import SourceFile, has_ending


class Signs:
    """What to look for in files, by their ending."""

    def __init__(self, parsers: Sequence[Parser], kinds: Sequence[Kind]) -> None:
        self.by_ending = {
            suffix: tuple(dict.fromkeys(token for kind in kinds if suffix in kind.suffixes for token in kind.tokens()))
            for parser in parsers
            for suffix in parser.suffixes
        }

    def of(self, path: str) -> tuple[bytes, ...]:
        """The signs that may stand in a file; none where no kind is for its ending."""
        return next((found for suffix, found in self.by_ending.items() if has_ending(path, suffix)), ())

    def are_in(self, source: SourceFile) -> bool:
        """Whether a file holds one."""
        return holds(source, self.of(source.path))


def holds(source: SourceFile, tokens: Iterable[bytes]) -> bool:
    """Whether any of some bytes stand in a file."""
    return any(token in source.data for token in tokens)
