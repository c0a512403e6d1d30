"""SARIF 2.1.0, written the way GitHub code scanning shows best; `docs/sarif.md` says what and why."""

from __future__ import annotations

from collections.abc import Mapping

from aiact_lint.finding import Report
from aiact_lint.reporters import RenderOptions
from aiact_lint.rule import Rule


def render(report: Report, rules: Mapping[str, Rule], options: RenderOptions) -> str:
    """One SARIF log with one run, as compact JSON."""
    from aiact_lint.reporters.escape import json_text
    from aiact_lint.reporters.sarif.log import build
    from aiact_lint.reporters.sarif.plain import plain

    log = plain(build(report, rules, options))
    return json_text(dict(sorted(log.items())))  # people look for "$schema" at the top
