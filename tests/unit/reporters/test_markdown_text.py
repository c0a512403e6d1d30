"""Text of files in Markdown: shown as it is, and nothing in it acts."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from aiact_lint.reporters.escape import visible
from aiact_lint.reporters.markdown_text import code, prose

_PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_OURS = re.compile(r"</?(?:span|code)>|<!-- -->")
_PIECES = [
    *"ab@#!%~^$&*[]()<>|\\`_:/.\"' -12;=+{}",
    "www.",
    "https://x.y",
    "&amp;",
    "<b>",
    "[a](b)",
    "``",
    "~~",
    "<!--",
]
_TEXT = st.one_of(st.text(), st.lists(st.sampled_from(_PIECES), max_size=12).map("".join))


def _cell(written: str) -> str:
    """The HTML of the first of two cells in a table row."""
    html = _PARSER.render(f"| a | b |\n| - | - |\n| {written} | x |\n")
    cells = re.findall(r"<td>(.*?)</td>", html, re.DOTALL)
    assert len(cells) == 2, html
    return str(cells[0])


@given(text=_TEXT)
def test_prose_is_shown_as_it_is(text: str) -> None:
    assume(text == text.strip() and text)
    html = _OURS.sub("", _cell(prose(text, 10_000)))
    assert "<" not in html, "no tag but ours"
    assert unescape(html).replace("\u200b", "") == visible(text).replace("\u200b", "")


@given(text=_TEXT)
def test_code_is_shown_as_it_is(text: str) -> None:
    html = _cell(code(text, 10_000))
    assert html.startswith("<code>")
    assert html.endswith("</code>")
    assert "<" not in _OURS.sub("", html), "no tag but ours"
    assert unescape(_OURS.sub("", html)) == visible(text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("ask @acme/legal", "ask @&#8203;acme/legal"),
        ("mail a@acme.eu", "mail a@&#8203;acme.eu"),
        ("see #12 and acme/models#3", "see #&#8203;12 and acme/models#&#8203;3"),
        ("GH-7", "GH&#8203;-7"),
        ("!12 %3 ~bug &4", "!&#8203;12 %&#8203;3 \\~&#8203;bug &amp;&#8203;4"),
        ("https://acme.eu", "https:&#8203;//acme.eu"),
        ("www.acme.eu", "www&#8203;.acme.eu"),
        (":tada:", ":&#8203;tada:"),
        ("$x$", "<span>$</span>&#8203;x<span>$</span>"),
        ("100 % of a: b", "100 % of a: b"),
    ],
)
def test_words_that_act_are_parted(text: str, written: str) -> None:
    assert prose(text, 100) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("deploy/a-b.yaml:3", "<code>deploy/a-b.yaml:3</code>"),
        ("a|b", "<code>a&#124;b</code>"),
        ("a@acme.eu", "<code>a&#64;<!-- -->acme.eu</code>"),
        ("https://www.acme.eu", "<code>https&#58;//www&#46;acme.eu</code>"),
        ("_a_`*", "<code>&#95;a&#95;&#96;&#42;</code>"),
        ("</code>", "<code>&#60;/code&#62;</code>"),
    ],
)
def test_code_in_entities(text: str, written: str) -> None:
    assert code(text, 100) == written


@pytest.mark.parametrize("shown", [prose, code])
def test_length_and_hidden_characters(shown: object) -> None:
    assert callable(shown)
    assert unescape(_OURS.sub("", shown("a" * 50, 10))) == "aaaaaaa..."
    assert "\\x1b" in shown("\x1b", 10).replace("\\\\", "\\").replace("&#92;", "\\")
