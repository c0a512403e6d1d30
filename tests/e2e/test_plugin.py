"""The sample plugin, installed from its folder: each of the five hooks shows in what the command does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from e2e.command import aiact_lint

PROPERTIES = """\
    spring.application.name=triage
    spring.ai.openai.chat.options.model=gpt-4o
    spring.ai.chat.observations.log-prompt=false
    aiact.risk-class=high-risk
    """
PLACE = "application.properties:3:40-45"
"""The value of line 3."""


@pytest.fixture(scope="module")
def packages(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of installed packages with the plugin alone in it."""
    target = tmp_path_factory.mktemp("packages")
    source = repository / "examples" / "plugin"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target), str(source)]
    subprocess.run(pip, check=True)
    return target


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A Spring AI application that keeps prompts out of its log."""
    (tmp_path / "application.properties").write_text(dedent(PROPERTIES), encoding="utf-8")
    return tmp_path


def test_rules_list_holds_the_plugin_s_rule(packages: Path, tmp_path: Path) -> None:
    listed = aiact_lint("rules", "--format", "json", cwd=tmp_path, packages=packages).json
    without = aiact_lint("rules", "--format", "json", "--no-plugins", cwd=tmp_path, packages=packages).json
    assert [rule["id"] for rule in listed if rule not in without] == ["SPR001"]


def test_samples_of_the_plugin_s_rule_pass(packages: Path, tmp_path: Path) -> None:
    rules = packages / "aiact_lint_spring" / "rules"
    tested = aiact_lint("rules", "test", str(rules), cwd=tmp_path, packages=packages)
    assert (tested.status, tested.out) == (0, "5 samples, 0 failed\n")


def test_new_format_is_parsed_recognised_and_checked(packages: Path, project: Path) -> None:
    run = aiact_lint("--format", "json", "--enforce", "all", "--select", "SPR001", cwd=project, packages=packages)
    assert run.status == 1
    assert run.places == [("SPR001", "error", PLACE)]
    (system,) = run.json["systems"]
    assert (system["id"], system["riskClass"]) == ("triage", "high-risk")
    assert run.json["findings"][0]["appliesFrom"] == "2027-12-02"


def test_built_in_rules_judge_the_new_kind(packages: Path, project: Path) -> None:
    """The plugin's statements are of the one vocabulary, so that every rule for high-risk systems applies."""
    run = aiact_lint("--format", "json", "--enforce", "all", cwd=project, packages=packages)
    assert {"AIA301", "AIA401", "SPR001"} <= {rule for rule, _, _ in run.places}


def test_new_output_format(packages: Path, project: Path) -> None:
    run = aiact_lint("--format", "csv", "--as-of", "2027-12-02", "--select", "SPR001", cwd=project, packages=packages)
    assert run.out == (
        "rule,level,path,line,column,system,message\n"
        "SPR001,error,application.properties,3,40,triage,"
        "Prompts are kept out of the log of a high-risk system (Art 12).\n"
    )


def test_without_the_plugin_there_is_nothing_to_see(packages: Path, project: Path) -> None:
    run = aiact_lint("--no-plugins", cwd=project, packages=packages)
    assert run.status == 0
    assert "no AI system found" in run.out
    unknown = aiact_lint("--no-plugins", "--format", "csv", cwd=project, packages=packages)
    assert (unknown.status, unknown.out) == (2, "")
    assert "there is no format 'csv'" in unknown.err


def test_broken_plugin_stops_the_run_with_its_name(tmp_path: Path) -> None:
    """A plugin that fails to import would silently take its rules out of the run."""
    packages = tmp_path / "packages"
    information = packages / "broken-1.0.dist-info"
    information.mkdir(parents=True)
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1.0\n", encoding="utf-8")
    (information / "entry_points.txt").write_text("[aiact_lint]\nbroken = broken_plugin\n", encoding="utf-8")
    (packages / "broken_plugin.py").write_text("raise RuntimeError('no licence key')\n", encoding="utf-8")
    run = aiact_lint(cwd=tmp_path, packages=packages)
    assert (run.status, run.out) == (2, "")
    assert run.err == (
        "error: plugin 'broken' (broken_plugin) cannot be loaded: RuntimeError: no licence key; "
        "mend or uninstall it, or run with --no-plugins\n"
    )
    assert aiact_lint("--no-plugins", cwd=tmp_path, packages=packages).status == 0


def test_a_package_in_the_linted_folder_is_no_plugin(tmp_path: Path) -> None:
    """`python -m` puts the current folder first on the path; what a stranger committed there must not run."""
    (tmp_path / "evil.py").write_text("raise SystemExit('code of the linted repository ran')\n")
    (tmp_path / "click.py").write_text("raise SystemExit('code of the linted repository ran')\n")
    (tmp_path / "evil-1.dist-info").mkdir()
    (tmp_path / "evil-1.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: evil\nVersion: 1\n")
    (tmp_path / "evil-1.dist-info" / "entry_points.txt").write_text("[aiact_lint]\nevil = evil\n")
    run = aiact_lint(cwd=tmp_path)
    assert (run.status, run.err) == (0, "")
