"""Models that a container's command line names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from aiact_lint.kinds.cursor import Cursor
from aiact_lint.places import word_place, word_places
from aiact_lint.subjects import Place

_FLAGS = frozenset(
    (
        "model",
        "model-id",
        "model-name",
        "model-path",
        "model-uri",
        "model-url",
        "model-dir",
        "model-base-path",
        "model-repository",
        "model-store",
        "models",
        "served-model-name",
        "hf-repo",
        "hf",
    )
)
"""Flags whose value names a model, dashes for underscores: `--model_id=x`, `--model x`."""

_VERBS = {"vllm": ("serve",), "ollama": ("run", "pull"), "lemonade": ("run",), "ramalama": ("serve", "run")}
"""Programs and the subcommands after which a model comes first."""

_SIGNS = ("model", "hf", *_VERBS)
"""Every flag and program above holds one of these: a command line without them names no model."""
_MAX_WORDS = 1000


def models_in(parts: Iterable[Cursor]) -> Iterator[tuple[str, Place]]:
    """The models named in a command line, given as its strings in order; a string may be a whole shell script."""
    parts = [*parts]
    texts = [part.text for part in parts]
    if not any(sign in text for text in texts for sign in _SIGNS):
        return
    words = _Words(parts, texts)
    for index, word in enumerate(words.written):
        flag, equals, value = word.partition("=")
        if flag.startswith("-") and flag.lstrip("-").replace("_", "-") in _FLAGS:
            if equals:
                yield from _plausible(*_after_equals(value, words.place(index)))
            else:
                yield from words.plausible(index + 1)
        elif index and word in _VERBS.get(words.written[index - 1].rsplit("/", 1)[-1], ()):
            yield from words.plausible(index + 1)


class _Words:
    """The words of a command line; where they stand is worked out for the few that matter."""

    def __init__(self, parts: Sequence[Cursor], texts: Sequence[str]) -> None:
        self._parts = parts
        self._words = [text.split() for text in texts]
        self._texts = texts
        self.written = [word for words in self._words for word in words][:_MAX_WORDS]

    def plausible(self, index: int) -> Iterator[tuple[str, Place]]:
        if index < len(self.written):
            yield from _plausible(self.written[index], self.place(index))

    def place(self, index: int) -> Place:
        """Where a word stands, by its place among all words."""
        at = 0
        while index >= len(self._words[at]):
            index -= len(self._words[at])
            at += 1
        whole = self._parts[at].text_place
        return whole if self._words[at] == [self._texts[at]] else word_place(whole, self._words[at], index)


def _after_equals(value: str, place: Place) -> tuple[str, Place]:
    return value, next(iter(word_places(place, (value,))))


def _plausible(written: str, place: Place) -> Iterator[tuple[str, Place]]:
    """A value that can name a model; `name=location` gives both (TorchServe's `--models`)."""
    for value in written.strip("\"'").split("="):
        if value and not value.startswith("-") and not any(char in value for char in "${}`;&|<>"):
            yield value, place
