"""Modules that `terraform init` has fetched: used where they are there, marked at the call, and never a way out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from aiact_lint import plugins
from aiact_lint.discover import discover
from aiact_lint.kinds.terraform.kind import read, wants
from aiact_lint.kinds.terraform.vendored import folders
from aiact_lint.reading import read_relevant
from aiact_lint.subjects import Artifact
from unit.kinds.terraform_files import fact, marked, tree

CALL = """\
module "sagemaker" {
  source = "acme/sagemaker/aws"
  days   = 30
  name   = "cv"
}
"""
REMOTE = """\
variable "days" {}
variable "name" {}
resource "aws_sagemaker_endpoint" "this" {
  name = var.name
}
resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/sagemaker/Endpoints/${var.name}"
  retention_in_days = var.days
}
resource "aws_cloudwatch_log_group" "audit" {
  retention_in_days = 14
}
"""


def _manifest(*entries: tuple[str, str]) -> str:
    listed = [{"Key": key, "Source": "x", "Dir": folder} for key, folder in (("", "."), *entries)]
    return json.dumps({"Modules": listed})


def _artifacts(files: Mapping[str, str]) -> dict[str, Artifact]:
    return {each.name: each for each in read([each for each in tree(files) if wants(each)])}


FILES = {
    "infra/main.tf": CALL,
    "infra/.terraform/modules/modules.json": _manifest(("sagemaker", ".terraform/modules/sagemaker")),
    "infra/.terraform/modules/sagemaker/main.tf": REMOTE,
}


def test_a_fetched_module_is_judged_with_the_arguments_of_its_call() -> None:
    found = _artifacts(FILES)
    assert set(found) == {
        "module.sagemaker.aws_sagemaker_endpoint.this",
        "module.sagemaker.aws_cloudwatch_log_group.this",
        "module.sagemaker.aws_cloudwatch_log_group.audit",
    }
    value = fact(found["module.sagemaker.aws_cloudwatch_log_group.this"], "retention_days")
    assert (value.value, marked(value.place)) == (30, ("infra/main.tf", 3, 12, "30"))


def test_what_only_the_fetched_module_says_is_marked_on_its_call() -> None:
    found = _artifacts(FILES)
    endpoint = found["module.sagemaker.aws_sagemaker_endpoint.this"]
    assert marked(endpoint.place) == ("infra/main.tf", 1, 8, '"sagemaker"')
    audit = fact(found["module.sagemaker.aws_cloudwatch_log_group.audit"], "retention_days")
    assert (audit.value, marked(audit.place)) == (14, ("infra/main.tf", 1, 8, '"sagemaker"'))
    assert [marked(each) for each in audit.place.through] == [
        ("infra/.terraform/modules/sagemaker/main.tf", 11, 23, "14")
    ]
    assert {text.place.file for text in endpoint.texts} == {"infra/main.tf"}
    assert "infra/.terraform/modules/sagemaker/main.tf" not in {each.file for each in found.values()}


def test_a_fetched_module_that_nobody_calls_is_not_judged() -> None:
    files = {**FILES, "infra/main.tf": "locals {}\n"}
    assert _artifacts(files) == {}


def test_a_module_fetched_by_a_local_module_is_found_by_the_names_of_the_calls() -> None:
    files = {
        "main.tf": 'module "mid" {\n  source = "./mid"\n}\n',
        "mid/main.tf": CALL,
        ".terraform/modules/modules.json": _manifest(
            ("mid", "mid"), ("mid.sagemaker", ".terraform/modules/mid.sagemaker")
        ),
        ".terraform/modules/mid.sagemaker/main.tf": REMOTE,
    }
    endpoint = _artifacts(files)["module.mid.module.sagemaker.aws_sagemaker_endpoint.this"]
    assert marked(endpoint.place) == ("mid/main.tf", 1, 8, '"sagemaker"')


@pytest.mark.parametrize(
    "folder",
    ["../../etc", "/etc", ".terraform/modules/../../../etc", "..", ".", "secrets", ".terraform/modules", "x\0y", ""],
)
def test_a_manifest_names_nothing_outside_of_its_folder(folder: str) -> None:
    manifest = "infra/.terraform/modules/modules.json"
    assert folders(manifest, _manifest(("a", folder)).encode()) == {}


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"{", b'{"Modules": 1}', b'{"Modules": [1, {"Key": 1, "Dir": 2}, {}]}', b"[" * 100_000, b"\xff"],
)
def test_a_broken_manifest_names_nothing(data: bytes) -> None:
    assert folders(".terraform/modules/modules.json", data) == {}


def _read(root: Path, files: Mapping[str, str]) -> set[str]:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    toolbox = plugins.collect(plugins.manager(installed=False))
    suffixes = tuple(suffix for parser in toolbox.parsers for suffix in parser.suffixes)
    return read_relevant(discover([root], root, suffixes=suffixes), toolbox.parsers, toolbox.kinds).read


def test_fetched_modules_with_a_sign_are_read_with_their_callers(tmp_path: Path) -> None:
    assert _read(tmp_path, FILES) == set(FILES)


def test_fetched_modules_without_a_sign_are_not_read(tmp_path: Path) -> None:
    plain = {**FILES, "infra/.terraform/modules/sagemaker/main.tf": 'resource "aws_s3_bucket" "b" {}\n'}
    assert _read(tmp_path, plain) == set()


def test_links_lead_nowhere(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "main.tf").write_text(REMOTE, "utf-8")
    root = tmp_path / "root"
    modules = root / "infra/.terraform/modules"
    modules.mkdir(parents=True)
    (modules / "sagemaker").symlink_to(outside)
    assert _read(root, {path: text for path, text in FILES.items() if "sagemaker/" not in path}) == set()
    (modules / "sagemaker").unlink()
    (modules / "sagemaker").mkdir()
    (modules / "sagemaker/main.tf").symlink_to(outside / "main.tf")
    assert _read(root, {}) == set()
