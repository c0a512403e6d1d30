"""The GitLab component: inputs put in as GitLab does, and the script of its job run in a shell."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from ruamel.yaml import YAML

from aiact_lint import __version__

_INPUT = re.compile(r"\$\[\[ inputs\.([a-z-]+) \]\]")


def _component(checkout: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The inputs, and the pipeline."""
    head, body = YAML(typ="safe").load_all((checkout / "templates" / "aiact-lint.yml").read_text("utf-8"))
    return head["spec"]["inputs"], body


def _filled(value: Any, inputs: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {_filled(key, inputs): _filled(each, inputs) for key, each in value.items()}
    if isinstance(value, list):
        return [_filled(each, inputs) for each in value]
    return _INPUT.sub(lambda match: inputs[match[1]], value) if isinstance(value, str) else value


def _run(checkout: Path, project: Path, **given: str) -> tuple[int, str]:
    """Exit status and output of the job; installing is only written down, in `installed`."""
    spec, body = _component(checkout)
    inputs = {name: each["default"] for name, each in spec.items()}
    inputs |= {name.replace("_", "-"): value for name, value in given.items()}
    (job,) = _filled(body, inputs).values()
    programs = project.parent / "programs"
    programs.mkdir(exist_ok=True)
    (programs / "python3").write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {programs}/installed\n', encoding="utf-8")
    (programs / "python3").chmod(0o755)
    script = Path(sys.executable).with_name("aiact-lint")
    (programs / "aiact-lint").write_text(f'#!/bin/sh\nexec {script} "$@"\n', encoding="utf-8")
    (programs / "aiact-lint").chmod(0o755)
    variables = {name: each["value"] for name, each in job["variables"].items()}
    done = subprocess.run(
        ["sh", "-e", "-c", "\n".join(job["script"])],
        cwd=project,
        env={**os.environ, **variables, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def project(checkout: Path, tmp_path: Path) -> Path:
    top = tmp_path / "project"
    shutil.copytree(checkout / "examples" / "cv-screener", top)
    subprocess.run(["git", "init", "--quiet"], cwd=top, check=True)
    return top


def test_job_fails_with_reports_of_what_it_found(checkout: Path, project: Path) -> None:
    status, said = _run(checkout, project)
    assert status == 1, said
    _, body = _component(checkout)
    (job,) = body.values()
    reports = job["artifacts"]["reports"]
    assert job["artifacts"]["when"] == "always", "GitLab keeps no artifacts of failed jobs otherwise"
    quality = json.loads((project / reports["codequality"]).read_text("utf-8"))
    assert ("AIA103 contradicting-statements", "deploy/inferenceservice.yaml", 12) in {
        (each["check_name"], each["location"]["path"], each["location"]["lines"]["begin"]) for each in quality
    }
    assert ElementTree.parse(project / reports["junit"]).getroot().tag == "testsuites"  # noqa: S314  # our own text


@pytest.mark.parametrize(
    ("inputs", "status"),
    [
        ({"fail_on": "never"}, 0),
        ({"args": "--select AIA502 --as-of 2026-11-24"}, 0),
        ({"args": "--select AIA502 --as-of 2027-12-02"}, 1),
        ({"paths": "docs"}, 0),
        ({"paths": "deploy models"}, 1),
        ({"paths": "missing"}, 2),
    ],
)
def test_inputs_reach_the_command(checkout: Path, project: Path, inputs: dict[str, str], status: int) -> None:
    assert _run(checkout, project, **inputs)[0] == status


@pytest.mark.parametrize("name", ["paths", "args", "fail_on", "package"])
def test_inputs_are_no_code(checkout: Path, project: Path, name: str) -> None:
    _run(checkout, project, **{name: "x$(touch pwned);`touch pwned` *"})
    assert not list(project.rglob("pwned"))


def test_installs_this_version(checkout: Path, project: Path) -> None:
    _run(checkout, project, fail_on="never")
    (*_, package) = (project.parent / "programs" / "installed").read_text("utf-8").splitlines()
    assert package == f"https://github.com/aiact-lint/aiact-lint/archive/refs/tags/v{__version__}.tar.gz"


def test_shape(checkout: Path) -> None:
    spec, body = _component(checkout)
    used = set(_INPUT.findall((checkout / "templates" / "aiact-lint.yml").read_text("utf-8")))
    assert used == set(spec)
    assert all({"description", "default"} <= set(each) for each in spec.values())
    (job,) = body.values()
    assert not any(_INPUT.search(line) for line in job["script"]), "an input in a script line is code"
    assert all(each["expand"] is False for each in job["variables"].values())
