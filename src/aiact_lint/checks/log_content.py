"""AIA506: what the logs of remote biometric identification hold at least (Art 12(3))."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import cast

from aiact_lint.evidence import names_a_file, resolve
from aiact_lint.rule import Problem, Scope, Unresolved
from aiact_lint.system import System

_LONGEST = 200_000


def content(scope: Scope) -> Iterator[Problem | Unresolved]:
    """One finding with everything that neither the events nor a document named as evidence mentions."""
    system = scope.system
    enabled = system.stated("logging.enabled")
    if not system.claims("logging") or (enabled is not None and enabled.value is False):
        return  # AIA501 or AIA503 speaks
    unknown = next(
        (value for key in ("logging.events", "logging") if (value := system.stated(key)) and not value.known), None
    )
    if unknown is not None:
        yield Unresolved(unknown.place, f"which events are logged ('{unknown.value}') is not in the files")
        return
    text = "\n".join((*_stated(system), *_documents(scope)))
    items = cast(list[Mapping[str, str]], scope.rule.check.options["items"])
    missing = [each["what"] for each in items if not _compiled(each["words"]).search(text)]
    if missing:
        listed = missing[0] if len(missing) == 1 else f"{', '.join(missing[:-1])} and {missing[-1]}"
        message = f"The files do not show that {listed} {'is' if len(missing) == 1 else 'are'} logged (Art 12(3))."
        yield Problem(system.place_for(["logging.events", "logging"]), message)


def _stated(system: System) -> Iterator[str]:
    for key in ("logging", "logging.events", "logging.description"):
        for statement in system.statements.get(key, ()):
            value = statement.value.value
            yield from (str(each) for each in (value if isinstance(value, tuple) else (value,)))


def _documents(scope: Scope) -> Iterator[str]:
    for statement in scope.system.statements.get("logging.evidence", ()):
        if names_a_file(statement):
            found = scope.repository.document(resolve(str(statement.value.value), statement.value.place.file).path)
            if found is not None and found.language == "markdown":
                yield found.source.text[:_LONGEST]


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace(" |", "|"), re.IGNORECASE)
