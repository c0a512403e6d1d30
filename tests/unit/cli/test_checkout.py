import subprocess
from pathlib import Path

import pytest

from aiact_lint.cli.checkout import checkout


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), "-c", "user.name=a", "-c", "user.email=a@acme.eu", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("https://github.com/acme/models.git", "https://github.com/acme/models"),
        ("https://user:secret@github.com/acme/models", "https://github.com/acme/models"),
        ("git@github.com:acme/models.git", "https://github.com/acme/models"),
        ("ssh://git@github.com/acme/models.git", "https://github.com/acme/models"),
    ],
)
def test_the_address_is_public_and_has_no_credentials(tmp_path: Path, remote: str, address: str) -> None:
    _git(tmp_path, "init", "-q", "-b", "main")
    _git(tmp_path, "commit", "-q", "--allow-empty", "-m", "x")
    _git(tmp_path, "remote", "add", "origin", remote)
    found = checkout(tmp_path)
    assert found is not None
    assert (found.uri, found.branch) == (address, "main")
    assert found.commit == _git(tmp_path, "rev-parse", "HEAD")


@pytest.mark.parametrize("remote", ["", "/srv/git/models.git", "../models"])
def test_without_a_public_remote_there_is_no_provenance(tmp_path: Path, remote: str) -> None:
    _git(tmp_path, "init", "-q")
    if remote:
        _git(tmp_path, "remote", "add", "origin", remote)
    assert checkout(tmp_path) is None


def test_outside_a_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert checkout(tmp_path) is None


def test_a_folder_below_the_root_is_told_apart(tmp_path: Path) -> None:
    _git(tmp_path, "init", "-q")
    _git(tmp_path, "commit", "-q", "--allow-empty", "-m", "x")
    _git(tmp_path, "remote", "add", "origin", "https://github.com/acme/models")
    (tmp_path / "services" / "cv").mkdir(parents=True)
    found = checkout(tmp_path / "services" / "cv")
    assert found is not None
    assert found.prefix == "services/cv/"
