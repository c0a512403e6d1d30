"""Tags of formats that are written in YAML: the data is as without them, and each is known by the place of its value."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aiact_lint.document import Document, Path
from aiact_lint.parsers import yaml_
from aiact_lint.source import SourceFile


def _parsed(text: str) -> Document:
    (document,) = yaml_.parse(SourceFile("a.yaml", text.encode())).documents
    return document


def _tags(document: Document) -> dict[Path, str]:
    return {path: document.tag(path) for path in document.values if document.tag(path)}


def test_scalars_lists_and_mappings() -> None:
    document = _parsed(
        'a: !Ref X\nb: !Sub "x-${Y}"\nc: !If [yes, !Ref A, !GetAtt B.C]\n'
        'd: !Join\n  - ""\n  - - a\n    - !Ref Z\ne: !Foo\n  k: !Bar\n    x: 1\nf: !Sub |\n  hello\ng: !reset null\n'
    )
    assert document.data == {
        "a": "X", "b": "x-${Y}", "c": ["yes", "A", "B.C"], "d": ["", ["a", "Z"]], "e": {"k": {"x": 1}},
        "f": "hello\n", "g": None,
    }  # fmt: skip
    assert _tags(document) == {
        ("a",): "!Ref", ("b",): "!Sub", ("c",): "!If", ("c", 1): "!Ref", ("c", 2): "!GetAtt", ("d",): "!Join",
        ("d", 1, 1): "!Ref", ("e",): "!Foo", ("e", "k"): "!Bar", ("f",): "!Sub", ("g",): "!reset",
    }  # fmt: skip


def test_an_alias_and_a_merge_keep_the_tag_of_what_they_repeat() -> None:
    document = _parsed("a: &a !Ref W\nb: *a\nc: &c {k: !Ref V}\nd:\n  <<: *c\ne: &l !Join\n  - x\nf: *l\n")
    assert _tags(document) == {
        ("a",): "!Ref", ("b",): "!Ref", ("c", "k"): "!Ref", ("d", "k"): "!Ref", ("e",): "!Join", ("f",): "!Join",
    }  # fmt: skip


def test_the_tags_of_yaml_itself_are_none() -> None:
    assert _tags(_parsed("a: !!str 5\nb: ! 5\nc: !<tag:yaml.org,2002:int> 5\n")) == {}


def test_the_slow_parser_keeps_them_too() -> None:
    document = _parsed("{a: {uri: gs://x, why: ask?}, b: !Ref Y}")
    assert (document.data, _tags(document)) == ({"a": {"uri": "gs://x", "why": "ask?"}, "b": "Y"}, {("b",): "!Ref"})


@given(st.lists(st.sampled_from(["Ref", "Sub", ""]), min_size=1, max_size=8), st.booleans())
def test_every_tag_is_found_again(names: list[str], flow: bool) -> None:
    items = [f"!{name} v{index}" if name else f"v{index}" for index, name in enumerate(names)]
    text = f"[{', '.join(items)}]" if flow else "".join(f"- {item}\n" for item in items)
    document = _parsed(text)
    assert [document.tag((index,)) for index in range(len(names))] == [f"!{name}" if name else "" for name in names]
