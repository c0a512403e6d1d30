"""JSON that is written out as a text in Terraform: the content of a model card, say, with the places of its values."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator

from aiact_lint.kinds.terraform.resolved import Resolved
from aiact_lint.source import Span
from aiact_lint.subjects import Place

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}:,]|[^\s\[\]{}:,"]+', re.DOTALL)
_MAX_TEXT = 200_000
_MAX_DEPTH = 50


def is_object(text: object) -> bool:
    """Whether a text looks like a JSON object."""
    return isinstance(text, str) and len(text) <= _MAX_TEXT and text.lstrip()[:1] == "{"


def decoded(text: str, place: Place | None, via: tuple[Place, ...] = ()) -> Resolved | None:
    """What a JSON object in a text holds; None where it is none.

    `place`: where the text is written out, so that each value is marked alone; None where it is put together.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict):
        return None
    spans = _Spans(text, _offsets(text, place)) if place is not None else None
    return _value(data, spans.read() if spans is not None else None, place, via, 0)


def _value(data: object, marks: object, place: Place | None, via: tuple[Place, ...], depth: int) -> Resolved:
    if depth > _MAX_DEPTH:
        return Resolved(known=False)
    if isinstance(data, dict):
        below = marks if isinstance(marks, dict) else {}
        return Resolved({name: _value(each, below.get(name), place, via, depth + 1) for name, each in data.items()})
    if isinstance(data, list):
        items = marks if isinstance(marks, list) else []
        marked = [*items, *[None] * len(data)]
        return Resolved([_value(each, mark, place, via, depth + 1) for each, mark in zip(data, marked, strict=False)])
    here = (Place(place.document, place.path, exact=marks),) if place is not None and isinstance(marks, Span) else ()
    return Resolved(data, via=(*via, *here))


class _Spans:
    """Spans of the scalars of a JSON text, in the shape of its data."""

    def __init__(self, text: str, at: Callable[[int], int | None]) -> None:
        self._tokens: Iterator[re.Match[str]] = _TOKEN.finditer(text)
        self._at = at

    def read(self) -> object:
        """The spans of the next value; the text has been read without error before."""
        return self._after(next(self._tokens), 0)

    def _after(self, match: re.Match[str], depth: int) -> object:
        if depth > _MAX_DEPTH:
            return None
        if match[0] == "{":
            return self._object(depth)
        if match[0] == "[":
            return self._list(depth)
        start, end = self._at(match.start()), self._at(match.end())
        return Span(start, end) if start is not None and end is not None else None

    def _object(self, depth: int) -> dict[str, object]:
        found: dict[str, object] = {}
        for match in self._tokens:
            if match[0] == "}":
                break
            if match[0] != ",":
                name = str(json.loads(match[0]))
                next(self._tokens)  # the colon
                found[name] = self._after(next(self._tokens), depth + 1)
        return found

    def _list(self, depth: int) -> list[object]:
        found: list[object] = []
        for match in self._tokens:
            if match[0] == "]":
                break
            if match[0] != ",":
                found.append(self._after(match, depth + 1))
        return found


def _offsets(text: str, place: Place) -> Callable[[int], int | None]:
    """From an offset in a text to one in the file where it is written; None where nobody can say."""
    span = place.span
    written = place.document.source.slice(span)
    if not written.startswith("<<"):
        plain = written[1:-1] == text  # no escapes
        return lambda at: span.start + 1 + at if plain else None
    firsts: list[int] = []
    in_file: list[int] = []
    at_text, at_file = 0, written.index("\n") + 1 if "\n" in written else len(written)
    for line in text.splitlines(keepends=True):
        end = written.find("\n", at_file)
        raw = written[at_file : end if end >= 0 else len(written)].rstrip("\r")
        body = line.rstrip("\r\n")
        if not raw.endswith(body):  # `$${` stands for `${`, say
            return lambda _at: None
        firsts.append(at_text)
        in_file.append(span.start + at_file + len(raw) - len(body))
        at_text += len(line)
        at_file = end + 1 if end >= 0 else len(written)

    def find(at: int) -> int | None:
        line = bisect_right(firsts, at) - 1
        return in_file[line] + at - firsts[line] if line >= 0 else None

    return find
