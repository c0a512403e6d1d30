import os
import subprocess
from pathlib import Path

import pytest

from aiact_lint.discover import MAX_BYTES, UsageError, discover
from aiact_lint.finding import Skipped
from aiact_lint.source import SourceFile


def _write(root: Path, *paths: str, text: str = "x: 1\n") -> None:
    for path in paths:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def _git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    _git(tmp_path, "init", "-q")
    return tmp_path


def test_a_checkout_gives_tracked_and_new_files_but_no_ignored_ones(checkout: Path) -> None:
    _write(
        checkout,
        "tracked.yaml",
        "new.md",
        "ignored.yaml",
        "sub/also.tf",
        "node_modules/x/a.yaml",
        "venv/b.yaml",
        "code.py",
    )
    (checkout / ".gitignore").write_text("ignored.yaml\n")
    _git(checkout, "add", "tracked.yaml")
    tree = discover([Path()], checkout)
    assert tree.files == ("new.md", "sub/also.tf", "tracked.yaml")
    assert "code.py" in tree.everything


def test_a_plain_folder_honours_its_gitignores(tmp_path: Path) -> None:
    _write(tmp_path, "a.yaml", "out/b.yaml", "sub/c.yaml", "sub/skip.yaml", ".git/d.yaml")
    (tmp_path / ".gitignore").write_text("/out/\n")
    (tmp_path / "sub" / ".gitignore").write_text("skip.*\n")
    os.environ["GIT_CEILING_DIRECTORIES"] = str(tmp_path.parent)
    try:
        assert discover([Path()], tmp_path).files == ("a.yaml", "sub/c.yaml")
    finally:
        del os.environ["GIT_CEILING_DIRECTORIES"]


def test_aiactignore_and_exclude(checkout: Path) -> None:
    _write(checkout, "a.yaml", "vendor/b.yaml", "docs/c.md")
    (checkout / ".aiactignore").write_text("vendor/\n")
    assert discover([Path()], checkout, exclude=["*.md"]).files == ("a.yaml",)


def test_paths_are_relative_to_the_working_folder(checkout: Path) -> None:
    _write(checkout, "a/x.yaml", "b/y.yaml", "b/z.tf")
    assert discover([Path("b")], checkout).files == ("b/y.yaml", "b/z.tf")
    assert discover([Path("b/y.yaml"), Path("a")], checkout).files == ("a/x.yaml", "b/y.yaml")


def test_paths_elsewhere_are_relative_to_what_they_share(
    checkout: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    _write(checkout, "a/x.yaml")
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    tree = discover([checkout / "a"], elsewhere)
    assert (tree.root, tree.files) == ((checkout / "a").resolve(), ("x.yaml",))


def test_a_missing_path_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nowhere: no such file or folder"):
        discover([Path("nowhere")], tmp_path)


def test_a_folder_that_the_outer_checkout_ignores_is_still_linted_when_asked_for(checkout: Path) -> None:
    _write(checkout, "build/a.yaml")
    (checkout / ".gitignore").write_text("build/\n")
    assert discover([Path("build")], checkout).files == ("build/a.yaml",)


def test_symbolic_links_are_not_read(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("outside") / "secret.yaml"
    secret.write_text("token: 1\n")
    (checkout / "link.yaml").symlink_to(secret)
    (checkout / "folder").symlink_to(secret.parent)
    tree = discover([Path()], checkout)
    assert "folder/secret.yaml" not in tree.files
    assert tree.read("link.yaml") == Skipped("link.yaml", "symbolic link")


def test_a_link_that_is_a_folder_on_the_way_is_not_followed(
    checkout: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "a.yaml").write_text("token: 1\n")
    _write(checkout, "real/a.yaml")
    _git(checkout, "add", ".")
    (checkout / "real" / "a.yaml").unlink()
    (checkout / "real").rmdir()
    (checkout / "real").symlink_to(outside)
    read = discover([Path()], checkout).read("real/a.yaml")
    assert isinstance(read, Skipped)


def test_large_files_are_left_unread_and_said_so(checkout: Path) -> None:
    (checkout / "big.yaml").write_bytes(b"a" * (MAX_BYTES + 1))
    read = discover([Path()], checkout).read("big.yaml")
    assert read == Skipped("big.yaml", "larger than 16 MiB")


def test_reading_gives_bytes_and_path(checkout: Path) -> None:
    _write(checkout, "a.yaml")
    read = discover([Path()], checkout).read("a.yaml")
    assert isinstance(read, SourceFile)
    assert (read.path, read.data) == ("a.yaml", b"x: 1\n")


def test_a_hostile_fsmonitor_hook_does_not_run(checkout: Path) -> None:
    _write(checkout, "a.yaml")
    hook = checkout / "hook.sh"
    hook.write_text(f"#!/bin/sh\ntouch {checkout}/ran\n")
    hook.chmod(0o755)
    _git(checkout, "config", "core.fsmonitor", str(hook))
    discover([Path()], checkout)
    assert not (checkout / "ran").exists()


def test_a_file_that_was_moved_away_is_gone_though_git_still_lists_it(checkout: Path) -> None:
    _write(checkout, "old.yaml", "excluded.yaml")
    _git(checkout, "add", ".")
    (checkout / "old.yaml").rename(checkout / "new.yaml")
    tree = discover([Path()], checkout, ["excluded.yaml"])
    assert [tree.is_gone(each) for each in ("old.yaml", "new.yaml", "excluded.yaml", "../old.yaml", "/old.yaml")] == [
        True,
        False,
        False,
        False,
        False,
    ]


def test_paths_of_what_was_asked_for(tmp_path: Path) -> None:
    _write(tmp_path, "a/b.yaml")
    tree = discover([Path("a")], tmp_path)
    assert [tree.path_of(tmp_path / each) for each in (".", "a", "a/b.yaml")] == ["", "a", "a/b.yaml"]


def test_a_tracked_file_that_was_deleted_is_not_there(checkout: Path) -> None:
    _write(checkout, "kept.yaml", "gone.yaml", "gone.pdf")
    _git(checkout, "add", ".")
    (checkout / "gone.yaml").unlink()
    (checkout / "gone.pdf").unlink()
    tree = discover([Path()], checkout)
    assert tree.files == ("kept.yaml",)
    assert tree.everything == {"kept.yaml"}
