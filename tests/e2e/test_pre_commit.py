"""The hook, for real: pre-commit builds it from a repository of this checkout and runs it in another one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

from ruamel.yaml import YAML

from aiact_lint.reading import is_declaration

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
    project = tmp_path / "project"
    manifest = project / "deploy" / "triage.yaml"
    manifest.parent.mkdir(parents=True)
    manifest.write_text(dedent(BAD), encoding="utf-8")
    _configure(project, repository, "aiact-lint")

    failed = _pre_commit(project, tmp_path / "home")
    assert failed.returncode == 1, failed.stdout + failed.stderr
    assert "error[AIA002]: 'extreme' is no value for 'risk-class'" in failed.stdout
    assert " --> deploy/triage.yaml:6:32\n" in failed.stdout

    manifest.write_text(dedent(BAD).replace("extreme", "minimal"), encoding="utf-8")
    passed = _pre_commit(project, tmp_path / "home")
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert "Passed" in passed.stdout


DECLARATION = """\
    version: 1
    systems:
      - system: triage
        risk-class: minimal
        oversight:
          override: {description: A nurse may reorder the list, evidence: docs/oversight.md#override}
    """


def test_schema_hook_looks_at_the_declarations_alone(repository: Path, tmp_path: Path) -> None:
    """Whatever else is wrong, and although the evidence is in none of the files that it is given."""
    project = tmp_path / "project"
    declaration = project / "services" / "triage" / "triage.aiact.yaml"
    declaration.parent.mkdir(parents=True)
    declaration.write_text(dedent(DECLARATION).replace("minimal", "extreme"), encoding="utf-8")
    (declaration.parent / "docs").mkdir()
    (declaration.parent / "docs" / "oversight.md").write_text("# Oversight\n\n## Override\n", encoding="utf-8")
    (project / "other.yaml").write_text(dedent(BAD), encoding="utf-8")
    _configure(project, repository, "aiact-lint-schema")

    failed = _pre_commit(project, tmp_path / "home")
    assert failed.returncode == 1, failed.stdout + failed.stderr
    assert (
        "services/triage/triage.aiact.yaml:4:17: error[AIA002]: In the declaration, 'extreme' is not one of"
        in failed.stdout
    )
    assert "1 finding: 1 error" in failed.stdout

    declaration.write_text(dedent(DECLARATION), encoding="utf-8")
    passed = _pre_commit(project, tmp_path / "home")
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert "Passed" in passed.stdout


def test_schema_hook_is_given_what_the_program_takes_for_a_declaration(checkout: Path) -> None:
    hooks = YAML(typ="safe").load((checkout / ".pre-commit-hooks.yaml").read_text("utf-8"))
    (pattern,) = [each["files"] for each in hooks if each["id"] == "aiact-lint-schema"]
    names = ["aiact.yaml", "aiact.yml", ".aiact.yaml", ".aiact.yml", "cv.aiact.yaml", "cv.aiact.yml"]
    others = ["myaiact.yaml", "aiact.yaml.md", "aiact-lint.yaml", "aiact/values.yaml", "aiact.json"]
    for folder in ("", "services/hiring/"):
        assert [name for name in names if not re.search(pattern, folder + name)] == []
        assert [name for name in others if re.search(pattern, folder + name)] == []
    assert [name for name in (*names, *others) if is_declaration(name)] == names


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


def _configure(project: Path, repository: Path, hook: str) -> None:
    """A repository of the files of a project that runs one hook."""
    revision = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=repository, check=True, capture_output=True, text=True
    ).stdout.strip()
    (project / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {repository.as_uri()}\n    rev: {revision}\n    hooks:\n      - id: {hook}\n",
        encoding="utf-8",
    )
    subprocess.run(["git", "init", "--quiet"], cwd=project, check=True)
    subprocess.run(["git", "add", "--all"], cwd=project, check=True)


def _pre_commit(project: Path, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", "--all-files", "--color=never"],
        cwd=project,
        env={**os.environ, "PRE_COMMIT_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
