"""Named selections of rules, as data in `rules/profiles.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from aiact_lint import bundled
from aiact_lint.rule import Rule

DEFAULT = "default"

_OURS = "AIA"


def names() -> tuple[str, ...]:
    """The profiles, smallest first."""
    return tuple(_table())


def chosen(profile: str, rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules of a profile. Raises `KeyError` for one that does not exist."""
    entry = _table()[profile]
    wanted = tuple(cast("list[str] | None", entry.get("rules")) or ("",))
    status = cast(list[str], entry["status"])
    return tuple(
        rule
        for rule in rules
        if rule.status in status and (not rule.id.startswith(_OURS) or rule.id.startswith(wanted))
    )


def _table() -> Mapping[str, Mapping[str, object]]:
    table = cast(Mapping[str, object], bundled.table(bundled.root() / "rules" / "profiles.yaml"))
    return cast(Mapping[str, Mapping[str, object]], table["profiles"])
