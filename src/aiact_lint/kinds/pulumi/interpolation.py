"""Pulumi's interpolation: `${bucket.name}-x`, `${list[0]["key"]}`."""

from __future__ import annotations

import re

_STEP = re.compile(r"\.?([A-Za-z_$][\w$-]*)|\[(\d{1,9})\]|\[\"([^\"\\]*)\"\]")
_MAX_TEXT = 100_000
_MAX_STEPS = 50


def pieces(text: str) -> list[str | tuple[str | int, ...]] | None:
    """The parts of a text: what stands as it is, and the steps of each reference; None for what is not well-formed."""
    found: list[str | tuple[str | int, ...]] = []
    at = 0
    if len(text) > _MAX_TEXT:
        return None
    while (start := text.find("$", at)) >= 0:
        if text.startswith("$${", start):
            found.append(text[at : start + 1])
            at = start + 2
        elif text.startswith("${", start):
            end = text.find("}", start)
            steps = _steps(text[start + 2 : end]) if end >= 0 else None
            if not steps:
                return None
            found += [text[at:start], steps]
            at = end + 1
        else:
            found.append(text[at : start + 1])
            at = start + 1
    return [*found, text[at:]]


def _steps(path: str) -> tuple[str | int, ...] | None:
    """The steps of a reference, a name first."""
    found: list[str | int] = []
    at = 0
    while at < len(path):
        match = _STEP.match(path, at)
        if match is None or len(found) >= _MAX_STEPS:
            return None
        at = match.end()
        found.append(int(match[2]) if match[2] is not None else match[1] if match[1] is not None else match[3])
    return tuple(found) if found and isinstance(found[0], str) else None
