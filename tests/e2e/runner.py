"""The composite action as a runner of GitHub Actions runs it, as far as action.yml goes: `run:` steps in bash, `uses:` steps noted."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

_EXPRESSION = re.compile(r"\$\{\{ *(.*?) *\}\}")
_KEPT = ("PATH", "HOME", "LANG", "SSL_CERT_FILE", "XDG_CACHE_HOME", "PIP_")


def load(checkout: Path) -> dict[str, Any]:
    """action.yml as data."""
    action: dict[str, Any] = YAML(typ="safe").load((checkout / "action.yml").read_text("utf-8"))
    return action


@dataclass(frozen=True)
class ActionRun:
    """What one use of the action left behind."""

    status: int
    out: str
    summary: str
    outputs: dict[str, str]
    used: dict[str, dict[str, str]] = field(default_factory=dict)
    """The `with:` of every action that was reached, by `owner/name`."""


def use(
    action_path: Path,
    workspace: Path,
    temp: Path,
    inputs: Mapping[str, str],
    done: Mapping[str, Mapping[str, str]] | None = None,
) -> ActionRun:
    """Run the action of a checkout in a workspace. `done`: outputs of steps that need not run again, by their id."""
    action = load(action_path)
    values = {f"inputs.{name}": str(each.get("default", "")) for name, each in action["inputs"].items()}
    values |= {f"inputs.{name}": value for name, value in inputs.items()}
    values["github.workspace"] = str(workspace)
    temp.mkdir(parents=True, exist_ok=True)
    (temp / "summary").write_text("", encoding="utf-8")
    said: list[str] = []
    used: dict[str, dict[str, str]] = {}
    status = 0
    for step in action["runs"]["steps"]:
        if status or not _holds(step.get("if", "'yes'"), values):
            continue
        outputs: Mapping[str, str] = {}
        if step.get("id") in (done or {}):
            outputs = (done or {})[step["id"]]
        elif "uses" in step:
            name = step["uses"].partition("@")[0]
            used[name] = {key: _filled(str(value), values) for key, value in step["with"].items()}
            outputs = {"python-path": sys.executable} if name == "actions/setup-python" else {}
        else:
            status, text, outputs = _script(step, action_path, workspace, temp, values)
            said.append(text)
        values |= {f"steps.{step.get('id')}.outputs.{key}": value for key, value in outputs.items()}
    final = {name: _filled(each["value"], values) for name, each in action["outputs"].items()}
    return ActionRun(status, "".join(said), (temp / "summary").read_text("utf-8"), final, used)


def _script(
    step: Mapping[str, Any], action_path: Path, workspace: Path, temp: Path, values: Mapping[str, str]
) -> tuple[int, str, dict[str, str]]:
    """Exit status, what was printed, outputs."""
    assert step["shell"] == "bash"
    script, output = temp / "step.sh", temp / "output"
    script.write_text(_filled(step["run"], values), encoding="utf-8")
    output.write_text("", encoding="utf-8")
    kept = {key: value for key, value in os.environ.items() if key.startswith(_KEPT)}
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
        cwd=workspace / _filled(step.get("working-directory", "."), values),
        env={
            **kept,
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(action_path),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(temp / "summary"),
            "GITHUB_WORKSPACE": str(workspace),
            "RUNNER_TEMP": str(temp),
            **{key: _filled(str(value), values) for key, value in step.get("env", {}).items()},
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    lines = output.read_text("utf-8").splitlines()
    return done.returncode, done.stdout, dict(line.split("=", 1) for line in lines)


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _EXPRESSION.sub(lambda match: _value(match[1], values), text)


def _holds(condition: str, values: Mapping[str, str]) -> bool:
    """A condition made of `&&`, `==` and `!=`."""
    for part in condition.split(" && "):
        left, operator, right = part.partition(" != " if " != " in part else " == ")
        equal = _value(left, values) == _value(right, values)
        if operator and equal == (operator == " != "):
            return False
    return True


def _value(expression: str, values: Mapping[str, str]) -> str:
    """A literal or a name of a context, or the first of several (`||`) that is not empty."""
    for part in expression.split(" || "):
        value = part[1:-1] if part.startswith("'") else values.get(part, "")
        if value:
            return value
    return ""
