from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest
from click.testing import Result

from unit.cli.run_command import aiact, refusal, write

CARD = "---\npipeline_tag: text-classification\n---\n\n# Triage\n\nSorts tickets by topic.\n"
SERVICE = """\
    apiVersion: serving.kserve.io/v1beta1
    kind: InferenceService
    metadata: {name: NAME}
    spec: {predictor: {model: {modelFormat: {name: sklearn}}}}
    """


def _findings(result: Result) -> Counter[tuple[str, str, int]]:
    found = json.loads(result.stdout)["findings"]
    return Counter((each["rule"], each["path"], each["region"]["line"]) for each in found)


def _lint(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Counter[tuple[str, str, int]]:
    return _findings(aiact(monkeypatch, folder, "check", "--format", "json"))


@pytest.fixture
def two_systems(tmp_path: Path) -> Path:
    manifests = f"{SERVICE.replace('NAME', 'one')}---\n{SERVICE.replace('NAME', 'two')}"
    files = {"models/triage/README.md": CARD, "deploy/all.yaml": manifests.replace("    ", "")}
    return write(tmp_path, files)


def test_right_after_it_only_the_class_is_asked_for(two_systems: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _lint(monkeypatch, two_systems)
    result = aiact(monkeypatch, two_systems, "init")
    assert result.output == "aiact.yaml: 3 AI systems drafted; what is TODO stands in its comments\n"
    assert _lint(monkeypatch, two_systems) == before
    assert {rule for rule, _, _ in before} >= {"AIA101"}
    assert not {rule for rule, _, _ in before} & {"AIA002", "AIA006"}
    linked = json.loads(aiact(monkeypatch, two_systems, "systems", "--format", "json").stdout)
    assert {each["id"]: sorted(file["what"] for file in each["files"]) for each in linked} == {
        "one": ["InferenceService/one", "declaration"],
        "two": ["InferenceService/two", "declaration"],
        "triage": ["declaration", "model-card"],
    }


@pytest.mark.parametrize("part", ["examples/cv-screener", "rules/prohibited-practices", "rules/oversight"])
def test_it_changes_no_finding_of_a_repository(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    shutil.copytree(checkout / part, tmp_path / "repository")
    (tmp_path / "repository" / "aiact.yaml").unlink(missing_ok=True)
    before = _lint(monkeypatch, tmp_path / "repository")
    assert aiact(monkeypatch, tmp_path / "repository", "init").return_value == 0
    assert (tmp_path / "repository" / "aiact.yaml").is_file()
    assert _lint(monkeypatch, tmp_path / "repository") == before


def test_a_file_that_exists_is_not_touched_unless_forced(two_systems: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (two_systems / "aiact.yaml").write_text("system: mine\n")
    message = refusal(monkeypatch, two_systems, "init")
    assert message == "aiact.yaml: exists already; --dry-run shows a draft; --force replaces it"
    assert (two_systems / "aiact.yaml").read_text() == "system: mine\n"
    aiact(monkeypatch, two_systems, "init", "--force")
    assert "system: triage" in (two_systems / "aiact.yaml").read_text()


def test_another_declaration_in_the_folder_is_never_replaced(
    two_systems: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (two_systems / "aiact.yml").write_text("system: mine\n")
    assert "aiact.yml: exists already" in refusal(monkeypatch, two_systems, "init", "--force")


@pytest.mark.parametrize("arguments", [("--dry-run",), ("--output", "-")])
def test_a_dry_run_prints_and_writes_nothing(
    two_systems: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    (two_systems / "aiact.yaml").write_text("system: mine\n")
    result = aiact(monkeypatch, two_systems, "init", *arguments)
    assert result.stdout.startswith("# What the AI systems of this repository are")
    assert (two_systems / "aiact.yaml").read_text() == "system: mine\n"


def test_in_a_folder_paths_are_relative_to_the_file(two_systems: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    aiact(monkeypatch, two_systems, "init", "models", "--output", "models/triage/aiact.yaml")
    assert "artifacts:\n      - README.md\n" in (two_systems / "models/triage/aiact.yaml").read_text()


def test_declared_systems_are_left_alone(two_systems: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(two_systems, {"models/triage/aiact.yaml": "system: triage\nrisk-class: minimal\n"})
    text = aiact(monkeypatch, two_systems, "init", "--dry-run").stdout
    assert "# triage is declared in models/triage/aiact.yaml." in text
    assert "system: triage" not in text
    message = refusal(monkeypatch, two_systems / "models/triage", "init", "--output", "more.aiact.yaml")
    assert "exists already" in message


def test_without_a_system_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = aiact(monkeypatch, tmp_path, "init")
    assert (result.output, result.return_value) == ("no AI system found\n", 0)
    assert not (tmp_path / "aiact.yaml").exists()
