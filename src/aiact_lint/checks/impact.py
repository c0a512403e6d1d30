"""AIA812 and AIA813: who owes a fundamental rights impact assessment, and whether its file has the six elements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import cast

from aiact_lint.checks.pages import named_pages
from aiact_lint.law import Law
from aiact_lint.rule import Problem, Scope, Unresolved
from aiact_lint.subjects import Value
from aiact_lint.system import System

_PUBLIC = ("deployer.public-body", "deployer.public-service")
_MAX_TEXT = 400_000


def owed(scope: Scope) -> Iterator[Problem | Unresolved]:
    """Art 27(1): public bodies and private deployers of public services; every deployer for III.5.b and III.5.c."""
    system = scope.system
    why = _why(system, scope.law)
    if why is None:
        return
    stated = system.stated("fria")
    if stated is not None and not stated.known:
        yield Unresolved(stated.place, f"the value of '{stated.value}' is not in the files")
    elif system.claims("fria"):
        return
    elif isinstance(why, Value):
        yield Unresolved(why.place, f"whether the deployer is one that owes it ('{why.value}') is not in the files")
    else:
        message = scope.rule.message.replace("{name}", system.id).replace("{why}", why)
        yield Problem(system.place_for(["fria"]), message)


def _why(system: System, law: Law) -> str | Value | None:
    """Who owes it, in words; the value on which it depends; None where nobody does."""
    kinds = {each: str(law.annex_iii[each]["fria"]) for each in system.annex_iii if each in law.annex_iii}
    every = next((each for each, kind in kinds.items() if kind == "every_deployer"), None)
    if every is not None:
        return f"every deployer of {every}"
    candidates = [each for each, kind in kinds.items() if kind == "public_or_public_service"]
    if not candidates:
        return None
    values = [value for key in _PUBLIC if (value := system.stated(key)) is not None]
    if any(value.known and value.value is True for value in values):
        return "public bodies and deployers of public services"
    unknown = next((value for value in values if not value.known), None)
    if unknown is not None:
        return unknown
    body = system.stated("deployer.public-body")
    actors = [str(law.annex_iii[each]["actors"]) for each in candidates]
    if body is None and any(_is_of_public_bodies(each) for each in actors):
        return "the public bodies whose use this is"
    return None


def _is_of_public_bodies(actors: str) -> bool:
    return ("authority" in actors or "law_enforcement" in actors) and "adr_body" not in actors


def complete(scope: Scope) -> Iterator[Problem]:
    """Art 27(1)(a) to (f): the Markdown that is named as the assessment, by the words for each element."""
    if not isinstance(_why(scope.system, scope.law), str):
        return
    named = named_pages(scope.system, scope.repository, ("fria.evidence",))
    text = "\n".join(page.text[:_MAX_TEXT] for page in named.pages)
    if not named.pages or named.elsewhere or named.unknown is not None:
        return  # the rest may stand where the files do not reach
    elements = cast(Mapping[str, str], scope.rule.check.options["elements"])
    missing = [name for name, pattern in elements.items() if not _compiled(pattern).search(text)]
    if missing:
        yield Problem(named.pages[0].named_at, scope.rule.message.replace("{missing}", "; ".join(missing)))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
