"""YAML 1.2 (core schema) to documents, from the event stream of ruamel.yaml's C parser.

Events rather than `compose`: libyaml's composer recurses in C and can be made to crash the process. What YAML
leaves open is settled here: the last of several equal keys wins, keys are strings as written, `<<` merges as in
YAML 1.1 because Kubernetes and Compose files use it, dates stay strings.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias

from aiact_lint.document import Document, Parsed, ParseFailure
from aiact_lint.parsers.yaml_build import Builder, RefusedError
from aiact_lint.source import SourceFile, Span, UndecodableText
from aiact_lint.span_tree import KeySpans, Node, ValueSpans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MARKER = re.compile(r"^---(?=[ \t\r\n]|\Z)", re.MULTILINE)
_DEFINITION = re.compile(r"^kind:[ \t]+CustomResourceDefinition[ \t]*\r?$", re.MULTILINE)
_CONTENT = re.compile(r"^[ \t]*[^#%\s]|^[ \t]+%", re.MULTILINE)
"""Anything but comments, directives and blank lines."""
_MAX_TAG_DIRECTIVES = 100
"""libyaml compares every `%TAG` line with all before it."""
_C_PARSER_ONLY = ("found unexpected ':'", "expected alphabetic or numeric character")
"""Complaints of the C parser, which knows YAML 1.1, about what YAML 1.2 allows: `{uri: gs://bucket}`, `&a.b`.

For `{ask: why?}` its words are those of other errors, but it stops at or behind the question mark.
"""
_MAX_PURE = 500_000
"""Characters that the slow parser is given."""
_RISKY_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]|\\U")
_CHARACTER = "the character"

Built: TypeAlias = tuple[object, Node, int, dict[int, str]]
"""Data, spans, start and tags of one document."""


def parse(source: SourceFile) -> Parsed:
    """All documents of a file. Documents that are a Kubernetes CustomResourceDefinition are left out unread."""
    try:
        text = source.text
    except UndecodableText as error:
        return Parsed(failures=(ParseFailure(source, f"{error}; save the file as UTF-8", None),))
    if "CustomResourceDefinition" not in text:
        return _parse_part(source, Span(0, len(text)), 0)
    documents: list[Document] = []
    failures: list[ParseFailure] = []
    for part, index in _without_definitions(text):
        parsed = _parse_part(source, part, index)
        documents += parsed.documents
        failures += parsed.failures
    return Parsed(tuple(documents), tuple(failures))


def parse_span(source: SourceFile, span: Span) -> Parsed:
    """The documents in one part of a file (front matter); spans count from the start of the file."""
    return _parse_part(source, span, 0)


def split(text: str) -> list[Span]:
    """The documents of a stream by their `---` lines, without parsing.

    YAML forbids `---` at the start of a line anywhere but between documents, inside quotes and block scalars too.
    What precedes the first marker (comments, directives) goes with the first document.
    """
    starts = [match.start() for match in _MARKER.finditer(text)]
    if not starts or _CONTENT.search(text, 0, starts[0]):
        starts.insert(0, 0)
    starts[0] = 0
    return [Span(start, end) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def _without_definitions(text: str) -> Iterator[tuple[Span, int]]:
    """Runs of documents between CustomResourceDefinitions, each with the index of its first document."""
    start, first = 0, 0
    for index, span in enumerate(split(text)):
        if _DEFINITION.search(text, span.start, span.end):
            if span.start > start:
                yield Span(start, span.start), first
            start, first = span.end, index + 1
    if start < len(text):
        yield Span(start, len(text)), first


def _parse_part(source: SourceFile, part: Span, index: int) -> Parsed:
    text = source.text[part.start : part.end]
    if text.count("%TAG") > _MAX_TAG_DIRECTIVES and len(re.findall(r"^%TAG", text, re.MULTILINE)) > _MAX_TAG_DIRECTIVES:
        return Parsed(failures=(ParseFailure(source, "too many %TAG directives", Span(part.start, part.start)),))
    reader = _Reader(source, text, part.start)
    documents: list[Document] = []
    for data, root, start, tags in reader.documents():
        span = Span(start, max(start, root[3]))
        values, keys = ValueSpans(root), KeySpans(root)
        documents.append(Document(source, "yaml", data, values, keys, span, index=index + len(documents), tags=tags))
    failures = () if reader.failure is None else (reader.failure,)
    return Parsed(tuple(documents), failures)


class _Reader:
    """Drives the C parser over one text and keeps what stopped it."""

    def __init__(self, source: SourceFile, text: str, base: int) -> None:
        self._source = source
        # The parsers drop a byte order mark at the start, the C one without counting it.
        self._text = text.removeprefix("\ufeff")
        self._base = base + len(text) - len(self._text)
        self.failure: ParseFailure | None = None

    def documents(self) -> Iterator[Built]:
        """Data, spans and start of each document that is complete."""
        from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]  # imported there, not in __all__
        from ruamel.yaml.error import YAMLError

        complete = 0
        try:
            for document in _events(CParser(self._text).get_event, self._text, self._base):
                complete += 1
                yield document
        except (RefusedError, YAMLError) as error:
            self.failure = self._failure(error, self._offset_of_byte)
            yield from self._second_try(complete)

    def _second_try(self, complete: int) -> Iterator[Built]:
        """What can be read though the C parser stopped after some complete documents."""
        failure = self.failure
        if failure is None or failure.span is None:
            return
        at = failure.span.start - self._base
        resume = split(self._text[:at])[-1].start
        c_parser_only = (
            any(sign in failure.message for sign in _C_PARSER_ONLY) or "?" in self._text[max(at - 1, 0) : at + 1]
        )
        if c_parser_only and self._fits_python_parser(resume):
            yield from self._in_python(resume)
        elif _CHARACTER in failure.message and resume:
            # The C parser reads ahead: documents before the character may not have come out yet.
            before = _Reader(self._source, self._text[:resume], self._base)
            yield from islice(before.documents(), complete, None)

    def _fits_python_parser(self, start: int) -> bool:
        """Whether the rest is short enough and free of escapes that parser takes for characters that do not exist."""
        return len(self._text) - start <= _MAX_PURE and _RISKY_ESCAPE.search(self._text, start) is None

    def _in_python(self, start: int) -> Iterator[Built]:
        """The documents from an offset on by ruamel's Python parser, twenty times slower but right about `{a: b:c}`."""
        from ruamel.yaml import YAML
        from ruamel.yaml.error import YAMLError

        text, base = self._text[start:], self._base + start
        self.failure = None
        try:
            parser = YAML(typ="safe", pure=True).get_constructor_parser(text)[1]
            yield from _events(parser.get_event, text, base)
        except (RefusedError, YAMLError) as error:
            self.failure = self._failure(error, lambda offset: offset, start)

    def _failure(self, error: Exception, offset_of: Callable[[int], int], start: int = 0) -> ParseFailure:
        """A parser's complaint, located; `offset_of` turns its position of a bad character into code points."""
        if isinstance(error, RefusedError):
            return ParseFailure(self._source, error.message, error.span)
        position = getattr(error, "position", None)
        if isinstance(position, int):
            character = getattr(error, "character", "")
            code = character if isinstance(character, int) else ord(character)
            message = f"not valid YAML: {_CHARACTER} U+{code:04X} is not allowed"
            return ParseFailure(self._source, message, self._one_character(start + offset_of(position)))
        what = " ".join(part for part in (getattr(error, "problem", ""), getattr(error, "context", "")) if part)
        mark, opened = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
        last = max(len(self._text.rstrip()) - 1, 0)
        if opened is not None and (mark is None or start + mark.index > last):
            mark = opened  # what was never closed says more than the end of the file
        at = min(start + mark.index, last) if mark is not None else start
        return ParseFailure(self._source, f"not valid YAML: {what or error}", self._one_character(at))

    def _offset_of_byte(self, offset: int) -> int:
        return len(self._text.encode("utf-8")[:offset].decode("utf-8", "ignore"))

    def _one_character(self, at: int) -> Span:
        at = min(at, len(self._text))
        return Span(self._base + at, self._base + min(at + 1, len(self._text)))


def _events(next_event: Callable[[], Any], text: str, base: int) -> Iterator[Built]:
    """Hot loop: one dispatch per event."""
    builder = Builder(text, base)
    on_event = builder.handlers
    start = opened = 0
    while True:
        event = next_event()
        name = event.__class__.__name__
        if name in on_event:
            on_event[name](event)
        elif name == "DocumentStartEvent":
            start, opened = event.start_mark.index + base, event.end_mark.index + base
            builder.begin()
        elif name == "DocumentEndEvent":
            data, root = builder.result()
            if data is None and root[2] == root[3]:  # an empty document, which the parser puts on the next marker
                root = (-1, -1, opened, opened, None)
            yield data, root, start, builder.tags
        elif name == "StreamEndEvent":
            return
