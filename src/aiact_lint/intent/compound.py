"""German compounds into their parts: `Bewerberauswahl` → `Bewerber`, `auswahl`."""

from __future__ import annotations

from collections.abc import Mapping

_LINKS = ("", "s", "n", "en", "es", "e", "er", "ns")
_SHORTEST_PART = 4
_SHORTEST_WORD = 9
_LONGEST_WORD = 48
_LONGEST_PART = 22
_MOST_PARTS = 5
_COVERED = 0.6
"""Share of a word's letters that its known parts must make up; less is another word."""


class Splitter:
    """Splits words that are no entry of their own; remembers what it has seen."""

    def __init__(self, surface: Mapping[str, object]) -> None:
        self._known = surface
        self._beginnings: frozenset[str] | None = None
        self._seen: dict[str, tuple[tuple[int, int], ...]] = {}

    def split(self, word: str) -> tuple[tuple[int, int], ...]:
        """Ranges of the known parts inside a word, left to right; empty when none is found."""
        if len(word) < _SHORTEST_WORD or len(word) > _LONGEST_WORD:
            return ()
        if word not in self._seen:
            self._seen[word] = tuple(self._parts(word))
        return self._seen[word]

    def _parts(self, word: str) -> list[tuple[int, int]]:
        """Greedy, longest part first; a stretch that is no part is passed over, so `…systeme` does not hinder."""
        found: list[tuple[int, int]] = []
        at, size = 0, len(word)
        while size - at >= _SHORTEST_PART and len(found) < _MOST_PARTS:
            end = self._part_at(word, at)
            if end:
                found.append((at, end))
                at = self._after_link(word, end)
            else:
                at += 1
        covered = sum(end - start for start, end in found)
        return found if covered >= _COVERED * size else []

    def _part_at(self, word: str, at: int) -> int:
        """Where the longest known part that starts at `at` ends; 0 when there is none."""
        if self._beginnings is None:  # not before the first long word
            self._beginnings = frozenset(
                known[:_SHORTEST_PART] for known in self._known if len(known) >= _SHORTEST_PART
            )
        if word[at : at + _SHORTEST_PART] not in self._beginnings:
            return 0
        longest = min(len(word) - (at == 0), at + _LONGEST_PART)  # the whole word is no part of itself
        return next((end for end in range(longest, at + _SHORTEST_PART - 1, -1) if word[at:end] in self._known), 0)

    def _after_link(self, word: str, at: int) -> int:
        """Past the linking sound at `at`, if a known part follows it."""
        for link in _LINKS:
            after = at + len(link)
            if word.startswith(link, at) and self._part_at(word, after):
                return after
        return at
