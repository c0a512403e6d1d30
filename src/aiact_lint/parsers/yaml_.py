"""YAML 1.2 (core schema) to documents, from the event stream of libyaml, as PyYAML's wheels bundle it.

Events rather than `compose`: libyaml's composer recurses in C and can be made to crash the process. What YAML
leaves open is settled here: the last of several equal keys wins, keys are strings as written, `<<` merges as in
YAML 1.1 because Kubernetes and Compose files use it, dates stay strings.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias

from aiact_lint.document import Document, Parsed, ParseFailure
from aiact_lint.lazy_pattern import compile_later
from aiact_lint.parsers.yaml_build import TOO_DEEP, Builder, RefusedError
from aiact_lint.source import SourceFile, Span, UndecodableText
from aiact_lint.span_tree import KeySpans, Node, ValueSpans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MARKER = compile_later(r"---(?=[ \t\r\n]|\Z)")
_DEFINITION = compile_later(r"^kind:[ \t]+CustomResourceDefinition[ \t]*\r?$", re.MULTILINE)
_CONTENT = compile_later(r"^[ \t]*[^#%\s]|^[ \t]+%", re.MULTILINE)
"""Anything but comments, directives and blank lines."""
_MAX_TAG_DIRECTIVES = 100
"""libyaml compares every `%TAG` line with all before it."""
_CHARACTER = "the character"

Built: TypeAlias = tuple[object, Node, int, dict[int, str]]
"""Data, spans, start and tags of one document."""


def parse(source: SourceFile) -> Parsed:
    """All documents of a file. Documents that are a Kubernetes CustomResourceDefinition are left out unread."""
    try:
        text = source.text
    except UndecodableText as error:
        return Parsed(failures=(ParseFailure(source, f"{error}; save the file as UTF-8", None),))
    parsed = _parse_all(source, text)
    source.forget_text()
    return parsed


def _parse_all(source: SourceFile, text: str) -> Parsed:
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
    starts = [*_markers(text)]
    if not starts or _CONTENT.search(text, 0, starts[0]):
        starts.insert(0, 0)
    starts[0] = 0
    return [Span(start, end) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def _markers(text: str) -> Iterator[int]:
    """The offsets of `---` lines; `find` where a regular expression would look at every line."""
    at = 0
    while at >= 0:
        if _MARKER.match(text, at):
            yield at
        at = text.find("\n---", at) + 1 or -1


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
        # The parser drops a byte order mark at the start without counting it.
        self._text = text.removeprefix("\ufeff")
        self._base = base + len(text) - len(self._text)
        self.failure: ParseFailure | None = None

    def documents(self) -> Iterator[Built]:
        """Data, spans and start of each document that is complete."""
        from yaml._yaml import CParser
        from yaml.error import YAMLError

        complete = 0
        try:
            for document in _events(CParser(self._text).get_event, self._text, self._base):
                complete += 1
                yield document
        except (RefusedError, YAMLError) as error:
            self.failure = self._failure(error)
            yield from self._before_the_character(complete)

    def _before_the_character(self, complete: int) -> Iterator[Built]:
        """The documents before a character that YAML does not allow: the parser reads ahead and may not give them."""
        failure = self.failure
        if failure is None or failure.span is None or _CHARACTER not in failure.message:
            return
        stop = split(self._text[: failure.span.start - self._base])[-1].start
        if stop:
            yield from islice(_Reader(self._source, self._text[:stop], self._base).documents(), complete, None)

    def _failure(self, error: Exception) -> ParseFailure:
        """The parser's complaint, located."""
        if isinstance(error, RefusedError):
            return ParseFailure(self._source, error.message, error.span)
        position = getattr(error, "position", None)
        if isinstance(position, int):
            character = getattr(error, "character", "")
            code = character if isinstance(character, int) else ord(character)
            message = f"not valid YAML: {_CHARACTER} U+{code:04X} is not allowed"
            return ParseFailure(self._source, message, self._one_character(self._offset_of_byte(position)))
        what = " ".join(part for part in (getattr(error, "problem", ""), getattr(error, "context", "")) if part)
        mark, opened = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
        if mark is not None and "nesting depth" in what:  # libyaml's own bound, of 1,000 brackets
            return ParseFailure(self._source, TOO_DEEP, self._one_character(mark.index))
        last = max(len(self._text.rstrip()) - 1, 0)
        if opened is not None and (mark is None or mark.index > last):
            mark = opened  # what was never closed says more than the end of the file
        at = min(mark.index, last) if mark is not None else 0
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
