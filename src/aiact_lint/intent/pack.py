"""The words of one language, compiled as they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache as once
from typing import TypeAlias

from aiact_lint.intent.compound import Splitter
from aiact_lint.intent.inflection import ARTICLES, english_bases, forms

Node = dict[str, object]
"""A trie over base words; the key "" holds the mask of the concepts of a term that ends here."""
Plain: TypeAlias = tuple[set[str], dict[str, str], dict[str, str], dict[str, str], set[str]]
Clues = tuple[int, tuple[tuple[str, int], ...], tuple[tuple[tuple[str, ...], int], ...]]
"""What a base word hints at: concepts it names alone, those it names with one other word, and with several."""

_LONG, _SHORT = 4, 2
"""Letters that every form of a word shares with it: of a short one, whose last letter may change, only two."""


class Pack:
    """The terms of one language and the words they are made of.

    Nothing is worked out before a text asks for it: English words are taken back to their base form one by one, and
    the terms that begin with a word are put into a trie when the word first turns up. German, whose compounds are
    split along known forms, has all its forms worked out at the start.
    """

    def __init__(self, language: str, concepts: Iterable[tuple[str, int]]) -> None:
        """`concepts` gives terms, separated by commas, and the bit of the concept they name."""
        self._take(language, *_prepared(language, concepts))

    @classmethod
    def of(cls, language: str, plain: Plain) -> Pack:
        """A pack as it was prepared before; see `plain`."""
        pack = cls.__new__(cls)
        pack._take(language, *plain)
        return pack

    def _take(
        self,
        language: str,
        words: set[str],
        firsts: dict[str, str],
        longers: dict[str, str],
        forms: dict[str, str],
        beginnings: set[str],
    ) -> None:
        self.language = language
        self.articles = ARTICLES.get(language, frozenset())
        self.plain: Plain = (words, firsts, longers, forms, beginnings)
        """All of it as plain data, for the cache: terms are one text a word, parsed when a text has that word."""
        self.words = words
        self._beginnings = beginnings
        self._bases: dict[str, tuple[str, ...]] = {}
        self._starts: dict[str, tuple[int, tuple[Node, ...]]] = {}
        self._clues: dict[str, Clues] = {}
        self._clued = -1
        """The concepts that the clues kept so far are about."""
        self._lazy = language == "en"
        self.splitter = Splitter(forms) if language == "de" else None

    def bases(self, word: str) -> tuple[str, ...]:
        """The lexicon words of which a lower-case word is a form; empty for all other words."""
        found = self._bases.get(word)
        if found is None:
            found = self._english(word) if self._lazy else tuple(self.plain[3].get(word, "").split())
            self._bases[word] = found
        return found

    def _english(self, word: str) -> tuple[str, ...]:
        begins = word[:_LONG] in self._beginnings or word[:_SHORT] in self._beginnings
        return english_bases(word, self.words) if begins else ()

    def start(self, word: str) -> tuple[int, tuple[Node, ...]]:
        """What a word can begin: the concepts it names alone, and the nodes of longer terms."""
        found = self._starts.get(word)
        if found is None:
            node: Node = {}
            for base in self.bases(word):
                for words, mask in _terms(self.plain[1].get(base, "")):
                    _insert(node, words[1:], mask)
            alone = node.pop("", 0)
            found = (alone if isinstance(alone, int) else 0, (node,) if node else ())
            self._starts[word] = found
        return found

    def clues(self, base: str, wanted: int) -> Clues:
        """The terms whose longest word a base word is, as far as they name concepts of `wanted`."""
        found = self._clues.get(base) if wanted == self._clued else None
        if found is None:
            if wanted != self._clued:
                self._clued = wanted
                self._clues.clear()
            found = self._clues[base] = _clues(base, self.plain[2].get(base, ""), wanted)
        return found


def _clues(base: str, written: str, wanted: int) -> Clues:
    alone = 0
    pairs: dict[str, int] = {}
    longer: list[tuple[tuple[str, ...], int]] = []
    for line in written.splitlines():
        bits, _, words = line.partition(" ")
        mask = _mask(bits) & wanted
        if not mask:
            continue
        others = [word for word in words.split(" ") if word != base]
        if not others:
            alone |= mask
        elif len(others) == 1:
            pairs[others[0]] = pairs.get(others[0], 0) | mask
        else:
            longer.append((tuple(others), mask))
    return alone, tuple(pairs.items()), tuple(longer)


def _prepared(language: str, concepts: Iterable[tuple[str, int]]) -> Plain:
    """The words of a pack, its terms by first and by longest word, and for all but English every form of a word."""
    words: set[str] = set()
    firsts: dict[str, list[str]] = {}
    longers: dict[str, list[str]] = {}
    for term, mask in _merged(concepts).items():
        parts = term.split()
        words.update(parts)
        written = f"{_bits(mask)} {' '.join(parts)}"
        firsts.setdefault(parts[0], []).append(written)
        longers.setdefault(max(parts, key=len), []).append(written)
    inflected: dict[str, list[str]] = {}
    for word in sorted(words) if language != "en" else ():
        for form in forms(word, language):
            inflected.setdefault(form, []).append(word)
    beginnings = {_beginning(word.lstrip("=")) for word in words} if language == "en" else set()
    return words, _joined(firsts, "\n"), _joined(longers, "\n"), _joined(inflected, " "), beginnings


def _joined(lists: Mapping[str, Sequence[str]], by: str) -> dict[str, str]:
    return {key: by.join(values) for key, values in lists.items()}


def _bits(mask: int) -> str:
    """The set bits by number, joined by dots: terms name one concept or a few of hundreds."""
    bits = []
    while mask:
        lowest = mask & -mask
        bits.append(str(lowest.bit_length() - 1))
        mask ^= lowest
    return ".".join(bits)


def _terms(written: str) -> Iterator[tuple[list[str], int]]:
    """The words and concepts of terms as `_prepared` wrote them."""
    for line in written.splitlines():
        bits, _, words = line.partition(" ")
        yield words.split(" "), _mask(bits)


@once
def _mask(bits: str) -> int:
    """The mask that `_bits` has written; terms name few different sets of concepts."""
    return sum(1 << int(bit) for bit in bits.split("."))


def _beginning(word: str) -> str:
    return word[:_LONG] if len(word.rstrip("*")) > _LONG else word[:_SHORT]


def step(nodes: Sequence[Node], words: Sequence[str]) -> tuple[int, tuple[Node, ...]]:
    """One word on in the trie: the concepts of terms that end there, and the nodes of those that go on."""
    mask = 0
    onward = []
    for node in nodes:
        for word in words:
            child = node.get(word)
            if isinstance(child, dict):
                end = child.get("", 0)
                if isinstance(end, int):
                    mask |= end
                if len(child) > 1 or not end:
                    onward.append(child)
    return mask, tuple(onward)


def _merged(concepts: Iterable[tuple[str, int]]) -> Mapping[str, int]:
    """Each term once, with all the concepts it names."""
    found: dict[str, int] = {}
    for terms, bit in concepts:
        for written in terms.replace("'s ", " ").split(","):
            term = written.strip()
            for each in _alternatives(term) if "/" in term else (term,):
                found[each] = found.get(each, 0) | bit
    found.pop("", None)
    return found


def _alternatives(term: str) -> Iterator[str]:
    """`call centre/center agent` stands for two terms."""
    before: list[str] = [""]
    for word in term.split():
        before = [f"{start} {choice}" for start in before for choice in word.split("/")]
    return (each.strip() for each in before)


def _insert(node: Node, words: Sequence[str], mask: int) -> None:
    for word in words:
        node = node.setdefault(word, {})  # type: ignore[assignment]
    node[""] = int(node.get("", 0)) | mask  # type: ignore[call-overload]
