"""The Python checks by the names that rule files use: one explicit list."""

from __future__ import annotations

from aiact_lint.checks import (
    automation,
    classification,
    conformity,
    contradictions,
    declaration,
    evidence_paths,
    intended_use,
    placeholder,
    representative,
    verification,
)
from aiact_lint.rule import PythonCheck

CHECKS: tuple[tuple[str, PythonCheck], ...] = (
    ("annex_iii_use", intended_use.annex_iii_use),
    ("automated_decision", automation.automated_decision),
    ("classified", classification.classified),
    ("conformity_certificate", conformity.certificate),
    ("conformity_route", conformity.route),
    ("contradictions", contradictions.contradictions),
    ("declaration", declaration.declaration),
    ("evidence", evidence_paths.evidence),
    ("exempted_profiling", classification.exempted_profiling),
    ("placeholder", placeholder.placeholder),
    ("practice", intended_use.practice),
    ("representative", representative.representative),
    ("two_people", verification.two_people),
)
