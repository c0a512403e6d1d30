"""The four exit statuses, each as a user meets it."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from e2e.command import aiact_lint

MANIFEST = """\
    apiVersion: serving.kserve.io/v1beta1
    kind: InferenceService
    metadata:
      name: triage
      annotations:
        aiact.acme.eu/risk-class: minimal
    spec:
      predictor:
        model:
          modelFormat: {name: sklearn}
          storageUri: s3://acme-models/triage/1
    """


def _write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(dedent(text), encoding="utf-8")


def test_clean_without_any_ai_system(tmp_path: Path) -> None:
    """Words like model, training and inference in code, charts and prose are no AI system."""
    _write(
        tmp_path, "README.md", "# Data model\n\nThe model of a customer. Run `make inference` to train the parser.\n"
    )
    _write(tmp_path, "main.tf", 'resource "aws_s3_bucket" "models" {\n  bucket = "acme-models"\n}\n')
    _write(tmp_path, "k8s/web.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: model}\ndata: {model: a}\n")
    _write(tmp_path, "broken.yaml", "a: [b\n")
    run = aiact_lint(cwd=tmp_path)
    assert (run.status, run.err) == (0, "")
    assert "no AI system found, no findings" in run.out
    assert aiact_lint("--format", "json", cwd=tmp_path).json["findings"] == []
    assert aiact_lint("systems", cwd=tmp_path).out == "no AI system found\n"


def test_clean_with_a_system_that_says_all_it_has_to(tmp_path: Path) -> None:
    literate = "minimal\n        aiact.acme.eu/literacy: a course every year"
    _write(tmp_path, "deploy/triage.yaml", MANIFEST.replace("minimal", literate))
    run = aiact_lint("--as-of", "2027-12-02", cwd=tmp_path)
    assert (run.status, run.err) == (0, "")
    assert "no findings" in run.out
    assert "1 AI system" in run.out
    assert "as of 2027-12-02" in run.out


def test_findings(tmp_path: Path) -> None:
    _write(tmp_path, "deploy/triage.yaml", MANIFEST.replace("minimal", "extreme"))
    run = aiact_lint("--format", "json", cwd=tmp_path)
    assert run.status == 1
    assert ("AIA002", "error", "deploy/triage.yaml:6:31-38") in run.places


@pytest.mark.parametrize(
    ("fail_on", "status"), [("error", 0), ("warning", 1), ("note", 1), ("never", 0)], ids=lambda value: str(value)
)
def test_level_that_fails(tmp_path: Path, fail_on: str, status: int) -> None:
    """A system without a class is a warning, AIA101."""
    _write(
        tmp_path, "deploy/triage.yaml", "".join(MANIFEST.splitlines(keepends=True)[:4] + MANIFEST.splitlines(True)[6:])
    )
    run = aiact_lint("--format", "json", "--fail-on", fail_on, cwd=tmp_path)
    assert run.places == [("AIA101", "warning", "deploy/triage.yaml:4:9-15")]
    assert run.status == status


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "nowhere: no such file or folder"),
        (["--format", "xml"], "there is no format 'xml'"),
        (["--select", "AIA999"], "no rule is called 'AIA999'"),
        (["--as-of", "tomorrow"], "--as-of"),
        (["--bogus"], "--bogus"),
        (["--output", "sarif"], "write FORMAT=FILE"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_usage(tmp_path: Path, arguments: list[str], message: str) -> None:
    run = aiact_lint(*arguments, cwd=tmp_path)
    assert (run.status, run.out) == (2, "")
    assert message in run.err


def test_usage_for_a_broken_config(tmp_path: Path) -> None:
    _write(tmp_path, "aiact-lint.yaml", "enforce: dated\nfail-on: sometimes\n")
    run = aiact_lint(cwd=tmp_path)
    assert (run.status, run.out) == (2, "")
    assert "aiact-lint.yaml:2: " in run.err


def test_usage_for_a_config_that_points_outside(tmp_path: Path) -> None:
    """The config may come from a stranger's pull request: it cannot make the tool walk other folders."""
    _write(tmp_path, "aiact-lint.yaml", "version: 1\nrules:\n  - policy\n  - ../../..\n")
    run = aiact_lint(cwd=tmp_path)
    assert (run.status, run.out) == (2, "")
    assert "aiact-lint.yaml:4: 'rules: ../../..' lies outside the folder of this file" in run.err


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("aiact.yaml", "version: 1\nsystem: triage\nrisk-class: [high-risk\n", "aiact.yaml:"),
        ("deploy/triage.yaml", MANIFEST.replace("name: sklearn}", "name: sklearn"), "deploy/triage.yaml:"),
        (
            "models/triage/README.md",
            "---\nlicense: mit\npipeline_tag: [a\n---\n\n# Triage\n",
            "models/triage/README.md:",
        ),
    ],
    ids=["declaration", "manifest", "card"],
)
def test_incomplete(tmp_path: Path, name: str, text: str, place: str) -> None:
    """A broken file that bears on a system is AIA001, and status 3 wins over the findings elsewhere."""
    _write(tmp_path, "other/deploy.yaml", MANIFEST.replace("minimal", "extreme"))
    _write(tmp_path, name, text)
    run = aiact_lint("--format", "json", cwd=tmp_path)
    assert run.status == 3
    (unreadable,) = [where for rule, _, where in run.places if rule == "AIA001"]
    assert unreadable.startswith(place)
    assert ("AIA002", "error", "other/deploy.yaml:6:31-38") in run.places
    assert [error["what"] for error in run.json["errors"]] == ["unreadable-file"]
    assert aiact_lint("--fail-on", "never", cwd=tmp_path).status == 3
