"""Cards that are data rather than running text: which words stand where, and under which heading one would look.

A schema of cards is a list of `Part`s. Each heading is the one that a card in Markdown would have for the same thing,
so that recognition and the rules on cards understand both alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field

from aiact_lint.kinds.cursor import Cursor, is_template
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.source import Span
from aiact_lint.subjects import Carrier, Place, Reference, Statement, Text, TextRole, Value
from aiact_lint.vocabulary import statements_from_flat, statements_from_tree

BLOCKS = ("eu_ai_act", "aiact")
"""Keys under which a card states the vocabulary as a nested mapping."""

_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_LINE_END = re.compile(
    r"(?:\r\n?|\n)(?:[ \t]*(?:\r\n?|\n))+"
    r"|(?:\r\n?|\n)(?=[ \t]*(?:(?:[-*•+]|\d{1,3}[.)]|#{1,6})[ \t]|```))"
)
"""Blank lines, and line ends before a list item or heading; in a wrapped paragraph a line end is a space."""
_HEADING_END = re.compile(r"^[ \t]*#{1,6}[ \t][^\r\n]*(\r\n?|\n)", re.MULTILINE)
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]{0,2}[ \t]*(?:#[^\r\n]*)?(?:\r\n?|\n)")
_MARKER = re.compile(r"(?:[-*•+]|\d{1,3}[.)])[ \t]+")
_HEADING = re.compile(r"#{1,6}[ \t]+(.{1,200}?)[ \t#]*")
_LABEL = re.compile(r"(?:\*\*)?([^\W\d_][^:.!?;,*\n]{1,60}?)(?:\*\*)?:(?:\*\*)?[ \t]+(?=\S)")
"""`Out of scope: …`: what a writer puts before a line where the schema has no field for it."""
_MAX_LABEL_WORDS = 6
_WITHOUT_LABELS = (TextRole.NAME, TextRole.TITLE, TextRole.TAG)
_MAX_PIECES = 2_000
"""Lines of one value that are read."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a card of some schema says."""

    path: str
    """Dotted, `*` for every item or entry."""
    heading: str
    role: TextRole | None = None
    """None: a list item under `*`, prose elsewhere."""


@dataclass(frozen=True, slots=True, eq=False)
class Card:
    """What was read of a card, wherever it stood."""

    name: Value | None
    facts: dict[str, Value] = field(default_factory=dict)
    """The facts of its subject `card`: `sections`, `version`, `license`, `results`, …"""
    texts: tuple[Text, ...] = ()
    statements: tuple[Statement, ...] = ()
    locations: tuple[Value, ...] = ()
    """Model ids and storage locations that it names as its own."""
    references: tuple[Reference, ...] = ()
    """Base models and data sets that it names."""


def texts(top: Cursor, parts: Sequence[Part], above: tuple[str, ...] = ()) -> Iterator[Text]:
    """The texts of a card, part by part, under their headings; `above` are headings around the whole card."""
    for part in parts:
        for found in top.find(part.path):
            items = list(found.items()) or [found]
            listed = "*" in part.path or len(items) > 1
            role = part.role or (TextRole.LIST_ITEM if listed else TextRole.PROSE)
            for each in items:
                if isinstance(each.data, str) and each.is_known:
                    yield from _pieces(each, role, (*above, part.heading))


def sections(top: Cursor, parts: Iterable[Part]) -> tuple[str, ...]:
    """The headings under which a card says anything, each once; the fact `sections`."""
    said = (part.heading for part in parts if any(_says(each) for each in top.find(part.path)))
    return tuple(dict.fromkeys(said))


def statements(top: Cursor) -> Iterator[Statement]:
    """What a card states in a block of the vocabulary."""
    for block in BLOCKS:
        if isinstance(top.at(block).data, dict):
            yield from statements_from_tree(top.document, (*top.path, block), Carrier.CARD)


def flat_statements(
    entries: Iterable[tuple[str, Cursor]], carrier: Carrier = Carrier.CARD, prefixes: Sequence[str] = ()
) -> tuple[Statement, ...]:
    """What named values state under our prefixes (`aiact:risk-class`)."""
    scalars = ((name, each.value()) for name, each in entries if isinstance(each.data, str | int | float))
    return statements_from_flat(scalars, carrier, prefixes)


def purposes(stated: Iterable[Statement]) -> Iterator[Text]:
    """The intended purposes among some statements, as texts."""
    for each in stated:
        if each.key == "intended-purpose" and isinstance(each.value.value, str) and each.value.known:
            yield Text(TextRole.PURPOSE, each.value.place)


def is_filled_in(named: Cursor) -> bool:
    """Whether a card is about something: neither a template by the name of its file nor by its model's name."""
    return "template" not in named.document.source.name.lower() and not is_template(named.data)


def facts(top: Cursor, paths: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, Value]]:
    """Scalars by the name of their fact, from the first of its paths that holds one."""
    for name, candidates in paths.items():
        found = (each for path in candidates for each in top.find(path))
        first = next((each for each in found if isinstance(each.data, str | int | float) and each.text.strip()), None)
        if first is not None:
            yield name, first.value(first.text)


def results(metrics: Iterable[tuple[Cursor, Cursor]], place: Place) -> Value | None:
    """The fact `results`: names of the metrics that come with a number."""
    named = tuple(name.text for name, value in metrics if name.text and _is_number(value))
    return Value(named, place) if named else None


def unquoted(at: Cursor) -> Place:
    """The characters of a scalar without its quotes."""
    span = at.document.locate(at.path)
    raw = at.document.source.slice(span)
    quoted = len(raw) > 1 and raw[0] in "\"'" and raw[-1] == raw[0]
    return Place(at.document, at.path, exact=Span(span.start + 1, span.end - 1)) if quoted else at.place


def _is_number(at: Cursor) -> bool:
    if isinstance(at.data, bool):
        return False
    if isinstance(at.data, int | float):
        return True
    return re.fullmatch(r"\s*[-+]?\d[\d.,]{0,40}(?:[eE][-+]?\d{1,3})?\s*%?\s*", at.text) is not None


def _says(at: Cursor) -> bool:
    return at.data not in (None, "", [], {})


def _pieces(at: Cursor, role: TextRole, headings: tuple[str, ...]) -> Iterator[Text]:
    """The paragraphs of a value as texts; lists, labels, headings and code inside it (Markdown) are seen."""
    inner: tuple[str, ...] = ()
    lead, in_code = "", False
    for span in _paragraphs(at):
        raw = at.document.source.slice(span)
        if (fences := raw.count("```")) or in_code:
            in_code ^= fences % 2 == 1
            continue
        if heading := _HEADING.fullmatch(raw):
            inner, lead = (heading[1],), ""
            continue
        marker = _MARKER.match(raw)
        start = marker.end() if marker else 0
        label = None if role in _WITHOUT_LABELS else _LABEL.match(raw, start)
        above = (*headings, *inner)
        if label and len(label[1].split()) <= _MAX_LABEL_WORDS:
            start, above = label.end(), (*above, label[1])
        place = Place(at.document, at.path, exact=Span(span.start + start, span.end))
        yield Text(TextRole.LIST_ITEM if marker else role, place, above, lead if marker else "")
        if not marker:
            lead = raw if raw.endswith(":") else ""


def _paragraphs(at: Cursor) -> Iterator[Span]:
    """The paragraphs of a scalar in the source, each `\\n` that is written in it one's end; empty ones are left out."""
    whole = unquoted(at).span
    raw = at.document.source.slice(whole)
    start = 0
    for first, after in [*_breaks(at, raw)[:_MAX_PIECES], (len(raw), len(raw))]:
        piece = raw[start:first]
        if any(char.isalpha() for char in piece) or "```" in piece:
            begin = start + len(piece) - len(piece.lstrip())
            yield Span(whole.start + begin, whole.start + start + len(piece.rstrip()))
        start = max(start, after)


def _breaks(at: Cursor, raw: str) -> list[tuple[int, int]]:
    """Where paragraphs of a raw scalar are parted."""
    header = _BLOCK_HEADER.match(raw)
    found = [(0, header.end())] if header else []
    found += [each.span() for each in _LINE_END.finditer(raw, header.end() if header else 0)]
    found += [each.span(1) for each in _HEADING_END.finditer(raw)]
    if "\\" in raw and at.document.source.slice(at.document.locate(at.path)).startswith('"'):
        found += [each.span() for each in _ESCAPE.finditer(raw) if each[1] in "nrt"]
    return sorted(found)
