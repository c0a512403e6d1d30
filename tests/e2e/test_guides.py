"""The guides against the program: their commands are followed, their samples are read by what they are samples for."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from aiact_lint import __version__, law
from aiact_lint.reading import is_declaration
from e2e import runner, sessions
from e2e.command import aiact_lint

GUIDES = (
    "quickstart",
    "providers",
    "deployers",
    "from-iso-42001",
    "ci",
    "editor",
    "model-cards-and-boms",
    "kubernetes",
)
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"^\| [^|]+ \| Art ([^|]+) \| `([^|]+)` \| ([^|]+) \|$", re.MULTILINE)
_INSTALLATION = re.compile(r"python3 -m venv|pip install")


def _page(checkout: Path, name: str) -> str:
    return (checkout / "docs" / f"{name}.md").read_text("utf-8")


def _files(checkout: Path, name: str) -> dict[str, Any]:
    """The YAML files that a page shows, by path."""
    shown = [each for each in sessions.steps(_page(checkout, name)) if isinstance(each, sessions.Written)]
    return {each.path: YAML(typ="safe").load(each.text) for each in shown if each.path.endswith((".yaml", ".yml"))}


@pytest.mark.parametrize("name", GUIDES)
def test_commands_print_what_the_page_says(checkout: Path, repository: Path, tmp_path: Path, name: str) -> None:
    """Installation apart, which the README's way (test_newcomer.py) does in full."""
    subprocess.run(["git", "tag", "--force", f"v{__version__}"], cwd=repository, check=True)
    work = tmp_path / "work"
    shutil.copytree(checkout / "examples", work / "examples")
    steps = sessions.steps(_page(checkout, name))
    typed: list[sessions.Typed | sessions.Written] = [
        each for each in steps if isinstance(each, sessions.Typed) and not _INSTALLATION.match(each.command)
    ]
    assert typed
    assert sessions.follow(typed, work, sessions.home(tmp_path / "home", repository)) == []


def test_a_wrong_page_would_be_noticed(repository: Path, tmp_path: Path) -> None:
    page = "```console\n$ echo one\ntwo\n$ false\n$ echo a b c\na … c\n$ printf '1\\n2\\n3\\n'\n1\n…\n$ true # exit status 1\n```\n"
    wrong = sessions.follow(sessions.steps(page), tmp_path, sessions.home(tmp_path / "home", repository))
    assert [each.partition("\n")[0] for each in wrong] == ["$ echo one", "$ false", "$ true # exit status 1"]


@pytest.mark.parametrize("name", GUIDES)
def test_declarations_are_valid(checkout: Path, tmp_path: Path, name: str) -> None:
    shown = [body for language, body in _FENCE.findall(_page(checkout, name)) if "version: 1\n" in body]
    assert bool(shown) == (name in ("providers", "deployers", "editor"))
    for body in shown:
        (tmp_path / "aiact.yaml").write_text(body, encoding="utf-8")
        run = aiact_lint("--select", "AIA001,AIA002", "--profile", "strict", cwd=tmp_path)
        assert run.status == 0, run.out


def test_workflows_use_the_action_as_it_is(checkout: Path) -> None:
    inputs = set(runner.load(checkout)["inputs"])
    page = _page(checkout, "ci")
    assert set(re.findall(r"^\| `([a-z-]+)` \|", page, re.MULTILINE)) == inputs
    workflows = [each for path, each in _files(checkout, "ci").items() if path.startswith(".github/")]
    ours = [
        step
        for each in workflows
        for job in each["jobs"].values()
        for step in job["steps"]
        if step["uses"].startswith("aiact-lint/")
    ]
    assert len(ours) == len(workflows) == 2
    assert {step["uses"] for step in ours} == {f"aiact-lint/aiact-lint@v{__version__}"}
    assert {key for step in ours for key in step["with"]} <= inputs


def test_gitlab_uses_the_component_as_it_is(checkout: Path) -> None:
    (spec, _) = YAML(typ="safe").load_all((checkout / "templates" / "aiact-lint.yml").read_text("utf-8"))
    inputs = spec["spec"]["inputs"]
    (included,) = _files(checkout, "ci")[".gitlab-ci.yml"]["include"]
    assert included["component"].endswith(f"/aiact-lint@v{__version__}")
    assert set(included["inputs"]) <= set(inputs)
    named = re.search(r"Inputs: (.*?)\. ", _page(checkout, "ci"))
    assert named is not None
    assert re.findall(r"`([a-z-]+)`", named[1]) == list(inputs)


def test_hooks_shown_exist(checkout: Path) -> None:
    known = {each["id"] for each in YAML(typ="safe").load((checkout / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    (repository,) = _files(checkout, "ci")[".pre-commit-config.yaml"]["repos"]
    assert {each["id"] for each in repository["hooks"]} == known
    assert repository["rev"] == f"v{__version__}"


@pytest.mark.parametrize(("name", "rows"), [("providers", 23), ("deployers", 13)])
def test_tables_name_keys_and_rules_of_the_article(checkout: Path, name: str, rows: int) -> None:
    keys = json.loads((checkout / "schemas" / "aiact.schema.json").read_text("utf-8"))["$defs"]["system"]["properties"]
    articles = {
        each["id"]: [law.load().obligations[duty].article for duty in each["obligations"]]
        for each in aiact_lint("rules", "--format", "json", cwd=checkout).json
    }
    found = _ROW.findall(_page(checkout, name))
    assert len(found) == rows
    for cell, key, rules in found:
        assert key in keys
        numbers = "|".join(re.escape(number) for number in cell.split(", "))
        about = re.compile(rf"(?:^|to |, )(?:{numbers})(?!\d)")
        for rule in rules.split(", "):
            assert any(about.search(article) for article in articles[rule]), (cell, rule, articles[rule])


@pytest.mark.parametrize("name", GUIDES)
def test_rules_named_exist(checkout: Path, name: str) -> None:
    known = {each["id"] for each in aiact_lint("rules", "--format", "json", cwd=checkout).json}
    assert set(re.findall(r"\bAIA\d{3}\b", _page(checkout, name))) <= known


def test_schemastore_entry_fits_schema_and_program(checkout: Path) -> None:
    schema = json.loads((checkout / "schemas" / "aiact.schema.json").read_text("utf-8"))
    settings, entry = [
        json.loads(body) for language, body in _FENCE.findall(_page(checkout, "editor")) if language == "json"
    ]
    assert entry["url"] == schema["$id"]
    assert all(is_declaration(pattern.replace("*", "cv")) for pattern in entry["fileMatch"])
    assert list(settings["yaml.schemas"].values()) == [entry["fileMatch"]]
    assert f"$schema={schema['$id']}" in _page(checkout, "editor")
