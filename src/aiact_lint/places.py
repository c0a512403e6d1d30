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
