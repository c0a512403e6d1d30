"""Art 50: who owes which notice, what shows it, and prompts and wording that speak against it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import cast

from aiact_lint.checks.switches import switches
from aiact_lint.finding import Level
from aiact_lint.rule import Problem, Scope, Unresolved
from aiact_lint.source import Span
from aiact_lint.subjects import Place, SubjectKind, Text, TextRole
from aiact_lint.system import System

_BLOCK = "transparency"
_OWED_IN = ("transparency", "high-risk")
_TELLING = (TextRole.TITLE, TextRole.PURPOSE, TextRole.NAME, TextRole.DESCRIPTION, TextRole.PROMPT, TextRole.TAG)
_LONGEST = 4_000
_QUOTED = 60


def notice(scope: Scope) -> Iterator[Problem | Unresolved]:
    """A notice or marking that the system owes by its tasks, uses or words, and that no carrier shows."""
    system, options = scope.system, scope.rule.check.options
    if system.risk_class not in _OWED_IN:
        return
    key = f"{_BLOCK}.{options['key']}"
    why = _why(scope, key)
    if why is None or _shows(system, key, options):
        return
    level, related = why
    stated = system.stated(key) or system.stated(_BLOCK)
    if stated is not None and not stated.known:
        yield Unresolved(stated.place, f"the value of '{stated.value}' is not in the files")
    else:
        message = scope.rule.message.replace("{name}", system.id)
        yield Problem(system.place_for([key, _BLOCK]), message, related=related, level=level)


def _shows(system: System, key: str, options: Mapping[str, object]) -> bool:
    """By the key, by plain words about the whole block, or by a section of a card."""
    if system.has(key):
        stated = system.stated(key)
        return stated is None or (stated.known and stated.value is not False)
    block = system.stated(_BLOCK)
    if block is not None and block.known and block.value is not False:
        return True
    pattern = _compiled(str(options["sections"]))
    return any(pattern.search(title[:200]) for title in _sections(system))


def _sections(system: System) -> Iterator[str]:
    for card in system.subjects(SubjectKind.CARD):
        titles = card.facts.get("sections")
        if titles is not None and isinstance(titles.value, tuple):
            yield from map(str, titles.value)


def _why(scope: Scope, key: str) -> tuple[Level | None, tuple[tuple[Place, str], ...]] | None:
    """Why a system owes it, with the level if the sign is a weak one and the place of the sign; None: it does not."""
    system, options = scope.system, scope.rule.check.options
    stated = system.stated(key)
    if stated is not None and stated.value is False:
        return None, ()
    if set(_words(options, "annex-iii")) & set(system.annex_iii):
        return None, ()
    for name, level in (("tasks", None), ("tasks-less-sure", Level.WARNING)):
        for card in system.subjects(SubjectKind.CARD):
            task = card.facts.get("pipeline_tag")
            if task is not None and task.value in _words(options, name):
                return level, ((task.place, f"the task is '{task.value}'"),)
    if "words" in options and (found := next(_matches(system, str(options["words"])), None)) is not None:
        return None, ((found, "said here"),)
    if options.get("alone") and system.risk_class == "transparency" and not system.has(_BLOCK):
        generates = any(
            (task := card.facts.get("pipeline_tag")) is not None and task.value in _words(options, "other-tasks")
            for card in system.subjects(SubjectKind.CARD)
        )
        return None if generates else (None, ())
    return None


def _words(options: Mapping[str, object], key: str) -> list[str]:
    return cast(list[str], options.get(key) or [])


def _matches(system: System, pattern: str) -> Iterator[Place]:
    for text in _texts(system, _TELLING):
        found = _compiled(pattern).search(text.raw)
        if found is not None:
            yield _exact(text, found)


def _texts(system: System, roles: tuple[TextRole, ...]) -> Iterator[Text]:
    for artifact in system.artifacts:
        yield from (text for text in artifact.texts if text.role in roles and len(text.raw) <= _LONGEST)


def _exact(text: Text, match: re.Match[str]) -> Place:
    start = text.place.span.start
    return Place(text.place.document, text.place.path, exact=Span(start + match.start(), start + match.end()))


def human_claim(scope: Scope) -> Iterator[Problem]:
    """Art 50(1): a prompt that tells the system to pass for a human, or to hide that it is none."""
    if scope.system.risk_class in (None, "out-of-scope"):
        return
    options = scope.rule.check.options
    before = _compiled(str(options["unless-before"]))
    for text in _texts(scope.system, (TextRole.PROMPT,)):
        for name, level, what in (
            ("claims", None, "tells the system to pass for a human"),
            ("hides", Level.WARNING, "tells the system to hide that it is one"),
        ):
            found = next(
                (
                    each
                    for each in _compiled(str(options[name])).finditer(text.raw)
                    if not before.search(text.raw[max(0, each.start() - _QUOTED) : each.start()])
                ),
                None,
            )
            if found is not None:
                said = " ".join(found[0].split())[:_QUOTED]
                yield Problem(_exact(text, found), f"The prompt says '{said}', which {what} (Art 50(1)).", level=level)
                break


def switched_off(scope: Scope) -> Iterator[Problem | Unresolved]:
    """Art 50(1), 50(2): settings that switch off a notice or a marking, where a class is declared."""
    if scope.system.risk_class not in (None, "out-of-scope"):
        yield from switches(scope, str(scope.rule.check.options["what"]))


def only_in_terms(scope: Scope) -> Iterator[Problem]:
    """Art 50(5): a notice that is stated to stand in terms of use or the like, and nowhere else."""
    options = scope.rule.check.options
    hidden, plain = _compiled(str(options["hidden"])), _compiled(str(options["plain"]))
    for key in _words(options, "keys"):
        stated = [
            statement.value
            for name in (key, f"{key}.description", f"{key}.evidence")
            for statement in scope.system.statements.get(f"{_BLOCK}.{name}", ())
            if statement.value.known and isinstance(statement.value.value, str)
        ]
        found = next((value for value in stated if hidden.search(str(value.value)[:_LONGEST])), None)
        if found is not None and not any(plain.search(str(value.value)[:_LONGEST]) for value in stated):
            yield Problem(found.place, scope.rule.message.replace("{key}", key))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of a rule file, where a folded line end is a space."""
    return re.compile(pattern.replace(" |", "|"), re.IGNORECASE)
