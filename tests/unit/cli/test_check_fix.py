"""`--fix` from the outside: what the files look like afterwards, and that a second run finds nothing to fix."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from unit.cli.run_command import aiact, refusal, write

UNUSED = "# aiact-lint: ignore[AIA502] logs are kept elsewhere"

DECLARATION = f"""\
# Who decides: Legal.
systems:
  - system: triage   # the id
    risk_classification:   "limited"  # chatbot

    {UNUSED}
    intendedPurpose: >-
      Sorts tickets,
      nothing else.
    role: [ Provider , deployer ]
"""
MODERN = """\
# Who decides: Legal.
systems:
  - system: triage   # the id
    risk-class:   "transparency"  # chatbot

    intended-purpose: >-
      Sorts tickets,
      nothing else.
    role: [ provider , deployer ]
"""
CARD = f"""\
---
pipeline_tag: text-classification
eu_ai_act:   # ours
  risk_classification: low
  intended_purpose: Sorts tickets. {UNUSED}
---

# Triage

Text  with   odd spacing. <!-- aiact-lint: ignore[AIA102] nobody is ranked -->
* a list
"""
MODERN_CARD = """\
---
pipeline_tag: text-classification
eu_ai_act:   # ours
  risk-class: minimal
  intended_purpose: Sorts tickets.
---

# Triage

Text  with   odd spacing.
* a list
"""
LOGS = """\
resource "aws_sagemaker_endpoint" "triage" {
  name                 = "triage"   # aligned
  endpoint_config_name = "triage"
  tags = { "aiact:risk-class" = "high-risk", "aiact:system" = "triage" }
}

/* thirty days were enough before */
resource "aws_cloudwatch_log_group" "triage" {
  name              = "/aws/sagemaker/Endpoints/triage"
  retention_in_days = 30 // days
}
"""
MENDING = "AIA0,AIA102,AIA103,AIA502"
"""The rules with fixes that mend; drafts of missing keys have tests of their own."""
ALL = ("check", "--select", MENDING, "--fix")


def _fix(monkeypatch: pytest.MonkeyPatch, folder: Path, *more: str) -> str:
    """What is said about the fixes."""
    return aiact(monkeypatch, folder, *ALL, *more).stderr


def _bytes(text: str, mark: bytes, ends: str) -> bytes:
    return mark + text.replace("\n", ends).encode()


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8], ids=["", "mark"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize(
    ("name", "text", "expected", "count"),
    [("aiact.yaml", DECLARATION, MODERN, 5), ("README.md", CARD, MODERN_CARD, 4)],
    ids=["declaration", "card"],
)
def test_safe_fixes_keep_layout_and_comments(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    text: str,
    expected: str,
    count: int,
    ends: str,
    mark: bytes,
) -> None:
    (tmp_path / name).write_bytes(_bytes(text, mark, ends))
    assert _fix(monkeypatch, tmp_path) == f"{count} findings fixed in 1 file\n"
    assert (tmp_path / name).read_bytes() == _bytes(expected, mark, ends)
    assert _fix(monkeypatch, tmp_path) == "nothing to fix\n"


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_unsafe_fixes_only_when_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ends: str) -> None:
    (tmp_path / "main.tf").write_bytes(_bytes(LOGS, b"", ends))
    assert _fix(monkeypatch, tmp_path) == "nothing to fix\n"
    assert (tmp_path / "main.tf").read_bytes() == _bytes(LOGS, b"", ends)
    assert _fix(monkeypatch, tmp_path, "--unsafe-fixes") == "1 finding fixed in 1 file\n"
    assert (tmp_path / "main.tf").read_bytes() == _bytes(LOGS.replace("= 30 //", "= 365 //"), b"", ends)
    assert _fix(monkeypatch, tmp_path, "--unsafe-fixes") == "nothing to fix\n"


def test_a_declared_retention_is_not_made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "system: a\nrisk-class: high-risk\nlogging: {retention-days: 30}\n"
    write(tmp_path, {"aiact.yaml": text})
    _fix(monkeypatch, tmp_path, "--unsafe-fixes")
    assert (tmp_path / "aiact.yaml").read_text() == text


def test_the_default_of_a_variable_is_where_the_value_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"main.tf": LOGS.replace("= 30", "= var.days"), "v.tf": 'variable "days" {\n  default = 30\n}\n'})
    _fix(monkeypatch, tmp_path, "--unsafe-fixes")
    assert (tmp_path / "v.tf").read_text() == 'variable "days" {\n  default = 365\n}\n'


def test_misspelt_words_and_contradictions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(
        tmp_path,
        {
            "aiact.yaml": """\
                system: triage
                risk-class: transparancy
                transparency: {interaction-notise: {evidence: "docs/notice.md#how-we-tel"}}
                """,
            "docs/notice.md": "# Notice\n\n## How we tell\n",
            "README.md": "---\npipeline_tag: a\neu_ai_act: {system: triage, risk-class: minimal}\n---\n# Triage\n",
        },
    )
    assert "nothing to fix" in _fix(monkeypatch, tmp_path)
    _fix(monkeypatch, tmp_path, "--unsafe-fixes")
    assert (tmp_path / "aiact.yaml").read_text() == (
        'system: triage\nrisk-class: transparency\ntransparency: {interaction-notice: {evidence: "docs/notice.md#how-we-tell"}}\n'
    )
    assert "risk-class: transparency}" in (tmp_path / "README.md").read_text()


def test_keys_of_a_card_are_renamed_where_the_name_itself_is_close(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    block = "eu_ai_act:\n  system: a\n  oversight: {stop-funktion: a flag}\n  registration: {numbr: a}\n"
    write(tmp_path, {"README.md": f"---\npipeline_tag: a\n{block}---\n# Triage\n"})
    _fix(monkeypatch, tmp_path, "--unsafe-fixes")
    text = (tmp_path / "README.md").read_text()
    assert "oversight: {stop-function: a flag}" in text
    assert "registration: {numbr: a}" in text


def test_a_file_named_in_another_place_is_named_as_seen_from_the_declaration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        "a/docs/oversight.md": "# Stop\n",
        "a/b/aiact.yaml": "system: a\noversight: {evidence: docs/oversigth.md#stop}\n",
    }
    write(tmp_path, files)
    _fix(monkeypatch, tmp_path, "--unsafe-fixes")
    assert "{evidence: ../docs/oversight.md#stop}" in (tmp_path / "a/b/aiact.yaml").read_text()


def test_suppressed_findings_are_not_fixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "system: a\nrisk_class: minimal # aiact-lint: ignore[AIA008] as elsewhere here\n"
    write(tmp_path, {"aiact.yaml": text})
    assert _fix(monkeypatch, tmp_path) == "nothing to fix\n"
    assert (tmp_path / "aiact.yaml").read_text() == text


def test_a_comment_may_have_its_use_in_what_was_not_linted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a/aiact.yaml": f"system: a\n{UNUSED}\nrisk-class: minimal\n"})
    assert _fix(monkeypatch, tmp_path, "a") == "nothing to fix\n"
    assert _fix(monkeypatch, tmp_path, "a", "--unsafe-fixes") == "1 finding fixed in 1 file\n"


def test_a_comment_may_have_its_use_in_what_could_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"aiact.yaml": f"system: a\n{UNUSED}\nrisk-class: minimal\n", "b/aiact.yaml": "system: [b\n"})
    assert _fix(monkeypatch, tmp_path) == "nothing to fix\n"


def test_show_fixes_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"aiact.yaml": "system: a\nrisk_class: minimal\n"})
    shown = aiact(monkeypatch, tmp_path, "check", "--select", "AIA008", "--show-fixes")
    assert shown.stdout == (
        "--- a/aiact.yaml\n+++ b/aiact.yaml\n@@ -1,2 +1,2 @@\n system: a\n-risk_class: minimal\n+risk-class: minimal\n"
    )
    assert (tmp_path / "aiact.yaml").read_text() == "system: a\nrisk_class: minimal\n"


def test_a_diff_gives_no_orders_to_terminals_and_ci_systems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"aiact.yaml": "risk_class: minimal\n::error::x: 1\na:\t1 # \u202e ##[group]b\n"})
    shown = aiact(monkeypatch, tmp_path, "check", "--select", "AIA008", "--show-fixes").stdout
    assert shown.splitlines()[3:] == [
        "-risk_class: minimal",
        "+risk-class: minimal",
        r" \x3a:error::x: 1",
        " a:\t1 # \\u202e #\\x23[group]b",
    ]


def test_nothing_outside_and_nothing_behind_a_link_is_written(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = write(tmp_path_factory.mktemp("elsewhere"), {"aiact.yaml": "system: a\nrisk_class: minimal\n"})
    (tmp_path / "aiact.yaml").symlink_to(elsewhere / "aiact.yaml")
    (tmp_path / "folder").symlink_to(elsewhere)
    assert _fix(monkeypatch, tmp_path) == "nothing to fix\n"
    assert "lies outside this folder" in refusal(monkeypatch, tmp_path, *ALL, str(elsewhere))
    assert (elsewhere / "aiact.yaml").read_text() == "system: a\nrisk_class: minimal\n"


def test_permissions_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"aiact.yaml": "system: a\nrisk_class: minimal\n"})
    (tmp_path / "aiact.yaml").chmod(0o640)
    _fix(monkeypatch, tmp_path)
    assert (tmp_path / "aiact.yaml").stat().st_mode & 0o777 == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["aiact.yaml"]


def test_unsafe_fixes_alone_are_a_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "--unsafe-fixes goes with --fix" in refusal(monkeypatch, tmp_path, "check", "--unsafe-fixes")


def test_the_summary_says_what_could_be_fixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"aiact.yaml": "system: a\nrisk_class: minimal\nlogging: {retention-dayz: 3}\n"})
    run = aiact(monkeypatch, tmp_path, "check", "--select", MENDING)
    assert run.stdout.rstrip().endswith("1 fixable with --fix, 1 more with --unsafe-fixes")
