"""The hook, for real: pre-commit builds it from a repository of this checkout and runs it in another one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

BAD = """\
    apiVersion: serving.kserve.io/v1beta1
    kind: InferenceService
    metadata:
      name: triage
      annotations:
        ai-act.acme.eu/risk-class: extreme
    spec:
      predictor:
        model:
          modelFormat: {name: sklearn}
          storageUri: s3://acme-models/triage/1
    """


def test_hook_fails_on_a_bad_file_and_passes_on_the_mended_one(repository: Path, tmp_path: Path) -> None:
    revision = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=repository, check=True, capture_output=True, text=True
    ).stdout.strip()
    project = tmp_path / "project"
    manifest = project / "deploy" / "triage.yaml"
    manifest.parent.mkdir(parents=True)
    manifest.write_text(dedent(BAD), encoding="utf-8")
    (project / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {repository.as_uri()}\n    rev: {revision}\n    hooks:\n      - id: aiact-lint\n",
        encoding="utf-8",
    )
    subprocess.run(["git", "init", "--quiet"], cwd=project, check=True)
    subprocess.run(["git", "add", "--all"], cwd=project, check=True)

    failed = _pre_commit(project, tmp_path / "home")
    assert failed.returncode == 1, failed.stdout + failed.stderr
    assert "error[AIA002]: 'extreme' is no value for 'risk-class'" in failed.stdout
    assert " --> deploy/triage.yaml:6:32\n" in failed.stdout

    manifest.write_text(dedent(BAD).replace("extreme", "minimal"), encoding="utf-8")
    passed = _pre_commit(project, tmp_path / "home")
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert "Passed" in passed.stdout


def test_hook_is_skipped_where_no_file_of_its_kinds_changes(repository: Path, tmp_path: Path) -> None:
    """Without relevant files pre-commit does not even install it."""
    project = tmp_path / "project"
    project.mkdir()
    (project / "main.py").write_text("print('hello')\n", encoding="utf-8")
    hook = (repository / ".pre-commit-hooks.yaml").read_text("utf-8")
    (project / ".pre-commit-hooks.yaml").write_text(hook, encoding="utf-8")
    subprocess.run(["git", "init", "--quiet"], cwd=project, check=True)
    subprocess.run(["git", "add", "main.py"], cwd=project, check=True)
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "try-repo", str(repository), "aiact-lint", "--files", "main.py"],
        cwd=project,
        env={**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "(no files to check)Skipped" in done.stdout


def _pre_commit(project: Path, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", "--all-files", "--color=never"],
        cwd=project,
        env={**os.environ, "PRE_COMMIT_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
