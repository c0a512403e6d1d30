"""The examples of Compose and cloud templates: what their pages say is found is found, on its token, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from e2e.command import aiact_lint, place

_RULES = "AIA001,AIA006,AIA101,AIA103,AIA407,AIA502,AIA716,AIA718"
FOUND: dict[str, list[tuple[str, str, list[str]]]] = {
    "compose": [
        ("AIA103", "aiact.yaml:10:33-37", ["compose.yaml:8:15-24", "model.env:2:22-25"]),
        ("AIA103", "compose.override.yaml:4:25-32", ["aiact.yaml:5:13-22"]),
        ("AIA407", "compose.yaml:10:20-41", ["aiact.yaml:8:1-10", ".env:2:13-17"]),
    ],
    "cloud-templates/cloudformation": [
        ("AIA103", "model/README.md:6:15-22", ["template.yaml:21:44-53"]),
        ("AIA716", "template.yaml:41:22-32", []),
        ("AIA502", "template.yaml:47:35-64", ["template.yaml:10:18-20"]),
    ],
    "cloud-templates/ecs": [("AIA407", "taskdef.json:8:56-62", [])],
    "cloud-templates/arm": [
        ("AIA718", "azuredeploy.json:19:45-54", []),
        ("AIA502", "azuredeploy.json:32:41-72", ["azuredeploy.json:6:54-56"]),
    ],
    "cloud-templates/bicep": [("AIA502", "main.bicep:21:34-47", ["main.bicep:2:27-29"])],
    "cloud-templates/ansible": [("AIA407", "site.yml:11:24-43", ["site.yml:3:18-24"])],
    "cloud-templates/pulumi": [("AIA502", "Pulumi.yaml:24:24-40", ["Pulumi.yaml:4:43-45"])],
}
"""Rule, place and related places, counted by hand in the files."""


def _seen(folder: str, finding: Any) -> tuple[str, str, list[str]]:
    prefix = f"examples/{folder}/"
    related = [place(each).removeprefix(prefix) for each in finding["related"]]
    return finding["rule"], place(finding).removeprefix(prefix), related


@pytest.mark.parametrize("folder", FOUND)
def test_findings_stand_on_their_tokens(checkout: Path, folder: str) -> None:
    run = aiact_lint(
        f"examples/{folder}",
        "--as-of",
        "2027-12-02",
        "--select",
        _RULES,
        "--format",
        "json",
        "--no-plugins",
        cwd=checkout,
    )
    assert [_seen(folder, each) for each in run.json["findings"]] == FOUND[folder]
    assert run.json["errors"] == run.json["skipped"] == []


@pytest.mark.parametrize("folder", FOUND)
def test_each_example_is_one_system(checkout: Path, folder: str) -> None:
    run = aiact_lint(f"examples/{folder}", "--format", "json", "--no-plugins", cwd=checkout)
    assert [each["riskClass"] for each in run.json["systems"]] == ["high-risk"]


@pytest.mark.parametrize(("page", "folders"), [("compose", ["compose"]), ("cloud-templates", [*FOUND][1:])])
def test_the_page_names_what_is_found(checkout: Path, page: str, folders: list[str]) -> None:
    text = (checkout / "docs" / f"{page}.md").read_text("utf-8")
    assert [rule for folder in folders for rule, _, _ in FOUND[folder] if rule not in text] == []


def test_no_secret_of_an_env_file_is_shown(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text(
        "services:\n  chat:\n    image: $IMAGE\n    env_file: x.env\n    environment: [API_KEY, 'DB_PASSWORD=${DB_PASSWORD}']\n"
        "    labels: {aiact.risk-class: high-risk}\n"
    )
    (tmp_path / "x.env").write_text("HF_TOKEN=hunter2hunter2\nMODE=fast\n")
    (tmp_path / ".env").write_text("API_KEY=hunter3hunter3\nDB_PASSWORD=hunter4hunter4\nIMAGE=ollama/ollama\n")
    for form in ("text", "json", "html", "sarif", "markdown"):
        out = aiact_lint(".", "--enforce", "all", "--profile", "strict", "--format", form, cwd=tmp_path).out
        assert "chat" in out
        assert "hunter" not in out
