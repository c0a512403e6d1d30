from __future__ import annotations

from functools import cache

import pytest

from aiact_lint.source import Span
from aiact_lint.span_tree import Grafted, KeySpans, Node, ValueSpans

_SHARED: list[Node] = [(-1, -1, 5, 6, None)]
_TREE: Node = (-1, -1, 0, 20, {"a": (0, 1, 3, 7, _SHARED), "b": (8, 9, 11, 13, _SHARED)})


def test_values_are_found_by_path_below_shared_parts_too() -> None:
    values = ValueSpans(_TREE)
    assert values[()] == Span(0, 20)
    assert values[("a",)] == Span(3, 7)
    assert values[("a", 0)] == values[("b", 0)] == Span(5, 6)


@pytest.mark.parametrize("path", [("c",), ("a", 1), ("a", -1), ("a", "x"), ("a", 0, 0), (0,)])
def test_paths_that_lead_nowhere_are_absent(path: tuple[str | int, ...]) -> None:
    assert path not in ValueSpans(_TREE)
    assert path not in KeySpans(_TREE)


def test_paths_come_parents_first_in_document_order() -> None:
    assert list(ValueSpans(_TREE)) == [(), ("a",), ("a", 0), ("b",), ("b", 0)]
    assert dict(KeySpans(_TREE)) == {("a",): Span(0, 1), ("b",): Span(8, 9)}
    assert (len(ValueSpans(_TREE)), len(KeySpans(_TREE))) == (5, 2)


def test_a_list_item_has_no_key() -> None:
    assert ("a", 0) not in KeySpans(_TREE)


def test_the_tree_is_built_on_first_use_and_once() -> None:
    calls = []

    @cache
    def build() -> Node:
        calls.append(1)
        return _TREE

    values, keys = ValueSpans(build), KeySpans(build)
    assert calls == []
    assert values[("a",)] == Span(3, 7)
    assert keys[("a",)] == Span(0, 1)
    assert calls == [1]


def test_grafted_spans_stand_below_their_key() -> None:
    spans = Grafted(ValueSpans((-1, -1, 0, 99, {})), "top", ValueSpans(_TREE))
    assert spans[("top", "b", 0)] == Span(5, 6)
    assert spans[("top",)] == Span(0, 20)
    assert spans[()] == Span(0, 99)
    assert ("b",) not in spans
    assert list(spans) == [(), ("top",), ("top", "a"), ("top", "a", 0), ("top", "b"), ("top", "b", 0)]
    assert len(spans) == 6
