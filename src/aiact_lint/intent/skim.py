"""The cheap first look: which texts of an artifact can hold a signal, and which others are needed to judge them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from aiact_lint.intent.frames import Frame
from aiact_lint.intent.lexicon import Lexicon
from aiact_lint.intent.pack import Pack
from aiact_lint.intent.topic import opening_of, speaks_for_all, strayed
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.subjects import Text, TextRole

_WORD = re.compile(r"[^\W\d_]+|\d{3}")
_HUMPS = re.compile(r"[A-ZÀ-ÖØ-Þ]{2,}s(?![a-zß-öø-ÿ])|[A-ZÀ-ÖØ-Þ]?[a-zß-öø-ÿ]+|[A-ZÀ-ÖØ-Þ]+")
_IN_ROWS = frozenset({TextRole.LIST_ITEM, TextRole.TABLE_CELL})
MOST_TELLING = 20_000
"""Texts of one artifact that may hold a signal; more is no document that people wrote."""
_MOST_LEADING = 20_000
_LONGEST_OPENING = 4_000
"""Characters of a first paragraph that is read because it may say that all of it is a test suite."""
_MOST_CONTEXT = 60_000
"""Characters read only for what they say about an artifact as a whole."""
_MOST_ITEMS = 60
"""Items of a list, or cells of a row, on either side of one that is read."""


@dataclass(frozen=True, slots=True, eq=False)
class Worth:
    """What of an artifact is worth reading, and how."""

    wanted: list[int]
    """Indexes of the texts to read in full, in order; empty where no text can fill any frame."""
    seen: int
    """How many texts were looked at; those after them are beyond `MOST_TELLING`."""
    opening: Text | None
    """The paragraph that says what the thing is."""
    speaking: frozenset[int]
    """Indexes of the texts that speak for the whole artifact."""
    strayed: Mapping[str, int]
    """Signal id → its topic, where the artifact does not come back to it."""


def worth_reading(texts: Sequence[Text], raws: Sequence[str], lexicon: Lexicon, languages: Sequence[str]) -> Worth:
    """Picks the texts that may fill a frame, and what is needed to judge them."""
    packs = [lexicon.pack(language) for language in dict.fromkeys(("en", *languages))]
    look = _first_look(raws, packs, lexicon)
    wanted: set[int] = set()
    for index in look.telling:
        _add_with_company(index, texts, wanted)
    opening, speaking = opening_of(texts), speaks_for_all(texts)
    leading = [at for at, mask in enumerate(look.masks) if mask & look.beyond and at in speaking]
    wanted.update(leading[:_MOST_LEADING])
    if wanted:
        wanted.update(at for at, text in enumerate(texts) if text is opening and len(raws[at]) <= _LONGEST_OPENING)
    left = _MOST_CONTEXT
    for index, mask in enumerate(look.masks):
        if mask & look.far and index not in wanted and left > 0:
            wanted.add(index)
            left -= len(raws[index])
    tagged = any(text.role is TextRole.TAG for text in texts)  # a model card is about its model throughout
    away = {} if tagged else strayed(look.masks, speaking, lexicon.topics, lexicon.machines)
    return Worth(sorted(wanted), len(look.masks), opening, speaking, away)


@dataclass(slots=True)
class _Look:
    """What a first look has found."""

    masks: list[int] = field(default_factory=list)
    """What each text may name."""
    telling: list[int] = field(default_factory=list)
    """The texts that may fill a frame."""
    beyond: int = 0
    """Concepts that those frames look for outside the sentence."""
    far: int = 0
    """Those of them that count anywhere in the artifact."""


def _first_look(raws: Sequence[str], packs: Sequence[Pack], lexicon: Lexicon) -> _Look:
    """Ends early in an endless artifact."""
    look = _Look()
    fits: dict[int, _Fit] = {}
    for index, raw in enumerate(raws):
        mask = _may_name(raw, packs, lexicon.framed_mask)
        look.masks.append(mask)
        if not mask & lexicon.heads_mask:
            continue
        if mask not in fits:
            fits[mask] = _fit(mask, lexicon)
        fit = fits[mask]
        if fit.any:
            look.telling.append(index)
            look.far |= fit.far
            look.beyond |= fit.far | fit.beyond
        if len(look.telling) >= MOST_TELLING:
            break
    return look


@dataclass(frozen=True, slots=True)
class _Fit:
    """The frames that texts which name the same concepts may fill."""

    any: bool
    far: int
    beyond: int


def _fit(mask: int, lexicon: Lexicon) -> _Fit:
    fitting = [frame for frame in lexicon.frames if mask & frame.head and _may_fill(mask, frame)]
    far = beyond = 0
    for frame in fitting:
        far |= frame.far
        beyond |= frame.beyond
    return _Fit(bool(fitting), far, beyond)


def _may_name(raw: str, packs: Iterable[Pack], wanted: int) -> int:
    """Every concept of `wanted` that has a term all of whose words are in the text."""
    written = set(_WORD.findall(raw))
    words = {word.lower() for word in written}
    for word in written:
        if not (word.islower() or word[1:].islower() or word.isupper()):  # `HiringRanker`, `CVs`
            words.update(part.lower() for part in _HUMPS.findall(word))
    total = 0
    for pack in packs:
        bases = _bases(words, pack)
        for base in bases:
            alone, pairs, longer = pack.clues(base, wanted)
            total |= alone
            for other, mask in pairs:
                if other in bases:
                    total |= mask
            for others, mask in longer:
                if mask & ~total and bases.issuperset(others):
                    total |= mask
    return total


def _bases(words: Iterable[str], pack: Pack) -> set[str]:
    found: set[str] = set()
    for word in words:
        known = pack.bases(word)
        if known:
            found.update(known)
        elif pack.splitter is not None:
            for low, high in pack.splitter.split(word):
                found.update(pack.bases(word[low:high]))
    return found


def _may_fill(mask: int, frame: Frame) -> bool:
    return all(mask & slot for slot in frame.beside)


def _add_with_company(index: int, texts: Sequence[Text], wanted: set[int]) -> None:
    """Adds a text, those beside it, and the list or table row it belongs to."""
    role = texts[index].role
    wanted.add(index)
    for at in range(index - 1, max(-1, index - _MOST_ITEMS), -1):
        known = at in wanted
        wanted.add(at)
        if known or role not in _IN_ROWS or texts[at].role is not role:
            break
    for at in range(index + 1, min(len(texts), index + _MOST_ITEMS)):
        known = at in wanted
        wanted.add(at)
        if known or role is not TextRole.TABLE_CELL or texts[at].role is not role:
            break
