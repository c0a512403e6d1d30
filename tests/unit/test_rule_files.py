"""What was checked once is not checked again, and what changed is."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from aiact_lint import cache, rule_files
from aiact_lint.document import Parsed
from aiact_lint.parsers import yaml_
from aiact_lint.rule_files import RuleFileError, Trust, below
from aiact_lint.source import SourceFile

_RULE = """\
format: 1
id: ACM00{n}
name: no-owner
title: No owner
level: warning
message: No owner.
check:
  for: system
  when: "self.subjects.size() > 1"
  assert: "has(self.provider)"
"""


@pytest.fixture
def policy(tmp_path: Path) -> Iterator[Path]:
    """A folder of two rules that were written long ago."""
    cache.use(tmp_path / "cache")
    for n in (1, 2):
        file = tmp_path / "policy" / f"rule-{n}" / "rule.yaml"
        file.parent.mkdir(parents=True)
        file.write_text(_RULE.format(n=n))
    yield tmp_path / "policy"
    cache.use(None)


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are parsed, as that happens."""
    seen: list[str] = []

    def parse(source: SourceFile) -> Parsed:
        seen.append(source.path)
        return yaml_.parse(source)

    monkeypatch.setattr(rule_files, "yaml_", SimpleNamespace(parse=parse))
    return seen


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock on which the files of the test are old."""
    monkeypatch.setattr(rule_files, "time_ns", lambda: 4_000_000_000 * 10**9)


def _ids(folder: Path) -> list[object]:
    return [data["id"] for _, data in below([folder], Trust.CONFIG)]


def test_a_file_is_parsed_again_when_its_times_tell_that_it_changed(
    policy: Path, parsed: list[str], later: None
) -> None:
    first = list(below([policy], Trust.CONFIG))
    assert len(parsed) == 2
    for file in policy.rglob("rule.yaml"):
        about = file.stat()
        file.write_text(file.read_text().replace("ACM", "ACX"))  # same size; told by its times alone
        os.utime(file, ns=(about.st_atime_ns, about.st_mtime_ns + 1))
    assert list(below([policy], Trust.CONFIG)) != first
    assert len(parsed) == 4
    assert _ids(policy) == ["ACX001", "ACX002"]
    assert len(parsed) == 4


def test_only_the_file_that_changed_is_checked_again(policy: Path, parsed: list[str], later: None) -> None:
    _ids(policy)
    (policy / "rule-2" / "rule.yaml").write_text(_RULE.format(n=3))
    assert _ids(policy) == ["ACM001", "ACM003"]
    assert parsed[2:] == [str(policy / "rule-2" / "rule.yaml")]


def test_a_file_with_the_content_it_had_is_not_checked_again(policy: Path, parsed: list[str], later: None) -> None:
    _ids(policy)
    for file in policy.rglob("rule.yaml"):
        os.utime(file, ns=(1, 1))
    assert _ids(policy) == ["ACM001", "ACM002"]
    assert len(parsed) == 2


def test_a_file_that_was_just_written_is_read_again(policy: Path) -> None:
    """Within the resolution of the clock it may change without its times telling."""
    _ids(policy)
    (entry,) = (cache.load("rules", file.name.removeprefix("rules-")) for file in _entries(policy))
    assert isinstance(entry, dict)
    assert {identity for identity, _, _ in entry.values()} == {None}


def _entries(policy: Path) -> list[Path]:
    return list((policy.parent / "cache").glob("rules-*"))


def test_a_file_that_goes_is_forgotten_and_one_that_breaks_is_told(policy: Path, later: None) -> None:
    _ids(policy)
    (policy / "rule-1" / "rule.yaml").unlink()
    assert _ids(policy) == ["ACM002"]
    (policy / "rule-2" / "rule.yaml").write_text(_RULE.format(n=2).replace("has(self.provider)", "has(self."))
    with pytest.raises(RuleFileError, match=r"rule-2/rule.yaml:10: .*does not compile"):
        _ids(policy)


def test_who_wrote_a_folder_is_not_forgotten(policy: Path, later: None) -> None:
    """A Python check that a plugin may name is refused in a folder of a config, though the file is the same."""
    file = policy / "rule-1" / "rule.yaml"
    file.write_text(_RULE.format(n=1).partition("  when:")[0] + "  python: placeholder\n")
    assert [data["id"] for _, data in below([policy], Trust.PLUGIN)] == ["ACM001", "ACM002"]
    with pytest.raises(RuleFileError, match=r"rule-1/rule.yaml:9: rule folders are data"):
        _ids(policy)


def test_links_are_followed_inside_the_folder_only(policy: Path, tmp_path: Path) -> None:
    outside = tmp_path / "elsewhere.yaml"
    outside.write_text(_RULE.format(n=7))
    for name, target in (("in", policy / "rule-1" / "rule.yaml"), ("out", outside), ("dangling", tmp_path / "no")):
        (policy / name).mkdir()
        (policy / name / "rule.yaml").symlink_to(target)
    (policy / "loop").symlink_to(policy, target_is_directory=True)
    assert _ids(policy) == ["ACM001", "ACM001", "ACM002"]  # `in` comes before `rule-1`


def test_what_is_no_file_is_no_rule(policy: Path) -> None:
    (policy / "folder" / "rule.yaml").mkdir(parents=True)
    (policy / "pipe").mkdir()
    os.mkfifo(policy / "pipe" / "rule.yaml")
    assert _ids(policy) == ["ACM001", "ACM002"]
