from __future__ import annotations

from pathlib import Path

import click
import pytest

from aiact_lint import catalog, profiles
from aiact_lint.checks.builtin import CHECKS
from aiact_lint.checks.shape import schema
from aiact_lint.cli.check import command
from aiact_lint.finding import Level
from aiact_lint.rule import Check, Rule

RULES = catalog.load((), python_checks=[name for name, _ in CHECKS])


def _rule(rule_id: str, status: str = "stable") -> Rule:
    return Rule(rule_id, rule_id.lower(), "", Level.ERROR, "high", status, "", "", "", Check(), Path())


def _ids(profile: str, *rules: Rule) -> list[str]:
    return [rule.id for rule in profiles.chosen(profile, rules)]


def test_each_profile_holds_the_one_before_it() -> None:
    starter, default, strict = (set(_ids(name, *RULES)) for name in profiles.names())
    assert starter < default <= strict
    assert strict == {rule.id for rule in RULES}


def test_the_starter_asks_what_the_systems_are_and_not_yet_for_their_duties() -> None:
    rules = [_rule(each) for each in ("AIA002", "AIA101", "AIA103", "AIA206", "AIA301", "AIA305", "AIA401", "AIA502")]
    assert _ids("starter", *rules) == ["AIA002", "AIA101", "AIA103", "AIA206", "AIA301"]
    assert _ids("default", *rules) == [rule.id for rule in rules]


@pytest.mark.parametrize(
    ("status", "runs_in"),
    [("stable", ["starter", "default", "strict"]), ("preview", ["strict"]), ("deprecated", ["strict"])],
)
def test_rules_on_trial_run_in_strict_only(status: str, runs_in: list[str]) -> None:
    assert [name for name in profiles.names() if _ids(name, _rule("AIA101", status))] == runs_in


def test_rules_of_your_own_run_in_every_profile() -> None:
    assert [_ids(name, _rule("ACM001")) for name in profiles.names()] == [["ACM001"]] * 3


def test_config_and_command_line_know_the_same_names() -> None:
    (option,) = (each for each in command.params if each.name == "profile")
    assert isinstance(option.type, click.Choice)
    assert option.type.choices == profiles.names()
    assert schema("config.schema.json")["properties"]["profile"]["enum"] == list(profiles.names())
    assert profiles.DEFAULT in profiles.names()
