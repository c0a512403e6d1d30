"""Entries come back whole or not at all, from the user's own folder only."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aiact_lint import cache

_VALUE = {"a": [1, 2.5, None, True, "é"], "b": ((1, 2), frozenset({"x"}), b"\x00")}


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    cache.use(tmp_path / "cache")
    yield tmp_path / "cache"
    cache.use(None)


def _entry(folder: Path) -> Path:
    (only,) = folder.iterdir()
    return only


def test_what_was_saved_is_loaded(folder: Path) -> None:
    cache.save("group", "name", _VALUE)
    assert cache.load("group", "name") == _VALUE
    assert cache.load("group", "other") is None
    assert cache.load("other", "name") is None


def test_nothing_is_kept_unless_it_is_in_use(tmp_path: Path) -> None:
    cache.use(None)
    cache.save("group", "name", 1)
    assert not cache.in_use()
    assert cache.load("group", "name") is None
    assert list(tmp_path.iterdir()) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_broken_entry_is_no_entry(folder: Path, data: st.DataObject) -> None:
    cache.save("group", "name", _VALUE)
    whole = _entry(folder).read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != whole[at]))
    broken = data.draw(st.sampled_from([whole[:at], whole[:at] + bytes([other]) + whole[at + 1 :]]))
    _entry(folder).write_bytes(broken)
    assert cache.load("group", "name") is None
    cache.save("group", "name", _VALUE)
    assert cache.load("group", "name") == _VALUE


def test_keys_tell_what_an_entry_is_made_from() -> None:
    keys = [cache.key(), cache.key(1), cache.key("1"), cache.key([1]), cache.key(1, 2), cache.key({"a": 1})]
    assert len(set(keys)) == len(keys)
    assert cache.key({"a": [1]}) == cache.key({"a": [1]})


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="Windows keeps profiles apart itself")
@pytest.mark.parametrize("mode", [0o777, 0o770, 0o702])
def test_a_folder_that_others_can_write_to_is_not_used(tmp_path: Path, mode: int) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(mode)
    cache.use(shared)
    assert not cache.in_use()


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="links need rights on Windows")
def test_a_link_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir(mode=0o700)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    cache.use(tmp_path / "link")
    assert not cache.in_use()


def test_a_file_in_the_place_of_the_folder_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("")
    cache.use(tmp_path / "cache")
    assert not cache.in_use()


def test_what_cannot_be_written_is_not_kept(folder: Path) -> None:
    (folder / "group-name").mkdir()
    (folder / "group-name" / "in-the-way").write_text("")
    cache.save("group", "name", 1)
    assert cache.load("group", "name") is None
    assert [each.name for each in folder.iterdir()] == ["group-name"]


def test_the_oldest_entries_go_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        cache.save("group", str(number), "x" * 1000)
        os.utime(folder / f"group-{number}", (number, number))
    (folder / ".group-4.123").write_bytes(b"left behind")
    os.utime(folder / ".group-4.123", (0, 0))
    cache.save("other", "kept", 1)
    monkeypatch.setattr(cache, "_MOST_BYTES_OF_OTHERS", 3500)
    monkeypatch.setattr(cache, "_bounded", set())
    cache.save("group", "5", "x" * 1000)
    assert sorted(each.name for each in folder.iterdir()) == ["group-2", "group-3", "group-5", "other-kept"]
