"""AIA212: a generator of pictures, video or sound without its safeguards (Art 5(1)(ba), 5(1)(bb), 5(1a))."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from aiact_lint.checks.switches import compiled, switches
from aiact_lint.finding import Level
from aiact_lint.rule import Problem, Scope, Unresolved
from aiact_lint.subjects import Place, ReferenceKind

_SAFEGUARDS = "prohibited-uses.safeguards"
_ARTICLES = "Art 5(1)(ba), 5(1)(bb), 5(1a)"


def safeguards_off(scope: Scope) -> Iterator[Problem | Unresolved]:
    """Art 5(1)(ba), (bb) and 5(1a): a generator whose safety checker or filter is off, or that shows no safeguard."""
    system = scope.system
    if system.risk_class == "out-of-scope":
        return
    generator = _generator(scope)
    stated = system.stated(_SAFEGUARDS)
    if generator is not None and stated is not None and not stated.known:
        yield Unresolved(stated.place, f"the value of '{stated.value}' is not in the files")
    elif generator is not None and stated is not None and stated.value is False:
        yield Problem(stated.place, f"The declaration says that the generator has no safeguards ({_ARTICLES}).")
    found = list(switches(scope, f"which switches off a safeguard of a generator ({_ARTICLES})", generator is not None))
    yield from found
    silent = bool(system.statements) and not system.has(_SAFEGUARDS) and not found
    if generator is not None and silent and not _shows_safeguard(scope):
        message = f"The files do not show a safeguard beside the generator {generator[0]} ({_ARTICLES})."
        place = system.place_for([_SAFEGUARDS, "prohibited-uses"])
        yield Problem(place, message, related=((generator[1], "the generator"),), level=Level.NOTE)


def _generator(scope: Scope) -> tuple[str, Place] | None:
    """What says that pictures, video or sound are generated: a card's task, a server's image, a model's name."""
    options = scope.rule.check.options
    tasks, names = cast(list[str], options["tasks"]), compiled(str(options["generators"]))
    for artifact in scope.system.artifacts:
        for subject in artifact.subjects:
            for fact in ("pipeline_tag", "image", "model", "storage_uri"):
                value = subject.facts.get(fact)
                if value is not None and value.known and (value.value in tasks or names.search(str(value.value))):
                    return f"'{value.value}'", value.place
        for reference in artifact.references:
            if reference.kind is ReferenceKind.MODEL and names.search(reference.value):
                return f"'{reference.value}'", reference.place
    return None


def _shows_safeguard(scope: Scope) -> bool:
    titles = compiled(str(scope.rule.check.options["sections"]))
    for subject in scope.system.subjects():
        guardrail, sections = subject.facts.get("guardrail"), subject.facts.get("sections")
        if guardrail is not None and guardrail.value is True:
            return True
        headings = sections.value if sections is not None and isinstance(sections.value, tuple) else ()
        if any(titles.search(str(title)) for title in headings):
            return True
    return False
