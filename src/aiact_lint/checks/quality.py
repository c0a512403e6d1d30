"""AIA721: a quality management system that rests on a standard which is not about products under regulation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aiact_lint.rule import Problem, Scope, Unresolved

_KEY = "qms.standard"
_ABOUT_ORGANISATIONS = re.compile(r"\b(?:42001|27001|9001)\b")
_ABOUT_PRODUCTS = re.compile(r"\b(?:18286|13485)\b")


def quality_standard(scope: Scope) -> Iterator[Problem | Unresolved]:
    """One of the usual certificates alone, without words or evidence on what Art 17 asks for beyond it."""
    system = scope.system
    stated = system.stated(_KEY)
    if stated is None or system.has("qms.description") or system.has("qms.evidence"):
        return
    if not stated.known:
        yield Unresolved(stated.place, f"the value of '{stated.value}' is not in the files")
        return
    written = str(stated.value)
    if _ABOUT_ORGANISATIONS.search(written) and not _ABOUT_PRODUCTS.search(written):
        yield Problem(stated.place, scope.rule.message.replace("{standard}", written))
