"""The Terraform example: each finding on the argument that has to change, and the page that shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e.command import Run, aiact_lint, place

EXAMPLE = "examples/terraform"


@pytest.fixture(scope="module")
def run(checkout: Path) -> Run:
    chosen = ("--as-of", "2027-12-02", "--select", "AIA1,AIA5", "--no-plugins")
    return aiact_lint(EXAMPLE, *chosen, "--format", "json", cwd=checkout)


def test_findings_stand_on_the_arguments_of_the_calls(run: Run) -> None:
    assert run.status == 1
    found = [(each["rule"], place(each).removeprefix(f"{EXAMPLE}/")) for each in run.json["findings"]]
    assert found == [
        ("AIA503", "prod/main.tf:22:20-25"),
        ("AIA502", "prod/main.tf:23:20-38"),
        ("AIA502", "staging/override.tf:3:20-21"),
    ]


def test_the_way_of_a_value_goes_through_both_modules(run: Run) -> None:
    flow = [place(each).removeprefix(f"{EXAMPLE}/") for each in run.json["findings"][1]["flow"]]
    assert flow == [
        "prod/main.tf:23:20-38",
        "modules/endpoint/main.tf:10:10-26",
        "modules/endpoint/main.tf:51:20-38",
        "modules/logs/main.tf:5:10-26",
        "modules/logs/main.tf:11:23-41",
    ]
    related = [place(each).removeprefix(f"{EXAMPLE}/") for each in run.json["findings"][1]["related"]]
    assert related == ["prod/terraform.tfvars:1:18-20"]


def test_the_page_shows_what_the_run_prints(checkout: Path) -> None:
    shown = aiact_lint(EXAMPLE, "--as-of", "2027-12-02", "--select", "AIA1,AIA5", "--no-plugins", cwd=checkout).out
    page = (checkout / "docs" / "terraform-modules.md").read_text("utf-8")
    block = page[page.index("error[AIA502]") : page.index("it is used here")]
    lines = [line for line in block.splitlines() if line.strip() not in ("", "…")]
    assert lines
    assert [line for line in lines if line not in shown] == []


MODULE = """\
variable "days" {}
resource "aws_sagemaker_endpoint" "e" {
  name = "cv"
  tags = { "aiact:risk-class" = "high-risk" }
}
resource "aws_cloudwatch_log_group" "l" {
  name              = "/aws/sagemaker/Endpoints/cv"
  retention_in_days = var.days
}
"""


def test_a_suppression_stands_at_the_argument_in_a_file_without_a_resource(tmp_path: Path) -> None:
    (tmp_path / "m").mkdir()
    (tmp_path / "m/main.tf").write_text(MODULE, "utf-8")
    call = 'module "m" {\n  source = "./m"\n  days   = 30 # aiact-lint: ignore[AIA502] kept in the archive\n}\n'
    (tmp_path / "main.tf").write_text(call, "utf-8")
    found = aiact_lint(".", "--as-of", "2028-01-01", "--select", "AIA502,AIA003", "--format", "json", cwd=tmp_path).json
    assert found["findings"] == []
    assert [each["rule"] for each in found["suppressed"]] == ["AIA502"]


def test_a_fix_is_written_at_the_argument(tmp_path: Path) -> None:
    (tmp_path / "m").mkdir()
    (tmp_path / "m/main.tf").write_text(MODULE, "utf-8")
    (tmp_path / "main.tf").write_text('module "m" {\n  source = "./m"\n  days   = 30\n}\n', "utf-8")
    aiact_lint(".", "--as-of", "2028-01-01", "--select", "AIA502", "--fix", "--unsafe-fixes", cwd=tmp_path)
    assert (tmp_path / "main.tf").read_text("utf-8") == 'module "m" {\n  source = "./m"\n  days   = 365\n}\n'
    assert (tmp_path / "m/main.tf").read_text("utf-8") == MODULE


def test_evidence_in_the_calling_file_resolves_and_is_compared(tmp_path: Path) -> None:
    (tmp_path / "m").mkdir()
    (tmp_path / "m/main.tf").write_text(MODULE, "utf-8")
    (tmp_path / "main.tf").write_text('module "m" {\n  source = "./m"\n  days   = 30\n}\n', "utf-8")
    declared = "system: cv\nrisk-class: high-risk\nlogging:\n  retention-days: 365\n  evidence: WHERE\n"
    for where, rules in (
        ("main.tf#module.m.aws_cloudwatch_log_group.l", ["AIA103"]),
        ("m/main.tf#aws_cloudwatch_log_group.l", ["AIA103"]),
        ("main.tf#module.m.aws_cloudwatch_log_group.x", ["AIA006"]),
    ):
        (tmp_path / "aiact.yaml").write_text(declared.replace("WHERE", f'"{where}"'), "utf-8")
        run = aiact_lint(".", "--as-of", "2028-01-01", "--select", "AIA006,AIA103", "--format", "json", cwd=tmp_path)
        assert [each["rule"] for each in run.json["findings"]] == rules
