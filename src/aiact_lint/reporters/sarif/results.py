"""Findings as SARIF results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sarif_om

from aiact_lint.finding import Finding, Location, Report, Suppressed
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.reporters.sarif.fixes import Fixes
from aiact_lint.reporters.sarif.messages import Template, note, result_message
from aiact_lint.reporters.sarif.places import Places

RESULT_LIMIT = 25_000
"""GitHub refuses an upload with more results in a run."""
LOCATION_LIMIT = 1_000
"""GitHub refuses a result with more locations."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The findings that go into the log, in report order."""

    findings: tuple[tuple[Finding, Suppressed | None], ...]
    left_out: int


def choose(report: Report, *, include_suppressed: bool, limit: int | None = None) -> Chosen:
    """All findings, or the most severe ones where there are too many; suppressed ones are dropped first.

    `limit` is for logs that would be too large with as many results as GitHub takes.
    """
    entries: list[tuple[Finding, Suppressed | None]] = [(finding, None) for finding in report.findings]
    if include_suppressed:
        entries.extend((each.finding, each) for each in report.suppressed)
    kept = sorted(entries, key=lambda entry: (entry[1] is not None, -entry[0].level.rank))
    kept = sorted(kept[: RESULT_LIMIT if limit is None else limit], key=lambda entry: entry[0].sort_key)
    return Chosen(tuple(kept), len(entries) - len(kept))


@dataclass(frozen=True, slots=True)
class Results:
    """Makes results of findings; knows where each rule stands in the driver's list."""

    places: Places
    indexes: Mapping[str, int]
    templates: Mapping[str, Template]
    baseline: str | None = None
    """The baseline file; None where no baseline is in use."""

    def result(self, finding: Finding, suppressed: Suppressed | None) -> sarif_om.Result:
        """One result, suppressed or not."""
        related = finding.related[:LOCATION_LIMIT]
        return sarif_om.Result(
            rule_id=finding.rule,
            rule_index=self.indexes[finding.rule],
            level=str(finding.level),
            message=result_message(finding.message, self.templates.get(finding.rule), related),
            locations=[self.places.location(finding.location)],
            related_locations=self._numbered(related) or None,
            code_flows=[self._code_flow(finding.flow[:LOCATION_LIMIT])] if finding.flow else None,
            fixes=[Fixes(self.places).fix(each) for each in finding.fixes] or None,
            baseline_state=self._baseline_state(suppressed),
            partial_fingerprints={"primaryLocationLineHash": finding.fingerprint} if finding.fingerprint else None,
            suppressions=[_suppression(suppressed)] if suppressed else None,
            properties=_properties(finding),
        )

    def _baseline_state(self, suppressed: Suppressed | None) -> str | None:
        """Nothing for what a comment or the config keeps quiet: it is never compared with the baseline."""
        if self.baseline is None:
            return None
        if suppressed is None:
            return "new"
        return "unchanged" if suppressed.kind == "external" and suppressed.where == self.baseline else None

    def _numbered(self, related: Sequence[Location]) -> list[sarif_om.Location]:
        return [self.places.location(each, number, said=True) for number, each in enumerate(related, start=1)]

    def _code_flow(self, steps: Sequence[Location]) -> sarif_om.CodeFlow:
        locations = [sarif_om.ThreadFlowLocation(location=self.places.location(each, said=True)) for each in steps]
        return sarif_om.CodeFlow(thread_flows=[sarif_om.ThreadFlow(locations=locations)])


def _suppression(suppressed: Suppressed) -> sarif_om.Suppression:
    return sarif_om.Suppression(
        kind=suppressed.kind,
        state="accepted",
        justification=note(suppressed.reason).text,
        properties={"where": suppressed.where},
    )


def _properties(finding: Finding) -> dict[str, object]:
    stated = {
        "law": list(finding.law),
        "system": finding.system,
        "state": str(finding.state),
        "appliesFrom": finding.applies_from.isoformat() if finding.applies_from else None,
        "remedy": finding.remedy,
    }
    return {key: value for key, value in stated.items() if value}
