"""A stated value that only holds a place: `TBD`, `xxx`, `<reference>`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from aiact_lint.lazy_pattern import compile_later
from aiact_lint.rule import Problem, Scope

_PLACEHOLDER = compile_later(
    r"""^\W*(tbd|tba|tbc|todo|fixme|xx+|pending|n/?a|none|null|nil|unknown|placeholder|change[-_ ]?me|replace[-_ ]?me
    |to\ be\ (added|announced|assigned|completed|confirmed|decided|defined|determined|filled|provided)\b.*|dummy
    |insert\b.*|your[-_ ].*|coming\ soon|later|\?+|\.\.+|…|-+|0+
    |ausstehend|folgt|à\ (compléter|définir)|por\ (definir|determinar)|pendiente
    |<[^<>]*>|\[[^\[\]]*\]|\{+[^{}]*\}+|(tbd|todo|fixme|tbc)\b.*|https?://(www\.)?(…|\.\.\.|example\.(com|org|net|eu)\b.*|todo.*|tbd.*)?)\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_PART = compile_later(r"[^0-9A-Za-z]+")
_LONGEST = 300
_SHORTEST_BLANK = 3
"""Letters x or zeros in a row that are a blank to be filled in."""


def placeholder(scope: Scope) -> Iterator[Problem]:
    """One finding per statement, under the keys that the rule names, whose value stands for nothing yet.

    `claimed`: only in systems for which that key is stated, and not to say no; `not-of-class`: not in those classes.
    """
    options, system = scope.rule.check.options, scope.system
    if "claimed" in options and not system.claims(str(options["claimed"])):
        return
    if system.risk_class in cast(list[str], options.get("not-of-class", [])):
        return
    for key in cast(list[str], options["keys"]):
        for statement in system.statements.get(key, ()):
            value = statement.value.value
            if statement.value.known and isinstance(value, str) and is_placeholder(value):
                yield Problem(statement.value.place, scope.rule.message.replace("{value}", value.strip()))


def is_placeholder(text: str) -> bool:
    """Whether a text only holds a place for something that comes later."""
    stripped = text.strip()
    if not stripped or len(stripped) > _LONGEST:
        return not stripped
    return _PLACEHOLDER.match(stripped) is not None or _has_blank(stripped)


def _has_blank(text: str) -> bool:
    """Whether a part of a short reference is a blank to be filled in: `EU-XXXX`, `AI-0000`."""
    if "://" in text or any(char.isspace() for char in text):
        return False
    parts = _PART.split(text)
    numbers = [part for part in parts if part.isdigit()]
    zeros = max(map(len, numbers), default=0) >= _SHORTEST_BLANK and set("".join(numbers)) == {"0"}
    return zeros or any(len(part) >= _SHORTEST_BLANK and set(part.lower()) == {"x"} for part in parts)
