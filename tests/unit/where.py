"""Places as short text for assertions."""

from __future__ import annotations

from aiact_lint.subjects import Place


def shown(place: Place) -> str:
    """`line:column-end text` of a place, the text cut to its first line."""
    region = place.document.source.region(place.span)
    line = place.document.source.line_text(region.line)
    return f"{region.line}:{region.column}-{region.end_column} {line[region.column - 1 : region.end_column - 1]}"
