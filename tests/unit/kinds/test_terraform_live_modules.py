"""The real `terraform console` as judge: values through files, override files, JSON, modules and their outputs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping

import pytest

from aiact_lint.kinds.terraform.instances import instances
from aiact_lint.kinds.terraform.modules import modules
from unit.kinds.terraform_files import tree

pytestmark = pytest.mark.skipif(shutil.which("terraform") is None, reason="needs terraform on the PATH")

FILES = {
    "main.tf": """\
        variable "days" {
          type    = number
          default = 7
        }
        variable "name" {
          type    = string
          default = "cv"
        }
        variable "flag" {
          type    = bool
          default = false
        }
        variable "tags" {
          default = { a = "default" }
        }
        locals {
          more  = 1
          which = "b"
        }
        module "one" {
          source = "./m"
          days   = var.days
          name   = "${var.name}-x"
        }
        module "keyed" {
          source   = "./m"
          for_each = { a = 10, b = 20 }
          days     = each.value
          name     = each.key
        }
        module "counted" {
          source = "./m"
          count  = 2
          days   = count.index + 5
        }
        module "none" {
          source = "./m"
          days   = null
        }
        """,
    "main_override.tf": 'locals {\n  more = 100\n}\nvariable "flag" {\n  default = true\n}\n',
    "override.tf": 'module "one" {\n  name = "overridden"\n}\n',
    "more.tf.json": '{"locals": {"json": "${var.name}/${module.one.days}", "list": ["${var.days}", "x"]}}',
    "terraform.tfvars": 'days = 1\nname = "tfvars"\n',
    "terraform.tfvars.json": '{"days": 2, "tags": {"a": "json"}}',
    "a.auto.tfvars": 'days = "3"\n',
    "b.auto.tfvars.json": '{"flag": "true"}',
    "c.auto.tfvars": "days = 4\n",
    "other.tfvars": "days = 99\n",
    "m/main.tf": """\
        variable "days" {
          type     = number
          default  = 30
          nullable = false
        }
        variable "name" {
          default = "nobody"
        }
        module "deep" {
          source = "./deep"
          days   = var.days * 2
        }
        output "days" {
          value = var.days
        }
        output "name" {
          value = var.name
        }
        output "deep" {
          value = module.deep.out
        }
        """,
    "m/terraform.tfvars": "days = 77\n",
    "m/deep/main.tf": 'variable "days" {}\noutput "out" {\n  value = { days = var.days, list = [var.days] }\n}\n',
}
EXPRESSIONS = (
    "var.days",
    "var.name",
    "var.flag",
    "var.tags.a",
    "local.more",
    "local.json",
    "local.list[0]",
    "module.one.days",
    "module.one.name",
    "module.one.deep.days",
    "module.one.deep.list[0]",
    'module.keyed["b"].days',
    "module.keyed[local.which].name",
    'module.keyed["a"].deep.days',
    "module.counted[1].days",
    "module.counted[0].name",
    "module.none.days",
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, object]:
    """What terraform says, by expression."""
    root = tmp_path_factory.mktemp("terraform")
    for document in tree(FILES):
        path = root / document.source.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document.source.text, "utf-8")
    environment = {**os.environ, "TF_CLI_CONFIG_FILE": os.devnull, "CHECKPOINT_DISABLE": "1"}
    call = {"cwd": root, "env": environment, "check": True, "capture_output": True, "text": True, "timeout": 120}
    subprocess.run(["terraform", "init", "-input=false"], **call)  # type: ignore[call-overload]
    asked = f"jsonencode([{', '.join(EXPRESSIONS)}])\n"
    run = subprocess.run(["terraform", "console"], input=asked, **call)  # type: ignore[call-overload]
    answers = json.loads(json.loads(run.stdout))
    assert len(answers) == len(EXPRESSIONS)
    return dict(zip(EXPRESSIONS, answers, strict=True))


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_values_are_those_of_terraform(expression: str, told: Mapping[str, object]) -> None:
    files = {**FILES, "asked.tf": f"locals {{\n  asked = {expression}\n}}\n"}
    top = next(each for each in instances(modules(tree(files))) if each.call is None)
    found = top.resolver.resolved(top.module.locals["asked"])
    assert found.known
    assert found.plain == told[expression]
