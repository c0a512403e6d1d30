"""The README's promises: two commands set everything up, and CI runs the second of them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from e2e.command import aiact_lint


def _commands(checkout: Path) -> list[str]:
    """The command lines of the first fenced block."""
    match = re.search(r"^```[a-z]*\n(.*?)^```$", (checkout / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert match is not None
    return [line for line in match[1].splitlines() if line.strip() and not line.startswith("#")]


def test_first_block_holds_two_commands(checkout: Path) -> None:
    first, second = _commands(checkout)
    assert "aiact-lint examples/" in first
    assert second.endswith(" && .venv/bin/pytest -q -n auto")


def test_ci_takes_its_command_from_the_readme(checkout: Path) -> None:
    script = (checkout / ".ci" / "run").read_text("utf-8")
    extraction = re.search(r"^readme=.*$", script, re.MULTILINE)
    assert extraction is not None
    shown = subprocess.run(
        ["bash", "-c", f'{extraction[0]}\nprintf %s "$readme"'],
        cwd=checkout,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert shown == _commands(checkout)[1]
    assert script.rstrip().endswith('bash -euc "$readme"')
    assert "pip install" not in script, "setup is stated once, in the README"


@pytest.fixture(scope="module")
def clone(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh clone."""
    top = tmp_path_factory.mktemp("clone") / "aiact-lint"
    subprocess.run(["git", "clone", "--quiet", str(repository), str(top)], check=True)
    return top


def test_first_command_installs_and_lints_an_example(checkout: Path, clone: Path) -> None:
    done = subprocess.run(
        ["bash", "-euc", _commands(checkout)[0]], cwd=clone, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (
        "error[AIA103]: The manifest states the risk class 'minimal', but the declaration states 'high-risk'."
        in done.stdout
    )
    assert " --> examples/cv-screener/deploy/inferenceservice.yaml:12:32\n" in done.stdout
    assert " --> examples/cv-screener/aiact.yaml:6:17\n" in done.stdout
    assert "1 AI system" in done.stdout


def test_usage_tables_hold_what_help_shows(checkout: Path) -> None:
    """Every command and option is in the README, and nothing else is."""
    readme = (checkout / "README.md").read_text("utf-8")
    helped = aiact_lint("check", "--help", cwd=checkout).out
    options = set(re.findall(r"(?<=[\s,])--[a-z][a-z-]*", helped.partition("Options:")[2])) - {
        "--help",
        "--quiet",
        "--verbose",
    }
    documented = set(re.findall(r"--[a-z][a-z-]*", readme[readme.index("| option of") : readme.index("| exit status")]))
    assert documented - {"--help"} == options
    listed = aiact_lint("--help", cwd=checkout).out.partition("Commands:")[2].partition("Exit status:")[0]
    commands = re.findall(r"^  ([a-z]+) ", listed, re.MULTILINE)
    table = readme[readme.index("| command |") : readme.index("| option of")]
    assert re.findall(r"`aiact-lint ([a-z]+)", table) == commands


def test_excerpt_is_what_the_example_gives(checkout: Path) -> None:
    readme = (checkout / "README.md").read_text("utf-8")
    excerpt = re.search(r"^```text\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    assert excerpt is not None
    out = aiact_lint("examples/cv-screener", "--no-plugins", cwd=checkout).out.split("\n\n")
    blocks = excerpt[1].rstrip("\n").split("\n\n")
    assert len(blocks) == 3
    assert [block for block in blocks if block not in out] == []
