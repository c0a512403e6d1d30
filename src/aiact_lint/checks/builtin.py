"""The Python checks by the names that rule files use: one explicit list."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from typing import cast

from aiact_lint.rule import Problem, PythonCheck, Scope, Unresolved


@cache
def _loaded(module: str, name: str) -> PythonCheck:
    return cast(PythonCheck, getattr(import_module(f"aiact_lint.checks.{module}"), name))


def _later(module: str, name: str) -> PythonCheck:
    """A check whose module is imported when it is first run: most runs need a few of them."""

    def check(scope: Scope) -> Iterable[Problem | Unresolved]:
        return _loaded(module, name)(scope)

    return check


CHECKS: tuple[tuple[str, PythonCheck], ...] = (
    ("accuracy_figures", _later("accuracy", "figures")),
    ("accuracy_thresholds", _later("accuracy", "thresholds")),
    ("annex_iii_use", _later("intended_use", "annex_iii_use")),
    ("automated_decision", _later("automation", "automated_decision")),
    ("classified", _later("classification", "classified")),
    ("conformity_certificate", _later("conformity", "certificate")),
    ("conformity_route", _later("conformity", "route")),
    ("container_hardening", _later("containers", "hardening")),
    ("contradictions", _later("contradictions", "contradictions")),
    ("declaration", _later("declaration", "declaration")),
    ("declaration_of_conformity", _later("declaration_of_conformity", "content")),
    ("documented_version", _later("model_versions", "documented_version")),
    ("deployed_version", _later("versions", "deployed")),
    ("document_retention", _later("document_retention", "too_short")),
    ("evidence", _later("evidence_paths", "evidence")),
    ("exempted_profiling", _later("classification", "exempted_profiling")),
    ("feedback_loops", _later("resilience", "feedback_loops")),
    ("fragile_workloads", _later("resilience", "fragile_workloads")),
    ("fria_complete", _later("impact", "complete")),
    ("fria_owed", _later("impact", "owed")),
    ("gpai_documented", _later("general_purpose", "documented")),
    ("gpai_false_relief", _later("general_purpose", "false_relief")),
    ("gpai_representative", _later("general_purpose", "representative")),
    ("gpai_undeclared_systemic", _later("general_purpose", "undeclared_systemic")),
    ("gpai_undocumented", _later("general_purpose", "undocumented")),
    ("human_claim", _later("transparency", "human_claim")),
    ("incident_deadlines", _later("incident_deadlines", "deadlines")),
    ("incident_procedure", _later("incident_deadlines", "incomplete")),
    ("listed_items", _later("listed_items", "listed_items")),
    ("log_content", _later("log_content", "content")),
    ("logging_off", _later("logging_off", "logging_off")),
    ("network_policy", _later("containers", "network_policy")),
    ("notice", _later("transparency", "notice")),
    ("notice_only_in_terms", _later("transparency", "only_in_terms")),
    ("outdated_citation", _later("citations", "outdated")),
    ("pinned_images", _later("containers", "pinned_images")),
    ("placeholder", _later("placeholder", "placeholder")),
    ("plain_secrets", _later("containers", "plain_secrets")),
    ("oversight_shown", _later("oversight_shown", "shown")),
    ("practice", _later("intended_use", "practice")),
    ("public_store", _later("public_stores", "public_store")),
    ("quality_standard", _later("quality", "quality_standard")),
    ("representative", _later("representative", "representative")),
    ("role_shift", _later("origin", "role_shift")),
    ("safeguards_off", _later("safeguards_off", "safeguards_off")),
    ("suppliers", _later("origin", "suppliers")),
    ("transparency_off", _later("transparency", "switched_off")),
    ("spelling", _later("spelling", "spelling")),
    ("two_people", _later("verification", "two_people")),
)
