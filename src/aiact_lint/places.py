"""Where words of a value stand in the source text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aiact_lint.source import Span
from aiact_lint.subjects import Place


def word_places(whole: Place, words: Sequence[str]) -> Iterator[Place]:
    """The place of each word in the text under a place, in order; the whole place for one not found as written."""
    span = whole.span
    text = whole.document.source.slice(span)
    at = 0
    for word in words:
        found = text.find(word, at)
        if found < 0:
            yield whole
            continue
        at = found + len(word)
        yield Place(whole.document, whole.path, whole.on_key, Span(span.start + found, span.start + at))


def word_place(whole: Place, words: Sequence[str], index: int) -> Place:
    """The place of one of the words, as `word_places` gives it."""
    span = whole.span
    text = whole.document.source.slice(span)
    at = found = 0
    for word in words[: index + 1]:
        found = text.find(word, at)
        if found >= 0:
            at = found + len(word)
    return (
        whole
        if found < 0
        else Place(whole.document, whole.path, whole.on_key, Span(span.start + found, span.start + at))
    )
