"""SARIF 2.1.0, written the way GitHub code scanning shows best; `docs/sarif.md` says what and why."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from aiact_lint.finding import Report
from aiact_lint.reporters import RenderOptions
from aiact_lint.rule import Rule

if TYPE_CHECKING:
    from aiact_lint.reporters.sarif.results import Chosen


SIZE_LIMIT = 10_000_000
"""Bytes after compression; GitHub refuses a larger upload."""
_HEADROOM = 0.9
"""Results differ in size, and what is left out is said in the log."""


def render(report: Report, rules: Mapping[str, Rule], options: RenderOptions) -> str:
    """One SARIF log with one run, as compact JSON; of a log that would be too large the least severe results go."""
    from aiact_lint.reporters.sarif.results import choose

    chosen = choose(report, include_suppressed=options.include_suppressed)
    while True:
        text = _written(report, rules, options, chosen)
        size = _compressed(text)
        if size <= SIZE_LIMIT or not chosen.findings:
            return text
        limit = int(len(chosen.findings) * _HEADROOM * SIZE_LIMIT / size)
        chosen = choose(report, include_suppressed=options.include_suppressed, limit=limit)


def _written(report: Report, rules: Mapping[str, Rule], options: RenderOptions, chosen: Chosen) -> str:
    from aiact_lint.reporters.escape import json_text
    from aiact_lint.reporters.sarif.log import build
    from aiact_lint.reporters.sarif.plain import plain

    log = plain(build(report, rules, options, chosen))
    return json_text(dict(sorted(log.items())))  # people look for "$schema" at the top


def _compressed(text: str) -> int:
    """Bytes of the compressed log; of a small one its own length, which is more."""
    return len(text) if len(text) <= SIZE_LIMIT else len(zlib.compress(text.encode(), 6))
