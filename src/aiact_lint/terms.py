"""The values of the vocabulary: risk classes, roles, ids of the law tables, and the ways in which people write them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import cast

from aiact_lint import bundled
from aiact_lint.keys import KeyType, plain

RISK_CLASSES = ("prohibited", "high-risk", "transparency", "minimal", "out-of-scope")
"""Strictest first. `out-of-scope` says that the Act does not apply (Art 2: research, military use, private use, …)."""

ROLES = ("provider", "deployer", "importer", "distributor", "authorised-representative")
GPAI = ("none", "gpai", "gpai-systemic")
ROUTES = ("annex-vi", "annex-vii", "sectoral")

_CLASS_ALIASES = {
    "unacceptable": "prohibited",
    "high": "high-risk",
    "limited": "transparency",
    "low": "minimal",
    "none": "out-of-scope",
}


def risk_class_aliases() -> Mapping[str, str]:
    """Every accepted way to write a risk class, without case and separators, to the class."""
    return _classes()


@cache
def _classes() -> Mapping[str, str]:
    found = {plain(name): name for name in RISK_CLASSES} | _CLASS_ALIASES
    with_risk = {f"{name}risk": found[name] for name in ("unacceptable", "limited", "low", "minimal", "transparency")}
    return MappingProxyType(found | with_risk)


def strictest(classes: Iterable[str]) -> str | None:
    """The strictest of some risk classes; words that are none are passed over, None where nothing is left."""
    known = [each for each in classes if each in RISK_CLASSES]
    return min(known, key=RISK_CLASSES.index, default=None)


def _entries(table: str, key: str) -> list[Mapping[str, object]]:
    data = cast(Mapping[str, object], bundled.table(bundled.root() / "law" / f"{table}.yaml"))
    return cast(list[Mapping[str, object]], data[key])


@cache
def annex_iii_ids() -> Mapping[str, str]:
    """Ids of the Annex III uses (`III.4.a`) to their slugs (`recruitment`)."""
    items = (
        item for area in _entries("annex_iii", "areas") for item in cast(list[Mapping[str, object]], area["items"])
    )
    return MappingProxyType({str(item["id"]): str(item["slug"]) for item in items})


@cache
def practice_ids() -> Mapping[str, str]:
    """Ids of the Article 5 practices (`5.1.f`) to their slugs."""
    return MappingProxyType(
        {str(each["id"]): str(each["slug"]) for each in _entries("prohibited_practices", "practices")}
    )


@cache
def condition_ids() -> Mapping[str, str]:
    """Ids of the conditions of Art 6(3) (`6.3.d`) to their slugs."""
    rules = _entries("annex_iii", "general_rules")
    conditions = (each for rule in rules for each in cast(list[Mapping[str, object]], rule.get("conditions") or []))
    return MappingProxyType({str(each["id"]): str(each["slug"]) for each in conditions})


@cache
def annex_i_acts() -> Mapping[str, str]:
    """Acts of Annex I in force, their id (`medical-devices`) to their official name."""
    acts = [*_entries("annex_i", "section_a"), *_entries("annex_i", "section_b")]
    return MappingProxyType({str(act["sector"]): str(act["act"]) for act in acts if act.get("status") != "deleted"})


def _annex_iii_spellings() -> Iterator[tuple[str, str]]:
    """`III.4.a`, `4(a)`, `annex III 4(a)`, `Annex III, point 4 (a)`, `recruitment`."""
    for name, slug in annex_iii_ids().items():
        point = plain(name.removeprefix("III."))
        yield from (
            (f"{prefix}{point}", name) for prefix in ("", "point", "iii", "iiipoint", "annexiii", "annexiiipoint")
        )
        yield from ((f"{prefix}{point}", name) for prefix in ("annex3", "annex3point"))
        yield plain(slug), name


def _practice_spellings() -> Iterator[tuple[str, str]]:
    for name, slug in practice_ids().items():
        yield from ((f"{prefix}{plain(name)}", name) for prefix in ("", "art", "article"))
        yield plain(slug), name


def _condition_spellings() -> Iterator[tuple[str, str]]:
    for name, slug in condition_ids().items():
        yield from ((f"{prefix}{plain(name)}", name) for prefix in ("", "art", "article"))
        yield name.rsplit(".", 1)[-1], name
        yield plain(slug), name


def _annex_i_spellings() -> Iterator[tuple[str, str]]:
    for sector, act in annex_i_acts().items():
        yield plain(sector), sector
        yield plain(act), sector
        yield plain(next(word for word in act.split() if "/" in word and word[0].isdigit())), sector


def _word_spellings(words: Iterable[str], aliases: Mapping[str, str]) -> Callable[[], Iterator[tuple[str, str]]]:
    def spellings() -> Iterator[tuple[str, str]]:
        yield from ((plain(word), word) for word in words)
        yield from aliases.items()

    return spellings


_GPAI_ALIASES = {
    "no": "none",
    "false": "none",
    "yes": "gpai",
    "true": "gpai",
    "generalpurpose": "gpai",
    "systemic": "gpai-systemic",
    "systemicrisk": "gpai-systemic",
    "gpaisystemicrisk": "gpai-systemic",
}
_ROUTE_ALIASES = {"vi": "annex-vi", "internalcontrol": "annex-vi", "vii": "annex-vii", "notifiedbody": "annex-vii"}

_SPELLINGS: Mapping[KeyType, Callable[[], Iterator[tuple[str, str]]]] = {
    KeyType.CLASS: lambda: iter(_classes().items()),
    KeyType.ROLES: _word_spellings(ROLES, {"authorizedrepresentative": "authorised-representative"}),
    KeyType.GPAI: _word_spellings(GPAI, _GPAI_ALIASES),
    KeyType.ROUTE: _word_spellings(ROUTES, _ROUTE_ALIASES),
    KeyType.ANNEX_III: _annex_iii_spellings,
    KeyType.ANNEX_I: _annex_i_spellings,
    KeyType.PRACTICES: _practice_spellings,
    KeyType.CONDITIONS: _condition_spellings,
}


@cache
def _known(kind: KeyType) -> dict[str, str]:
    return dict(_SPELLINGS[kind]())


def canonical(kind: KeyType, written: object) -> str | None:
    """The canonical form of a word of some type; None where it is none, or where the type has no fixed words."""
    if kind not in _SPELLINGS or not isinstance(written, str | int):
        return None
    return _known(kind).get(plain(str(written)))


def words_of(kind: KeyType) -> tuple[str, ...]:
    """The canonical words of a type, in the order of the law; () where it has no fixed words."""
    return tuple(dict.fromkeys(_known(kind).values())) if kind in _SPELLINGS else ()
