"""AIA008: keys and values that are understood, but spelt in another way than the vocabulary spells them."""

from __future__ import annotations

from collections.abc import Iterator

from aiact_lint.document import Document, Path
from aiact_lint.keys import KeyType, is_known, nested_key, plain, type_of
from aiact_lint.repairs import literal, rewrite
from aiact_lint.rule import Problem, Scope
from aiact_lint.subjects import Carrier, Place, Statement
from aiact_lint.terms import canonical

_WORDS = (KeyType.CLASS, KeyType.ROLES, KeyType.GPAI, KeyType.ROUTE)
"""Types whose values have one spelling; ids of the law tables have several good ones."""


def spelling(scope: Scope) -> Iterator[Problem]:
    """Nested mappings only: what a name in an annotation or tag may look like is up to the platform."""
    seen: set[tuple[int, Path]] = set()
    for artifact in scope.system.artifacts:
        for statement in artifact.statements:
            if statement.carrier in (Carrier.DECLARATION, Carrier.CARD):
                yield from (*_keys(statement, seen), *_values(statement))


def _keys(statement: Statement, seen: set[tuple[int, Path]]) -> Iterator[Problem]:
    document, path = statement.value.place.document, statement.value.place.path
    above = ""
    for length in range(_base(path) + 1, len(path) + 1):
        name = path[length - 1]
        if isinstance(name, int):
            return  # below a list stand keys of its items, which have no canonical name
        above = nested_key(above, name)
        if (id(document), path[:length]) in seen:
            continue
        seen.add((id(document), path[:length]))
        word = above.rpartition(".")[2]
        if is_known(above) and name != word and not (statement.carrier is Carrier.CARD and plain(name) == plain(word)):
            yield _key(document, path[:length], word)


def _base(path: Path) -> int:
    """The number of steps to the system: through `systems` and its list, or through the block of a card."""
    if path[:1] == ("systems",):
        return 2 if len(path) > 1 and isinstance(path[1], int) else 1
    if path[:1] == ("front_matter",):
        return 2
    return 1 if path[:1] in (("eu_ai_act",), ("aiact",)) else 0


def _key(document: Document, path: Path, word: str) -> Problem:
    place = Place(document, path, on_key=True)
    beside = document.get(path[:-1])
    taken = isinstance(beside, dict) and word in beside
    fixes = () if taken else rewrite(place, word, safe=True, expected=str(path[-1]))
    return Problem(place, f"'{path[-1]}' is another spelling of '{word}'.", fixes=fixes)


def _values(statement: Statement) -> Iterator[Problem]:
    kind, value = type_of(statement.key), statement.value
    if kind not in _WORDS or not value.known:
        return
    for place in value.via if isinstance(value.value, tuple) else (value.place,):
        found = literal(place) if isinstance(place.document.get(place.path), str) else None  # `gpai: true` is fine
        word = canonical(kind, found[1]) if found is not None else None
        if found is not None and word is not None and found[1] != word:
            yield Problem(
                place, f"'{found[1]}' is another spelling of '{word}'.", fixes=rewrite(place, word, safe=True)
            )
