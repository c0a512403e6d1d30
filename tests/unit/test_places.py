"""Where words of a value stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aiact_lint.document import Document
from aiact_lint.places import word_place, word_places
from aiact_lint.source import SourceFile, Span
from aiact_lint.subjects import Place

_TEXT = "run  --model a --model=a b"


def _whole(text: str = _TEXT) -> Place:
    source = SourceFile("a.yaml", f"x: {text}\n".encode())
    return Place(Document(source, "yaml", {"x": text}, {}, {}, Span(0, 1)), ("x",), exact=Span(3, 3 + len(text)))


def test_each_word_stands_after_the_one_before_it() -> None:
    found = [each.span for each in word_places(_whole(), ["run", "a", "--model=a", "b"])]
    assert found == [Span(3, 6), Span(16, 17), Span(18, 27), Span(28, 29)]


def test_a_word_that_is_written_otherwise_stands_on_the_whole() -> None:
    whole = _whole()
    assert [each is whole for each in word_places(whole, ["run", "none", "b"])] == [False, True, False]
    assert word_place(whole, ["run", "none", "b"], 1) is whole
    assert word_place(whole, ["run", "none", "b"], 2).span == Span(28, 29)


@given(st.lists(st.sampled_from(["run", "--model", "a", "b", "none", "model"]), min_size=1, max_size=8))
def test_one_word_stands_where_all_of_them_put_it(words: list[str]) -> None:
    whole = _whole()
    spans = [each.span for each in word_places(whole, words)]
    assert [word_place(whole, words, at).span for at in range(len(words))] == spans
