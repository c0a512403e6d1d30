"""What of the rules and findings a user asks for: profiles, per-path, configs in folders."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from unit.cli.run_command import aiact, refusal, write

SYSTEM = "system: triage\nrisk-class: highish # aiact-lint: ignore[AIA502] no logs here\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return write(tmp_path, {"a/aiact.yaml": SYSTEM, "b/aiact.yaml": SYSTEM.replace("triage", "other")})


ABOUT_THE_FILES = ("--select", "AIA002,AIA003,AIA502")


def _shown(monkeypatch: pytest.MonkeyPatch, folder: Path, *arguments: str) -> list[tuple[str, str]]:
    run = aiact(monkeypatch, folder, "check", "--format", "json", *ABOUT_THE_FILES, *arguments)
    return [(each["path"], each["rule"]) for each in json.loads(run.stdout)["findings"]]


def _rules(monkeypatch: pytest.MonkeyPatch, folder: Path, *arguments: str) -> set[str]:
    run = aiact(monkeypatch, folder, "check", "--format", "json", *arguments)
    return {each["id"] for each in json.loads(run.stdout)["rules"]}


def test_without_any_of_it(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _shown(monkeypatch, repository) == [
        ("a/aiact.yaml", "AIA002"),
        ("a/aiact.yaml", "AIA003"),
        ("b/aiact.yaml", "AIA002"),
        ("b/aiact.yaml", "AIA003"),
    ]


def test_per_path_and_configs_in_folders(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(
        repository,
        {
            "aiact-lint.yaml": "per-path:\n  - {paths: [b/], ignore: [AIA002, unused-suppression]}\n",
            "a/aiact-lint.yaml": "ignore: [AIA003]\n",
        },
    )
    run = aiact(monkeypatch, repository, "check", "--format", "json", *ABOUT_THE_FILES)
    report = json.loads(run.stdout)
    assert [(each["path"], each["rule"]) for each in report["findings"]] == [("a/aiact.yaml", "AIA002")]
    assert sorted((each["path"], each["suppression"]["where"]) for each in report["suppressed"]) == [
        ("a/aiact.yaml", "a/aiact-lint.yaml:1"),
        ("b/aiact.yaml", "aiact-lint.yaml:2"),
        ("b/aiact.yaml", "aiact-lint.yaml:2"),
    ]


def test_profiles(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    default = _rules(monkeypatch, repository)
    assert "AIA502" in default
    assert "AIA502" not in _rules(monkeypatch, repository, "--profile", "starter")
    assert _rules(monkeypatch, repository, "--profile", "strict") >= default
    write(repository, {"aiact-lint.yaml": "profile: starter\n"})
    assert "AIA502" not in _rules(monkeypatch, repository)
    assert _rules(monkeypatch, repository, "--profile", "default") == default


def test_an_explicit_selection_is_no_profile(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(repository, {"aiact-lint.yaml": "profile: starter\nselect: [AIA502]\n"})
    assert _rules(monkeypatch, repository) == {"AIA502"}
    assert _rules(monkeypatch, repository, "--select", "AIA401") == {"AIA401"}
    assert "AIA101" in _rules(monkeypatch, repository, "--profile", "starter")


def test_a_broken_config_in_a_folder(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(repository, {"a/aiact-lint.yaml": "fail-on: sometimes\n"})
    assert "a/aiact-lint.yaml:1: " in refusal(monkeypatch, repository, "check")
