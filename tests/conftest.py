"""What the tests of the whole program share: this checkout, and a clone of it as it is now."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

_CHECKOUT = Path(__file__).resolve().parents[1]
_IDENTITY = ("-c", "user.name=Test", "-c", "user.email=test@acme.example", "-c", "commit.gpgsign=false")

# A deadline measures the machine's load, not the program; in CI the same examples come every time.
settings.register_profile("project", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("project")

if "PYTEST_XDIST_WORKER" not in os.environ:  # one cache for all processes of a session, gone with it
    os.environ["AIACT_LINT_CACHE"] = tempfile.mkdtemp(prefix="aiact-lint-tests-")
    atexit.register(shutil.rmtree, os.environ["AIACT_LINT_CACHE"], ignore_errors=True)


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The top folder of the project."""
    return _CHECKOUT


@pytest.fixture(scope="session")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A git repository with one commit: every file of this checkout that git does not ignore, committed or not."""
    top = tmp_path_factory.mktemp("repository") / "aiact-lint"
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=_CHECKOUT,
        check=True,
        capture_output=True,
    ).stdout
    for name in filter(None, os.fsdecode(listed).split("\0")):
        if (_CHECKOUT / name).is_file():  # not one that was deleted but is still in the index
            (top / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(_CHECKOUT / name, top / name)
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main"], cwd=top, check=True)
    subprocess.run(["git", "add", "--all"], cwd=top, check=True)
    subprocess.run(["git", *_IDENTITY, "commit", "--quiet", "--message=As it is now"], cwd=top, check=True)
    return top
