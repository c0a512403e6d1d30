"""Every duty that files can show has a rule; the generated tables say the same."""

from __future__ import annotations

import pytest

from aiact_lint import catalog, law
from aiact_lint.law import Obligation
from aiact_lint.plugins import collect, manager
from aiact_lint.rule import Rule
from aiact_lint.samples import cases

LAW = law.load()
RULES = catalog.load((), python_checks=collect(manager(installed=False)).checks)
ENFORCEABLE = ("strong", "partial")


def _rules_for(duty: Obligation) -> list[str]:
    return [rule.id for rule in RULES if duty.id in (*rule.obligations, *rule.law)]


def test_the_crosswalk_knows_every_obligation() -> None:
    assert set(LAW.crosswalk) == set(LAW.obligations)
    for taxonomy in LAW.taxonomies[1:]:
        assert {entry for entries in taxonomy.of.values() for entry in entries} <= set(taxonomy.labels)


@pytest.mark.parametrize("kind", [*ENFORCEABLE, "pointer"])
def test_duties_without_a_rule(kind: str) -> None:
    missing = [duty.id for duty in LAW.duties if duty.checkability == kind and not _rules_for(duty)]
    assert missing == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_has_cases_on_both_sides(rule: Rule) -> None:
    groups = {case.parent.name for case in cases(rule.folder)}
    assert groups == {"good", "bad"}
