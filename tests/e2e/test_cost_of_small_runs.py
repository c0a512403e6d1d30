"""Guards of small runs: which of our modules they import, how many patterns and dataclasses they make.

Half of a run over one file is importing. Bounds are a fifth above what was counted when they were written.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TypedDict

import pytest

_EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "cv-screener"
_COUNTED = """
import dataclasses, json, re, sys
counts = {"patterns": 0, "dataclasses": 0}

def counted(module, name, what):
    usual = getattr(module, name)
    def call(*positional, **named):
        counts[what] += 1
        return usual(*positional, **named)
    setattr(module, name, call)

counted(re._compiler, "compile", "patterns")
counted(dataclasses, "_process_class", "dataclasses")
import click
floor = set(sys.modules)
sys.argv = ["aiact-lint", *sys.argv[1:]]
from aiact_lint.cli.main import main
try:
    main()
finally:
    sys.stdout.flush()
    print(json.dumps({**counts, "modules": sorted(set(sys.modules) - floor)}), file=sys.stderr)
"""


class _Counts(TypedDict):
    patterns: int
    dataclasses: int
    modules: list[str]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a checkout works out once, as a wheel has it prepared."""
    return tmp_path_factory.mktemp("small") / "cache"


def _counts(cache: Path, path: str) -> _Counts:
    """The counts of a second run that has to do all its work."""
    environment = {**os.environ, "AIACT_LINT_CACHE": str(cache)}
    command = [sys.executable, "-P", "-c", _COUNTED, "check", path]
    for _ in range(2):
        for entry in cache.glob("run-*"):
            entry.unlink()
        done = subprocess.run(command, cwd=_EXAMPLE, env=environment, capture_output=True, text=True)
        assert done.returncode in (0, 1), done.stderr
    found: _Counts = json.loads(done.stderr.splitlines()[-1])
    return found


@pytest.mark.parametrize(
    ("path", "modules", "patterns"),
    [
        pytest.param("docs", 250, 145, id="no AI"),
        pytest.param("models/cv-screener/README.md", 330, 210, id="card"),
        pytest.param("deploy/inferenceservice.yaml", 240, 100, id="manifest"),
        pytest.param(".", 420, 265, id="example"),
    ],
)
def test_what_a_small_run_imports_and_compiles(cache: Path, path: str, modules: int, patterns: int) -> None:
    counts = _counts(cache, path)
    assert len(counts["modules"]) < modules, counts["modules"]
    assert counts["patterns"] < patterns
    assert counts["dataclasses"] < 25  # those of markdown-it, and the few of which somebody asked for the fields


_KINDS = {
    "ansible",
    "arm",
    "card",
    "card_toolkit",
    "cloudformation",
    "compose",
    "croissant",
    "cyclonedx",
    "dataset_card",
}
_KINDS |= {"declaration", "ecs", "kubernetes", "mlflow", "pulumi", "sagemaker", "spdx", "terraform.kind"}


@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        ("docs", {"card"}),  # Markdown with words that cards hold
        ("models/cv-screener/README.md", {"card"}),
        ("deploy/inferenceservice.yaml", {"kubernetes"}),
        (".", {"card", "declaration", "kubernetes", "terraform.kind"}),
    ],
)
def test_only_kinds_of_files_that_are_there_are_imported(cache: Path, path: str, kinds: set[str]) -> None:
    imported = _counts(cache, path)["modules"]
    assert {each for each in _KINDS if f"aiact_lint.kinds.{each}" in imported} == kinds


def test_no_parser_is_imported_without_a_file_of_its_format(cache: Path) -> None:
    imported = _counts(cache, "deploy/inferenceservice.yaml")["modules"]
    assert {"markdown_it", "tree_sitter", "pathspec", "subprocess"}.isdisjoint(imported)
    formats = ("bicep", "dotenv", "hcl", "hcl_json", "json_", "markdown")
    assert {f"aiact_lint.parsers.{each}" for each in formats}.isdisjoint(imported)
