"""`--fix` gives missing keys a place for the answer, and claims nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aiact_lint.parsers import yaml_
from aiact_lint.source import SourceFile
from unit.cli.run_command import aiact, write

ONLY = ("check", "--select", "AIA301", "--as-of", "2026-11-24")
REGISTRATION = """\
    # TODO registration: Entry in the EU database (Art 49, 71).
    # registration:
    #   status:
    #   reference:
    #   url:
    #   national:
    #   non-public:
    #   provider-entry:
    #   registered-on:
    #   member-states:
    #   description:
    #   evidence:
"""
TWO = """\
systems:
  - system: triage          # the first
    risk-class: high-risk
    annex-iii: [recruitment]
    intended-purpose: >
      Ranks job applications
      for a recruiter.

    # what comes next
  -   system: scorer
      registration: {reference: "1"}
      risk-class: high-risk
"""


def _fixed(monkeypatch: pytest.MonkeyPatch, folder: Path, text: bytes, *more: str) -> tuple[bytes, str]:
    (folder / "aiact.yaml").write_bytes(text)
    said = aiact(monkeypatch, folder, *ONLY, "--fix", *more)
    return (folder / "aiact.yaml").read_bytes(), said.stderr + said.stdout


def test_the_key_stands_below_the_last_value_of_its_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    text, said = _fixed(monkeypatch, tmp_path, TWO.encode())
    before, after = TWO.split("\n    # what", 1)
    assert text.decode() == f"{before}{REGISTRATION}\n    # what{after}"
    assert said.startswith("1 missing key drafted as comments in 1 file\n")
    assert "note[AIA301]" in said, "a draft is no answer"


def test_a_second_time_changes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    once, _ = _fixed(monkeypatch, tmp_path, TWO.encode())
    twice, said = _fixed(monkeypatch, tmp_path, once)
    assert twice == once
    assert said.startswith("nothing to fix\n")
    assert "to draft with --fix" not in said


def test_the_draft_of_another_system_does_not_count(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    other = "  - system: other\n    risk-class: high-risk\n    # registration:\n"
    text, _ = _fixed(
        monkeypatch, tmp_path, f"systems:\n  - system: triage\n    risk-class: high-risk\n{other}".encode()
    )
    assert text.decode() == f"systems:\n  - system: triage\n    risk-class: high-risk\n{REGISTRATION}{other}"


@pytest.mark.parametrize("end", [b"", b"\r\n", b"   # known\r\n# the end"])
def test_line_ends_and_ends_of_files_stay(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, end: bytes) -> None:
    top = b"\xef\xbb\xbfsystem: triage\r\nrisk-class: high-risk" + end
    text, _ = _fixed(monkeypatch, tmp_path, top)
    inserted = REGISTRATION.replace("    #", "#").replace("\n", "\r\n").encode()
    line, comment = (top[: -len(b"# the end")], b"# the end") if end.endswith(b"the end") else (top, b"")
    assert text == (line + inserted + comment if line.endswith(b"\n") else line + b"\n" + inserted.rstrip())


@pytest.mark.parametrize(
    "text",
    [
        "{system: triage, risk-class: high-risk}\n",
        "systems: [{system: triage, risk-class: high-risk}]\n",
        "systems:\n- {system: triage, risk-class: high-risk}\n",
        "system: triage\nrisk-class: high-risk\nregistration: false\n",
        "system: triage\nrisk-class: high-risk\n#registration: soon\n",
    ],
)
def test_where_a_line_does_not_fit_nothing_is_drafted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str
) -> None:
    assert _fixed(monkeypatch, tmp_path, text.encode())[0].decode() == text


def test_a_card_alone_gets_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    card = "---\npipeline_tag: text-classification\neu_ai_act:\n  risk-class: high-risk\n---\n# Triage\n"
    write(tmp_path, {"README.md": card})
    assert "note[AIA301]" in aiact(monkeypatch, tmp_path, *ONLY, "--fix").stdout
    assert (tmp_path / "README.md").read_text() == card


def test_every_key_that_rules_ask_for_reads_back_as_the_same_data(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "aiact.yaml").write_text(TWO, encoding="utf-8")
    aiact(monkeypatch, tmp_path, "check", "--fix", "--profile", "strict")
    after = SourceFile("aiact.yaml", (tmp_path / "aiact.yaml").read_bytes())
    (old,), (new,) = (yaml_.parse(each).documents for each in (SourceFile("aiact.yaml", TWO.encode()), after))
    assert new.data == old.data
    drafted = [line.strip(" #:") for line in after.text.splitlines() if line.startswith("    # ") and line[-1] == ":"]
    assert {"oversight", "logging", "conformity", "risk-management"} <= set(drafted)
    uncommented = re.sub(r"(?m)^( +)# ( *[a-z-]+:(?:  # .*)?)$", r"\1\2", after.text)
    assert uncommented.count("# TODO") == after.text.count("# TODO") > 30
    assert not yaml_.parse(SourceFile("aiact.yaml", uncommented.encode())).failures
