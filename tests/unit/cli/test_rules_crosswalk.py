import json

import pytest
from click.testing import CliRunner

from aiact_lint import law
from aiact_lint.cli.rules import command


def _lines(*arguments: str) -> list[str]:
    result = CliRunner().invoke(command, [*arguments, "--no-plugins"])
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


def test_incident_communication_is_not_human_review() -> None:
    lines = _lines("--crosswalk", "iso42001")
    at = lines.index("A.8.4  Telling users about incidents")
    block = lines[at : lines.index("", at)]
    assert any("Art 73  " in line for line in block)
    assert not any("Art 14" in line or "AIA401" in line for line in block)


@pytest.mark.parametrize("framework", ["iso42001", "nist"])
def test_the_gap_counts_every_duty(framework: str) -> None:
    data = json.loads("\n".join(_lines("--crosswalk", framework, "--format", "json")))
    obligations = law.load().obligations
    for control in data["controls"]:
        reached = {duty["id"] for duty in control["duties"]}
        assert reached.isdisjoint(control["notReached"])
        assert reached | set(control["notReached"]) == set(obligations)
    assert {"hrp.ce_marking", "hrp.registration"} <= set(data["gap"]["low"])
    assert "hrp.ce_marking" not in data["gap"]["medium"]


def test_each_rule_lists_its_controls() -> None:
    rules = {each["id"]: each for each in json.loads("\n".join(_lines("--format", "json")))}
    assert "A.6.2.8" in rules["AIA502"]["crosswalk"]["iso42001"]
    assert rules["AIA001"]["crosswalk"] == {"iso42001": [], "nist": []}
