"""One text as recognition reads it: words, sentences, and which concepts each sentence names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field

from aiact_lint.intent.lexicon import DECOY_BIT, Lexicon
from aiact_lint.intent.marks import Hit, Marks
from aiact_lint.intent.pack import Node, Pack, step
from aiact_lint.intent.tokens import Sentence, Tokens, sentences, tokenise
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.subjects import Text, TextRole

RUN_TOGETHER = frozenset({TextRole.NAME, TextRole.TAG, TextRole.TITLE, TextRole.RESOURCE_TYPE})
"""Texts whose words may be run together; in prose such a word is somebody's product."""
_MOST_HITS = 120
"""A sentence; one with more is no sentence."""
_FEW = 8
"""Terms of several words in one sentence, up to which it is quickest to look at each for every word."""
_MOST_ARTICLES = 2
"""Passed over inside one term."""


@dataclass(slots=True, eq=False)
class Line:
    """One sentence with what it names."""

    sentence: Sentence
    hits: list[Hit]
    muted: list[bool] = field(default_factory=list)
    denied: list[bool] = field(default_factory=list)
    live: list[Hit] = field(default_factory=list)
    """The hits that are not muted."""
    told: list[Hit] = field(default_factory=list)
    """The hits that are not denied, what is told about data and tests included."""
    mask: int = 0
    """Concepts of the live hits."""
    context: int = 0
    """Concepts of the told hits: what the text is about."""
    named: int = 0
    """Concepts of all hits."""
    against: int = 0
    """Concepts of the live hits and of what the thing is said to work against."""
    sure: bool = True
    fended: tuple[int, int] = (0, 0)
    """Words that the thing is said to work against."""
    follows: bool = False
    """Part of a list that a broken-off denial introduces."""


@dataclass(slots=True, eq=False)
class Read:
    """One text with its lines; a heading or lead has no text."""

    text: Text | None
    tokens: Tokens
    lines: list[Line]


def read(raw: str, offset: int, text: Text | None, lexicon: Lexicon, languages: Sequence[str], marks: Marks) -> Read:
    """Tokenises a text and finds the lexicon's terms in it."""
    tokens = tokenise(raw, offset, names=text is None or text.role in RUN_TOGETHER)
    packs = [lexicon.pack(language) for language in languages]
    for pack in packs:
        if pack.splitter is not None:
            tokens = _decompound(tokens, pack, packs)
    found = list(_terms(tokens, packs))
    lines, at = [], 0
    for sentence in sentences(tokens):
        begin = at
        while at < len(found) and found[at][0] < sentence.last:
            at += 1
        hits = [hit for hit in found[begin : min(at, begin + _MOST_HITS)] if hit[1] <= sentence.last]
        lines.append(Line(sentence, _settle(hits, marks)))
    return Read(text, tokens, lines)


def _decompound(tokens: Tokens, pack: Pack, packs: Sequence[Pack]) -> Tokens:
    """Replaces compounds that no lexicon knows as a whole by their parts."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    breaks: list[str] = []
    for word, start, end, mark in zip(tokens.words, tokens.starts, tokens.ends, tokens.breaks, strict=True):
        parts: tuple[tuple[int, int], ...] = ()
        if pack.splitter is not None and not any(each.bases(word) for each in packs):
            parts = pack.splitter.split(word)
        if not parts:
            words.append(word)
            starts.append(start)
            ends.append(end)
            breaks.append(mark)
        for number, (low, high) in enumerate(parts):
            words.append(word[low:high])
            starts.append(start + low)
            ends.append(start + high)
            breaks.append("" if number else mark)
    return Tokens(words, starts, ends, breaks, tokens.last_break)


def _terms(tokens: Tokens, packs: Sequence[Pack]) -> Iterator[Hit]:
    """Every term at every word, in reading order."""
    words, breaks = tokens.words, tokens.breaks
    last = len(words) - 1
    for index, word in enumerate(words):
        for pack in packs:
            mask, nodes = pack.start(word)
            if mask:
                yield (index, index + 1, mask)
            if nodes and index < last and _may_go_on(nodes, words[index + 1], breaks[index + 1], pack):
                yield from _longer(words, breaks, index, nodes, pack)


def _may_go_on(nodes: Sequence[Node], word: str, mark: str, pack: Pack) -> bool:
    """Whether the next word is one with which a longer term goes on; for most words it is not."""
    if mark and mark[-1] != "(":
        return False
    if word in pack.articles:
        return True
    return any(base in node for base in pack.bases(word) for node in nodes)


def _longer(
    words: Sequence[str], breaks: Sequence[str], index: int, nodes: Sequence[Node], pack: Pack
) -> Iterator[Hit]:
    """The terms of several words that begin at `index`; a term may run into a parenthesis but over no other break.

    Articles and the like may stand inside a term: "invite to interview" is found in "invites to an interview" too.
    A look-alike is taken as it is written: "compute credit" is no use, "compute the credit score" is one.
    """
    at, passed, exact = index + 1, 0, nodes
    while nodes and at < len(words):
        if breaks[at] and breaks[at][-1] != "(":
            return
        mask, onward = step(nodes, pack.bases(words[at]))
        if passed:
            written, exact = step(exact, pack.bases(words[at]))
            mask &= written | ~DECOY_BIT
        if passed < _MOST_ARTICLES and words[at] in pack.articles:
            if not passed:
                exact = onward
            onward = (*onward, *nodes)
            passed += 1
        nodes = onward
        at += 1
        if mask:
            yield (index, at, mask)


def _settle(hits: Sequence[Hit], marks: Marks) -> list[Hit]:
    """Drops what stands inside a longer look-alike or scope mark, and scope marks inside any longer term."""
    if len(hits) < 2:
        return [hit for hit in hits if not hit[2] & DECOY_BIT]
    longer = [hit for hit in hits if hit[1] - hit[0] > 1]
    if not longer:
        return [hit for hit in hits if not hit[2] & DECOY_BIT]
    if len(longer) <= _FEW:
        return _settle_among(hits, longer, marks)
    decoys = _Cover(hits, DECOY_BIT)
    blockers = _Cover(hits, DECOY_BIT | marks.scope)
    terms = _Cover(hits, ~marks.heading)
    every = _Cover(hits, ~0)
    kept = []
    for first, last, mask in hits:
        if mask & DECOY_BIT or blockers.holds(first, last) or decoys.before.get(first, 0) > first:
            continue  # the last: "Hugging Face | recognition", where a look-alike has used up the first word
        if mask & marks.scope and terms.holds(first, last):
            mask &= ~marks.scope
        if mask & marks.heading and every.holds(first, last):
            mask &= ~marks.heading
        if mask:
            kept.append((first, last, mask))
    return kept


def _settle_among(hits: Sequence[Hit], longer: Sequence[Hit], marks: Marks) -> list[Hit]:
    """The same for the few terms of several words that most sentences have; only they can hold anything."""
    kept = []
    blocking = DECOY_BIT | marks.scope
    for first, last, mask in hits:
        held, named = False, 0
        for begin, end, concepts in longer:
            if begin > first:
                break
            if (end >= last and (begin < first or end > last)) or (concepts & DECOY_BIT and begin < first < end):
                held = True
                named |= concepts
        if mask & DECOY_BIT or named & blocking:
            continue
        if held:
            mask &= ~(marks.heading | marks.scope) if named & ~marks.heading else ~marks.heading
        if mask:
            kept.append((first, last, mask))
    return kept


class _Cover:
    """How far some of a sentence's hits reach, to ask what they hold."""

    def __init__(self, hits: Sequence[Hit], mask: int) -> None:
        """`hits` in order of their first word; only those with a bit of `mask` count."""
        self.here: dict[int, int] = {}
        """First word → where the longest that begins there ends."""
        self.before: dict[int, int] = {}
        """First word → how far any that began earlier reaches."""
        reach, at, longest = 0, -1, 0
        for first, last, concepts in hits:
            if first != at:
                reach, at, longest = max(reach, longest), first, 0
                self.before[first] = reach
            if concepts & mask and last > longest:
                self.here[first] = longest = last

    def holds(self, first: int, last: int) -> bool:
        """Whether one of them holds these words and more."""
        return self.here.get(first, 0) > last or self.before.get(first, 0) >= last
