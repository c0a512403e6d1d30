"""A plan (`terraform show -json`) as a document of which everything may be shown.

Values that Terraform holds for sensitive are unknown to every rule and blanked in the text that findings quote; so is
everything beside the planned values, where the same secrets stand a second time. What is only known after the plan is
applied is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from aiact_lint.document import Document, Path
from aiact_lint.source import Span

AFTER_APPLY = "(known after apply)"
SENSITIVE = "(sensitive value)"
PLAN_SIGN = b'"planned_values"'
"""Bytes that every plan holds."""
MAX_DEPTH = 60
"""Modules inside modules, and values inside values."""
ROOT: Path = ("planned_values", "root_module")
_CHARACTER = re.compile(r"[^\r\n]")

Json = Mapping[str, object]


def is_plan(document: Document) -> bool:
    """Whether a document is a plan as `terraform show -json` prints it."""
    data = document.data
    return (
        document.language == "json"
        and isinstance(data, dict)
        and isinstance(data.get("planned_values"), dict)
        and "format_version" in data
    )


def readable(document: Document) -> Document:
    """A plan of which everything may be shown, with the same places."""
    reader = _Reader(document)
    root = reader.module(at(document.data, ROOT), ROOT, 0)
    data = {
        "format_version": "",
        "planned_values": {"root_module": root},
        "configuration": at(document.data, ("configuration",)),
    }
    source = document.source.with_text(_shown(document, reader.hidden))
    return replace(document, source=source, data=data, unknown=frozenset((*reader.later, *reader.hidden)))


def at(data: object, way: Path) -> Json:
    """The mapping at the end of a way; an empty one where there is none."""
    node = data
    for step in way:
        if isinstance(node, dict):
            node = node.get(step)
        elif isinstance(node, list) and isinstance(step, int) and step < len(node):
            node = node[step]
        else:
            return {}
    return node if isinstance(node, dict) else {}


def items(node: Json, name: str) -> list[object]:
    """The list under a name; an empty one where there is none."""
    found = node.get(name)
    return found if isinstance(found, list) else []


class _Reader:
    """Copies the planned values without what is sensitive, and notes where that and the unknown stand."""

    def __init__(self, document: Document) -> None:
        self.hidden: list[Path] = []
        self.later: list[Path] = []
        changes = items(at(document.data, ()), "resource_changes")
        self._unknown = {
            str(each.get("address")): at(each, ("change",)).get("after_unknown")
            for each in changes
            if isinstance(each, dict)
        }

    def module(self, module: Json, way: Path, depth: int) -> dict[str, object]:
        """A planned module with the modules below it."""
        below = items(module, "child_modules") if depth < MAX_DEPTH else []
        return {
            "address": module.get("address"),
            "resources": [
                self._resource(each, (*way, "resources", index)) if isinstance(each, dict) else None
                for index, each in enumerate(items(module, "resources"))
            ],
            "child_modules": [
                self.module(each, (*way, "child_modules", index), depth + 1) if isinstance(each, dict) else None
                for index, each in enumerate(below)
            ],
        }

    def _resource(self, resource: Json, way: Path) -> dict[str, object]:
        start = (*way, "values")
        values = _replaced(resource.get("values"), resource.get("sensitive_values"), SENSITIVE, start, self.hidden)
        unknown = self._unknown.get(str(resource.get("address")))
        return {**resource, "values": _replaced(values, unknown, AFTER_APPLY, start, self.later)}


def _replaced(node: object, marks: object, word: str, path: Path, found: list[Path]) -> object:
    """A value in which a word stands for everything that `marks`, of the same shape, has `true` for."""
    if marks is True:
        found.append(path)
        return word
    if len(path) > 3 * MAX_DEPTH:
        return node
    if isinstance(marks, dict) and (isinstance(node, dict) or node is None):
        kept = dict(node or {})
        for name, mark in marks.items():
            if mark is True or name in kept:
                kept[name] = _replaced(kept.get(name), mark, word, (*path, name), found)
        return kept if node is not None or kept else node
    if isinstance(marks, list) and isinstance(node, list):
        pairs = zip(node, [*marks, *[False] * len(node)], strict=False)
        return [_replaced(each, mark, word, (*path, index), found) for index, (each, mark) in enumerate(pairs)]
    return node


def _shown(document: Document, hidden: list[Path]) -> str:
    """The text with everything blanked but the planned values that are not sensitive; line ends stay."""
    text = document.source.text
    whole = document.values.get(ROOT, Span(0, 0))
    blanked = [Span(0, whole.start), *sorted(_spans(document, hidden), key=lambda span: span.start)]
    pieces: list[str] = []
    end = 0
    for span in (*blanked, Span(whole.end, len(text))):
        if span.end > end:
            pieces += (text[end : span.start], _CHARACTER.sub("*", text[max(end, span.start) : span.end]))
            end = span.end
    return "".join(pieces)


def _spans(document: Document, paths: list[Path]) -> Iterator[Span]:
    for path in paths:
        span = document.values.get(path)
        if span is not None:
            yield span
