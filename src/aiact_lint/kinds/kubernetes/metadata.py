"""Annotations and labels: what they state in the vocabulary, and what they say in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aiact_lint.kinds.cursor import Cursor
from aiact_lint.kinds.kubernetes.objects import Object
from aiact_lint.kinds.label_texts import label_texts
from aiact_lint.subjects import Carrier, Statement, Text, Value
from aiact_lint.vocabulary import statements_from_flat


def statements(of: Object, prefixes: Sequence[str]) -> tuple[Statement, ...]:
    """What an object's annotations and labels, and those of its pod template, state."""
    return statements_from_flat(_entries(of), Carrier.MANIFEST, prefixes)


def texts(of: Object, prefixes: Sequence[str]) -> Iterator[Text]:
    """What annotations and labels say in words; the texts among our own statements with their role."""
    for metadata in of.metadata:
        for part in ("annotations", "labels"):
            for name, value in metadata.at(part).entries():
                yield from label_texts(name, value.data, value.text_place, prefixes)


def _entries(of: Object) -> Iterator[tuple[str, Value]]:
    for metadata in of.metadata:
        for part in ("annotations", "labels"):
            for name, value in metadata.at(part).entries():
                if _is_scalar(value):
                    yield name, value.value()


def _is_scalar(value: Cursor) -> bool:
    return isinstance(value.data, str | int | float)
