"""The GitHub Action: its shape, and its steps run as a runner runs them, on an example."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from e2e import runner

CLASS = "file=deploy/inferenceservice.yaml,line=12,endLine=12,col=32,endColumn=39"
SHOWN_BY_CODE_SCANNING = "github/codeql-action/upload-sarif"


@pytest.fixture
def workspace(checkout: Path, tmp_path: Path) -> Path:
    """A checkout of the example with known flaws."""
    top = tmp_path / "workspace"
    shutil.copytree(checkout / "examples" / "cv-screener", top)
    subprocess.run(["git", "init", "--quiet"], cwd=top, check=True)
    subprocess.run(["git", "add", "--all"], cwd=top, check=True)
    return top


def _use(checkout: Path, workspace: Path, **inputs: str) -> runner.ActionRun:
    """The action without its first two steps: the command of this environment stands for the installed one."""
    given = {name.replace("_", "-"): value for name, value in inputs.items()}
    installed = {"install": {"command": str(Path(sys.executable).with_name("aiact-lint"))}}
    return runner.use(checkout, workspace, workspace.parent / "temp", given, installed)


def test_installs_itself_lints_uploads_and_fails_last(repository: Path, workspace: Path, tmp_path: Path) -> None:
    """From the action's own checkout, in an environment of its own; what the workspace calls `venv` or `pip` does not run."""
    for name in ("venv", "pip", "aiact_lint"):
        (workspace / f"{name}.py").write_text("raise SystemExit('ran a file of the workspace')\n", encoding="utf-8")
    run = runner.use(repository, workspace, tmp_path / "temp", {})
    assert run.status == 1, run.out
    assert f"::error {CLASS},title=AIA103 contradicting-statements::" in run.out
    assert (tmp_path / "temp" / "aiact-lint" / "bin" / "aiact-lint").exists()
    assert run.used["actions/setup-python"] == {"python-version": "3.13", "update-environment": "False"}
    assert run.used[SHOWN_BY_CODE_SCANNING] == {
        "sarif_file": str(tmp_path / "temp" / "aiact-lint.sarif"),
        "checkout_path": str(workspace),
    }
    assert run.outputs == {"exit-status": "1", "sarif-file": str(tmp_path / "temp" / "aiact-lint.sarif")}


def test_sarif_summary_and_annotations_tell_of_the_same_findings(checkout: Path, workspace: Path) -> None:
    run = _use(checkout, workspace)
    (sarif_run,) = json.loads(Path(run.outputs["sarif-file"]).read_text("utf-8"))["runs"]
    rules = sorted(each["ruleId"] for each in sarif_run["results"])
    assert len(rules) > 3
    annotated = re.findall(r"^::(?:error|warning|notice) .*?title=(AIA\d{3}) ", run.out, re.MULTILINE)
    assert sorted(annotated) == rules
    assert all(rule in run.summary for rule in set(rules))
    assert "cv-screener" in run.summary
    assert not list(workspace.glob("*.sarif"))


def test_status_waits_for_the_upload(checkout: Path) -> None:
    steps = runner.load(checkout)["runs"]["steps"]
    order = [step.get("uses", step["name"]) for step in steps]
    assert order.index("github/codeql-action/upload-sarif@v4") < order.index("Exit status") == len(order) - 1


@pytest.mark.parametrize(
    ("inputs", "status"),
    [
        ({"fail_on": "never"}, 0),
        ({"args": "--select AIA206 --fail-on never"}, 0),
        ({"args": "--select AIA502 --as-of 2026-11-24"}, 0),
        ({"args": "--select AIA502 --as-of 2026-11-24", "fail_on": "note"}, 1),
        ({"paths": "docs"}, 0),
        ({"paths": "deploy\nmodels/cv-screener\n"}, 1),
        ({"args": "--no-such-option"}, 2),
        ({"paths": "missing"}, 2),
    ],
)
def test_inputs_reach_the_command(checkout: Path, workspace: Path, inputs: dict[str, str], status: int) -> None:
    run = _use(checkout, workspace, **inputs)
    assert (run.status, run.outputs["exit-status"]) == (status, str(status)), run.out
    assert bool(run.outputs["sarif-file"]) == (status != 2)
    assert (SHOWN_BY_CODE_SCANNING in run.used) == (status != 2)


def test_upload_can_be_left_out_and_the_file_named(checkout: Path, workspace: Path) -> None:
    run = _use(checkout, workspace, upload_sarif="false", sarif_file="out/found.sarif")
    assert SHOWN_BY_CODE_SCANNING not in run.used
    assert run.outputs["sarif-file"] == str(workspace / "out" / "found.sarif")
    assert json.loads((workspace / "out" / "found.sarif").read_text("utf-8"))["version"] == "2.1.0"


def test_another_folder_is_linted_from_its_own_top(checkout: Path, workspace: Path, tmp_path: Path) -> None:
    run = _use(checkout, tmp_path, working_directory="workspace")
    assert CLASS in run.out
    assert run.used[SHOWN_BY_CODE_SCANNING]["checkout_path"] == str(workspace)


def test_a_folder_of_the_repository_gives_paths_that_the_forge_knows(checkout: Path, workspace: Path) -> None:
    run = _use(checkout, workspace, working_directory="deploy")
    assert "file=deploy/inferenceservice.yaml" in run.out
    assert run.used[SHOWN_BY_CODE_SCANNING]["checkout_path"] == str(workspace)
    (sarif_run,) = json.loads(Path(run.outputs["sarif-file"]).read_text("utf-8"))["runs"]
    places = {each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in sarif_run["results"]}
    assert places
    assert all((workspace / place).is_file() for place in places)


def test_file_of_a_stranger_does_not_stand_for_the_result(checkout: Path, workspace: Path, tmp_path: Path) -> None:
    """A file that a pull request holds under the name of the SARIF file is neither uploaded nor written through."""
    precious = tmp_path / "precious"
    precious.write_text("kept", encoding="utf-8")
    (workspace / "found.sarif").symlink_to(precious)
    run = _use(checkout, workspace, sarif_file="found.sarif", args="--no-such-option")
    assert (run.status, run.outputs["sarif-file"]) == (2, "")
    (workspace / "found.sarif").symlink_to(precious)
    assert _use(checkout, workspace, sarif_file="found.sarif").outputs["sarif-file"]
    assert precious.read_text("utf-8") == "kept"


@pytest.mark.parametrize("name", ["paths", "args", "fail_on", "sarif_file"])
def test_inputs_are_no_code(checkout: Path, workspace: Path, name: str) -> None:
    run = _use(checkout, workspace, **{name: "x$(touch pwned);`touch pwned`;touch${IFS}pwned *"})
    assert run.outputs["exit-status"] in ("0", "1", "2"), run.out
    assert not list(workspace.rglob("pwned"))


def test_shape(checkout: Path) -> None:
    action = runner.load(checkout)
    assert action["runs"]["using"] == "composite"
    assert {"paths", "args", "fail-on", "sarif-file", "upload-sarif", "working-directory"} <= set(action["inputs"])
    assert all(set(each) == {"description", "default"} for each in action["inputs"].values())
    assert all(isinstance(each["default"], str) for each in action["inputs"].values())
    for step in action["runs"]["steps"]:
        assert ("uses" in step) != ("run" in step)
        if "uses" in step:
            assert re.fullmatch(r"[\w-]+(/[\w-]+)+@v\d+", step["uses"]), "pinned to a major version"
        else:
            assert step["shell"] == "bash"
            assert "${{" not in step["run"], "an expression in a script is code"
