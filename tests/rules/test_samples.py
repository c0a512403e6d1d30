"""Every sample of every rule gives what it announces, both ways."""

from pathlib import Path

import pytest

from aiact_lint import bundled
from aiact_lint.config import Config
from aiact_lint.plugins import Toolbox, collect, manager
from aiact_lint.rule import Rule
from aiact_lint.run import load_rules
from aiact_lint.samples import cases, check_case

RULES = bundled.root() / "rules"
CASES = [case for file in sorted(RULES.glob("*/*/rule.yaml")) for case in cases(file.parent)]


@pytest.fixture(scope="module")
def toolbox() -> Toolbox:
    return collect(manager(installed=False))


@pytest.fixture(scope="module")
def rules(toolbox: Toolbox) -> tuple[Rule, ...]:
    return load_rules(toolbox, Config())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.relative_to(RULES).as_posix().partition("/")[2])
def test_sample(case: Path, toolbox: Toolbox, rules: tuple[Rule, ...]) -> None:
    rule = next(each for each in rules if each.folder == case.parent.parent)
    assert list(check_case(case, rule, toolbox, rules)) == []


def test_a_sample_that_is_wrong_is_told(tmp_path: Path, toolbox: Toolbox, rules: tuple[Rule, ...]) -> None:
    """The harness itself: what is announced and does not come, and what comes and is not announced."""
    rule = next(each for each in rules if each.id == "AIA101")
    case = tmp_path / "bad" / "x.aiact.yaml"
    case.parent.mkdir()
    case.write_text("system: a\nrole: deployer # expect: AIA101\n")
    assert list(check_case(case, rule, toolbox, rules)) == [
        "x.aiact.yaml:2: AIA101 is announced (expect) but did not come",
        "x.aiact.yaml:1: AIA101 came (expect) but is not announced",
    ]
    case.write_text("system: a\nrisk-class: minimal\n")
    assert list(check_case(case, rule, toolbox, rules)) == ["a case under bad/ has to expect a finding"]
