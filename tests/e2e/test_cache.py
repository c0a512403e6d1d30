"""With a cache, without one, with a broken one and with others writing to it, a run says the same."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from e2e.command import aiact_lint

_DAY = ("--as-of", "2026-11-01", "--format", "json")


@pytest.fixture
def project(tmp_path: Path, checkout: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the example among files that have nothing to do with AI, enough to be worth remembering."""
    top = tmp_path / "project"
    shutil.copytree(checkout / "examples" / "cv-screener", top)
    for number in range(60):
        (top / f"plain-{number}.yaml").write_text(f"kind: ConfigMap\ndata: {{a: '{number}'}}\n")
    monkeypatch.setenv("AIACT_LINT_CACHE", str(tmp_path / "cache"))
    return top


def _lint(project: Path, *more: str) -> str:
    run = aiact_lint(*_DAY, *more, cwd=project)
    assert run.status == 1, run.err
    return run.out


def test_every_run_says_the_same(project: Path, tmp_path: Path) -> None:
    without = _lint(project, "--no-cache")
    assert not (tmp_path / "cache").exists()
    assert _lint(project) == without
    entries = {each.name for each in (tmp_path / "cache").iterdir()}
    assert {name.partition("-")[0] for name in entries} >= {"tables", "words", "pack", "files"}
    assert _lint(project) == without
    for entry in (tmp_path / "cache").iterdir():
        entry.write_bytes(entry.read_bytes()[: entry.stat().st_size // 2])
    assert _lint(project) == without


def test_a_change_is_seen_at_once(project: Path) -> None:
    before = _lint(project)
    assert _lint(project) == before
    (project / "plain-7.yaml").write_text(
        "apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\nmetadata: {name: new}\n"
    )
    changed = _lint(project)
    assert "plain-7.yaml" in changed
    assert changed == _lint(project, "--no-cache")
    (project / "plain-7.yaml").write_text("kind: ConfigMap\ndata: {a: '7'}\n")
    assert _lint(project) == before


def test_runs_at_the_same_time_do_not_disturb_each_other(project: Path) -> None:
    command = [sys.executable, "-m", "aiact_lint", *_DAY]
    running = [
        subprocess.Popen(command, cwd=project, env={**os.environ}, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    said = [each.communicate() for each in running]
    expected = _lint(project, "--no-cache")
    assert [out.decode() for out, _ in said] == [expected] * 3
    assert [err for _, err in said] == [b""] * 3


def test_a_cache_in_the_checkout_is_neither_read_nor_written(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIACT_LINT_CACHE", str(project / ".cache"))
    _lint(project)
    assert not (project / ".cache").exists()
