"""What `evidence: path#anchor` can name in a card that is data: its keys, by their dotted path or by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from aiact_lint.document import Document
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.subjects import Place

_DEPTH = 3
_MAX_KEYS = 2_000


def key_anchors(document: Document) -> dict[str, Place]:
    """`considerations.limitations` and, where no other key is called so, `limitations`; three levels deep."""
    keys = [each for _, each in zip(range(_MAX_KEYS), _keys(Cursor.top(document), _DEPTH), strict=False)]
    named = Counter(str(each.path[-1]) for each in keys)
    found = {".".join(map(str, each.path)): each.key_place for each in keys}
    for each in keys:
        if named[str(each.path[-1])] == 1:
            found.setdefault(str(each.path[-1]), each.key_place)
    return found


def _keys(at: Cursor, depth: int) -> Iterator[Cursor]:
    if depth:
        for _, below in at.entries():
            yield below
            yield from _keys(below, depth - 1)
