"""Kubernetes objects in `kubernetes_manifest` resources: read as manifests, marked in the Terraform file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from aiact_lint import plugins
from aiact_lint.config import Config
from aiact_lint.finding import Report
from aiact_lint.kinds.terraform.manifests import manifests
from aiact_lint.run import Request, load_rules, run
from unit.kinds.terraform_files import tree

MAIN = """\
variable "threshold" {
  default = "0.4"
}
variable "namespace" {}
resource "kubernetes_manifest" "isvc" {
  manifest = {
    apiVersion = "serving.kserve.io/v1beta1"
    kind       = "InferenceService"
    metadata = {
      name        = "cv-screener"
      namespace   = var.namespace
      annotations = { "ai-act.acme.eu/risk-class" = "high-risk" }
    }
    spec = {
      predictor = { model = { storageUri = "s3://models/cv", threshold = var.threshold } }
    }
  }
}
"""


def test_a_manifest_is_a_document_with_the_places_of_the_file() -> None:
    (document,) = manifests(tree({"main.tf": MAIN}))
    assert document.get(("metadata", "name")) == "cv-screener"
    assert document.get(("spec", "predictor", "model", "threshold")) == "0.4"
    assert document.unknown == {("metadata", "namespace")}
    source = document.source
    assert source.slice(document.locate(("metadata", "name"))) == '"cv-screener"'
    assert source.region(document.locate(("metadata", "name"))).line == 10
    assert source.slice(document.locate_key(("spec", "predictor", "model"))) == "model"
    assert source.slice(document.locate(("spec", "predictor", "model", "threshold"))) == "var.threshold"


def test_what_is_put_together_is_one_place() -> None:
    text = MAIN.replace("manifest = {", 'manifest = merge({ kind = "x" }, {').replace("  }\n}\n", "  })\n}\n")
    (document,) = manifests(tree({"main.tf": text}))
    assert document.get(("kind",)) == "InferenceService"
    assert document.source.slice(document.locate(("kind",))) == "manifest"


def test_no_manifest_no_document() -> None:
    for text in (
        'resource "kubernetes_manifest" "x" {}',
        'resource "kubernetes_manifest" "x" {\n  manifest = var.y\n}',
        "locals {}",
    ):
        assert [*manifests(tree({"main.tf": text + "\n"}))] == []


def _run(root: Path, files: Mapping[str, str]) -> Report:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    toolbox = plugins.collect(plugins.manager(installed=False))
    request = Request((root,), root, date(2028, 1, 1), Config(), select=("AIA101", "AIA301"))
    return run(request, toolbox, load_rules(toolbox, Config()))


def test_a_system_in_a_manifest_is_found_and_marked(tmp_path: Path) -> None:
    report = _run(tmp_path, {"main.tf": MAIN})
    (system,) = report.systems
    assert (system.id, system.risk_class) == ("cv-screener", "high-risk")
    (finding,) = report.findings
    assert (finding.rule, finding.location.path, finding.location.region.line) == ("AIA301", "main.tf", 12)


def test_each_call_of_a_module_gives_its_own_manifest(tmp_path: Path) -> None:
    module = MAIN.replace('"cv-screener"', "var.name") + 'variable "name" {}\n'
    calls = "".join(f'module "{name}" {{\n  source = "./m"\n  name = "{name}"\n}}\n' for name in ("one", "two"))
    report = _run(tmp_path, {"main.tf": calls, "m/main.tf": module})
    assert sorted(system.id for system in report.systems) == ["one", "two"]
