"""Paths from the top of the checkout, for forges."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from aiact_lint.finding import Edit, Fix, Inconclusive, RunError, Skipped, Suppressed
from aiact_lint.reporters.rooted import from_top
from aiact_lint.source import Span
from unit.reporters.report_maker import DECLARATION, LOGS, finding, location, report


def _paths(node: Any) -> list[str]:
    """Every path of a report, however deep."""
    if isinstance(node, tuple):
        return [path for each in node for path in _paths(each)]
    if hasattr(node, "__dataclass_fields__"):
        own = [node.path] if getattr(node, "path", None) else []
        return own + [
            path for each in fields(node) if each.name != "systems" for path in _paths(getattr(node, each.name))
        ]
    return list(node) if type(node) is dict else []


def test_every_path_of_the_report_moves() -> None:
    found = finding(
        related=(location(DECLARATION, "365"),),
        flow=(location(LOGS, "name"),),
        fixes=(Fix("Keep", False, (Edit.at(LOGS, Span(0, 1), "x"),)),),
    )
    made = report(
        [found],
        suppressed=(Suppressed(found, "inSource", "r", "infra/logs.tf:2"),),
        inconclusive=(Inconclusive("AIA502", location(LOGS, "name"), "why"),),
        errors=(RunError("unreadable-file", "m", path="a.md"), RunError("rule-crash", "m", location(LOGS, "name"))),
        skipped=(Skipped("big.json", "large"),),
        hashes={"infra/logs.tf": "00"},
    )
    before = _paths(made)
    assert len(before) == 13
    assert _paths(from_top(made, "services/cv/")) == [f"services/cv/{path}" for path in before]


def test_at_the_top_nothing_changes() -> None:
    made = report([finding()])
    assert from_top(made, "") is made


def test_what_has_no_place_keeps_none() -> None:
    made = from_top(report(errors=(RunError("rule-crash", "m"),)), "a/")
    assert made.errors == (RunError("rule-crash", "m"),)
    assert replace(made, errors=()) == report()
