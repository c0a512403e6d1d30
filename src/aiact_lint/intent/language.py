"""Which languages a text is read in, told by its small words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = re.compile(r"[à-öø-ÿÀ-ÖØ-ÞœŒß]")
_SHORT = 40
"""Words; so few that counting small words tells little."""
_SAMPLE = 20_000
"""Characters looked at; enough for a text of any length."""
_SHARE = 0.12
"""Of all small words; a language with less is not what the text is written in."""


def languages(texts: Sequence[str], small: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """The languages in which to read an artifact's prose; `small` gives the small words of each language.

    A text that is too short to tell is read in every language its small words allow.
    """
    words: list[str] = []
    left = _SAMPLE
    for text in texts:
        words += _WORD.findall(text[:left].lower())
        left -= len(text)
        if left <= 0:
            break
    counts = {language: sum(word in known for word in words) for language, known in small.items()}
    total = sum(counts.values())
    short = len(words) < _SHORT
    foreign = any(not text.isascii() and _LETTERS.search(text[:_SAMPLE]) for text in texts)
    if not total:
        return tuple(small) if foreign or short else ("en",)
    least = 1 if short else max(2, _SHARE * total)
    found = tuple(language for language in small if counts[language] >= least)
    return tuple(small) if not found or (short and foreign and counts["en"]) else found
