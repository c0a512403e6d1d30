"""Text from files, made harmless."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiact_lint.reporters.escape import json_text, shorten, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("größer 漢字", "größer 漢字"),
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("a\r\nb\tc\x7f", "a\\r\\nb\\tc\\x7f"),
        ("\x9b31m", "\\x9b31m"),  # the one-character form of escape and bracket
        ("abc\u202ecba", "abc\\u202ecba"),
        ("a\u200bb\ufeff\u2028", "a\\u200bb\\ufeff\\u2028"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
        ("\U0001f469\u200d\U0001f52c", "\U0001f469\u200d\U0001f52c"),
        ("##[add-mask]x", "#\\x23[add-mask]x"),
        ("##vso[task.setvariable]x", "#\\x23vso[task.setvariable]x"),
        ("## Heading [1]", "## Heading [1]"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(st.characters(codec="utf-8")))
def test_visible_text_stays_on_its_line_and_never_changes_twice(text: str) -> None:
    once = visible(text)
    hidden = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert not [char for char in once if unicodedata.category(char) in hidden and char not in "\u200c\u200d"]
    assert len(once.splitlines()) <= 1
    assert visible(once) == once


def test_shorten() -> None:
    assert shorten("abcdef", 6) == "abcdef"
    assert shorten("abcdefg", 6) == "abc..."
    assert shorten("ab efgh", 6) == "ab..."


def test_json_text_is_ascii_and_says_the_same() -> None:
    value = {"ä": ["漢字", "\U0001f600", 'q"\\', 1, None, True]}
    text = json_text(value)
    assert text == '{"\\u00e4":["\\u6f22\\u5b57","\\ud83d\\ude00","q\\"\\\\",1,null,true]}\n'
    assert json.loads(text) == value


def test_json_text_has_no_lone_surrogates() -> None:
    assert json_text("a\ud800b") == '"a\\ufffdb"\n'


def test_json_text_holds_no_log_command() -> None:
    text = json_text({"a": "##[error]x ##vso[y] ## z"})
    assert "##[" not in text
    assert "##vso[" not in text
    assert json.loads(text) == {"a": "##[error]x ##vso[y] ## z"}


@given(
    st.recursive(
        st.text(st.characters(codec="utf-8")), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_json_text_round_trip(value: object) -> None:
    for indent in (None, 2):
        text = json_text(value, indent)
        assert text.isascii()
        assert json.loads(text) == json.loads(json.dumps(value))
