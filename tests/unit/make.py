"""Small makers of documents, statements and systems for unit tests."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import dedent

from aiact_lint.document import Document
from aiact_lint.parsers import yaml_
from aiact_lint.source import SourceFile
from aiact_lint.subjects import Artifact, Carrier, Place, Reference, Subject
from aiact_lint.system import Member, System
from aiact_lint.vocabulary import statements_from_tree


def document(text: str, path: str = "aiact.yaml") -> Document:
    """The only document of a YAML text."""
    parsed = yaml_.parse(SourceFile(path, dedent(text).encode()))
    assert not parsed.failures, parsed.failures
    (only,) = parsed.documents
    return only


def artifact(
    text: str = "system: a\n",
    path: str = "aiact.yaml",
    *,
    kind: str = "declaration",
    name: str = "a",
    ai: str | None = "a sign",
    carrier: Carrier = Carrier.DECLARATION,
    references: Sequence[Reference] = (),
    names: Sequence[str] = (),
    anchor: str = "",
    subjects: Sequence[Subject] = (),
) -> Artifact:
    """An artifact whose statements are those of a YAML text."""
    made = document(text, path)
    first = next(iter(made.data)) if isinstance(made.data, dict) and made.data else ""
    return Artifact(
        kind=kind,
        name=name,
        place=Place(made, (first,) if first else ()),
        ai=ai,
        anchor=anchor,
        names=frozenset(names),
        references=tuple(references),
        statements=statements_from_tree(made, (), carrier),
        subjects=tuple(subjects),
    )


def system(*artifacts: Artifact) -> System:
    """A system of some artifacts."""
    return System("a", tuple(Member(each, "") for each in artifacts))
