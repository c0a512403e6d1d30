"""The shipped examples: what has drifted is found on its token, and nothing is left once it is mended."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from e2e.command import Run, aiact_lint, place

DRIFTED = "examples/cv-screener"
FOUND = [
    ("AIA302", "error", "aiact.yaml:28:18-21", "TBD"),
    ("AIA006", "error", "aiact.yaml:41:19-47", "docs/oversight.md#overriding"),
    ("AIA103", "error", "aiact.yaml:43:16-20", "0.85"),
    ("AIA103", "error", "aiact.yaml:51:23-26", "365"),
    ("AIA103", "error", "deploy/inferenceservice.yaml:12:32-39", "minimal"),
    ("AIA407", "error", "deploy/inferenceservice.yaml:47:20-26", '"true"'),
    ("AIA502", "error", "infra/logs.tf:8:23-45", "var.log_retention_days"),
    ("AIA103", "error", "infra/logs.tf:10:23-33", "local.tags"),
    ("AIA102", "error", "models/cv-screener/README.md:41:1-29", "rank employees for promotion"),
]
"""Counted by hand in the files; the two findings on wording follow below, as the words that decide may grow."""


@pytest.fixture(scope="module")
def drifted(checkout: Path) -> Run:
    return aiact_lint(DRIFTED, "--as-of", "2027-12-02", "--format", "json", "--no-plugins", cwd=checkout)


def _marked(checkout: Path, located: Any) -> str:
    """The characters under a region of a report."""
    region = located["region"]
    lines = (checkout / str(located["path"])).read_text("utf-8").splitlines()
    return lines[int(region["line"]) - 1][int(region["column"]) - 1 : int(region["endColumn"]) - 1]


def _seen(checkout: Path, run: Run) -> list[tuple[str, str, str, str]]:
    return [
        (each["rule"], each["level"], place(each).removeprefix(f"{DRIFTED}/"), _marked(checkout, each))
        for each in run.json["findings"]
    ]


def _related(checkout: Path, run: Run, rule: str, where: str) -> list[tuple[str, str]]:
    """(place, marked text) of the related places of one finding."""
    (finding,) = [
        each for each in run.json["findings"] if each["rule"] == rule and place(each).startswith(f"{DRIFTED}/{where}:")
    ]
    return [(place(each).removeprefix(f"{DRIFTED}/"), _marked(checkout, each)) for each in finding["related"]]


def test_findings_stand_on_their_tokens(checkout: Path, drifted: Run) -> None:
    assert drifted.status == 1
    assert _seen(checkout, drifted)[: len(FOUND)] == FOUND


def test_wording_of_the_card(checkout: Path, drifted: Run) -> None:
    decision, emotion = _seen(checkout, drifted)[len(FOUND) :]
    assert decision[:2] == ("AIA407", "error")
    assert decision[2].startswith("models/cv-screener/README.md:45:")
    assert "rejected automatically" in decision[3]
    assert emotion[:2] == ("AIA206", "error")
    assert emotion[2].startswith(("models/cv-screener/README.md:50:", "models/cv-screener/README.md:51:"))
    assert any(word in emotion[3] for word in ("emotions", "facial expressions"))


@pytest.mark.parametrize(
    ("rule", "where", "related"),
    [
        ("AIA103", "aiact.yaml:43", [("deploy/inferenceservice.yaml:45:20-25", '"0.6"')]),
        (
            "AIA103",
            "aiact.yaml:51",
            [("infra/logs.tf:8:23-45", "var.log_retention_days"), ("infra/variables.tf:20:17-19", "30")],
        ),
        ("AIA103", "deploy/inferenceservice.yaml:12", [("aiact.yaml:6:17-26", "high-risk")]),
        ("AIA407", "deploy/inferenceservice.yaml:47", [("aiact.yaml:31:5-14", "oversight")]),
        ("AIA502", "infra/logs.tf:8", [("infra/variables.tf:20:17-19", "30")]),
        ("AIA206", "models/cv-screener/README.md:51", [("aiact.yaml:23:18-50", "emotion-inference-work-education")]),
    ],
    ids=["threshold", "retention", "class", "oversight", "log store", "excluded use"],
)
def test_contradictions_show_both_places(
    checkout: Path, drifted: Run, rule: str, where: str, related: list[tuple[str, str]]
) -> None:
    assert _related(checkout, drifted, rule, where) == related


def test_tag_through_local_and_variable_shows_where_it_is_written(checkout: Path, drifted: Run) -> None:
    related = _related(checkout, drifted, "AIA103", "infra/logs.tf:10")
    assert related[0] == ("aiact.yaml:6:17-26", "high-risk")
    assert related[-1] == ("infra/variables.tf:14:17-26", '"limited"')


def test_today_only_what_is_in_force_is_an_error(checkout: Path) -> None:
    """Before 2 December 2027 the duties of high-risk systems are notes that name their date; Article 5 is in force."""
    run = aiact_lint(DRIFTED, "--as-of", "2026-11-24", "--format", "json", "--no-plugins", cwd=checkout)
    levels = {rule: level for rule, level, _ in run.places}
    assert levels == {
        "AIA006": "error",
        "AIA102": "note",
        "AIA103": "error",
        "AIA206": "error",
        "AIA302": "note",
        "AIA407": "note",
        "AIA502": "note",
    }
    future = [each for each in run.json["findings"] if each["state"] == "future"]
    assert {each["appliesFrom"] for each in future} == {"2027-12-02"}
    assert all("Applies from 2027-12-02, in 373 days." in each["message"] for each in future)


def test_warning_within_the_horizon(checkout: Path) -> None:
    """2 December 2027 less 180 days is 5 June 2027."""
    levels = [
        aiact_lint(DRIFTED, "--as-of", day, "--format", "json", "--select", "AIA502", cwd=checkout).places[0][1]
        for day in ("2027-06-04", "2027-06-05", "2027-12-01", "2027-12-02")
    ]
    assert levels == ["note", "warning", "warning", "error"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--as-of", "2026-11-24"),
        ("--as-of", "2027-12-02"),
        ("--as-of", "2028-08-03", "--enforce", "all"),
        ("--as-of", "2028-08-03", "--enforce", "all", "--profile", "strict"),
    ],
    ids=["today", "in force", "everything", "strict"],
)
def test_nothing_is_left_on_the_mended_example(checkout: Path, arguments: tuple[str, ...]) -> None:
    run = aiact_lint("examples/cv-screener-ready", *arguments, "--format", "json", "--no-plugins", cwd=checkout)
    report = run.json
    assert (run.status, report["findings"], report["suppressed"], report["inconclusive"]) == (0, [], [], [])
    assert (report["errors"], report["skipped"]) == ([], [])
    (system,) = report["systems"]
    assert (system["id"], system["riskClass"], system["annexIII"]) == ("cv-screener", "high-risk", ["III.4.a"])


def test_systems_says_why_each_file_belongs(checkout: Path) -> None:
    out = aiact_lint("systems", f"{DRIFTED}-ready", cwd=checkout).out
    assert out.startswith("cv-screener\n  class       high-risk\n  role        provider, deployer\n")
    for file, what, reason in (
        ("aiact.yaml", "declaration", "states system 'cv-screener'"),
        ("models/cv-screener/README.md", "model-card", "states system 'cv-screener'"),
        ("deploy/inferenceservice.yaml", "InferenceService/cv-screener", "states system 'cv-screener'"),
        ("deploy/flags.yaml", "ConfigMap/cv-screener-flags", f"artifacts 'deploy/**' in {DRIFTED}-ready/aiact.yaml"),
        ("infra/logs.tf", "aws_cloudwatch_log_group.inference", "states system 'cv-screener'"),
    ):
        assert f"    {DRIFTED}-ready/{file}  {what}  ({reason})\n" in out


@pytest.mark.parametrize("example", ["cv-screener", "cv-screener-ready"])
def test_examples_announce_nothing(checkout: Path, example: str) -> None:
    """They are to look like anybody's repository: no comment points at what the tool finds."""
    for file in (checkout / "examples" / example).rglob("*"):
        if file.is_file():
            assert "aiact-lint:" not in file.read_text("utf-8")
            assert "AIA" not in file.read_text("utf-8")
