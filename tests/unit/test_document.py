from __future__ import annotations

import pytest

from aiact_lint.document import Document, Path
from aiact_lint.source import SourceFile, Span

# Offsets:    0123456789012345678901
_TEXT = "a: {b: 1, c: []}\nd: x\n"
_VALUES: dict[Path, Span] = {
    (): Span(0, 21),
    ("a",): Span(3, 16),
    ("a", "b"): Span(7, 8),
    ("a", "c"): Span(13, 15),
    ("d",): Span(20, 21),
}
_KEYS: dict[Path, Span] = {("a",): Span(0, 1), ("a", "b"): Span(4, 5), ("a", "c"): Span(10, 11), ("d",): Span(17, 18)}


def _document(unknown: frozenset[Path] = frozenset()) -> Document:
    data = {"a": {"b": 1, "c": []}, "d": "x"}
    return Document(SourceFile("a.yaml", _TEXT.encode()), "yaml", data, _VALUES, _KEYS, Span(0, 21), unknown)


def test_get_follows_keys_and_indexes() -> None:
    document = Document(SourceFile("a", b""), "json", {"a": [{"b": 2}]}, {}, {}, Span(0, 0))
    assert document.get(("a", 0, "b")) == 2
    assert document.get(("a", 1), "none") == "none"
    assert document.get(("a", "b"), "none") == "none"
    assert document.get(("a", -1), "none") == "none"
    assert document.get(("a", 0, "b", "c")) is None


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        (("a", "b"), "1"),
        (("a", "missing"), "a"),
        (("a", "c", 0), "c"),
        (("a", "b", "x", "y"), "b"),
        (("missing",), "a"),
        (("missing", "deeper"), "a"),
    ],
)
def test_locate_marks_the_value_or_the_nearest_parent(path: Path, marked: str) -> None:
    span = _document().locate(path)
    assert _TEXT[span.start : span.end] == marked


def test_locate_in_an_empty_document_is_its_start() -> None:
    document = Document(SourceFile("a", b"\n\n"), "yaml", None, {}, {}, Span(1, 2))
    assert document.locate(("a",)) == Span(1, 1)


def test_a_missing_key_of_a_list_item_is_marked_on_its_first_key() -> None:
    values: dict[Path, Span] = {("a",): Span(3, 9), ("a", 0): Span(5, 9)}
    keys: dict[Path, Span] = {("a",): Span(0, 1), ("a", 0, "n"): Span(5, 6)}
    document = Document(SourceFile("a", b"a:\n- n: 1"), "yaml", {"a": [{"n": 1}]}, values, keys, Span(0, 9))
    assert document.locate(("a", 0, "missing")) == Span(5, 6)


def test_locate_key_falls_back_to_the_value() -> None:
    document = _document()
    assert document.locate_key(("d",)) == Span(17, 18)
    assert document.locate_key(()) == Span(0, 21)


def test_unknown_covers_what_stands_below() -> None:
    document = _document(frozenset({("a",)}))
    assert document.is_unknown(("a",))
    assert document.is_unknown(("a", "b"))
    assert not document.is_unknown(("d",))
    assert not document.is_unknown(())
