"""Examples that state all that a role owes: silent as they are; each fact taken out or made false brings its own rule."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from aiact_lint import catalog
from aiact_lint.config import Config
from aiact_lint.plugins import Toolbox, collect, manager
from aiact_lint.rule import Rule
from aiact_lint.run import Request, run

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "roles"
TABLE: Mapping[str, Any] = yaml.safe_load((Path(__file__).parent / "mutations.yaml").read_text(encoding="utf-8"))
ROLES = sorted(folder.name for folder in EXAMPLES.iterdir() if folder.is_dir())
LATER = date(2028, 8, 3)
"""A day on which every duty of the tables is in force, those of Annex I included."""
NOT_FACTS = ("description", "evidence")
"""Parts of a statement; what names no file any more is AIA006, tried below."""


@cache
def _ready() -> tuple[Toolbox, tuple[Rule, ...]]:
    toolbox = collect(manager(installed=False))
    return toolbox, catalog.load((), python_checks=toolbox.checks)


def _found(folder: Path) -> list[str]:
    """The rules that speak on a folder, all of them tried, those on trial too."""
    toolbox, rules = _ready()
    report = run(Request((folder,), folder, LATER, Config(), "all", profile="strict"), toolbox, rules)
    assert (report.errors, report.inconclusive) == ((), ())
    return sorted({each.rule for each in report.findings})


def _declared(role: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((EXAMPLES / role / "aiact.yaml").read_text(encoding="utf-8"))
    return loaded


def _keys(node: Mapping[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for key, value in node.items():
        if not above and key in TABLE["not-removed"]:
            continue
        if key not in NOT_FACTS:
            yield (*above, key)
        if isinstance(value, dict):
            yield from _keys(value, (*above, key))


def _block(declared: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    node: dict[str, Any] = declared["systems"][0]
    for key in path[:-1]:
        node = node[key]
    return node


def _write(folder: Path, declared: dict[str, Any]) -> None:
    (folder / "aiact.yaml").write_text(yaml.safe_dump(declared, sort_keys=False, allow_unicode=True), encoding="utf-8")


@pytest.fixture
def working(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A copy of the example of a role."""
    role = request.node.callspec.params["role"]
    return Path(shutil.copytree(EXAMPLES / role, tmp_path / role))


REMOVALS = [(role, path) for role in ROLES for path in _keys(_declared(role)["systems"][0])]


def test_there_is_an_example_of_each_role() -> None:
    assert ROLES == ["deployer", "generator", "gpai", "provider", "public-deployer"]
    assert set(TABLE["removed"]) == set(ROLES)
    assert {each["role"] for each in TABLE["changed"]} == set(ROLES)


def test_the_table_names_keys_that_are_there() -> None:
    there = {(role, ".".join(path)) for role, path in REMOVALS}
    assert {(role, key) for role, keys in TABLE["removed"].items() for key in keys} <= there


@pytest.mark.parametrize("role", ROLES)
def test_an_example_is_silent(working: Path, role: str) -> None:
    assert _found(working) == []


@pytest.mark.parametrize(("role", "path"), REMOVALS, ids=lambda each: each if isinstance(each, str) else ".".join(each))
def test_what_is_taken_out_is_missed_by_its_rule(working: Path, role: str, path: tuple[str, ...]) -> None:
    declared = copy.deepcopy(_declared(role))
    del _block(declared, path)[path[-1]]
    _write(working, declared)
    assert _found(working) == TABLE["removed"][role].get(".".join(path), [])


@pytest.mark.parametrize(("role", "change"), [(each["role"], each) for each in TABLE["changed"]])
def test_what_is_made_false_is_told_by_its_rule(working: Path, role: str, change: Mapping[str, Any]) -> None:
    declared = copy.deepcopy(_declared(role))
    for key, value in change.get("set", {}).items():
        path = tuple(key.split("."))
        _block(declared, path)[path[-1]] = value
    _write(working, declared)
    if "replace" in change:
        file, old, new = (change["replace"][part] for part in ("file", "old", "new"))
        before = (working / file).read_text(encoding="utf-8")
        assert before.count(old) == 1, "what is to be replaced stands there once"
        (working / file).write_text(before.replace(old, new), encoding="utf-8")
    assert _found(working) == change["speaks"]
