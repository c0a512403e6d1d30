"""Files that Terraform functions read, through a whole run: what counts, where it is marked, and what is never read."""

from __future__ import annotations

import json
from pathlib import Path

from aiact_lint.discover import discover
from aiact_lint.kinds.terraform.kind import read
from aiact_lint.plugins import collect, manager
from aiact_lint.reading import Library, read_relevant
from aiact_lint.subjects import Value

MAIN = """\
locals {
  config = jsondecode(file("${path.module}/config.json"))
}
resource "aws_sagemaker_model" "m" {
  name = templatefile("${path.module}/name.tftpl", { stage = "prod" })
  primary_container {
    image = local.config.image
  }
}
"""


def _read(folder: Path) -> Library:
    toolbox = collect(manager(installed=False))
    suffixes = tuple(suffix for parser in toolbox.parsers for suffix in parser.suffixes)
    return read_relevant(discover([folder], folder, (), suffixes), toolbox.parsers, toolbox.kinds)


def _image(library: Library) -> Value:
    artifacts = read([each for each in library.documents if each.language in ("hcl", "template")])
    (artifact,) = [each for each in artifacts if each.name == "aws_sagemaker_model.m"]
    return next(subject.facts["image"] for subject in artifact.subjects if "image" in subject.facts)


def test_a_value_out_of_a_file_is_known_and_its_way_leads_there(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(MAIN)
    (tmp_path / "config.json").write_text(json.dumps({"image": "vllm/vllm-openai:v1"}))
    (tmp_path / "name.tftpl").write_text("cv-${stage}")
    image = _image(_read(tmp_path))
    assert (image.value, image.known) == ("vllm/vllm-openai:v1", True)
    assert [each.file for each in image.via] == ["main.tf", "config.json"]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "secret.json").write_text(json.dumps({"image": "secret"}))
    (inside / "main.tf").write_text(MAIN)
    (inside / "config.json").symlink_to(tmp_path / "secret.json")
    library = _read(inside)
    assert "config.json" not in library.read
    assert not _image(library).known


def test_what_is_not_there_or_no_text_is_unknown(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(MAIN)
    assert not _image(_read(tmp_path)).known
    (tmp_path / "config.json").write_bytes(b'{"image": "\xff"}')
    assert not _image(_read(tmp_path)).known
    (tmp_path / "config.json").write_text(json.dumps({"image": "x" * 300_000}))
    assert not _image(_read(tmp_path)).known
