"""Mappings laid over each other: of a scalar the strongest counts, entries are put together by name."""

from __future__ import annotations

from collections.abc import Iterator

from aiact_lint.document import Path
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Layers:
    """What several files say about one thing, the strongest first; never empty."""

    cursors: tuple[Cursor, ...]

    def at(self, *steps: str | int) -> Cursor:
        """The strongest value under some keys; the strongest layer's where there is none."""
        return next(self.all(*steps), Cursor(self.cursors[0].document, (*self.cursors[0].path, *steps)))

    def all(self, *steps: str | int) -> Iterator[Cursor]:
        """Every value under some keys, the strongest first, down to what `!reset` or `!override` cuts off."""
        for cursor in self.cursors:
            tags = _tags(cursor, steps)
            if "!reset" in tags:
                return
            found = cursor.at(*steps)
            if found.data is not None:
                yield found
            if "!override" in tags:
                return


def _tags(cursor: Cursor, steps: Path) -> tuple[str, ...]:
    """The tags on the way to a value."""
    if not cursor.document.tags:
        return ()
    return tuple(cursor.document.tag((*cursor.path, *steps[:length])) for length in range(1, len(steps) + 1))
