"""The keys of the one vocabulary, as data: what each is called and what kind of value it holds.

`schemas/aiact.schema.json` describes the same keys for editors; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from aiact_lint.lazy_pattern import compile_later


class KeyType(StrEnum):
    """What the value of a key is."""

    TEXT = "text"
    PATH = "path"
    """A reference into the repository, `path` or `path#anchor`, or a URL."""
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    """ISO, `2026-10-01`; kept as text."""
    MEASURE = "measure"
    """Words, yes or no, or a mapping with `description` and `evidence`."""
    LIST = "list"
    PEOPLE = "people"
    """A list of mappings, or of words."""
    CLASS = "class"
    ROLES = "roles"
    GPAI = "gpai"
    ROUTE = "route"
    ANNEX_III = "annex-iii"
    ANNEX_I = "annex-i"
    PRACTICES = "practices"
    CONDITIONS = "conditions"

    @property
    def is_list(self) -> bool:
        """Whether the value is a tuple, also where a single word is written."""
        return self in _LISTS


_LISTS = frozenset(
    (
        KeyType.LIST,
        KeyType.PEOPLE,
        KeyType.ROLES,
        KeyType.ANNEX_III,
        KeyType.ANNEX_I,
        KeyType.PRACTICES,
        KeyType.CONDITIONS,
    )
)

_T, _P, _N, _B, _D, _M, _L = (
    KeyType.TEXT,
    KeyType.PATH,
    KeyType.NUMBER,
    KeyType.BOOLEAN,
    KeyType.DATE,
    KeyType.MEASURE,
    KeyType.LIST,
)

_TOP: Mapping[str, KeyType] = {
    "system": _T,
    "name": _T,
    "description": _T,
    "role": KeyType.ROLES,
    "risk-class": KeyType.CLASS,
    "annex-iii": KeyType.ANNEX_III,
    "annex-i": KeyType.ANNEX_I,
    "gpai": KeyType.GPAI,
    "research": _M,
    "intended-purpose": _T,
    "model-version": _T,
    "placed-on-market": _D,
    "put-into-service": _D,
    "significant-change": _D,
    "suppliers": KeyType.PEOPLE,
    "artifacts": _L,
    "evidence": _P,
}
"""Keys that hold a value and no sub-keys (research: see the measures)."""

_BLOCKS: Mapping[str, Mapping[str, KeyType]] = {
    "exemption": {"conditions": KeyType.CONDITIONS, "assessment": _P, "assessed-on": _D, "profiling": _B, "reason": _T},
    "prohibited-uses": {"excluded": KeyType.PRACTICES, "reviewed-by": _T, "reviewed-on": _D, "safeguards": _M},
    "registration": {
        "status": _T,
        "reference": _T,
        "url": _T,
        "national": _M,
        "non-public": _B,
        "provider-entry": _T,
        "registered-on": _D,
        "member-states": _L,
    },
    "oversight": {
        "measures": _L,
        "people": KeyType.PEOPLE,
        "stop-function": _M,
        "override": _M,
        "confidence-threshold": _M,
        "confidence-threshold.value": _N,
        "confidence-threshold.below": _T,
        "two-person-verification": _M,
        "competence": _M,
        "automation-bias": _M,
        "interpretation": _M,
    },
    "logging": {"enabled": _B, "events": _L, "retention-days": _N, "destination": _T},
    "conformity": {
        "route": KeyType.ROUTE,
        "notified-body": _T,
        "certificate": _T,
        "declaration": _P,
        "issued-on": _D,
        "valid-until": _D,
        "assessed-version": _T,
        "predetermined-changes": _M,
        "ce-marking": _M,
        "standards": _L,
    },
    "provider": {
        "name": _T,
        "address": _T,
        "contact": _T,
        "country": _T,
        "representative": _T,
        "representative.name": _T,
        "representative.address": _T,
        "representative.contact": _T,
        "representative.mandate": _P,
    },
    "deployer": {
        "name": _T,
        "address": _T,
        "contact": _T,
        "country": _T,
        "public-body": _B,
        "public-service": _B,
    },
    "importer": {"name": _T, "address": _T, "contact": _T, "verification": _M},
    "distributor": {"name": _T, "address": _T, "contact": _T, "verification": _M},
    "accessibility": {},
    "documentation": {"technical": _P, "instructions": _P, "retention-days": _N},
    "risk-management": {"plan": _P, "reviewed-on": _D, "misuse": _M, "vulnerable-groups": _M, "testing": _M},
    "data-governance": {
        "training": _M,
        "validation": _M,
        "testing": _M,
        "bias-examination": _M,
        "representativeness": _M,
        "special-categories": _M,
        "special-categories.necessity": _T,
        "special-categories.protection": _T,
        "special-categories.access": _T,
        "special-categories.sharing": _T,
        "special-categories.deletion": _T,
        "special-categories.register": _T,
    },
    "accuracy": {"metrics": KeyType.PEOPLE, "by-group": _M},
    "robustness": {"fallback": _M, "feedback-loops": _M},
    "cybersecurity": {"adversarial-testing": _M},
    "qms": {"standard": _T, "certificate": _T},
    "monitoring": {"plan": _P},
    "incidents": {"contact": _T, "procedure": _P},
    "corrective-action": {"procedure": _P},
    "authorities": {"contact": _T, "procedure": _P},
    "transparency": {
        "interaction-notice": _M,
        "output-marking": _M,
        "emotion-biometric-notice": _M,
        "deep-fake": _M,
        "public-interest-text": _M,
    },
    "fria": {"performed-on": _D, "notified-on": _D, "summary": _T},
    "dpia": {"performed-on": _D, "summary": _T},
    "explanation": {"contact": _T, "process": _P},
    "input-data": {},
    "biometric-authorisation": {"procedure": _P},
    "literacy": {"programme": _P, "audience": _T, "held-on": _D},
    "worker-information": {"informed-on": _D},
    "person-information": {"informed-on": _D},
    "gpai-model": {
        "technical-documentation": _M,
        "downstream-information": _M,
        "copyright-policy": _M,
        "training-summary": _M,
        "open-source": _M,
        "representative": _M,
        "training-compute": _N,
        "notification": _M,
        "evaluation": _M,
        "risk-mitigation": _M,
        "incidents": _M,
        "security": _M,
    },
}
"""Keys with sub-keys. Each may also be plain words (`fria: docs/fria.md`), and has `description` and `evidence`."""

_ALIASES: Mapping[str, str] = {
    "risk-classification": "risk-class",
    "annex-iii-category": "annex-iii",
    "transparency.deep-fake-disclosure": "transparency.deep-fake",
    "prohibited-uses.practices": "prohibited-uses.excluded",
}
"""Other names of keys; the first two are those of the block proposed for model cards on the Hub."""

FILE_KEYS = frozenset(("version", "systems"))
"""Keys of an aiact.yaml about the file, not about a system."""


def _table() -> Iterator[tuple[str, KeyType]]:
    yield from _TOP.items()
    yield from (("research.description", _T), ("research.evidence", _P))
    for block, keys in _BLOCKS.items():
        yield from ((block, _M), (f"{block}.description", _T), (f"{block}.evidence", _P))
        for key, kind in keys.items():
            name = f"{block}.{key}"
            yield name, kind
            if kind is _M:
                yield from ((f"{name}.description", _T), (f"{name}.evidence", _P))


KEYS: Mapping[str, KeyType] = MappingProxyType(dict(_table()))
"""Every canonical key with the type of its value."""

_BLOCK_KEYS = frozenset(".".join(key.split(".")[:depth]) for key in KEYS for depth in range(1, key.count(".") + 1))
_NO_WORDS = "?"
"""The name of an entry whose name has no letter or digit."""

_CASE = compile_later(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SEPARATORS = compile_later(r"[\W_]+")


def plain(name: str) -> str:
    """A name without case and separators: `riskClass`, `Risk-Class` and `risk_class` are one."""
    return "".join(char for char in name.casefold() if char.isalnum())


def kebab(name: str) -> str:
    """A name in kebab-case, its words found by separators and by case."""
    return "-".join(word.lower() for word in _SEPARATORS.split(_CASE.sub("-", name)) if word)


@cache
def _by_plain_name() -> dict[str, str]:
    names = {plain(alias): key for alias, key in _ALIASES.items()}
    names.update((plain(key), key) for key in KEYS)
    return names


@cache
def _children() -> dict[tuple[str, str], str]:
    """(block, plain sub-key) to canonical key."""
    found = {}
    for name, key in [*_ALIASES.items(), *((key, key) for key in KEYS)]:
        block, _, last = name.rpartition(".")
        found[block, plain(last)] = key
    return found


def nested_key(above: str, name: str) -> str:
    """The canonical key of an entry in a mapping that has the canonical key `above` ("" at the top).

    An unknown name stays, in kebab-case, under its block.
    """
    known = _children().get((above, plain(name)))
    if known is not None:
        return known
    written = kebab(name) or _NO_WORDS
    return f"{above}.{written}" if above else written


def joined_key(name: str) -> str:
    """The canonical key of a name in which sub-keys are joined by dashes or the like (`oversight-stop-function`).

    An unknown name is put under the longest block it starts with; else it stays as it is, in kebab-case.
    """
    known = _by_plain_name().get(plain(name))
    if known is not None:
        return known
    words = kebab(name).split("-")
    for length in range(len(words) - 1, 0, -1):
        block = _by_plain_name().get("".join(words[:length]))
        if block in _BLOCK_KEYS:
            return f"{block}.{'-'.join(words[length:])}"
    return "-".join(words) or _NO_WORDS


def is_known(name: str) -> bool:
    """Whether a name, in any spelling, is a key of the vocabulary with its sub-keys joined."""
    return plain(name) in _by_plain_name()


def type_of(key: str) -> KeyType | None:
    """The type of a canonical key; None for a key that is not of the vocabulary."""
    return KEYS.get(key)
