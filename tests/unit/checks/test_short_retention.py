"""AIA502 on what is declared: every statement of a short retention is one to put right."""

from __future__ import annotations

from unit.checks.look import findings, report

_DECLARED = "system: a\nrisk-class: high-risk\nartifacts: [card.md]\nlogging: {retention-days: 90}%s\n"
_CARD = "---\nlicense: mit\neu_ai_act:\n  system: a\n  logging:\n    retention-days: 90%s\n---\n# A\n"
_QUIET = " # aiact-lint: ignore[AIA502] reason: kept in the archive"


def test_both_carriers_are_marked() -> None:
    found = findings("AIA502", {"aiact.yaml": _DECLARED % "", "card.md": _CARD % ""})
    assert [where[:2] for _, where in found] == [("aiact.yaml", 4), ("card.md", 6)]


def test_each_line_has_its_own_suppression() -> None:
    found = report("AIA502", {"aiact.yaml": _DECLARED % "", "card.md": _CARD % _QUIET})
    assert [each.location.path for each in found.findings] == ["aiact.yaml"]
    assert [each.finding.location.path for each in found.suppressed] == ["card.md"]
