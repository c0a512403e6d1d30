"""YAML in a text that a template computes with."""

from __future__ import annotations

from aiact_lint.charts.traced import Traced, of_document, of_plain, unknown
from aiact_lint.parsers import yaml_
from aiact_lint.source import SourceFile, Span

_MAX_TEXT = 1_000_000


def read_yaml(text: Traced, limit: int) -> Traced:
    """The first document of a known text; unknown where it is none, or larger than a number of values."""
    if len(text.data) > _MAX_TEXT:
        return unknown(text)
    rope = text.rope or ()
    at = rope[0].at if len(rope) == 1 else None
    if at is not None and at.literal:
        parsed = yaml_.parse_span(at.source, Span(at.start, at.end))
    else:
        parsed = yaml_.parse(SourceFile("", text.data.encode("utf-8", "replace")))
    if parsed.failures or not parsed.documents:
        return Traced({}) if not text.data.strip() else unknown(text)
    document = parsed.documents[0]
    if len(document.values) > limit:
        return unknown(text)
    return of_document(document) if at is not None and at.literal else of_plain(document.data, text.via)
