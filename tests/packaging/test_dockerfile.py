"""The Dockerfile without Docker: what it copies is there and is enough to build from, and what it starts is the program."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest


@pytest.fixture
def instructions(checkout: Path) -> list[tuple[str, str]]:
    """Instruction and arguments, continuation lines joined."""
    text = (checkout / "Dockerfile").read_text("utf-8")
    kept = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#")).replace("\\\n", " ")
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in kept.splitlines()) if word]


def _copied(instructions: list[tuple[str, str]]) -> list[str]:
    """What is copied from the checkout, not from an earlier stage."""
    return [
        source
        for word, rest in instructions
        if word == "COPY" and not rest.startswith("--from")
        for source in rest.split()[:-1]
    ]


def test_builds_from_what_it_copies(checkout: Path, instructions: list[tuple[str, str]], tmp_path: Path) -> None:
    context = tmp_path / "source"
    context.mkdir()
    for source in _copied(instructions):
        if source.endswith("/"):
            shutil.copytree(checkout / source, context / source, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(checkout / source, context / source)
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(tmp_path), str(context)],
        check=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert {"aiact_lint/cli/main.py", "aiact_lint/_bundled/law/obligations.yaml"} <= set(names)


def test_context_holds_what_is_copied_and_nothing_else(checkout: Path, instructions: list[tuple[str, str]]) -> None:
    first, *rest = (checkout / ".dockerignore").read_text("utf-8").split()
    assert first == "*"
    assert sorted(line[1:] for line in rest if line.startswith("!")) == sorted(
        source.rstrip("/") for source in _copied(instructions)
    )


def test_starts_the_console_script(checkout: Path, instructions: list[tuple[str, str]]) -> None:
    project = tomllib.loads((checkout / "pyproject.toml").read_text("utf-8"))["project"]
    (entry,) = [json.loads(rest) for word, rest in instructions if word == "ENTRYPOINT"]
    assert entry == list(project["scripts"])


def test_bases_are_pinned_and_the_user_is_nobody(checkout: Path, instructions: list[tuple[str, str]]) -> None:
    bases = {rest.split()[0] for word, rest in instructions if word == "FROM"}
    (base,) = bases  # the environment of one stage runs in the other
    assert re.fullmatch(r"python:3\.\d+\.\d+-slim-[a-z]+", base)
    users = [rest for word, rest in instructions if word == "USER"]
    assert users
    assert not users[-1].startswith(("0", "root"))
    assert [word for word, _ in instructions].index("USER") > max(
        index for index, (word, _) in enumerate(instructions) if word == "RUN"
    )
