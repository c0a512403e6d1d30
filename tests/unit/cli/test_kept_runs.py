"""A run is not repeated while nothing it looked at has changed, and is repeated as soon as anything has."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import aiact_lint.run
from aiact_lint import cache, file_identity
from unit.cli.run_command import aiact, write

_CARD = """\
    ---
    pipeline_tag: text-classification
    ---
    # Ranker

    ## Uses

    Ranks applicants for open positions.
    """
_RULE = """\
    format: 1
    id: ACM001
    name: unnamed-use
    title: The card says what it is for
    level: note
    dated: false
    check:
      for: card
      assert: "false"
    message: The card does not say something.
    remedy: Say it.
    """


@dataclass
class Command:
    """`aiact-lint` in one folder, and how often it really ran."""

    monkeypatch: pytest.MonkeyPatch
    folder: Path
    runs: list[object] = field(default_factory=list)

    def __call__(self, *arguments: str) -> tuple[str, int]:
        result = aiact(self.monkeypatch, self.folder, "check", "--as-of", "2026-11-01", *arguments)
        return result.stdout, int(result.return_value)

    def ran(self, *arguments: str) -> bool:
        """Call the command, and say whether it worked anything out; what it says is always the truth."""
        before = len(self.runs)
        said = self(*arguments)
        ran = len(self.runs) > before
        assert said == self("--no-cache", *arguments)
        return ran


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Command]:
    folder = write(tmp_path / "work", {"models/ranker/README.md": _CARD, "notes.yaml": "a: 1\n", "code.py": "1\n"})
    made = Command(monkeypatch, folder)
    really = aiact_lint.run.run

    def counted(*arguments: object) -> object:
        made.runs.append(arguments)
        return really(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(aiact_lint.run, "run", counted)
    monkeypatch.setattr(file_identity, "SETTLED", 0)  # files of a test are never old
    monkeypatch.setenv("AIACT_LINT_CACHE", str(tmp_path / "cache"))
    yield made
    cache.use(None)


def test_the_second_run_is_the_first(command: Command) -> None:
    first = command()
    assert "AIA102" in first[0]
    assert len(command.runs) == 1
    assert command() == first
    assert len(command.runs) == 1


def test_what_is_asked_decides(command: Command) -> None:
    command()
    assert command.ran("--enforce", "all")
    assert not command.ran("--enforce", "all")
    assert command.ran("-q")
    assert command.ran("models")
    assert command.ran("--color", "always")
    aiact(command.monkeypatch, command.folder, "check", "--as-of", "2026-11-02")
    assert not command.ran()


_CHANGES: dict[str, Callable[[Path], object]] = {
    "a card": lambda top: (top / "models/ranker/README.md").write_text("# Nothing\n"),
    "a file without AI": lambda top: (top / "notes.yaml").write_text("a: 2\n"),
    "a new file": lambda top: (top / "evidence.pdf").write_bytes(b"%PDF"),
    "a file that is gone": lambda top: (top / "code.py").unlink(),
    "a config": lambda top: (top / "aiact-lint.yaml").write_text("ignore: [AIA102]\n"),
    "what is excluded": lambda top: (top / ".aiactignore").write_text("models/\n"),
    "a link in place of a file": lambda top: _link(top / "models/ranker/README.md"),
}


def _link(file: Path) -> None:
    file.rename(file.with_name("other"))
    file.symlink_to("other")


@pytest.mark.parametrize("change", _CHANGES)
def test_a_change_is_seen(command: Command, change: str) -> None:
    command()
    _CHANGES[change](command.folder)
    assert command.ran()


def test_same_size_and_time_are_not_enough(command: Command) -> None:
    card = command.folder / "models/ranker/README.md"
    command()
    about = card.stat()
    card.write_text(card.read_text().replace("applicants", "appliances"))
    os.utime(card, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert card.stat().st_size == about.st_size
    assert command.ran()


def test_of_a_fresh_file_the_content_decides(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    card = command.folder / "models/ranker/README.md"
    (command.folder / "notes.yaml").unlink()  # a file that nobody has read must be known by its times
    monkeypatch.setattr(file_identity, "SETTLED", 10**12)
    command()
    card.write_text(card.read_text())
    assert not command.ran()


def test_a_file_that_nobody_reads_may_change(command: Command) -> None:
    command()
    (command.folder / "code.py").write_text("2\n")
    assert not command.ran()


def test_config_baseline_and_rules_of_ones_own(command: Command) -> None:
    top = command.folder
    write(top, {"aiact-lint.yaml": "baseline: known.json\nrules: [house]\n", "house/x/rule.yaml": _RULE})
    aiact(command.monkeypatch, top, "baseline", "--output", "known.json")
    command()
    assert not command.ran()
    (top / "known.json").write_text('{"version": 1, "findings": []}')
    assert command.ran()
    (top / "house/x/rule.yaml").write_text((top / "house/x/rule.yaml").read_text().replace("something", "more"))
    assert command.ran()
    (top / "aiact-lint.yaml").write_text("rules: [house]\n")
    assert command.ran()
    (top / "aiact-lint.yaml").unlink()
    assert command.ran()


def test_modules_that_are_fetched_later_are_seen(command: Command) -> None:
    write(command.folder, {"main.tf": 'module "a" {\n  source = "acme/a/aws"\n}\n', ".gitignore": ".terraform/\n"})
    command()
    assert not command.ran()
    write(
        command.folder,
        {
            ".terraform/modules/modules.json": '{"Modules": [{"Key": "a", "Dir": ".terraform/modules/a"}]}',
            ".terraform/modules/a/main.tf": 'resource "aws_sagemaker_model" "a" {}\n',
        },
    )
    assert command.ran()
    assert not command.ran()
    write(command.folder, {".terraform/modules/a/more.tf": 'resource "aws_sagemaker_model" "b" {}\n'})
    assert command.ran()


def test_a_file_in_motion_keeps_nothing(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """The config is known by its times only, and these say nothing while they are fresh."""
    write(command.folder, {"aiact-lint.yaml": "horizon: 90\n"})
    monkeypatch.setattr(file_identity, "SETTLED", 10**12)
    command()
    assert command.ran()


@pytest.mark.parametrize("more", [("--format", "sarif"), ("--verbose",), ("--output", "json=report.json")])
def test_more_than_printing_is_done_every_time(command: Command, more: tuple[str, ...]) -> None:
    command(*more)
    assert command.ran(*more)


def test_a_broken_entry_is_made_anew(command: Command, tmp_path: Path) -> None:
    command()
    for entry in (tmp_path / "cache").glob("run-*"):
        entry.write_bytes(entry.read_bytes()[:-7])
    assert command.ran()
    assert not command.ran()
