"""Cards of data sets on the Hugging Face Hub: what a model was built on, and never an AI system by itself.

A data set belongs to the model cards, bills and declarations that name it. What it says about possible uses is about
data, so it gives no texts for the recognition of intended use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aiact_lint.document import Document
from aiact_lint.kinds import Kind
from aiact_lint.kinds.card_names import name_of_file
from aiact_lint.kinds.card_signs import front_matter, headings
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.lazy_pattern import compile_later
from aiact_lint.subjects import Artifact, Carrier, Place, ReferenceKind, Statement, Subject, SubjectKind, Value

_KEYS = (
    *("dataset_info", "task_categories", "task_ids", "size_categories", "annotations_creators"),
    *("language_creators", "source_datasets"),
)
"""Front matter keys that only cards of data sets have."""
_TITLE = compile_later(r"(?:dataset|data) ?(?:card|sheet)(?:\s+(?:for|of)\s+|\s*[:–—|-]\s*)(\S.*)", re.IGNORECASE)
_PLACEHOLDER = compile_later(r"\{\{|\{%|\$\{|<%")
_HUB_ID = compile_later(r"[\w.-]+/[\w.-]+")
_SPLITS = ("dataset_info.splits.*.name", "dataset_info.*.splits.*.name", "configs.*.data_files.*.split")
_MAX_TITLE = 200
_BLOCK = "eu_ai_act"
_GENERIC = ("data", "datasets?", "train", "test", "raw", "dataset[-_ ]?card")


def _title(document: Document) -> tuple[str, Place] | None:
    """What the first heading says the data set is called, if it is the title of such a card."""
    first = next(headings(document), None)
    match = _TITLE.fullmatch(first[1][:_MAX_TITLE].strip()) if first else None
    return (match[1].strip(), Place(document, ("sections", first[0], "title"))) if match and first else None


def _wants(document: Document) -> bool:
    if document.language != "markdown" or "template" in document.source.name.lower():
        return False
    title = _title(document)
    if title is not None and _PLACEHOLDER.search(title[0]):
        return False
    matter = front_matter(document)
    return any(matter.get(key) not in (None, "", [], {}) for key in _KEYS)


def _read(documents: Sequence[Document], _prefixes: Sequence[str]) -> Iterator[Artifact]:
    for document in documents:
        name, place = _named(document)
        facts = {"sections": Value(tuple(title for _, title in headings(document)), place)}
        if splits := tuple(_splits(document)):
            facts["splits"] = Value(splits, place)
        yield Artifact(
            kind="dataset",
            name=name,
            place=place,
            names=frozenset(f"{ReferenceKind.DATASET}:{each.lower()}" for each in _names(document, name)),
            statements=_statements(document),
            subjects=(Subject(SubjectKind.DATASET, name, place, facts),),
        )


def _named(document: Document) -> tuple[str, Place]:
    title = _title(document)
    if title is not None:
        return title
    pretty = front_matter(document).get("pretty_name")
    if isinstance(pretty, str) and pretty.strip():
        return pretty.strip(), Place(document, ("front_matter", "pretty_name"))
    first = next(headings(document), None)
    if first is not None:
        return first[1], Place(document, ("sections", first[0], "title"))
    key = next(iter(front_matter(document)))
    return document.source.name, Place(document, ("front_matter", key), on_key=True)


def _names(document: Document, name: str) -> Iterator[str]:
    yield name
    pretty = front_matter(document).get("pretty_name")
    if isinstance(pretty, str):
        yield pretty
    if own := name_of_file(document.source.path, _GENERIC):
        yield own
    for _, title in headings(document):
        if _HUB_ID.fullmatch(title):
            yield title


def _splits(document: Document) -> Iterator[str]:
    top = Cursor(document, ("front_matter",), document.get(("front_matter",)))
    for path in _SPLITS:
        for each in top.find(path):
            if each.text:
                yield each.text


def _statements(document: Document) -> tuple[Statement, ...]:
    if not isinstance(front_matter(document).get(_BLOCK), dict):
        return ()
    from aiact_lint.vocabulary import statements_from_tree  # only where a card states something

    return statements_from_tree(document, ("front_matter", _BLOCK), Carrier.CARD)


KIND = Kind(
    name="dataset card",
    suffixes=(".md", ".markdown"),
    tokens=lambda: tuple(key.encode() for key in _KEYS),
    wants=_wants,
    read=_read,
    support=True,
)
