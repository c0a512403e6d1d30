"""Every output format on the example, from one run each: they tell of the same findings."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from e2e.command import aiact_lint

ARGUMENTS = ("examples/cv-screener", "--as-of", "2027-12-02")


@pytest.fixture(scope="module")
def report(checkout: Path) -> Any:
    """The JSON report."""
    return aiact_lint(*ARGUMENTS, "--format", "json", cwd=checkout).json


def _findings(report: Any) -> list[tuple[str, str, int]]:
    return [(each["rule"], each["path"], each["region"]["line"]) for each in report["findings"]]


def test_text(checkout: Path, report: Any) -> None:
    run = aiact_lint(*ARGUMENTS, cwd=checkout)
    heads = re.findall(r"^(?:error|warning|note)\[(AIA\d{3})\].*\n *--> (.+):(\d+):\d+$", run.out, re.MULTILINE)
    assert [(rule, path, int(line)) for rule, path, line in heads] == _findings(report)
    assert "\x1b" not in run.out, "no colours in a pipe"
    assert re.search(r"\d+ findings: .* · 1 AI system · as of 2027-12-02\b.*\n$", run.out)


def test_colour_only_when_asked(checkout: Path) -> None:
    assert "\x1b[" in aiact_lint(*ARGUMENTS, "--color", "always", cwd=checkout).out


def test_quiet_gives_a_line_a_finding(checkout: Path, report: Any) -> None:
    *findings, summary = aiact_lint(*ARGUMENTS, "--quiet", cwd=checkout).out.splitlines()
    found = [re.match(r"(.+?):(\d+):\d+: [a-z]+\[(AIA\d{3})\]: ", line) for line in findings]
    assert [(each[3], each[1], int(each[2])) for each in found if each] == _findings(report)
    assert " · as of 2027-12-02" in summary


def test_github(checkout: Path, report: Any) -> None:
    run = aiact_lint(*ARGUMENTS, "--format", "github", cwd=checkout)
    commands = re.findall(
        r"^::(?:error|warning|notice) file=([^,]+),line=(\d+),.*title=(AIA\d{3}) ", run.out, re.MULTILINE
    )
    assert [(rule, path, int(line)) for path, line, rule in commands] == _findings(report)


def test_sarif(checkout: Path, report: Any) -> None:
    run = aiact_lint(*ARGUMENTS, "--format", "sarif", cwd=checkout)
    (only,) = run.json["runs"]
    found = []
    for result in only["results"]:
        place = result["locations"][0]["physicalLocation"]
        path = place["artifactLocation"]["uri"]
        assert (checkout / path).is_file(), "code scanning shows only files that exist"
        found.append((result["ruleId"], path, place["region"]["startLine"]))
    assert found == _findings(report)
    assert only["columnKind"] == "utf16CodeUnits"


def test_several_outputs_of_one_run(checkout: Path, report: Any, tmp_path: Path) -> None:
    sarif, full = tmp_path / "out" / "aiact.sarif", tmp_path / "aiact.json"
    run = aiact_lint(*ARGUMENTS, "--output", f"sarif={sarif}", "--output", f"json={full}", "--quiet", cwd=checkout)
    assert run.status == 1
    assert len(json.loads(sarif.read_text("utf-8"))["runs"][0]["results"]) == len(report["findings"])
    assert json.loads(full.read_text("utf-8")) == report


def test_runs_are_repeatable(checkout: Path) -> None:
    """Two runs on the same files give the same bytes: the order is stated, and no clock is in the output."""
    first, second = (aiact_lint(*ARGUMENTS, "--format", "sarif", cwd=checkout) for _ in range(2))
    assert first.out == second.out
