"""What is remembered of a file is forgotten when the file changes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from aiact_lint import cache
from aiact_lint.discover import Tree, discover
from aiact_lint.file_memory import FileMemory
from aiact_lint.source import SourceFile

_TOKENS = {".yaml": (b"kserve",)}
_LONG_AGO = 1_600_000_000


@pytest.fixture
def tree(tmp_path: Path) -> Iterator[Tree]:
    (tmp_path / "work").mkdir()
    for number in range(60):
        _write(tmp_path / "work" / f"{number}.yaml", f"a: {number}\n")
    cache.use(tmp_path / "cache")
    yield discover([Path()], tmp_path / "work")
    cache.use(None)


def _write(file: Path, text: str) -> None:
    file.write_text(text)
    os.utime(file, (_LONG_AGO, _LONG_AGO))


def _remember(tree: Tree, paths: tuple[str, ...], tokens: dict[str, tuple[bytes, ...]] | None = None) -> FileMemory:
    """Look at some files as a run does, and give what the next run knows."""
    memory = FileMemory(tree, tokens or _TOKENS)
    memory._now += 10**10  # the files are older than their file system's clock is coarse
    for path in paths:
        before = memory.identity(path)
        source = tree.read(path)
        assert isinstance(source, SourceFile)
        memory.note(path, before, source.digest, sign=b"kserve" in source.data)
    memory.save()
    return FileMemory(tree, tokens or _TOKENS)


def test_an_unchanged_file_without_sign_is_idle(tree: Tree) -> None:
    memory = _remember(tree, ("1.yaml", "2.yaml"))
    assert memory.is_idle("1.yaml")
    assert not memory.is_idle("3.yaml")


def test_a_file_with_a_sign_is_never_idle(tree: Tree) -> None:
    _write(tree.root / "1.yaml", "a: kserve\n")
    memory = _remember(tree, ("1.yaml",))
    assert not memory.is_idle("1.yaml")
    assert memory.holds_sign(SourceFile("1.yaml", b"a: kserve\n")) is True


def test_a_file_of_the_same_size_and_time_is_looked_at_again(tree: Tree) -> None:
    """Somebody may set the time of a file back; the time of its last change of any kind tells."""
    memory = _remember(tree, ("10.yaml",))
    _write(tree.root / "10.yaml", "kserve"[: len("a: 10\n")])
    assert not memory.is_idle("10.yaml")
    assert memory.holds_sign(SourceFile("10.yaml", b"kserve")) is None


def test_a_file_that_was_just_written_is_known_by_its_content_only(tree: Tree) -> None:
    memory = FileMemory(tree, _TOKENS)
    memory.note(
        "1.yaml", memory.identity("1.yaml"), SourceFile("1.yaml", b"a: 1\n").digest, sign=False
    )  # its ctime is now
    memory.save()
    again = FileMemory(tree, _TOKENS)
    assert not again.is_idle("1.yaml")
    assert again.holds_sign(SourceFile("1.yaml", b"a: 1\n")) is False


def test_other_signs_ask_again(tree: Tree) -> None:
    _remember(tree, ("1.yaml",))
    assert not FileMemory(tree, {".yaml": (b"kserve", b"seldon")}).is_idle("1.yaml")


def test_a_link_is_not_the_file_it_replaced(tree: Tree) -> None:
    memory = _remember(tree, ("1.yaml",))
    (tree.root / "1.yaml").unlink()
    (tree.root / "1.yaml").symlink_to(tree.root / "2.yaml")
    assert not memory.is_idle("1.yaml")


def test_files_that_a_run_was_not_asked_about_stay_known(tree: Tree) -> None:
    _remember(tree, ("1.yaml",))
    memory = FileMemory(tree, _TOKENS)
    memory.note("2.yaml", None, SourceFile("2.yaml", b"a: 2\n").digest, sign=False)
    part = Tree(tree.root, tuple(path for path in tree.files if path != "1.yaml"), tree.everything)
    memory._tree = part
    memory.save()
    assert FileMemory(tree, _TOKENS).is_idle("1.yaml")


def test_a_small_tree_and_a_run_without_cache_remember_nothing(tree: Tree, tmp_path: Path) -> None:
    small = Tree(tree.root, tree.files[:10], tree.everything)
    assert not _remember(small, ("1.yaml",)).is_idle("1.yaml")
    cache.use(None)
    assert not _remember(tree, ("1.yaml",)).is_idle("1.yaml")
