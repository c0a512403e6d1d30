"""Running the installed command as a user does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_OURS = ("FORCE_COLOR", "NO_COLOR", "GITHUB_ACTIONS", "PYTHONPATH")


@dataclass(frozen=True)
class Run:
    """What one call of the command gave."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def places(self) -> list[tuple[str, str, str]]:
        """(rule, level, `path:line:column-endColumn`) of each finding of a JSON report, in its order."""
        return [(each["rule"], each["level"], place(each)) for each in self.json["findings"]]


def place(located: Mapping[str, Any]) -> str:
    """`path:line:column-endColumn` of anything that a JSON report locates."""
    region = located["region"]
    return f"{located['path']}:{region['line']}:{region['column']}-{region['endColumn']}"


def aiact_lint(*arguments: str, cwd: Path, packages: Path | None = None) -> Run:
    """The command in a process of its own; `packages` is a folder of further installed packages."""
    environment = {key: value for key, value in os.environ.items() if key not in _OURS}
    if packages is not None:
        environment["PYTHONPATH"] = str(packages)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "aiact_lint", *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Run(done.returncode, done.stdout, done.stderr)
