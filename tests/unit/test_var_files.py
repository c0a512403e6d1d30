"""Files with values of Terraform variables that the config names, as `-var-file` would."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from aiact_lint import config, config_names, plugins
from aiact_lint.discover import UsageError
from aiact_lint.finding import Finding
from aiact_lint.run import Request, load_rules, run

MAIN = """\
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


def _findings(root: Path, files: Mapping[str, str]) -> list[Finding]:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    toolbox = plugins.collect(plugins.manager(installed=False))
    loaded = config.load(config_names.find(root))
    request = Request((root,), root, date(2028, 1, 1), loaded, select=("AIA502",))
    return [*run(request, toolbox, load_rules(toolbox, loaded)).findings]


CONFIG = """\
terraform:
  var-files:
    dev: [vars/dev.tfvars]
    prod: [vars/common.tfvars.json, vars/prod.tfvars]
"""


def test_each_folder_gets_the_files_that_are_named_for_it(tmp_path: Path) -> None:
    files = {
        "aiact-lint.yaml": CONFIG,
        "dev/main.tf": MAIN,
        "dev/terraform.tfvars": "days = 400\n",
        "prod/main.tf": MAIN,
        "vars/dev.tfvars": "days = 10\n",
        "vars/common.tfvars.json": '{"days": 20}',
        "vars/prod.tfvars": "\ndays = 30\n",
        "vars/unused.tfvars": "days = 1\n",
    }
    found = _findings(tmp_path, files)
    assert [(each.location.path, each.location.region.line) for each in found] == [
        ("dev/main.tf", 8),
        ("prod/main.tf", 8),
    ]
    assert [[(each.path, each.region.line, each.region.column) for each in finding.related] for finding in found] == [
        [("vars/dev.tfvars", 1, 8)],
        [("vars/prod.tfvars", 2, 8)],
    ]


def test_a_file_that_is_not_there_says_nothing(tmp_path: Path) -> None:
    assert _findings(tmp_path, {"aiact-lint.yaml": CONFIG, "dev/main.tf": MAIN}) == []


@pytest.mark.parametrize("text", ["dev: [../x.tfvars]", "../dev: [x.tfvars]", "dev: [/etc/passwd]"])
def test_a_file_outside_of_the_config_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "aiact-lint.yaml"
    file.write_text(f"terraform:\n  var-files:\n    {text}\n", "utf-8")
    with pytest.raises(UsageError, match=r"aiact-lint\.yaml:3: 'terraform\.var-files: .*' lies outside"):
        config.load(file)


@pytest.mark.parametrize(
    "text", ["terraform: 1", "terraform: {var-files: [x]}", "terraform: {var-files: {a: x}}", "terraform: {x: 1}"]
)
def test_another_shape_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "aiact-lint.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(UsageError):
        config.load(file)
