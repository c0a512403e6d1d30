"""What a run could not read, decide or show, as SARIF notifications."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import sarif_om

from aiact_lint import HOMEPAGE
from aiact_lint.finding import Inconclusive, Report, RunError
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.reporters.sarif.descriptors import pascal_case
from aiact_lint.reporters.sarif.messages import note
from aiact_lint.reporters.sarif.places import Places
from aiact_lint.reporters.sarif.results import LOCATION_LIMIT, Chosen

SHOWN_LIMIT = 5_000
"""GitHub keeps this many results of an upload, the most severe ones."""
_NOTIFICATION_LIMIT = 1_000
"""Of each sort; the rest is counted."""
_DESCRIPTIONS = {
    "unreadable-file": "A file that bears on an AI system could not be read or parsed.",
    "rule-crash": "A rule failed; what it would have found is unknown.",
    "inconclusive-check": "A rule could not decide, since a value is not in the files.",
    "skipped-file": "A file was left unread on purpose.",
    "limit-reached": "Something was left out to stay within the limits of GitHub code scanning.",
}


@dataclass(frozen=True, slots=True)
class Notifications:
    """Makes the notifications of a report."""

    places: Places
    indexes: Mapping[str, int]

    def of(self, report: Report, chosen: Chosen) -> Iterator[sarif_om.Notification]:
        """Limits and errors first, then what is inconclusive or skipped."""
        yield from _limits(report, chosen)
        yield from map(self._error, report.errors[:_NOTIFICATION_LIMIT])
        yield from _rest("run errors", report.errors)
        yield from map(self._inconclusive, report.inconclusive[:_NOTIFICATION_LIMIT])
        yield from _rest("inconclusive checks", report.inconclusive)
        for skipped in report.skipped[:_NOTIFICATION_LIMIT]:
            text = f"'{skipped.path}' was not read: {skipped.reason}"
            yield _notification("skipped-file", "note", text, locations=[self.places.file(skipped.path)])
        yield from _rest("skipped files", report.skipped)

    def _error(self, error: RunError) -> sarif_om.Notification:
        locations = None
        if error.location is not None:
            locations = [self.places.location(error.location)]
        elif error.path:
            locations = [self.places.file(error.path)]
        return _notification(error.what, "error", error.message, locations, self._rule(error.rule))

    def _inconclusive(self, each: Inconclusive) -> sarif_om.Notification:
        text = f"Rule '{each.rule}' could not decide: {each.reason}"
        return _notification(
            "inconclusive-check", "note", text, [self.places.location(each.location)], self._rule(each.rule)
        )

    def _rule(self, rule: str | None) -> sarif_om.ReportingDescriptorReference | None:
        if rule is None or rule not in self.indexes:
            return None
        return sarif_om.ReportingDescriptorReference(id=rule, index=self.indexes[rule])


def descriptors(notifications: Iterable[sarif_om.Notification]) -> list[sarif_om.ReportingDescriptor]:
    """What each sort of notification that occurs means."""
    names = dict.fromkeys(each.descriptor.id for each in notifications)
    return [_descriptor(name, _DESCRIPTIONS[name]) for name in names if name in _DESCRIPTIONS]


def _descriptor(name: str, text: str) -> sarif_om.ReportingDescriptor:
    description = sarif_om.MultiformatMessageString(text=text)
    return sarif_om.ReportingDescriptor(
        id=name,
        name=pascal_case(name),
        short_description=description,
        full_description=description,
        help=description,
        help_uri=HOMEPAGE,
    )


def _limits(report: Report, chosen: Chosen) -> Iterator[sarif_om.Notification]:
    number = len(chosen.findings)
    if chosen.left_out:
        text = (
            f"Of {number + chosen.left_out} results the {number} most severe are in this log, as GitHub takes no more"
        )
        yield _notification("limit-reached", "warning", text)
    if number > SHOWN_LIMIT:
        text = f"GitHub shows {SHOWN_LIMIT} of these {number} results, the most severe"
        yield _notification("limit-reached", "note", text)
    long = sum(max(len(each.related), len(each.flow)) > LOCATION_LIMIT for each, _ in chosen.findings)
    if long:
        text = (
            f"Locations beyond the first {LOCATION_LIMIT} were left out in {long} of the {len(report.findings)} results"
        )
        yield _notification("limit-reached", "warning", text)


def _rest(noun: str, entries: Sequence[object]) -> Iterator[sarif_om.Notification]:
    if len(entries) > _NOTIFICATION_LIMIT:
        text = f"Of {len(entries)} {noun} the first {_NOTIFICATION_LIMIT} are listed"
        yield _notification("limit-reached", "note", text)


def _notification(
    name: str,
    level: str,
    text: str,
    locations: list[sarif_om.Location] | None = None,
    rule: sarif_om.ReportingDescriptorReference | None = None,
) -> sarif_om.Notification:
    return sarif_om.Notification(
        descriptor=sarif_om.ReportingDescriptorReference(id=name),
        level=level,
        message=note(text),
        locations=locations,
        associated_rule=rule,
    )
