"""The README's way from installation to code scanning, followed to the letter in a repository that knows nothing of it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from textwrap import dedent

import pytest
from ruamel.yaml import YAML

from aiact_lint import __version__
from e2e import runner, sessions

CARD = """\
    ---
    model_name: triage
    license: apache-2.0
    eu_ai_act:
      system: triage
      risk-class: high-risk
      annex-iii: [emergency-dispatch-triage]
    ---
    # Triage

    Sorts calls to the ambulance service by urgency; a nurse reads every call and decides.
    """
MANIFEST = """\
    apiVersion: serving.kserve.io/v1beta1
    kind: InferenceService
    metadata:
      name: triage
      annotations:
        ai-act.acme.eu/system: triage
        ai-act.acme.eu/risk-class: minimal
    spec:
      predictor:
        model:
          modelFormat: {name: sklearn}
          storageUri: s3://acme-models/triage/1
    """
SECTION = "## From first findings to code scanning"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with a card and a manifest that contradict each other."""
    top = tmp_path / "triage"
    for path, text in (("model/README.md", CARD), ("deploy/inferenceservice.yaml", MANIFEST)):
        (top / path).parent.mkdir(parents=True)
        (top / path).write_text(dedent(text), encoding="utf-8")
    subprocess.run(["git", "init", "--quiet"], cwd=top, check=True)
    return top


def test_the_way_of_the_readme(checkout: Path, repository: Path, project: Path, tmp_path: Path) -> None:
    subprocess.run(["git", "tag", "--force", f"v{__version__}"], cwd=repository, check=True)
    environment = sessions.home(tmp_path / "home", repository)
    (tmp_path / "home" / "programs" / "aiact-lint").unlink()  # it is there once it is installed
    text = (checkout / "README.md").read_text("utf-8")
    way = sessions.steps(text[text.index(SECTION) :].partition("\n## ")[0])
    typed = [step.command.split()[0] for step in way if isinstance(step, sessions.Typed)]
    assert typed == ["python3", "pip", *["aiact-lint"] * 5, "pre-commit", "git"]
    assert sessions.follow(way, project, environment) == []

    # What the way led to: a commit that passed the hook …
    committed = _git(project, environment, "ls-tree", "-r", "--name-only", "HEAD").splitlines()
    assert {"aiact.yaml", "aiact-lint.yaml", ".aiact-baseline.json", ".pre-commit-config.yaml"} <= set(committed)

    # … a hook that stops what is new …
    manifest = project / "deploy" / "inferenceservice.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("minimal", "transparency"), encoding="utf-8")
    activated = {**environment, "PATH": f"{tmp_path}/home/aiact-lint/bin:{environment['PATH']}"}
    refused = subprocess.run(
        ["git", "commit", "--all", "--message=Another class"],
        cwd=project,
        env=activated,
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode == 1, refused.stdout + refused.stderr
    assert " --> deploy/inferenceservice.yaml:7:32\n" in refused.stdout + refused.stderr

    # … and a workflow whose job fails on the same finding, after it went to code scanning.
    workflow = YAML(typ="safe").load((project / ".github" / "workflows" / "aiact-lint.yaml").read_text("utf-8"))
    (job,) = workflow["jobs"].values()
    uses = [step["uses"] for step in job["steps"]]
    assert uses[1:] == [f"aiact-lint/aiact-lint@v{__version__}"]
    assert workflow["permissions"] == {"contents": "read", "security-events": "write"}
    command = {"install": {"command": f"{tmp_path}/home/aiact-lint/bin/aiact-lint"}}
    run = runner.use(repository, project, tmp_path / "temp", job["steps"][1].get("with", {}), command)
    assert run.status == 1
    sarif = json.loads(Path(run.used["github/codeql-action/upload-sarif"]["sarif_file"]).read_text("utf-8"))
    assert [each["ruleId"] for each in sarif["runs"][0]["results"]] == ["AIA103"]


def _git(project: Path, environment: dict[str, str], *arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=project, env=environment, check=True, capture_output=True, text=True
    ).stdout
