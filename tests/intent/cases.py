"""The labelled set: short cards, sentences and names with the signals they should give.

A case is a mapping with `want` (ids, separated by spaces; "" for none), perhaps `may` (ids that are right to report but
not needed), and one of: `card` (Markdown with front matter), `say` (one sentence as a card's paragraph), `prompt`,
`purpose`, `description`, `tag` and `name` (with `role` for a resource type). In a card a line that ends in `←ID` is
where the mark belongs; the arrow is taken off before reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from aiact_lint.document import Document
from aiact_lint.kinds.card_texts import texts as card_texts
from aiact_lint.parsers import markdown, yaml_
from aiact_lint.source import SourceFile, Span
from aiact_lint.subjects import Place, Text, TextRole

HERE = Path(__file__).resolve().parent
_ARROW = re.compile(r"[ \t]*←(\S+)[ \t]*$", re.MULTILINE)
_ROLES = {
    "say": TextRole.PROSE,
    "prompt": TextRole.PROMPT,
    "purpose": TextRole.PURPOSE,
    "description": TextRole.DESCRIPTION,
    "tag": TextRole.TAG,
    "name": TextRole.NAME,
}


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One labelled piece of text."""

    where: str
    """`dev/practices.yaml #12`."""
    want: frozenset[str]
    may: frozenset[str]
    form: str
    source: SourceFile
    texts: tuple[Text, ...]
    lines: frozenset[tuple[str, int]]
    """Signal id and 1-based line, where the case says so."""

    @property
    def text(self) -> str:
        return self.source.text


def read_card(path: str, content: str) -> tuple[SourceFile, tuple[Text, ...]]:
    """The texts of a Markdown card, as the model-card kind hands them to recognition."""
    source = SourceFile(path, content.encode())
    (document,) = markdown.parse(source, yaml_.parse_span).documents
    return source, tuple(card_texts(document))


def single(path: str, content: str, role: TextRole) -> tuple[SourceFile, tuple[Text, ...]]:
    source = SourceFile(path, content.encode())
    document = Document(source, "yaml", content, {}, {}, Span(0, len(content)))
    return source, (Text(role, Place(document, (), exact=Span(0, len(content)))),)


def _case(where: str, entry: dict[str, str]) -> Case:
    form = next(key for key in ("card", *_ROLES) if key in entry)
    content = entry[form]
    marks: set[tuple[str, int]] = set()
    for number, line in enumerate(content.split("\n"), 1):
        marks.update((match[1], number) for match in _ARROW.finditer(line))
    content = _ARROW.sub("", content)
    if form == "card":
        source, texts = read_card(where, content)
    else:
        role = TextRole(entry["role"]) if "role" in entry else _ROLES[form]
        source, texts = single(where, content, role)
    want, may = frozenset(entry["want"].split()), frozenset(entry.get("may", "").split())
    return Case(where, want, may, form, source, texts, frozenset(marks))


@cache
def cases(half: str) -> tuple[Case, ...]:
    """All cases of `dev` or `test`."""
    return tuple(_read(sorted((HERE / half).glob("*.yaml"))))


def _read(files: Sequence[Path]) -> Iterator[Case]:
    for file in files:
        parsed = yaml_.parse(SourceFile(file.name, file.read_bytes()))
        assert not parsed.failures, (file, parsed.failures[0].message)
        entries = parsed.documents[0].data
        assert isinstance(entries, list)
        for number, entry in enumerate(entries, 1):
            yield _case(f"{file.parent.name}/{file.name} #{number}", entry)
