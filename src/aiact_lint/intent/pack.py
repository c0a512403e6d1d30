"""The words of one language, compiled as they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from aiact_lint.intent.compound import Splitter
from aiact_lint.intent.inflection import ARTICLES, english_bases, forms

Node = dict[str, object]
"""A trie over base words; the key "" holds the mask of the concepts of a term that ends here."""
Clues = tuple[tuple[tuple[str, ...], int], ...]

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
        self.language = language
        self.articles = ARTICLES.get(language, frozenset())
        self.words: set[str] = set()
        self._by_first: dict[str, list[tuple[list[str], int]]] = {}
        self._by_longer: dict[str, list[tuple[list[str], int]]] = {}
        for term, mask in _merged(concepts).items():
            words = term.split()
            self.words.update(words)
            entry = (words, mask)
            self._by_first.setdefault(words[0], []).append(entry)
            longer = words[0] if len(words[0]) > len(words[-1]) else words[-1]
            self._by_longer.setdefault(longer, []).append(entry)
        self._bases: dict[str, tuple[str, ...]] = {}
        self._starts: dict[str, tuple[int, tuple[Node, ...]]] = {}
        self._clues: dict[str, Clues] = {}
        self._lazy = language == "en"
        self._beginnings = frozenset(_beginning(word.lstrip("=")) for word in self.words)
        if not self._lazy:
            self._inflect_all()
        self.splitter = Splitter(self._bases) if language == "de" else None

    def _inflect_all(self) -> None:
        for word in sorted(self.words):
            for form in forms(word, self.language):
                known = self._bases.get(form)
                self._bases[form] = (word,) if known is None else (*known, word)

    def bases(self, word: str) -> tuple[str, ...]:
        """The lexicon words of which a lower-case word is a form; empty for all other words."""
        found = self._bases.get(word)
        if found is None:
            if not self._lazy:
                return ()
            begins = word[:_LONG] in self._beginnings or word[:_SHORT] in self._beginnings
            found = self._bases[word] = english_bases(word, self.words) if begins else ()
        return found

    def start(self, word: str) -> tuple[int, tuple[Node, ...]]:
        """What a word can begin: the concepts it names alone, and the nodes of longer terms."""
        found = self._starts.get(word)
        if found is None:
            node: Node = {}
            for base in self.bases(word):
                for words, mask in self._by_first.get(base, ()):
                    _insert(node, words[1:], mask)
            alone = node.pop("", 0)
            found = (alone if isinstance(alone, int) else 0, (node,) if node else ())
            self._starts[word] = found
        return found

    def clues(self, base: str) -> Clues:
        """Terms that a base word hints at (it is their first or last word): their other words and their concepts."""
        found = self._clues.get(base)
        if found is None:
            terms = self._by_longer.get(base, ())
            found = tuple((tuple(word for word in words if word != base), mask) for words, mask in terms)
            self._clues[base] = found
        return found


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
