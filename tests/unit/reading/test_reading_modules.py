"""Which Terraform files are read: callers and called modules of what holds a sign, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from aiact_lint import plugins
from aiact_lint.discover import discover
from aiact_lint.reading import read_relevant

SIGN = 'resource "aws_sagemaker_endpoint" "e" {\n  name = var.name\n}\n'
LOGS = 'resource "aws_cloudwatch_log_group" "l" {}\n'


def _read(root: Path, files: Mapping[str, str]) -> list[str]:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    toolbox = plugins.collect(plugins.manager(installed=False))
    suffixes = tuple(suffix for parser in toolbox.parsers for suffix in parser.suffixes)
    library = read_relevant(discover([root], root, suffixes=suffixes), toolbox.parsers, toolbox.kinds)
    assert not library.failures
    return sorted(library.read)


def test_callers_of_a_module_with_a_sign_and_what_they_call_are_read(tmp_path: Path) -> None:
    files = {
        "envs/dev/main.tf": 'module "cv" {\n  source = "../../modules/cv"\n}\n',
        "envs/dev/vars.tf": "",
        "envs/dev/terraform.tfvars": "a = 1\n",
        "envs/dev/x.auto.tfvars": "a = 1\n",
        "envs/dev/prod.tfvars": "a = 1\n",
        "modules/cv/main.tf": 'module "deep" {\n  source = "./deep"\n}\nmodule "logs" {\n  source = "../logs"\n}\n',
        "modules/cv/deep/main.tf": SIGN,
        "modules/logs/main.tf": LOGS,
        "modules/unrelated/main.tf": LOGS,
        "elsewhere/main.tf": 'module "u" {\n  source = "../modules/unrelated"\n}\n',
    }
    assert _read(tmp_path, files) == [
        "envs/dev/main.tf",
        "envs/dev/terraform.tfvars",
        "envs/dev/vars.tf",
        "envs/dev/x.auto.tfvars",
        "modules/cv/deep/main.tf",
        "modules/cv/main.tf",
        "modules/logs/main.tf",
    ]


def test_a_call_in_json_is_seen_too(tmp_path: Path) -> None:
    call = '{"module": {"cv": {"source": "./cv"}}}'
    assert _read(tmp_path, {"main.tf.json": call, "cv/main.tf": SIGN, "x/y.tf": LOGS}) == ["cv/main.tf", "main.tf.json"]


def test_without_a_sign_nothing_is_read(tmp_path: Path) -> None:
    assert _read(tmp_path, {"main.tf": 'module "l" {\n  source = "./l"\n}\n', "l/main.tf": LOGS}) == []


def test_a_circle_of_calls_is_read_once(tmp_path: Path) -> None:
    files = {
        "a/main.tf": 'module "b" {\n  source = "../b"\n}\n',
        "b/main.tf": f'module "a" {{\n  source = "../a"\n}}\n{SIGN}',
    }
    assert _read(tmp_path, files) == ["a/main.tf", "b/main.tf"]


def test_a_source_that_leaves_the_tree_is_no_folder_of_it(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    root = tmp_path / "root"
    outside.mkdir()
    (outside / "main.tf").write_text(SIGN, "utf-8")
    assert _read(root, {"main.tf": f'module "o" {{\n  source = "../outside"\n}}\n{SIGN}'}) == ["main.tf"]
