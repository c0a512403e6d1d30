"""Plugins are found without importing the tools for them, and none is overlooked."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from aiact_lint.plugins import BuiltInOnly, PluginError, collect, manager, reporters

_EXTRA = """\
from aiact_lint.hookspecs import hookimpl

@hookimpl
def aiact_checks():
    return [("extra", lambda scope: ())]
"""


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    (tmp_path / "extra_checks.py").write_text(_EXTRA)
    monkeypatch.delitem(sys.modules, "extra_checks", raising=False)
    return tmp_path


def _install(packages: Path, entries: str, folder: str = "extra-1.dist-info") -> None:
    (packages / folder).mkdir()
    (packages / folder / "METADATA").write_text("Metadata-Version: 2.1\nName: extra\nVersion: 1\n")
    (packages / folder / "entry_points.txt").write_text(entries)


def test_without_plugins_everything_built_in_is_there() -> None:
    alone, together = collect(BuiltInOnly()), collect(manager(installed=True))
    assert [each.name for each in alone.parsers] == [each.name for each in together.parsers]
    assert [each.name for each in alone.kinds] == [each.name for each in together.kinds]
    assert list(alone.checks) == list(together.checks)
    assert (alone.rule_folders, alone.plugins) == ((), ())
    assert list(reporters(BuiltInOnly()))[:2] == ["text", "json"]


@pytest.mark.parametrize("folder", ["extra-1.dist-info", "extra.egg-info"])
@pytest.mark.parametrize(
    "entries", ["[aiact_lint]\nextra = extra_checks\n", "[x]\na = b\n\n[aiact_lint]\nextra=extra_checks\n"]
)
def test_an_installed_plugin_is_loaded_beside_the_built_in_parts(packages: Path, folder: str, entries: str) -> None:
    _install(packages, entries, folder)
    made = manager(installed=True)
    toolbox = collect(made)
    assert toolbox.plugins == ("extra",)
    assert set(toolbox.checks) == {*collect(BuiltInOnly()).checks, "extra"}
    assert len(toolbox.parsers) == len(collect(BuiltInOnly()).parsers)
    assert isinstance(manager(installed=False), BuiltInOnly)


def test_a_broken_plugin_stops_the_run(packages: Path) -> None:
    _install(packages, "[aiact_lint]\nextra = no_such_module\n")
    with pytest.raises(PluginError, match="extra"):
        manager(installed=True)


def test_other_packages_and_their_entry_points_are_passed_over(packages: Path) -> None:
    _install(packages, "[console_scripts]\naiact_lint = x:y\n")
    assert isinstance(manager(installed=True), BuiltInOnly)


def test_packages_in_an_archive_are_left_to_the_standard_library(packages: Path) -> None:
    (packages / "some.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    sys.path.insert(0, str(packages / "some.zip"))
    assert not isinstance(manager(installed=True), BuiltInOnly)


def test_finders_of_others_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    finder = ModuleType("finder")
    finder.find_distributions = lambda _context: []  # type: ignore[attr-defined]
    finder.find_spec = lambda *_: None  # type: ignore[attr-defined]
    monkeypatch.setattr(sys, "meta_path", [finder, *sys.meta_path])
    assert not isinstance(manager(installed=True), BuiltInOnly)
