"""Places in files as SARIF locations; columns are UTF-16 code units."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

import sarif_om

from aiact_lint.finding import Location
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.reporters.sarif.messages import note

ROOT = "SRCROOT"
"""Names the folder that all URIs are relative to: the root of the checkout."""
_SNIPPET_LIMIT = 1000
"""Characters; a longer quotation is left out or cut around the token."""
_AROUND = 200


@dataclass(frozen=True, slots=True)
class Places:
    """Makes locations; knows the index of each file in the run's `artifacts`."""

    artifacts: Mapping[str, int]

    def artifact(self, path: str) -> sarif_om.ArtifactLocation:
        """A file of the checkout."""
        return sarif_om.ArtifactLocation(uri=uri(path), uri_base_id=ROOT, index=self.artifacts.get(path, -1))

    def physical(self, location: Location) -> sarif_om.PhysicalLocation:
        """The token, its text, and the lines around it."""
        return sarif_om.PhysicalLocation(
            artifact_location=self.artifact(location.path), region=_region(location), context_region=_context(location)
        )

    def location(self, location: Location, number: int = -1, *, said: bool = False) -> sarif_om.Location:
        """A location, with an id for links and, if `said`, its message."""
        message = note(location.message) if said and location.message else None
        return sarif_om.Location(id=number, physical_location=self.physical(location), message=message)

    def file(self, path: str) -> sarif_om.Location:
        """A whole file."""
        return sarif_om.Location(physical_location=sarif_om.PhysicalLocation(artifact_location=self.artifact(path)))


def uri(path: str) -> str:
    """A path relative to the root as a URI reference; a name that is not UTF-8 keeps its bytes."""
    try:
        return quote(path, safe="/", errors="surrogateescape")
    except UnicodeEncodeError:
        return quote(path, safe="/", errors="replace")


def _region(location: Location) -> sarif_om.Region:
    region = location.region
    token = location.line_text[region.column - 1 : region.end_column - 1]
    return sarif_om.Region(
        start_line=region.line,
        start_column=region.utf16_column,
        end_line=region.end_line,
        end_column=region.utf16_end_column,
        snippet=sarif_om.ArtifactContent(text=token) if len(token) <= _SNIPPET_LIMIT else None,
    )


def _context(location: Location) -> sarif_om.Region | None:
    """The line with its neighbours; of a very long line what surrounds the token; None if that is the token alone."""
    region = location.region
    lines = [line for line in (location.before, location.line_text, location.after) if line is not None]
    if sum(map(len, lines)) > _SNIPPET_LIMIT:
        return _around(location)
    token_is_all = region.column == 1 and region.end_column > len(location.line_text)
    if len(lines) == 1 and token_is_all:
        return None
    first = region.line - (location.before is not None)
    last = region.line + (location.after is not None)
    text = sarif_om.ArtifactContent(text="\n".join(lines))
    return sarif_om.Region(
        start_line=first, start_column=1, end_line=last, end_column=_utf16_length(lines[-1]) + 1, snippet=text
    )


def _around(location: Location) -> sarif_om.Region | None:
    region, line = location.region, location.line_text
    start, end = region.column - 1, region.end_column - 1
    low, high = max(0, start - _AROUND), min(len(line), end + _AROUND)
    if high - low > _SNIPPET_LIMIT or (low, high) == (start, end):
        return None
    return sarif_om.Region(
        start_line=region.line,
        start_column=region.utf16_column - _utf16_length(line[low:start]),
        end_line=region.line,
        end_column=region.utf16_end_column + _utf16_length(line[end:high]),
        snippet=sarif_om.ArtifactContent(text=line[low:high]),
    )


def _utf16_length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
