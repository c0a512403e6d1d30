"""The cheap first look: which texts of an artifact can hold a signal, and which others are needed to judge them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from aiact_lint.intent.frames import Frame
from aiact_lint.intent.lexicon import Lexicon
from aiact_lint.intent.pack import Pack
from aiact_lint.subjects import Text, TextRole

_WORD = re.compile(r"[^\W\d_]+|\d{3}")
_HUMPS = re.compile(r"[A-ZÀ-ÖØ-Þ]{2,}s(?![a-zß-öø-ÿ])|[A-ZÀ-ÖØ-Þ]?[a-zß-öø-ÿ]+|[A-ZÀ-ÖØ-Þ]+")
_LEADING = frozenset({TextRole.TITLE, TextRole.PURPOSE, TextRole.DESCRIPTION, TextRole.TAG})
_MOST_CONTEXT = 60_000
"""Characters read only for what they say about an artifact as a whole."""
_MOST_ITEMS = 60
"""Items of a list, or cells of a row, on either side of one that is read."""


def worth_reading(texts: Sequence[Text], raws: Sequence[str], lexicon: Lexicon, languages: Sequence[str]) -> list[int]:
    """Indexes of the texts to read in full, in order; empty where no text can fill any frame."""
    packs = [lexicon.pack(language) for language in dict.fromkeys(("en", *languages))]
    frames = lexicon.frames
    heads = lexicon.heads_mask
    masks = [_may_name(raw, packs) for raw in raws]
    telling = [index for index, mask in enumerate(masks) if mask & heads and _may_fill(mask, frames)]
    if not telling:
        return []
    wanted: set[int] = set()
    for index in telling:
        wanted.update(_with_company(index, texts))
    wanted.update(index for index, text in enumerate(texts) if text.role in _LEADING and masks[index])
    left = _MOST_CONTEXT
    for index, raw in enumerate(raws):
        if left <= 0:
            break
        if masks[index] and index not in wanted:
            wanted.add(index)
            left -= len(raw)
    return sorted(wanted)


def _may_name(raw: str, packs: Iterable[Pack]) -> int:
    """Every concept that has a term all of whose words are in the text."""
    words = set(_WORD.findall(raw.lower()))
    if not raw.islower():
        words.update(part.lower() for part in _HUMPS.findall(raw))
    total = 0
    for pack in packs:
        bases = _bases(words, pack)
        for base in bases:
            for others, mask in pack.clues(base):
                if mask & ~total and all(other in bases for other in others):
                    total |= mask
    return total


def _bases(words: Iterable[str], pack: Pack) -> set[str]:
    found: set[str] = set()
    for word in words:
        known = pack.bases(word)
        found.update(known)
        if pack.splitter is not None and not known:
            for low, high in pack.splitter.split(word):
                found.update(pack.bases(word[low:high]))
    return found


def _may_fill(mask: int, frames: Iterable[Frame]) -> bool:
    return any(mask & frame.head and all(mask & slot for slot in frame.beside) for frame in frames)


def _with_company(index: int, texts: Sequence[Text]) -> Iterator[int]:
    """A text, those beside it, and the list or table row it belongs to."""
    yield index
    if index + 1 < len(texts):
        yield index + 1
    role = texts[index].role
    at = index - 1
    while at >= 0:
        yield at
        if (
            role not in (TextRole.LIST_ITEM, TextRole.TABLE_CELL)
            or texts[at].role is not role
            or index - at >= _MOST_ITEMS
        ):
            break
        at -= 1
    if role is TextRole.TABLE_CELL:
        row = range(index + 1, min(len(texts), index + _MOST_ITEMS))
        yield from (at for at in row if texts[at].role is role)
