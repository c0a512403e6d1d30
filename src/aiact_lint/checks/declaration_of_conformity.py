"""AIA309: what an EU declaration of conformity has to say (Art 47(2), Annex V), where its text can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import cast

from aiact_lint.document import Document
from aiact_lint.evidence import names_a_file, resolve
from aiact_lint.rule import Problem, Scope
from aiact_lint.subjects import Statement
from aiact_lint.system import System

_KEY = "conformity.declaration"
_VERSION = re.compile(r"\bversion\W{1,3}v?(\d+(?:\.\d+)*)", re.IGNORECASE)
_LONGEST = 200_000


def content(scope: Scope) -> Iterator[Problem]:
    """One finding per declaration that is a Markdown document of the files, with everything that it does not say."""
    for statement in scope.system.statements.get(_KEY, ()):
        document = _document(scope, statement)
        if document is None:
            continue
        text = _text(document)
        missing = [*_missing(scope, text), *_unnamed(scope.system, text)]
        if missing:
            message = f"The EU declaration of conformity does not show {_listed(missing)} (Annex V)."
            yield Problem(statement.value.place, message)


def _document(scope: Scope, statement: Statement) -> Document | None:
    if not names_a_file(statement):
        return None
    found = scope.repository.document(resolve(str(statement.value.value), statement.value.place.file).path)
    return found if found is not None and found.language == "markdown" else None


def _text(document: Document) -> str:
    """The words of a document; what its front matter states is no part of a declaration."""
    path = ("front_matter",)
    start = document.locate(path).end if document.get(path) else 0
    return document.source.text[start : start + _LONGEST]


def _missing(scope: Scope, text: str) -> Iterator[str]:
    for element in cast(list[Mapping[str, str]], scope.rule.check.options["elements"]):
        if not _compiled(element["words"]).search(text):
            yield element["what"]


def _unnamed(system: System, text: str) -> Iterator[str]:
    """Names that are stated elsewhere and have to stand in the declaration too."""
    names = [str(value.value) for key in ("name", "system") if (value := system.stated(key)) and value.known]
    if names and not any(_says(text, name) for name in names):
        yield f"the name of the system, '{names[0]}' (point 1)"
    for key, what in (
        ("provider.name", "the provider '{}' (point 2)"),
        ("conformity.notified-body", "the notified body '{}' (point 7)"),
    ):
        value = system.stated(key)
        if value is not None and value.known and isinstance(value.value, str) and not _says(text, value.value):
            yield what.format(value.value)
    version = system.stated("conformity.assessed-version") or system.stated("model-version")
    named = _VERSION.findall(text)
    if version is not None and version.known and named and not any(_agree(str(version.value), each) for each in named):
        yield f"version '{version.value}' (it names {', '.join(dict.fromkeys(named))})"


def _says(text: str, name: str) -> bool:
    """Whether a text holds a name, whatever its case and what joins its words: `cv-screener`, `CV Screener`."""
    words = re.findall(r"\w+", name.casefold())
    return not words or re.search(r"\W+".join(map(re.escape, words)), text.casefold()) is not None


def _agree(one: str, other: str) -> bool:
    left, right = (each.strip().lower().removeprefix("v").split(".") for each in (one, other))
    return all(a == b for a, b in zip(left, right, strict=False))


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace(" |", "|"), re.IGNORECASE)
