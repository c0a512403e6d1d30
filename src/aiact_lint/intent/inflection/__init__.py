"""Forms of the lexicon's words: light rules for each language.

A word in a lexicon file is written in its base form. A marker says how it inflects:

    applicant    a noun or adjective: plural and, in German, French and Spanish, case and gender endings
    rank*        a verb as well: `ranks, ranked, ranking`, and the doer, `ranker`
    =led         as it stands
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache

from aiact_lint.intent.inflection import english, french, german, spanish

_RULES: dict[str, Callable[[str, bool], set[str]]] = {
    "en": english.forms,
    "de": german.forms,
    "fr": french.forms,
    "es": spanish.forms,
}
ARTICLES: dict[str, frozenset[str]] = {
    "en": frozenset(
        [
            "a",
            "an",
            "the",
            "this",
            "that",
            "these",
            "those",
            "its",
            "his",
            "her",
            "their",
            "our",
            "your",
            "my",
            "each",
            "every",
            "any",
            "all",
            "some",
            "both",
        ]
    ),
    "de": frozenset(
        [
            "der",
            "die",
            "das",
            "den",
            "dem",
            "des",
            "ein",
            "eine",
            "einen",
            "einem",
            "einer",
            "eines",
            "ihre",
            "ihren",
            "ihrer",
            "seine",
            "seinen",
        ]
    ),
    "fr": frozenset(
        [
            "le",
            "la",
            "les",
            "l",
            "un",
            "une",
            "des",
            "d",
            "du",
            "de",
            "sa",
            "son",
            "ses",
            "leur",
            "leurs",
            "ce",
            "cette",
            "ces",
            "chaque",
        ]
    ),
    "es": frozenset(
        ["el", "la", "los", "las", "un", "una", "unos", "unas", "su", "sus", "este", "esta", "estos", "estas", "cada"]
    ),
}
"""Words that may stand inside a term without being part of it."""
_PLAIN = str.maketrans("àâéèêëîïôûùçáíóúñ", "aaeeeeiiouucaioun")
_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "œ": "oe"}


@cache
def forms(word: str, language: str) -> frozenset[str]:
    """Every form under which a lexicon word may stand in a text, lower case."""
    if word.startswith("="):
        return frozenset({word[1:]})
    base = word.removesuffix("*")
    if len(base) < 2:
        return frozenset({base})
    found = _RULES[language](base, word.endswith("*"))
    return frozenset(found if language == "en" else found | {_plain(form) for form in found})


def english_bases(word: str, words: Collection[str]) -> tuple[str, ...]:
    """The lexicon words, markers included, of which an English word is a form."""
    found: dict[str, None] = {}
    if "=" + word in words:
        found["=" + word] = None
    for stem in sorted(english.stems(word)):
        for base in (stem, stem + "*"):
            if base in words and word in forms(base, "en"):
                found[base] = None
    return tuple(found)


def _plain(form: str) -> str:
    """As names and tags write it: without accents and umlauts."""
    if form.isascii():
        return form
    for sign, letters in _UMLAUTS.items():
        form = form.replace(sign, letters)
    return form.translate(_PLAIN)
