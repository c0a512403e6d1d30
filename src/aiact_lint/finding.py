"""What a run reports, free of how it is shown."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.source import Region, SourceFile, Span


class Level(StrEnum):
    """SARIF's levels."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """Higher is more severe."""
        return {"note": 1, "warning": 2, "error": 3}[self.value]


class State(StrEnum):
    """Whether the duty behind a finding applies on the day of the run."""

    IN_FORCE = "in-force"
    UPCOMING = "upcoming"
    """Starts within the horizon."""
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class Location:
    """A marked place in a file."""

    path: str
    region: Region
    line_text: str
    """The whole line, without its line end."""
    message: str = ""
    """What stands there; "" for the primary location."""
    before: str | None = None
    """The line above, for formats that show what stands around; None where there is none."""
    after: str | None = None
    """The line below."""

    @classmethod
    def at(cls, source: SourceFile, span: Span, message: str = "") -> Location:
        """A span of a file as reports show it, with its neighbouring lines. Raises `UndecodableText`."""
        region = source.region(span)
        above, below, last = region.line - 1, region.line + 1, len(source.line_starts)
        return cls(
            path=source.path,
            region=region,
            line_text=_line(source, region.line),
            message=message,
            before=None if source.is_private or above < 1 else _line(source, above),
            after=None
            if source.is_private or below > last
            else _line(source, below) or (None if below == last else ""),
        )


def _line(source: SourceFile, number: int) -> str:
    return sys.intern(source.line_text(number))  # thousands of findings on one long line share one copy of it


@dataclass(frozen=True, slots=True)
class Edit:
    """New text for a range of a file."""

    path: str
    start: int
    """Code points from the start of the decoded text, byte order mark not counted."""
    end: int
    region: Region
    """The same range, possibly over several lines."""
    text: str

    @classmethod
    def at(cls, source: SourceFile, span: Span, text: str) -> Edit:
        """An edit of a span. Raises `UndecodableText`."""
        first, last = (source.region(Span(offset, offset)) for offset in (span.start, span.end))
        region = Region(first.line, first.column, last.line, last.column, first.utf16_column, last.utf16_column)
        return cls(source.path, span.start, span.end, region, text)


@dataclass(frozen=True, slots=True)
class Fix:
    """A way to mend a finding, all of whose edits belong together."""

    description: str
    """What it does, as a command."""
    safe: bool
    """It changes how something is written and not what it says."""
    edits: tuple[Edit, ...]
    only_comments: bool = False
    """The data of the files stay the same."""
    mends: bool = True
    """False for what prepares an answer that people have to give: the finding stays."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding, ready to be shown."""

    rule: str
    """Rule id, `AIA502`."""
    level: Level
    message: str
    location: Location
    related: tuple[Location, ...] = ()
    flow: tuple[Location, ...] = ()
    """Steps of a chain (card → manifest → Terraform), in order; empty where there is none."""
    system: str | None = None
    law: tuple[str, ...] = ()
    """Ids of the law tables: `III.5.b`, `5.1.f`, `hrp.log_retention`."""
    state: State = State.IN_FORCE
    applies_from: date | None = None
    """None for rules about the tool's own data, which have no date."""
    level_in_force: Level | None = None
    """The level from `applies_from` on, where it is higher than `level`; None where the level stays."""
    remedy: str = ""
    block_line: int | None = None
    """First line of the block that holds the marked token, where a suppression may stand too."""
    fingerprint: str = ""
    """GitHub's `primaryLocationLineHash` for the primary line, `hex:count`."""
    fixes: tuple[Fix, ...] = ()
    """Ways to mend it, the best first; one of them is enough."""

    @property
    def statement(self) -> str:
        """The message without the sentence on its date, so that it is the same on every day."""
        if self.applies_from is None:
            return self.message
        before, found, _ = self.message.rpartition(f" Applies from {self.applies_from.isoformat()}, in ")
        return before if found else self.message

    @property
    def sort_key(self) -> tuple[object, ...]:
        """The one order of every report: by place, then rule, then text."""
        region = self.location.region
        return (self.location.path, region.line, region.column, self.rule, self.message)


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that a comment, the config or a baseline keeps quiet."""

    finding: Finding
    kind: str
    """`inSource` or `external`, as SARIF says."""
    reason: str
    where: str
    """`path:line` of the comment, or the config file."""
    until: date | None = None
    """The last day of the suppression; None where it has no end."""


@dataclass(frozen=True, slots=True)
class Inconclusive:
    """A rule that could not decide because a value is not in the files."""

    rule: str
    location: Location
    reason: str
    system: str | None = None

    @property
    def sort_key(self) -> tuple[object, ...]:
        region = self.location.region
        return (self.location.path, region.line, region.column, self.rule, self.reason)


@dataclass(frozen=True, slots=True)
class RunError:
    """Something that kept the run from being complete: an unreadable file, a crashed rule."""

    what: str
    """`unreadable-file` or `rule-crash`."""
    message: str
    location: Location | None = None
    path: str | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was left unread on purpose, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class LinkedFile:
    """A file of a system, and the step of the linking convention that put it there."""

    path: str
    what: str
    """What it holds: `model card`, `InferenceService/cv-screener`, `aws_sagemaker_endpoint.main`."""
    reason: str


@dataclass(frozen=True, slots=True)
class SystemSummary:
    """One AI system for `aiact-lint systems` and the machine formats."""

    id: str
    name: str
    risk_class: str | None
    """The effective (strictest stated) class; None when none is stated."""
    roles: tuple[str, ...]
    annex_iii: tuple[str, ...]
    recognised: tuple[str, ...]
    """Annex III items and Article 5 practices that its texts describe, by id."""
    files: tuple[LinkedFile, ...]


@dataclass(frozen=True, slots=True)
class BaselineEntry:
    """A finding as a baseline file remembers it: by what stands on its line, never by the line's number."""

    rule: str
    path: str
    """Relative to the root of the run."""
    line: str
    """The marked line, its blanks normalised; of a long line the part around the mark."""
    mark: str
    """The marked token."""
    fingerprint: str = ""
    """Hash of the line and what follows it, to tell equal lines apart and to know a file again that was renamed."""
    message: str = ""
    """For people who read the file; it takes no part in any comparison."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BaselineSummary:
    """What a run made of a baseline; a suppressed finding whose `where` is `file` is one of its `unchanged`."""

    file: str
    unchanged: int
    """Findings that are in the baseline."""
    new: int
    """Findings that are not, and so are shown."""
    absent: tuple[BaselineEntry, ...]
    """Entries whose finding is gone."""
    current: tuple[BaselineEntry, ...]
    """What the file should hold now: every finding there is, and entries that this run could not judge."""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything one run found out, in its final order."""

    as_of: date
    version: str
    enforce: str
    """`dated` or `all`."""
    horizon: int = 180
    """Days before its date from which a duty counts as upcoming."""
    findings: tuple[Finding, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    inconclusive: tuple[Inconclusive, ...] = ()
    errors: tuple[RunError, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    systems: tuple[SystemSummary, ...] = ()
    rules: tuple[str, ...] = ()
    """Ids of the rules that ran."""
    files_seen: int = 0
    files_read: int = 0
    hashes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """SHA-256, in hexadecimal, of files by path, for the formats that say which bytes were read; may be empty."""
    baseline: BaselineSummary | None = None
    """None where no baseline is in use."""
    diff_ref: str | None = None
    """The ref of `--diff`; None where everything is shown."""
    elsewhere: int = 0
    """Findings left out because they stand outside the lines that changed since `diff_ref`."""
    root: Path | None = None
    """The folder that all paths are relative to; never shown."""
