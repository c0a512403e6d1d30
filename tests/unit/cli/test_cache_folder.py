"""The cache is never taken from what is linted."""

from __future__ import annotations

from pathlib import Path

import pytest

from aiact_lint.cli.cache_folder import VARIABLE, chosen


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr("sys.platform", "linux")


def test_the_place_of_the_platform(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert chosen() == tmp_path / "home" / ".cache" / "aiact-lint"
    monkeypatch.setattr("sys.platform", "darwin")
    assert chosen() == tmp_path / "home" / "Library" / "Caches" / "aiact-lint"
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    assert chosen() == tmp_path / "local" / "aiact-lint" / "cache"


def test_variables_decide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert chosen() == tmp_path / "xdg" / "aiact-lint"
    monkeypatch.setenv(VARIABLE, str(tmp_path / "own"))
    assert chosen() == tmp_path / "own"


@pytest.mark.parametrize("value", ["off", "OFF", "0", "no", "relative/folder"])
def test_switched_off(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv(VARIABLE, value)
    assert chosen() is None


def test_no_home_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME")
    assert chosen() is None


def test_never_below_the_current_folder_or_a_linted_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "work" / ".cache"))
    assert chosen() is None
    monkeypatch.setenv(VARIABLE, str(tmp_path / "other" / ".cache"))
    assert chosen([Path("../other")]) is None
    assert chosen([Path("../others")]) == tmp_path / "other" / ".cache"


def test_never_inside_a_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Linted from a folder of its own, the checkout still holds what a stranger committed."""
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    monkeypatch.setenv(VARIABLE, str(tmp_path / "repository" / ".cache"))
    assert chosen() is None


def test_never_through_a_link_into_what_is_linted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "work" / "cache").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "work" / "cache")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "link"))
    assert chosen() is None
