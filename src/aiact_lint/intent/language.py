"""Which languages a text is read in, told by its small words."""

from __future__ import annotations

import re
from collections.abc import Sequence

LANGUAGES = ("en", "de", "fr", "es")
_SMALL: dict[str, frozenset[str]] = {
    "en": frozenset(
        [
            "the",
            "of",
            "and",
            "to",
            "for",
            "is",
            "are",
            "with",
            "that",
            "this",
            "on",
            "by",
            "from",
            "not",
            "be",
            "it",
            "as",
            "or",
            "an",
            "which",
            "model",
        ]
    ),
    "de": frozenset(
        [
            "der",
            "die",
            "das",
            "und",
            "ist",
            "für",
            "von",
            "mit",
            "nicht",
            "auf",
            "ein",
            "eine",
            "einen",
            "wird",
            "werden",
            "den",
            "dem",
            "des",
            "im",
            "zur",
            "zum",
            "oder",
            "bei",
            "anhand",
            "aus",
            "als",
        ]
    ),
    "fr": frozenset(
        [
            "le",
            "la",
            "les",
            "des",
            "et",
            "est",
            "pour",
            "une",
            "dans",
            "sur",
            "pas",
            "par",
            "du",
            "au",
            "aux",
            "qui",
            "ce",
            "cette",
            "ne",
            "ou",
            "avec",
            "à",
            "leurs",
            "leur",
        ]
    ),
    "es": frozenset(
        [
            "el",
            "los",
            "las",
            "del",
            "y",
            "es",
            "para",
            "una",
            "en",
            "con",
            "por",
            "que",
            "no",
            "se",
            "al",
            "como",
            "su",
            "sus",
            "o",
            "este",
            "esta",
            "un",
            "la",
            "de",
        ]
    ),
}
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = re.compile(r"[à-öø-ÿÀ-ÖØ-ÞœŒß]")
_SHORT = 40
"""Words; so few that counting small words tells little."""
_SAMPLE = 20_000
"""Characters looked at; enough for a text of any length."""


def languages(texts: Sequence[str]) -> tuple[str, ...]:
    """The languages in which to read an artifact's prose, told by its small words; English in case of doubt."""
    words: list[str] = []
    left = _SAMPLE
    for text in texts:
        words += _WORD.findall(text[:left].lower())
        left -= len(text)
        if left <= 0:
            break
    counts = {language: sum(word in small for word in words) for language, small in _SMALL.items()}
    total = sum(counts.values())
    short = len(words) < _SHORT
    foreign = any(not text.isascii() and _LETTERS.search(text[:_SAMPLE]) for text in texts)
    if not total:
        return LANGUAGES if foreign or short else ("en",)
    least = 1 if short else max(2, 0.12 * total)
    found = tuple(language for language in LANGUAGES if counts[language] >= least)
    if foreign and short and len(found) < 2 and not counts["en"]:
        return found
    return found if found and not (short and counts["en"] and foreign) else LANGUAGES
