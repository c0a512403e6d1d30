from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from unit.cli.run_command import aiact, refusal, write

CARD = "---\npipeline_tag: text-classification\n---\n\n# Triage\n"
DECLARATION = """\
    system: triage
    risk-class: highish
    logging: {evidence: nowhere.md}
    artifacts: [cards/**]
    """

CONFIG = "select: [AIA002, AIA006]\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return write(tmp_path, {"aiact.yaml": DECLARATION, "cards/triage.md": CARD, "aiact-lint.yaml": CONFIG})


def _rules(output: str) -> list[str]:
    return [each["rule"] for each in json.loads(output)["findings"]]


def test_from_the_first_findings_to_only_the_new_ones(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _rules(aiact(monkeypatch, repository, "check", "--format", "json").output) == ["AIA002", "AIA006"]
    written = aiact(monkeypatch, repository, "baseline")
    assert written.output.splitlines() == [
        ".aiact-baseline.json: 2 findings (2 new)",
        "Use it with `--baseline .aiact-baseline.json`, or `baseline: .aiact-baseline.json` in aiact-lint.yaml.",
    ]
    write(repository, {"aiact-lint.yaml": CONFIG + "baseline: .aiact-baseline.json\n"})
    clean = aiact(monkeypatch, repository, "check", "--format", "json")
    assert (_rules(clean.output), clean.return_value) == ([], 0)
    suppressed = json.loads(clean.output)["suppressed"]
    assert {(each["suppression"]["reason"], each["suppression"]["where"]) for each in suppressed} == {
        ("baseline", ".aiact-baseline.json")
    }
    write(repository, {"aiact.yaml": "# moved down\n" + DECLARATION.replace("    ", "") + "gpai: perhaps\n"})
    new = aiact(monkeypatch, repository, "check", "--format", "json")
    assert (_rules(new.output), new.return_value) == (["AIA002"], 1)


def test_an_update_drops_what_was_mended_and_keeps_reasons(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    aiact(monkeypatch, repository, "baseline")
    file = repository / ".aiact-baseline.json"
    data = json.loads(file.read_text())
    data["findings"][1]["reason"] = "the document comes in March"
    file.write_text(json.dumps(data))
    write(repository, {"aiact.yaml": DECLARATION.replace("highish", "high-risk")})
    told = aiact(monkeypatch, repository, "check", "-v", "--baseline", file.name)
    assert ".aiact-baseline.json: 1 entry is no longer found" in told.stderr
    assert "dropped" in aiact(monkeypatch, repository, "baseline").output
    (held, *more) = json.loads(file.read_text())["findings"]
    assert (held["rule"], held["reason"], more) == ("AIA006", "the document comes in March", [])


def test_a_folder_that_moves_in_a_checkout_brings_its_entries_along(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(repository, {"services/b/aiact.yaml": DECLARATION})
    for arguments in (("init", "-q"), ("add", ".")):
        subprocess.run(["git", *arguments], cwd=repository, check=True)
    aiact(monkeypatch, repository, "baseline")
    (repository / "services").rename(repository / "apps")  # git still lists the old paths
    run = aiact(monkeypatch, repository, "check", "--baseline", ".aiact-baseline.json", "--format", "json")
    assert _rules(run.stdout) == []
    assert aiact(monkeypatch, repository, "baseline").stdout.startswith(".aiact-baseline.json: 4 findings\n")


def test_a_part_of_the_repository_updates_a_part_of_the_file(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    aiact(monkeypatch, repository, "baseline")
    before = (repository / ".aiact-baseline.json").read_text()
    aiact(monkeypatch, repository, "baseline", "cards")
    held = json.loads((repository / ".aiact-baseline.json").read_text())["findings"]
    assert [each for each in held if each["path"] == "aiact.yaml"] == json.loads(before)["findings"]


def test_a_file_that_cannot_be_read_keeps_its_entries(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    aiact(monkeypatch, repository, "baseline")
    before = (repository / ".aiact-baseline.json").read_text()
    write(repository, {"aiact.yaml": "system: [triage\n"})
    result = aiact(monkeypatch, repository, "baseline", "aiact.yaml")
    assert result.return_value == 3
    assert "what is known about it is kept" in result.stderr
    assert (repository / ".aiact-baseline.json").read_text() == before


def test_a_link_of_that_name_is_not_followed(
    repository: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "precious.json"
    elsewhere.write_text('{"version": 1, "findings": []}')
    (repository / ".aiact-baseline.json").symlink_to(elsewhere)
    aiact(monkeypatch, repository, "baseline")
    assert elsewhere.read_text() == '{"version": 1, "findings": []}'
    assert not (repository / ".aiact-baseline.json").is_symlink()


@pytest.mark.parametrize(
    ("arguments", "config", "message"),
    [
        (("check", "--baseline", "none.json"), "", "none.json: there is no such baseline"),
        (("check",), "baseline: ../other.json\n", "aiact-lint.yaml:1: 'baseline: ../other.json' lies outside"),
        (("baseline", ".."), "", "..: lies outside this folder"),
    ],
)
def test_usage(
    repository: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], config: str, message: str
) -> None:
    write(repository, {"aiact-lint.yaml": config})
    assert message in refusal(monkeypatch, repository, *arguments)
