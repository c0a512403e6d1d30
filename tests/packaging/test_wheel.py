"""The wheel, built and installed away from the checkout, is the same program with the same rules."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def wheel(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the files as they are now."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(repository)],
        check=True,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of an environment that holds the wheel and its dependencies only."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=True)
    binaries = folder / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(binaries / "python"), "install", "--quiet", str(wheel)],
        check=True,
    )
    return binaries / "aiact-lint"


def test_lists_the_same_rules_as_the_checkout(installed: Path, checkout: Path, tmp_path: Path) -> None:
    command = ("rules", "--format", "json", "--no-plugins")
    here = subprocess.run(
        [sys.executable, "-m", "aiact_lint", *command], cwd=checkout, check=True, capture_output=True, text=True
    ).stdout
    there = subprocess.run([installed, *command], cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    assert there == here
    assert here.count('"id": "AIA') == len(list((checkout / "rules").glob("*/*/rule.yaml")))


def test_explains_rules_and_prints_schemas(installed: Path, checkout: Path, tmp_path: Path) -> None:
    shown = subprocess.run(
        [installed, "explain", "AIA502"], cwd=tmp_path, check=True, capture_output=True, text=True, encoding="utf-8"
    ).stdout
    assert shown == (checkout / "docs" / "rules" / "AIA502.md").read_text("utf-8")
    schema = subprocess.run(
        [installed, "schema", "declaration"], cwd=tmp_path, check=True, capture_output=True, text=True, encoding="utf-8"
    ).stdout
    assert schema == (checkout / "schemas" / "aiact.schema.json").read_text("utf-8")


def test_lints_the_examples(installed: Path, checkout: Path, tmp_path: Path) -> None:
    dated = ("--as-of", "2027-12-02", "--quiet")
    ready = subprocess.run(
        [installed, checkout / "examples" / "cv-screener-ready", *dated], cwd=tmp_path, capture_output=True, check=False
    )
    assert (ready.returncode, ready.stderr) == (0, b"")
    drifted = subprocess.run(
        [installed, checkout / "examples" / "cv-screener", *dated], cwd=tmp_path, capture_output=True, check=False
    )
    assert (drifted.returncode, drifted.stderr) == (1, b"")


def test_wheel_holds_the_program_and_its_data_only(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names} == {"aiact_lint", f"{wheel.name.split('-py3')[0]}.dist-info"}
    assert "aiact_lint/_bundled/law/obligations.yaml" in names
    assert "aiact_lint/kinds/ai_signs.yaml" in names
    assert any(name.endswith("/licenses/LICENSE") for name in names)


def test_prepared_data_is_what_parsing_gives(installed: Path, tmp_path: Path) -> None:
    """Without a cache, the installed program has the tables, words, packs and signs that it works out otherwise."""
    code = """
import sys
from aiact_lint import bundled, cache
from aiact_lint.intent import load_lexicon
from aiact_lint.intent.lexicon import LANGUAGES
from aiact_lint.intent.pack import Pack

shipped = {name: cache.shipped(name) for name in ("tables", "words", *(f"pack-{each}" for each in LANGUAGES))}
lexicon = load_lexicon()
packs = [lexicon.pack(each).plain for each in LANGUAGES]
assert "yaml" not in sys.modules, "something was parsed"
assert [shipped[f"pack-{each}"][2] for each in LANGUAGES] == packs
assert {group: bundled.prepared(group) for group in ("tables", "words")} == {
    group: shipped[group] for group in ("tables", "words")
}
from aiact_lint.kinds import builtin
assert builtin.signs() == cache.shipped("signs")
rules = bundled.rule_files()
assert rules == bundled._rules_on_disk()
cache.shipped = lambda name: None
bundled._shipped.cache_clear()
assert bundled.rule_files() == rules
fresh = load_lexicon()
assert [fresh.pack(each).plain for each in LANGUAGES] == packs
assert fresh.bits == lexicon.bits
print("same")
"""
    python = installed.parent / "python"
    done = subprocess.run([python, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("same\n", "")
