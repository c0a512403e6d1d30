"""AIA002: keys and values of the vocabulary that mean nothing."""

from __future__ import annotations

from collections.abc import Iterator

from aiact_lint.checks.shape import did_you_mean, listed, sentence, shape_errors, suggested
from aiact_lint.keys import KEYS, KeyType, type_of
from aiact_lint.normal_form import normal_form
from aiact_lint.repairs import Repair, rewrite
from aiact_lint.rule import Problem, Scope
from aiact_lint.subjects import Artifact, Carrier, Place, Statement, Value
from aiact_lint.terms import canonical, words_of


def declaration(scope: Scope) -> Iterator[Problem]:
    """An aiact.yaml against its schema; every other carrier statement by statement."""
    seen: set[int] = set()
    for artifact in scope.system.artifacts:
        if artifact.kind != "declaration":
            for statement in artifact.statements:
                yield from _statement(statement)
        elif id(artifact.document) not in seen:
            seen.add(id(artifact.document))
            yield from _file(artifact)


def _file(artifact: Artifact) -> Iterator[Problem]:
    document = artifact.document
    if document.data is None:
        yield Problem(Place(document), "The declaration is empty: it declares no system.")
        return
    form = normal_form(document.data)
    for path, message in shape_errors(form.data, "aiact.schema.json"):
        written = form.written(path)
        place = Place(document, written, on_key="not a known key" in message and written in document.keys)
        yield Problem(place, sentence(f"In the declaration, {message}"), fixes=_respelt(place, message))


def _statement(statement: Statement) -> Iterator[Problem]:
    kind = type_of(statement.key)
    value = statement.value
    if kind is None:
        place = Place(value.place.document, value.place.path, on_key=True)
        message = sentence(_about_key(statement.key))
        yield Problem(place, message, fixes=_renamed(statement, place, message))
    elif value.known:
        for word, place in _words(value):
            if (allowed := _not_allowed(kind, word)) is not None:
                message = sentence(f"'{word}' is no value for '{statement.key}': {allowed}")
                yield Problem(place, message, fixes=_respelt(place, message, str(word)))


def _respelt(place: Place, message: str, written: str | None = None) -> tuple[Repair, ...]:
    """The suggested word instead of the written one; a guess, so never without being asked."""
    word = suggested(message)
    return rewrite(place, word, safe=False, expected=written) if word is not None else ()


def _about_key(key: str) -> str:
    """What is wrong with a key: where its block is known, it is the name in the block that is not."""
    block, _, name = key.rpartition(".")
    if beside := _names_in(block):
        return f"'{name}' is not a key of '{block}'{did_you_mean(name, beside)}"
    return f"'{key}' is not a key of the vocabulary{did_you_mean(key, KEYS)}"


def _names_in(block: str) -> list[str]:
    """The names of the keys directly in a block; none at the top and for a block that is not known."""
    split = (each.rpartition(".") for each in KEYS)
    return [name for above, _, name in split if above == block and block]


def _renamed(statement: Statement, key: Place, message: str) -> tuple[Repair, ...]:
    """The suggested name in a nested mapping, where it is the one name that is wrong."""
    block = statement.key.rpartition(".")[0]
    name = suggested(message)
    if statement.carrier is not Carrier.CARD or name is None or "." in name or (block and not _names_in(block)):
        return ()
    return rewrite(key, name, safe=False)


def _words(value: Value) -> Iterator[tuple[object, Place]]:
    if not isinstance(value.value, tuple):
        yield value.value, value.place
        return
    for index, word in enumerate(value.value):
        yield word, value.via[index] if index < len(value.via) else value.place


def _not_allowed(kind: KeyType, word: object) -> str | None:
    """What is allowed instead of a word, if it is not; None where it is fine."""
    if kind is KeyType.NUMBER:
        return None if isinstance(word, int | float) and not isinstance(word, bool) else "a number is expected"
    if kind is KeyType.BOOLEAN:
        return None if isinstance(word, bool) else "true or false is expected"
    names = words_of(kind)
    if not names or canonical(kind, word) is not None:
        return None
    return f"it is one of {listed(names)}{did_you_mean(word, names)}"
