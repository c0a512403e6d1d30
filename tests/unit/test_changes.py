from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aiact_lint.changes import Changes, since, split
from aiact_lint.discover import UsageError
from aiact_lint.finding import Finding, Level, Location
from aiact_lint.source import Region

IDENTITY = ("-c", "user.name=a", "-c", "user.email=a@acme.example", "-c", "commit.gpgsign=false")


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *IDENTITY, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def put(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())


def commit(folder: Path, files: Mapping[str, str]) -> None:
    put(folder, files)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message=x")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    commit(tmp_path, {"a.yaml": "1\n2\n3\n4\n5\n", "b.yaml": "1\n2\n3\n"})
    return tmp_path


def at(path: str, line: int) -> Location:
    return Location(path, Region(line, 1, line, 2, 1, 2), "")


def finding(
    path: str, line: int, rule: str = "AIA101", related: tuple[Location, ...] = (), flow: tuple[Location, ...] = ()
) -> Finding:
    return Finding(rule, Level.ERROR, "m", at(path, line), related, flow)


def changed(found: Changes, path: str, lines: int = 9) -> list[int]:
    return [line for line in range(1, lines + 1) if found.of(finding(path, line), found.top)]


def test_changed_and_added_lines_count_and_others_do_not(repository: Path) -> None:
    put(repository, {"a.yaml": "1\ntwo\n3\n4\nmore\nmore\n5\n"})
    found = since("main", repository)
    assert changed(found, "a.yaml") == [2, 5, 6]
    assert changed(found, "b.yaml") == []


def test_the_neighbours_of_lines_that_went_away_count(repository: Path) -> None:
    put(repository, {"a.yaml": "1\n2\n4\n5\n"})
    assert changed(since("main", repository), "a.yaml") == [2, 3]


def test_staged_committed_and_unstaged_changes_count_alike(repository: Path) -> None:
    git(repository, "switch", "--quiet", "--create", "topic")
    commit(repository, {"a.yaml": "one\n2\n3\n4\n5\n"})
    put(repository, {"a.yaml": "one\n2\nthree\n4\n5\n"})
    git(repository, "add", "--all")
    put(repository, {"a.yaml": "one\n2\nthree\n4\nfive\n"})
    assert changed(since("main", repository), "a.yaml") == [1, 3, 5]


def test_what_changed_on_the_other_branch_does_not_count(repository: Path) -> None:
    git(repository, "switch", "--quiet", "--create", "topic")
    git(repository, "switch", "--quiet", "main")
    commit(repository, {"b.yaml": "one\n2\n3\n"})
    git(repository, "switch", "--quiet", "topic")
    commit(repository, {"a.yaml": "1\n2\n3\nfour\n5\n"})
    found = since("main", repository)
    assert (changed(found, "a.yaml"), changed(found, "b.yaml")) == ([4], [])


def test_renames_are_followed(repository: Path) -> None:
    (repository / "moved").mkdir()
    git(repository, "mv", "a.yaml", "moved/c.yaml")
    put(repository, {"moved/c.yaml": "1\n2\nthree\n4\n5\n"})
    assert changed(since("main", repository), "moved/c.yaml") == [3]


def test_new_files_count_as_a_whole(repository: Path) -> None:
    put(
        repository,
        {"untracked.yaml": "1\n", ".gitignore": "ignored/\n", "ignored/d.yaml": "1\n", "added.yaml": "1\n2\n"},
    )
    git(repository, "add", "added.yaml")
    found = since("main", repository)
    assert changed(found, "untracked.yaml", 3) == [1, 2, 3]
    assert changed(found, "ignored/d.yaml", 2) == [1, 2]
    assert changed(found, "added.yaml", 3) == [1, 2]


@pytest.mark.parametrize(
    "name", ['odd "name".yaml', "tab\there.yaml", "größe 1.yaml", "back\\slash.yaml", "new\nline.yaml"]
)
def test_odd_names(repository: Path, name: str) -> None:
    commit(repository, {name: "1\n2\n"})
    git(repository, "branch", "before")
    put(repository, {name: "1\ntwo\n"})
    assert changed(since("before", repository), name) == [2]


def test_added_lines_that_look_like_a_patch_are_not_taken_for_one(repository: Path) -> None:
    put(repository, {"a.yaml": "1\n2\n3\n4\n5\n++ b/b.yaml\n@@ -1 +1 @@\n"})
    put(repository, {"b.yaml": "1\n2\n3"})
    found = since("main", repository)
    assert (changed(found, "a.yaml"), changed(found, "b.yaml")) == ([6, 7], [3])


def test_what_the_user_configured_for_diffs_changes_nothing(repository: Path) -> None:
    for setting in ("diff.noprefix=true", "diff.mnemonicPrefix=true", "diff.interHunkContext=9", "color.ui=always",
                    "diff.context=7", "diff.renames=false", "diff.relative=true"):  # fmt: skip
        git(repository, "config", *setting.split("=", 1))
    put(repository, {"a.yaml": "one\n2\n3\n4\nfive\n", ".gitattributes": "*.yaml binary\n"})
    git(repository, "mv", "b.yaml", "c.yaml")
    found = since("main", repository)
    assert (changed(found, "a.yaml"), changed(found, "c.yaml")) == ([1, 5], [])


def test_nothing_that_a_repository_configures_is_run(repository: Path) -> None:
    marker = repository / "ran"
    program = repository / "program.sh"
    program.write_text(f"#!/bin/sh\ntouch '{marker}'\ncat\n")
    program.chmod(0o755)
    put(repository, {".gitattributes": "*.yaml filter=evil diff=evil\n", "a.yaml": "one\n2\n3\n4\n5\n"})
    for name in ("filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "diff.evil.command",
                 "diff.evil.textconv", "diff.external", "core.fsmonitor"):  # fmt: skip
        git(repository, "config", name, str(program))
    git(repository, "config", "filter.evil.required", "true")
    assert changed(since("main", repository), "a.yaml") == [1]
    assert not marker.exists()


def test_nothing_is_written(repository: Path) -> None:
    put(repository, {"a.yaml": "1\n2\n3\n4\n5\n"})  # same content, new times: git would refresh its index
    before = {path: path.stat().st_mtime_ns for path in (repository / ".git").rglob("*")}
    since("main", repository)
    assert {path: path.stat().st_mtime_ns for path in (repository / ".git").rglob("*")} == before


def test_only_files_with_the_given_endings_are_compared(repository: Path) -> None:
    put(repository, {"a.yaml": "one\n", "b.YAML": "1\n", "c.py": "1\n"})
    git(repository, "add", "--all")
    assert sorted(since("main", repository, [".yaml", ".md"]).lines) == ["a.yaml", "b.YAML"]


def test_in_a_folder_paths_are_those_of_the_run(repository: Path) -> None:
    commit(repository, {"deploy/d.yaml": "1\n2\n"})
    git(repository, "branch", "before")
    put(repository, {"deploy/d.yaml": "1\ntwo\n"})
    found = since("before", repository / "deploy")
    assert [found.of(finding("d.yaml", line), repository / "deploy") for line in (1, 2)] == [False, True]


def test_a_related_place_in_changed_lines_is_enough(repository: Path) -> None:
    put(repository, {"a.yaml": "one\n2\n3\n4\n5\n"})
    found = since("main", repository)
    near = finding("b.yaml", 2, related=(at("b.yaml", 1), at("a.yaml", 1)))
    along = finding("b.yaml", 2, flow=(at("a.yaml", 1),))
    far = finding("b.yaml", 2, related=(at("a.yaml", 2),))
    unreadable = finding("b.yaml", 2, "AIA001")
    assert split([near, along, far, unreadable], found, repository) == ([near, along, unreadable], 1)
    assert split([far], None, repository) == ([far], 0)


@pytest.mark.parametrize(
    ("ref", "message"),
    [
        ("nowhere", r"--diff nowhere: git knows no commit of that name; in CI, fetch it first"),
        ("--output=x", r"--diff --output=x: is no name of a commit"),
        ("", r"is no name of a commit"),
        ("unrelated", r"--diff unrelated: no commit is common to it and HEAD"),
    ],
)
def test_refs_that_cannot_be_used(repository: Path, ref: str, message: str) -> None:
    git(repository, "switch", "--quiet", "--orphan", "unrelated")
    commit(repository, {"z.yaml": "1\n"})
    git(repository, "switch", "--quiet", "main")
    with pytest.raises(UsageError, match=message):
        since(ref, repository)


def test_outside_a_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(UsageError, match="--diff: git says: fatal: not a git repository"):
        since("main", tmp_path)


def test_without_git(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UsageError, match="--diff: git cannot be run"):
        since("main", repository)


lines = st.lists(st.sampled_from(["a", "b", "+++ b/a.yaml", "--- a/a.yaml", "@@ -1 +1 @@", "", "\\ No"]), max_size=8)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines, lines, st.booleans())
def test_lines_of_the_new_file_that_are_not_in_the_old_one_count(
    repository: Path, old: list[str], new: list[str], ended: bool
) -> None:
    commit(repository, {"p.yaml": "\n".join(old)})
    put(repository, {"p.yaml": "\n".join(new) + ("\n" if ended else "")})
    found = changed(since("HEAD", repository), "p.yaml")
    assert {number for number, line in enumerate(new, 1) if line and line not in old} <= set(found)
    if old == new and not ended:
        assert found == []
