"""Parsed documents as plain data and back, so that a large file that did not change is not parsed again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from aiact_lint import cache
from aiact_lint.document import Document, Parsed, ParseFailure
from aiact_lint.source import SourceFile, Span
from aiact_lint.span_tree import Grafted, KeySpans, ValueSpans

if TYPE_CHECKING:
    from aiact_lint.parsers import Parser

_WORTH_IT = 8_000
"""Bytes; reading an entry takes as long as parsing a smaller file."""
_GROUP = "document"
_SPANS = frozenset({"source", "values", "keys", "span"})
_PARSERS = frozenset({"yaml", "markdown"})
"""Parsers whose documents are plain data; JSON is parsed faster than an entry is read."""

Plain: TypeAlias = tuple[Any, ...]


def parse(source: SourceFile, parser: Parser) -> Parsed:
    """The documents of a file: from the cache, else from its parser."""
    if not _is_kept(source, parser):
        return parser.parse(source)
    name = _name(source, parser)
    known = load(name, source)
    if known is None:
        known = parser.parse(source)
        save(name, known)
    return known


def parse_plain(source: SourceFile, parser: Parser) -> Plain | None:
    """The same as plain data, for somebody else to make documents of; None where it is none."""
    if not _is_kept(source, parser):
        return plain(parser.parse(source))
    name = _name(source, parser)
    known = cast("Plain | None", cache.load(_GROUP, name))
    if known is None:
        known = plain(parser.parse(source))
        if known is not None:
            cache.save(_GROUP, name, known)
    return known


def _is_kept(source: SourceFile, parser: Parser) -> bool:
    return cache.in_use() and len(source.data) >= _WORTH_IT and parser.name in _PARSERS


def _name(source: SourceFile, parser: Parser) -> str:
    return cache.key("parsed", parser.name, source.path.rpartition(".")[2], source.digest)


def load(name: str, source: SourceFile) -> Parsed | None:
    """What parsing a file gave before; `name` is the key of its content and of how it was parsed."""
    known = cast("Plain | None", cache.load(_GROUP, name))
    return None if known is None else of_plain(known, source)


def save(name: str, parsed: Parsed) -> None:
    """Keep what parsing gave, if all of it is plain data: the expressions of HCL are not."""
    made = plain(parsed)
    if made is not None:
        cache.save(_GROUP, name, made)


def plain(parsed: Parsed) -> Plain | None:
    """What parsing gave as plain data; None where a part of it is none."""
    documents = [_plain(each) for each in parsed.documents]
    if any(each is None for each in documents):
        return None
    return documents, [(each.message, _pair(each.span)) for each in parsed.failures]


def of_plain(known: Plain, source: SourceFile) -> Parsed:
    """What `plain` was made of, for the same file."""
    documents = tuple(_document(source, each) for each in known[0])
    failures = tuple(ParseFailure(source, message, Span(*span) if span else None) for message, span in known[1])
    return Parsed(documents, failures)


def _pair(span: Span | None) -> tuple[int, int] | None:
    return None if span is None else (span.start, span.end)


def _plain(document: Document) -> Plain | None:
    spans = _tree(document.values)
    others = {each.name: getattr(document, each.name) for each in fields(Document) if each.name not in _SPANS}
    if spans is None or others.pop("expressions"):
        return None
    kept = {key: dict(value) if isinstance(value, Mapping) else value for key, value in others.items()}
    return (_pair(document.span), spans, kept)


def _document(source: SourceFile, plain: Plain) -> Document:
    span, spans, others = plain
    values, keys = _views(spans)
    return Document(source=source, span=Span(*span), values=values, keys=keys, **others)


def _tree(values: object) -> Plain | None:
    """The tree behind the spans of a document, or the two trees of grafted ones; None for one not worked out yet."""
    if isinstance(values, Grafted):
        own, step, below = values.parts
        trees = _tree(own), _tree(below)
        return None if None in trees else ("grafted", trees[0], step, trees[1])
    return ("tree", values.root) if isinstance(values, ValueSpans) and not callable(values.root) else None


def _views(plain: Plain) -> tuple[ValueSpans | Grafted, KeySpans | Grafted]:
    if plain[0] == "tree":
        return ValueSpans(plain[1]), KeySpans(plain[1])
    own, below = _views(plain[1]), _views(plain[3])
    return Grafted(own[0], plain[2], below[0]), Grafted(own[1], plain[2], below[1])
