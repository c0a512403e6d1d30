"""The command line in this process, in a folder of the test."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

import pytest
from click import ClickException
from click.testing import CliRunner, Result

from aiact_lint.cli.exit_status import ExitStatus
from aiact_lint.cli.main import cli


def aiact(monkeypatch: pytest.MonkeyPatch, folder: Path, *arguments: str) -> Result:
    """Run a command as if the user stood in a folder. Raises what it raises."""
    monkeypatch.chdir(folder)
    return CliRunner().invoke(cli, arguments, standalone_mode=False, catch_exceptions=False)


def refusal(monkeypatch: pytest.MonkeyPatch, folder: Path, *arguments: str) -> str:
    """What a command says that ends for wrong usage."""
    with pytest.raises(ClickException) as raised:
        aiact(monkeypatch, folder, *arguments)
    assert raised.value.exit_code == ExitStatus.USAGE
    return raised.value.format_message()


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Files below a folder, their common indentation taken away."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(dedent(text).encode())
    return folder
