"""Statements of the one vocabulary, read from each of its carriers with spelling normalised.

Two shapes carry it: a nested mapping (one system of an aiact.yaml, the block `eu_ai_act:` of a model card), and flat
names (annotations, labels, tags). Both end as `Statement`s with canonical keys and values, placed on what is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from aiact_lint.document import Document, Path
from aiact_lint.flat_names import is_ours, key_of, split_list
from aiact_lint.keys import FILE_KEYS, KEYS, KeyType, kebab, nested_key, type_of
from aiact_lint.subjects import Carrier, Origin, Place, Statement, Value
from aiact_lint.terms import (
    RISK_CLASSES,
    annex_iii_ids,
    canonical,
    practice_ids,
    risk_class_aliases,
    strictest,
)

__all__ = [
    "KEYS",
    "RISK_CLASSES",
    "annex_iii_ids",
    "practice_ids",
    "risk_class_aliases",
    "statements_from_flat",
    "statements_from_tree",
    "strictest",
]

_WORDS = (KeyType.TEXT, KeyType.DATE, KeyType.PATH)

_MAX_DEPTH = 12
"""Mappings nested deeper than this state nothing: the vocabulary needs four levels."""


def statements_from_tree(document: Document, path: Path, carrier: Carrier) -> tuple[Statement, ...]:
    """What a nested mapping states.

    A list of words is one statement with a tuple, the items' places in `Value.via`. A list of mappings is one too, of
    dicts with canonical keys; the `evidence` in them is stated as evidence of the block around the list. An empty value
    (`registration:`) states nothing.
    """
    return tuple(_Tree(document, carrier).mapping(path, ""))


class _Tree:
    def __init__(self, document: Document, carrier: Carrier) -> None:
        self._document = document
        self._carrier = carrier

    def mapping(self, path: Path, above: str) -> Iterator[Statement]:
        node = self._document.get(path)
        if not isinstance(node, dict) or len(path) > _MAX_DEPTH:
            return
        for name, value in node.items():
            if is_extension(name) or (not above and name in FILE_KEYS):
                continue
            yield from self._entry((*path, name), nested_key(above, str(name)), value)

    def _entry(self, path: Path, key: str, value: object) -> Iterator[Statement]:
        if isinstance(value, dict):
            yield from self.mapping(path, key)
        elif isinstance(value, list) and type_of(key) is KeyType.PATH:
            for index, item in enumerate(value):
                yield from self._scalar((*path, index), key, item)
        elif isinstance(value, list):
            yield self._list(path, key, value)
            if not self._document.is_unknown(path):
                yield from self._evidence_in(path, key, value)
        else:
            yield from self._scalar(path, key, value)

    def _scalar(self, path: Path, key: str, value: object) -> Iterator[Statement]:
        if value is None or isinstance(value, dict | list):
            return
        kind = type_of(key)
        place = Place(self._document, path)
        if self._document.is_unknown(path):
            yield self._statement(key, Value(value, place, Origin.UNKNOWN))
        elif kind is not None and kind.is_list:
            yield self._statement(key, Value((normalised(kind, value),), place, via=(place,)))
        else:
            yield self._statement(key, Value(normalised(kind, self._written(kind, place, value)), place))

    def _written(self, kind: KeyType | None, place: Place, value: object) -> object:
        """The value; where words are asked for, a number as it is written (version `1.10` is not `1.1`)."""
        if kind in _WORDS and isinstance(value, int | float) and not isinstance(value, bool):
            return place.document.source.slice(place.span)
        return value

    def _list(self, path: Path, key: str, items: Sequence[object]) -> Statement:
        kind = type_of(key)
        places = tuple(Place(self._document, (*path, index)) for index in range(len(items)))
        values = tuple(_canonical_keys(item) if isinstance(item, dict) else normalised(kind, item) for item in items)
        known = not any(self._document.is_unknown(place.path) for place in (Place(self._document, path), *places))
        origin = Origin.STATED if known else Origin.UNKNOWN
        return self._statement(key, Value(values, Place(self._document, path), origin, places))

    def _evidence_in(self, path: Path, key: str, items: Sequence[object]) -> Iterator[Statement]:
        block = key.rpartition(".")[0]
        for index, item in enumerate(items):
            for name, value in item.items() if isinstance(item, dict) else ():
                if isinstance(name, str) and name.lower() == "evidence":
                    yield from self._entry((*path, index, name), f"{block}.evidence" if block else "evidence", value)

    def _statement(self, key: str, value: Value) -> Statement:
        return Statement(key, value, self._carrier)


def statements_from_flat(
    items: Iterable[tuple[str, Value]], carrier: Carrier, prefixes: Sequence[str] = ()
) -> tuple[Statement, ...]:
    """What annotations, labels or tags state, under our prefixes and any further `prefixes` (`ai.acme.eu`).

    A name under one of them that is no key of the vocabulary is a statement too, so that it can be reported.
    """
    found = []
    for name, value in items:
        if is_ours(name, prefixes):
            key = key_of(name, prefixes)
            found.append(Statement(key, _flat_value(key, value), carrier))
    return tuple(found)


def _flat_value(key: str, value: Value) -> Value:
    kind = type_of(key)
    if not value.known or kind is None:
        return value
    if not kind.is_list:
        return replace(value, value=normalised(kind, value.value))
    parts = split_list(kind, value)
    words = tuple(normalised(kind, word) for word, _ in parts)
    return replace(value, value=words, via=value.via or tuple(place for _, place in parts))


def normalised(kind: KeyType | None, written: object) -> object:
    """A scalar in the canonical form of its type; as written where it has none."""
    if isinstance(written, str):
        word = written.strip()
        if kind is KeyType.NUMBER:
            return _number(word)
        if kind in (KeyType.BOOLEAN, KeyType.MEASURE):
            return _BOOLEANS.get(word.lower(), written)
    known = canonical(kind, written) if kind is not None else None
    return written if known is None else known


_BOOLEANS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def _number(word: str) -> object:
    """The number a word writes; the word itself where it writes none, or one that is not finite."""
    if len(word) <= 40 and word.isascii() and "_" not in word:
        for convert in (int, float):
            try:
                number = convert(word)
            except ValueError:
                continue
            return number if abs(number) < float("inf") else word
    return word


def _canonical_keys(item: dict[object, object]) -> dict[str, object]:
    return {kebab(str(name)) or str(name): value for name, value in item.items() if not is_extension(name)}


def is_extension(name: object) -> bool:
    return isinstance(name, str) and name.lower().startswith("x-")
