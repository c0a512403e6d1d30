"""Models that a container's command line names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from aiact_lint.kinds.cursor import Cursor
from aiact_lint.places import word_places
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
    if not any(sign in part.text for part in parts for sign in _SIGNS):
        return
    words = list(islice(_words(parts), _MAX_WORDS))
    for index, (word, place) in enumerate(words):
        flag, equals, value = word.partition("=")
        following = words[index + 1] if index + 1 < len(words) else ("", place)
        if flag.startswith("-") and flag.lstrip("-").replace("_", "-") in _FLAGS:
            yield from _plausible(*(_after_equals(value, place) if equals else following))
        elif index and word in _VERBS.get(words[index - 1][0].rsplit("/", 1)[-1], ()):
            yield from _plausible(*following)


def _words(parts: Iterable[Cursor]) -> Iterator[tuple[str, Place]]:
    for part in parts:
        words = part.text.split()
        if len(words) == 1 and words[0] == part.text:
            yield part.text, part.text_place
        else:
            yield from zip(words, word_places(part.text_place, words), strict=True)


def _after_equals(value: str, place: Place) -> tuple[str, Place]:
    return value, next(iter(word_places(place, (value,))))


def _plausible(written: str, place: Place) -> Iterator[tuple[str, Place]]:
    """A value that can name a model; `name=location` gives both (TorchServe's `--models`)."""
    for value in written.strip("\"'").split("="):
        if value and not value.startswith("-") and not any(char in value for char in "${}`;&|<>"):
            yield value, place
