"""Guards of speed without a clock: what is imported, how many files are parsed, how the number of calls grows.

Bounds are generous: they fail when something is done for every file or every rule that was done once, or when a heavy
library comes back into every run. benchmarks/speed.py has the seconds.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from aiact_lint import config, config_names
from aiact_lint.plugins import Toolbox, collect, manager
from aiact_lint.rule import Rule
from aiact_lint.run import Request, load_rules, run
from generated import rules as write_rules
from generated import tree as write_tree

_HEAVY = {
    "attr",
    "cel_expr_python",
    "importlib.metadata",
    "jsonschema",
    "markdown_it",
    "multiprocessing",
    "pluggy",
    "sarif_om",
    "tree_sitter",
    "yaml",
}


def _imported(cwd: Path, *arguments: str, changed: bool = True) -> set[str]:
    """The modules that a run of the command imports, the second time it is run; `changed`: it has to work again."""
    code = (
        "import sys\nsys.argv = ['aiact-lint', *sys.argv[1:]]\nfrom aiact_lint.cli.main import main\n"
        "try:\n    main()\nfinally:\n    print('modules', *sys.modules, file=sys.stderr)\n"
    )
    environment = {**os.environ, "AIACT_LINT_CACHE": str(cwd.parent / "cache")}
    for _ in range(2):
        for entry in (cwd.parent / "cache").glob("run-*") if changed else ():
            entry.unlink()
        done = subprocess.run(
            [sys.executable, "-P", "-c", code, *arguments], cwd=cwd, env=environment, capture_output=True, text=True
        )
    (line,) = (each for each in done.stderr.splitlines() if each.startswith("modules "))
    return set(line.split()[1:])


def _floor(cwd: Path) -> set[str]:
    shown = subprocess.run(
        [sys.executable, "-c", "import click, sys; print(*sys.modules)"], cwd=cwd, capture_output=True, text=True
    )
    return set(shown.stdout.split())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "work").mkdir()
    return tmp_path / "work"


def test_version_imports_little_more_than_click(folder: Path) -> None:
    more = _imported(folder, "--version") - _floor(folder)
    assert len(more) < 15, sorted(more)


def test_a_folder_without_ai_imports_no_heavy_library(folder: Path) -> None:
    write_tree(folder, 60)  # manifests only
    imported = _imported(folder, "check", ".")
    assert _HEAVY & imported == set()
    assert len(imported - _floor(folder)) < 250


def test_a_card_imports_no_library_of_other_formats(folder: Path) -> None:
    (folder / "README.md").write_text("---\nlicense: mit\npipeline_tag: text-classification\n---\n# A model\n")
    imported = _imported(folder, "check", "README.md")
    assert {"markdown_it", "yaml"} <= imported
    assert imported.isdisjoint({"jsonschema", "tree_sitter", "sarif_om", "pluggy", "attr", "importlib.metadata"})


def test_a_repeated_run_imports_little_more_than_click(folder: Path) -> None:
    (folder / "README.md").write_text("---\nlicense: mit\npipeline_tag: text-classification\n---\n# A model\n")
    more = _imported(folder, "check", "README.md", changed=False) - _floor(folder)
    assert len(more) < 50, sorted(more)


def _calls(work: Callable[[], object]) -> int:
    """How many Python functions something calls."""
    count = 0

    def profile(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(profile)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.fixture(scope="module")
def tools() -> Toolbox:
    return collect(manager(installed=False))


def _run(folder: Path, tools: Toolbox, rules: tuple[Rule, ...]) -> Callable[[], object]:
    chosen = config.load(config_names.find(folder))
    return lambda: run(Request((Path(),), folder, date(2026, 11, 1), chosen), tools, rules)


def test_only_files_with_a_sign_are_parsed(folder: Path, tools: Toolbox) -> None:
    write_tree(folder, 400)
    report = run(
        Request((Path(),), folder, date(2026, 11, 1), config.Config()), tools, load_rules(tools, config.Config())
    )
    assert (report.files_seen, report.files_read, len(report.systems)) == (400, 8, 8)


def test_calls_grow_with_the_number_of_files(tmp_path: Path, tools: Toolbox) -> None:
    rules = load_rules(tools, config.Config())
    counts: list[int] = []
    for size in (200, 200, 800):  # the first run fills what is worked out once a process
        folder = tmp_path / f"tree-{len(counts)}"
        write_tree(folder, size)
        counts.append(_calls(_run(folder, tools, rules)))
    assert counts[2] <= 4.4 * counts[1]


@pytest.mark.parametrize(("everywhere", "calls"), [(False, 3), (True, 15)])
def test_a_rule_more_costs_a_few_calls_a_subject(folder: Path, tools: Toolbox, everywhere: bool, calls: int) -> None:
    """Next to none where it asks for a fact that no subject has."""
    write_tree(folder, 200)  # four systems, with an endpoint each
    write_rules(folder, 400, everywhere=everywhere)
    usual = load_rules(tools, config.Config())
    more = load_rules(tools, config.load(config_names.find(folder)))
    assert len(more) == len(usual) + 400
    for rules in (usual, more):
        _run(folder, tools, rules)()
    extra = _calls(_run(folder, tools, more)) - _calls(_run(folder, tools, usual))
    assert extra / 400 / 4 < calls
