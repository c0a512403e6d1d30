from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiact_lint.kinds.card_tree import Part, results, sections, texts
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.parsers import json_, yaml_
from aiact_lint.source import SourceFile
from unit.where import shown

_USE = (Part("use", "Intended use"), Part("users.*.who", "Users"))


def _json(text: str) -> Cursor:
    (document,) = json_.parse(SourceFile("card.json", text.encode())).documents
    return Cursor.top(document)


def _yaml(text: str) -> Cursor:
    (document,) = yaml_.parse(SourceFile("card.yaml", text.encode())).documents
    return Cursor.top(document)


def _told(top: Cursor) -> list[tuple[str, tuple[str, ...], str]]:
    return [(shown(each.place), each.headings, each.role.value) for each in texts(top, _USE)]


def test_a_value_is_a_text_without_its_quotes() -> None:
    assert _told(_json('{"use": "Ranks CVs."}')) == [("1:10-20 Ranks CVs.", ("Intended use",), "prose")]


def test_items_of_a_list_are_texts_each() -> None:
    top = _json('{"users": [{"who": "Nurses"}, 3, {"who": null}, {"who": ["Doctors", "Porters"]}]}')
    assert _told(top) == [
        ("1:21-27 Nurses", ("Users",), "list-item"),
        ("1:59-66 Doctors", ("Users",), "list-item"),
        ("1:70-77 Porters", ("Users",), "list-item"),
    ]


def test_written_line_ends_part_texts_and_escaped_backslashes_do_not() -> None:
    top = _json(r'{"use": "One.\n\r\nTwo \\n three.\tFour."}')
    assert [each[0] for each in _told(top)] == [
        "1:10-14 One.",
        r"1:20-34 Two \\n three.",
        "1:36-41 Four.",
    ]


def test_a_label_is_a_heading() -> None:
    top = _json(r'{"use": "Sorts mail.\nOut of scope: scoring of people.\n**Not meant for:** work"}')
    assert _told(top) == [
        ("1:10-21 Sorts mail.", ("Intended use",), "prose"),
        ("1:37-55 scoring of people.", ("Intended use", "Out of scope"), "prose"),
        ("1:76-80 work", ("Intended use", "Not meant for"), "prose"),
    ]


def test_a_long_beginning_or_an_address_is_no_label() -> None:
    top = _json('{"use": "The tool that we have written for you does this: it sorts. See https://a.example: b"}')
    assert [each[1] for each in _told(top)] == [("Intended use",)]


def test_markdown_in_a_block_scalar() -> None:
    top = _yaml(
        "use: |\n"
        "  Sorts mail\n"
        "  by topic.\n"
        "\n"
        "  ## Misuse\n"
        "  Never for:\n"
        "  - scoring\n"
        "  * work\n"
        "  ```\n"
        "  code()\n"
        "\n"
        "  more()\n"
        "  ```\n"
        "  # End #\n"
        "  Fin\n"
    )
    found = list(texts(top, _USE))
    assert [each.raw for each in found] == ["Sorts mail\n  by topic.", "Never for:", "scoring", "work", "Fin"]
    assert [each.headings[1:] for each in found] == [(), ("Misuse",), ("Misuse",), ("Misuse",), ("End",)]
    assert [each.lead for each in found] == ["", "", "Never for:", "Never for:", ""]
    assert shown(found[2].place) == "7:5-12 scoring"


def test_unfilled_templates_say_nothing() -> None:
    assert _told(_json('{"use": "{{ use }}"}')) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{}", ()),
        ('{"use": "", "users": [{"who": []}]}', ()),
        ('{"users": [{"who": "a"}], "use": 3}', ("Intended use", "Users")),
    ],
)
def test_sections_are_those_that_say_anything(text: str, said: tuple[str, ...]) -> None:
    top = _json(text)
    assert sections(top, _USE) == said


@pytest.mark.parametrize(
    ("value", "counts"),
    [
        ("0.91", True),
        ('"0.91"', True),
        ('"91 %"', True),
        ('"good"', False),
        ("true", False),
        ("null", False),
        ('""', False),
    ],
)
def test_results_are_numbers(value: str, counts: bool) -> None:
    top = _json(f'{{"name": "auc", "value": {value}}}')
    found = results([(top.at("name"), top.at("value"))], top.place)
    assert (found is not None and found.value == ("auc",)) is counts


_LINES = st.lists(
    st.sampled_from(["a b", "- x: y", "# t", "```", "", "\u00e4\U0001f600", "\\", '"', "l: m", "  "]), max_size=8
)


@given(lines=_LINES, end=st.sampled_from(["\n", "\r\n", "\t"]))
def test_texts_are_slices_of_the_value_in_order(lines: list[str], end: str) -> None:
    value = end.join(lines)
    for top in (_json(json.dumps({"use": value})), _yaml(json.dumps({"use": value}, ensure_ascii=False))):
        whole = top.document.locate(("use",))
        at = whole.start
        for each in texts(top, _USE):
            span = each.place.span
            assert at <= span.start < span.end <= whole.end
            assert any(char.isalpha() for char in each.raw)
            at = span.end
