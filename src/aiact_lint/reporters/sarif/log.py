"""The SARIF log: tool, rules, results, and what is said about the run as a whole."""

from __future__ import annotations

import re
from collections.abc import Mapping

import sarif_om

from aiact_lint import HOMEPAGE
from aiact_lint.finding import BaselineSummary, Level, Report
from aiact_lint.reporters import Checkout, RenderOptions
from aiact_lint.reporters.sarif.descriptors import descriptor, unknown
from aiact_lint.reporters.sarif.messages import Template
from aiact_lint.reporters.sarif.notifications import Notifications, descriptors
from aiact_lint.reporters.sarif.places import ROOT, Places
from aiact_lint.reporters.sarif.results import Chosen, Results
from aiact_lint.reporters.sarif.taxonomies import Taxonomies, rules_of
from aiact_lint.rule import Rule

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_RELEASE = re.compile(r"(\d+\.\d+\.\d+)[.-]?(.*)")


def build(report: Report, rules: Mapping[str, Rule], options: RenderOptions, chosen: Chosen) -> sarif_om.SarifLog:
    """A log with one run and the chosen results."""
    names = sorted({*report.rules, *(finding.rule for finding, _ in chosen.findings)})
    indexes = {name: index for index, name in enumerate(names)}
    places = Places({path: index for index, path in enumerate(sorted(report.hashes))})
    templates = {name: Template.of(rules[name].message) for name in names if name in rules}
    results = Results(places, indexes, templates, report.baseline.file if report.baseline else None)
    taxonomies = Taxonomies.of(options.taxonomies, rules_of(names, rules))
    notifications = list(Notifications(places, indexes).of(report, chosen))
    run = sarif_om.Run(
        tool=sarif_om.Tool(driver=_driver(report, rules, names, chosen, notifications, taxonomies)),
        taxonomies=taxonomies.components() or None,
        automation_details=sarif_om.RunAutomationDetails(id=f"{options.category.rstrip('/')}/"),
        column_kind="utf16CodeUnits",
        newline_sequences=["\r\n", "\n", "\r"],
        original_uri_base_ids={ROOT: _root()},
        version_control_provenance=[_provenance(options.checkout)] if options.checkout else None,
        invocations=[_invocation(report, notifications)],
        artifacts=_artifacts(report, places) or None,
        results=[results.result(finding, suppressed) for finding, suppressed in chosen.findings],
        properties={"asOf": report.as_of.isoformat(), "enforce": report.enforce, **_baseline(report.baseline)},
    )
    return sarif_om.SarifLog(schema_uri=SCHEMA, version="2.1.0", runs=[run])


def semantic_version(version: str) -> str | None:
    """A Python version as a semantic one: `0.2.0rc1` is `0.2.0-rc1`; None where there is none."""
    found = _RELEASE.fullmatch(version)
    if found is None:
        return None
    return f"{found[1]}-{found[2]}" if found[2] and not found[2].startswith("+") else found[1] + found[2]


def _driver(
    report: Report,
    rules: Mapping[str, Rule],
    names: list[str],
    chosen: Chosen,
    notifications: list[sarif_om.Notification],
    taxonomies: Taxonomies,
) -> sarif_om.ToolComponent:
    worst: dict[str, Level] = {}
    for finding, _ in chosen.findings:
        worst[finding.rule] = max(finding.level, worst.get(finding.rule, Level.NOTE), key=lambda level: level.rank)
    return sarif_om.ToolComponent(
        name="aiact-lint",
        full_name=f"aiact-lint {report.version}",
        version=report.version,
        semantic_version=semantic_version(report.version),
        information_uri=HOMEPAGE,
        rules=[
            descriptor(rules[name], worst.get(name, rules[name].level), taxonomies) if name in rules else unknown(name)
            for name in names
        ],
        supported_taxonomies=taxonomies.references() or None,
        notifications=descriptors(notifications) or None,
    )


def _root() -> sarif_om.ArtifactLocation:
    return sarif_om.ArtifactLocation(description=sarif_om.Message(text="The root of the checkout that was linted."))


def _provenance(checkout: Checkout) -> sarif_om.VersionControlDetails:
    return sarif_om.VersionControlDetails(
        repository_uri=checkout.uri,
        revision_id=checkout.commit or None,
        branch=checkout.branch or None,
        mapped_to=sarif_om.ArtifactLocation(uri_base_id=ROOT),
    )


def _invocation(report: Report, notifications: list[sarif_om.Notification]) -> sarif_om.Invocation:
    return sarif_om.Invocation(
        execution_successful=not report.errors, tool_execution_notifications=notifications or None
    )


def _baseline(summary: BaselineSummary | None) -> dict[str, object]:
    """What came of the comparison. Entries that are gone have no line any more, so they cannot be results."""
    if summary is None:
        return {}
    absent = [{"rule": each.rule, "path": each.path, "message": each.message} for each in summary.absent]
    counts = {"file": summary.file, "unchanged": summary.unchanged, "new": summary.new}
    return {"baseline": {**counts, "absent": absent}}


def _artifacts(report: Report, places: Places) -> list[sarif_om.Artifact]:
    return [
        sarif_om.Artifact(location=places.artifact(path), hashes={"sha-256": report.hashes[path]})
        for path in places.artifacts
    ]
