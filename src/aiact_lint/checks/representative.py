"""AIA308: a provider outside the Union and its authorised representative (Art 22)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from aiact_lint.keys import plain
from aiact_lint.rule import Problem, Scope, Unresolved

_CODE = re.compile(r"[A-Z]{2,3}")


def representative(scope: Scope) -> Iterator[Problem | Unresolved]:
    """Only where a country is stated, and where it is known to lie outside: an unknown name says nothing."""
    system = scope.system
    country, named = system.stated("provider.country"), system.stated("provider.representative")
    if country is None:
        return
    if named is not None and not named.known:
        yield Unresolved(named.place, f"the representative ('{named.value}') is not in the files")
        return
    if system.claims("provider.representative"):
        return
    if not country.known:
        yield Unresolved(country.place, f"the provider's country ('{country.value}') is not in the files")
    elif isinstance(country.value, str) and _is_outside(country.value.strip(), scope):
        yield Problem(country.place, scope.rule.message.replace("{country}", country.value.strip()))


def _is_outside(country: str, scope: Scope) -> bool:
    options = scope.rule.check.options
    inside, outside = ({plain(name) for name in cast(list[str], options[key])} for key in ("inside", "outside"))
    if plain(country) in inside:
        return False
    return plain(country) in outside or _CODE.fullmatch(country) is not None
