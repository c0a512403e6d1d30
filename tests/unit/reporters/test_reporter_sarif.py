"""SARIF logs: every one is validated, and says what GitHub reads."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from aiact_lint.finding import Inconclusive, Level, RunError, Skipped, State, Suppressed
from aiact_lint.reporters import Checkout, RenderOptions
from aiact_lint.reporters.sarif import render
from aiact_lint.reporters.sarif.log import semantic_version
from aiact_lint.source import SourceFile
from unit.reporters.logs import Run, nodes
from unit.reporters.report_maker import DECLARATION, DOC, LOGS, finding, location, report, rule


def test_whole_result(run: Run) -> None:
    made = finding(
        level=Level.NOTE,
        message="Logs are kept for 30 days; six months can be 184 days. Applies from 2027-12-02, in 373 days.",
        related=(location(DECLARATION, "365", "365 days declared here"),),
        system="cv-screener",
        law=("hrp.log_retention",),
        state=State.FUTURE,
        applies_from=date(2027, 12, 2),
        remedy="Keep them longer.",
    )
    (result,) = run(report([made], rules=("AIA206", "AIA502")))["results"]
    assert result == {
        "ruleId": "AIA502",
        "ruleIndex": 1,
        "level": "note",
        "message": {
            "id": "default-upcoming",
            "arguments": ["30", "2027-12-02", "373"],
            "text": "Logs are kept for '30' days; six months can be 184 days."
            " Applies from '2027-12-02', in '373' days. See [365 days declared here](1).",
        },
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "infra/logs.tf", "uriBaseId": "SRCROOT"},
                    "region": {
                        "startLine": 3,
                        "startColumn": 23,
                        "endLine": 3,
                        "endColumn": 25,
                        "snippet": {"text": "30"},
                    },
                    "contextRegion": {
                        "startLine": 2,
                        "startColumn": 1,
                        "endLine": 4,
                        "endColumn": 2,
                        "snippet": {
                            "text": '  name              = "/aws/sagemaker/Endpoints/cv"\n  retention_in_days = 30\n}'
                        },
                    },
                }
            }
        ],
        "relatedLocations": [
            {
                "id": 1,
                "message": {"text": "365 days declared here."},
                "physicalLocation": {
                    "artifactLocation": {"uri": "aiact.yaml", "uriBaseId": "SRCROOT"},
                    "region": {
                        "startLine": 10,
                        "startColumn": 23,
                        "endLine": 10,
                        "endColumn": 26,
                        "snippet": {"text": "365"},
                    },
                    "contextRegion": {
                        "startLine": 9,
                        "startColumn": 1,
                        "endLine": 10,
                        "endColumn": 26,
                        "snippet": {"text": "    logging:\n      retention-days: 365"},
                    },
                },
            }
        ],
        "partialFingerprints": {"primaryLocationLineHash": made.fingerprint},
        "properties": {
            "law": ["hrp.log_retention"],
            "system": "cv-screener",
            "state": "future",
            "appliesFrom": "2027-12-02",
            "remedy": "Keep them longer.",
        },
    }


def test_run_as_a_whole(run: Run) -> None:
    made = run(report(hashes={"infra/logs.tf": "ab" * 32, "aiact.yaml": "cd" * 32}))
    assert made["automationDetails"] == {"id": "aiact-lint/"}
    assert made["columnKind"] == "utf16CodeUnits"
    assert made["newlineSequences"] == ["\r\n", "\n", "\r"]
    assert made["originalUriBaseIds"] == {
        "SRCROOT": {"description": {"text": "The root of the checkout that was linted."}}
    }
    assert made["invocations"] == [{"executionSuccessful": True}]
    assert made["results"] == []
    assert made["properties"] == {"asOf": "2026-11-24", "enforce": "dated"}
    assert [(each["location"]["uri"], each["hashes"]) for each in made["artifacts"]] == [
        ("aiact.yaml", {"sha-256": "cd" * 32}),
        ("infra/logs.tf", {"sha-256": "ab" * 32}),
    ]
    assert "versionControlProvenance" not in made


def test_locations_point_to_their_artifact(run: Run) -> None:
    made = run(report([finding()], hashes={"infra/logs.tf": "ab" * 32, "aiact.yaml": "cd" * 32}))
    (place,) = made["results"][0]["locations"]
    assert place["physicalLocation"]["artifactLocation"]["index"] == 1


def test_repository_and_category(run: Run) -> None:
    options = RenderOptions(checkout=Checkout("https://github.com/acme/models", "a" * 40, "main"), category="nightly/")
    made = run(report(), options)
    assert made["versionControlProvenance"] == [
        {
            "repositoryUri": "https://github.com/acme/models",
            "revisionId": "a" * 40,
            "branch": "main",
            "mappedTo": {"uriBaseId": "SRCROOT"},
        }
    ]
    assert made["automationDetails"] == {"id": "nightly/"}
    bare = run(report(), RenderOptions(checkout=Checkout("https://github.com/acme/models")))
    assert bare["versionControlProvenance"][0].keys() == {"repositoryUri", "mappedTo"}


def test_driver_and_rule(run: Run) -> None:
    driver = run(report([finding()]))["tool"]["driver"]
    rules = driver.pop("rules")
    assert driver == {
        "name": "aiact-lint",
        "fullName": "aiact-lint 0.1.0",
        "version": "0.1.0",
        "semanticVersion": "0.1.0",
        "informationUri": "https://aiact-lint.github.io/aiact-lint",
    }
    assert rules == [
        {
            "id": "AIA502",
            "name": "ShortLogRetention",
            "shortDescription": {"text": "Logs of a high-risk system are kept for less than six months."},
            "fullDescription": {"text": "Logs show what a system did. Without them nobody can look back."},
            "help": {"text": DOC, "markdown": DOC},
            "helpUri": "https://aiact-lint.github.io/aiact-lint/rules/AIA502/",
            "defaultConfiguration": {"level": "error"},
            "messageStrings": {
                "default": {"text": "Logs are kept for '{0}' days; six months can be 184 days."},
                "default-upcoming": {
                    "text": "Logs are kept for '{0}' days; six months can be 184 days."
                    " Applies from '{1}', in '{2}' days."
                },
                "other": {"text": "'{0}'."},
                "other-upcoming": {"text": "'{0}'. Applies from '{1}', in '{2}' days."},
            },
            "properties": {
                "precision": "high",
                "problem.severity": "error",
                "security-severity": "7.5",
                "tags": ["security", "compliance", "eu-ai-act", "record-keeping"],
            },
        }
    ]


@pytest.mark.parametrize(
    ("rule_id", "levels", "problem", "severity"),
    [
        ("AIA502", [Level.NOTE], "recommendation", "2.5"),
        ("AIA502", [Level.NOTE, Level.WARNING], "warning", "5.0"),
        ("AIA502", [Level.ERROR, Level.NOTE], "error", "7.5"),
        ("AIA502", [], "error", "7.5"),
        ("AIA206", [Level.ERROR], "error", "9.5"),
        ("AIA206", [Level.WARNING], "warning", "5.0"),
    ],
)
def test_severity_follows_the_results_of_the_run(
    run: Run, rule_id: str, levels: list[Level], problem: str, severity: str
) -> None:
    found = [finding(rule=rule_id, level=level) for level in levels]
    (only,) = run(report(found, rules=(rule_id,)))["tool"]["driver"]["rules"]
    properties = only["properties"]
    assert (properties["problem.severity"], properties["security-severity"]) == (problem, severity)
    assert only["defaultConfiguration"] == {"level": "error"}


def test_default_level_warning_is_written(run: Run, tmp_path: Path) -> None:
    warning = rule(tmp_path, "AIA401", level=Level.WARNING)
    made = run(report([finding(rule="AIA401", level=Level.WARNING)], rules=("AIA401",)), known={"AIA401": warning})
    assert made["tool"]["driver"]["rules"][0]["defaultConfiguration"] == {"level": "warning"}
    assert made["results"][0]["level"] == "warning"


def test_limits_of_descriptions(run: Run, tmp_path: Path) -> None:
    wordy = rule(tmp_path, "AIA401", name="x" * 300, title="y" * 2000, doc="## Why it matters\n\n" + "z " * 2000)
    (only,) = run(report(rules=("AIA401",)), known={"AIA401": wordy})["tool"]["driver"]["rules"]
    assert len(only["name"]) == 255
    assert len(only["shortDescription"]["text"]) <= 1024
    assert len(only["fullDescription"]["text"]) <= 1024
    assert only["fullDescription"]["text"].endswith("...")


def test_rules_of_others(run: Run, tmp_path: Path) -> None:
    foreign = rule(tmp_path, "OWN001", doc=None)
    made = run(report([finding(rule="OWN002")], rules=("OWN001",)), known={"OWN001": foreign})
    rules = made["tool"]["driver"]["rules"]
    assert [each["id"] for each in rules] == ["OWN001", "OWN002"]
    help_text = f"{foreign.title}\n\n{foreign.remedy}\n"
    assert rules[0]["help"] == {"text": help_text, "markdown": help_text}
    assert rules[0]["properties"]["tags"] == ["security", "compliance", "eu-ai-act"]
    assert rules[1].keys() == {"id", "helpUri"}


def test_chain_as_code_flow(run: Run) -> None:
    chain = (location(DECLARATION, "cv-screener", "states the class"), location(LOGS, "30"))
    (result,) = run(report([finding(flow=chain)]))["results"]
    ((flow,),) = [each["threadFlows"] for each in result["codeFlows"]]
    steps = [each["location"] for each in flow["locations"]]
    assert [each["physicalLocation"]["region"]["startLine"] for each in steps] == [3, 3]
    assert [each.get("message") for each in steps] == [{"text": "states the class."}, None]


def test_suppressed_findings_stay_out_unless_asked_for(run: Run) -> None:
    made = report(
        [finding(needle="inference")],
        suppressed=(Suppressed(finding(), "inSource", "kept elsewhere", "infra/logs.tf:2"),),
    )
    assert len(run(made)["results"]) == 1
    first, second = run(made, RenderOptions(include_suppressed=True))["results"]
    assert "suppressions" not in first
    assert second["suppressions"] == [
        {
            "kind": "inSource",
            "status": "accepted",
            "justification": "kept elsewhere.",
            "properties": {"where": "infra/logs.tf:2"},
        }
    ]


def test_what_was_not_read_or_decided_is_notified(run: Run) -> None:
    made = run(
        report(
            errors=(
                RunError("unreadable-file", "byte 3 is not valid UTF-8", path="a b.md"),
                RunError("rule-crash", "rule AIA502 failed", location=location(LOGS, "30"), rule="AIA502"),
                RunError("rule-crash", "no place", rule="OWN001"),
            ),
            inconclusive=(Inconclusive("AIA502", location(LOGS, "name"), "the value of 'var.d' is not in the files"),),
            skipped=(Skipped("big.json", "larger than 20 MB"),),
        )
    )
    (invocation,) = made["invocations"]
    assert invocation["executionSuccessful"] is False
    told = invocation["toolExecutionNotifications"]
    assert [(each["descriptor"]["id"], each["level"], each["message"]["text"]) for each in told] == [
        ("unreadable-file", "error", "byte 3 is not valid UTF-8."),
        ("rule-crash", "error", "rule AIA502 failed."),
        ("rule-crash", "error", "no place."),
        ("inconclusive-check", "note", "Rule 'AIA502' could not decide: the value of 'var.d' is not in the files."),
        ("skipped-file", "note", "'big.json' was not read: larger than 20 MB."),
    ]
    uris = [[place["artifactLocation"]["uri"] for place in nodes(each, "physicalLocation")] for each in told]
    assert uris == [["a%20b.md"], ["infra/logs.tf"], [], ["infra/logs.tf"], ["big.json"]]
    assert [each.get("associatedRule") for each in told[:4]] == [
        None,
        {"id": "AIA502", "index": 0},
        None,
        {"id": "AIA502", "index": 0},
    ]
    described = made["tool"]["driver"]["notifications"]
    assert {each["id"]: each["name"] for each in described} == {
        "unreadable-file": "UnreadableFile",
        "rule-crash": "RuleCrash",
        "inconclusive-check": "InconclusiveCheck",
        "skipped-file": "SkippedFile",
    }


def test_hostile_text(run: Run) -> None:
    source = SourceFile("50%/a\nb [x](y).yaml", "\U0001f600 [k](http://evil.example): \x1b[31m30 ##[error]x\n".encode())
    made = run(
        report(
            [
                finding(
                    source,
                    "30",
                    message="Logs are kept for ::error::[a](b)\x1b\n days; six months can be 184 days.",
                    related=(location(source, "k", "see ](1) [x"),),
                )
            ],
            errors=(RunError("unreadable-file", "[x](http://evil.example)\n", path="p"),),
        )
    )
    (result,) = made["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "50%25/a%0Ab%20%5Bx%5D%28y%29.yaml"
    # The face is two units: 2 + " [k](http://evil.example): " (27) + escape and "[31m" (5), so the token starts at 35.
    assert (place["region"]["startColumn"], place["region"]["endColumn"]) == (35, 37)
    assert result["message"]["text"] == (
        "Logs are kept for '::error::\\[a\\](b)\\\\x1b\\\\n' days; six months can be 184 days."
        " See [see \\](1) \\[x](1)."
    )
    (told,) = made["invocations"][0]["toolExecutionNotifications"]
    assert told["message"]["text"] == "\\[x\\](http://evil.example)\\\\n."
    assert "##[" not in render(report([finding(source, "30")]), {}, RenderOptions())


@pytest.mark.parametrize(
    ("version", "semantic"),
    [
        ("0.1.0", "0.1.0"),
        ("0.2.0rc1", "0.2.0-rc1"),
        ("0.2.0.dev3", "0.2.0-dev3"),
        ("1.0.0+local", "1.0.0+local"),
        ("2026.1", None),
    ],
)
def test_semantic_version(version: str, semantic: str | None) -> None:
    assert semantic_version(version) == semantic


def test_the_object_model_is_imported_only_to_write_sarif() -> None:
    code = (
        "import sys; from aiact_lint.reporters import github, json_, sarif, text;"
        "sys.exit('sarif_om' in sys.modules or 'jsonschema' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
