from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from unit.cli.run_command import aiact, refusal, write

DECLARATION = """\
    systems:
      - {system: old, risk-class: highish}
      - {system: new, risk-class: minimal}
    """


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    write(tmp_path, {"aiact.yaml": DECLARATION, "aiact-lint.yaml": "select: [AIA002]\n"})
    for arguments in (
        ("init", "-q", "-b", "main"),
        ("add", "."),
        ("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x"),
    ):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True)
    return tmp_path


def test_only_what_a_change_brings_is_shown_and_fails(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = aiact(monkeypatch, repository, "check", "--diff", "main", "--format", "json")
    assert (json.loads(run.stdout)["findings"], run.return_value) == ([], 0)
    write(repository, {"aiact.yaml": DECLARATION.replace("minimal", "lowish")})
    run = aiact(monkeypatch, repository, "check", "--diff", "main", "--format", "json")
    assert [each["region"]["line"] for each in json.loads(run.stdout)["findings"]] == [3]
    assert run.return_value == 1


def test_the_rest_is_counted(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = aiact(monkeypatch, repository, "check", "--diff", "main")
    assert "1 outside the diff with main" in run.stdout


def test_a_ref_that_does_not_exist(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "git knows no commit of that name" in refusal(monkeypatch, repository, "check", "--diff", "origin/main")
