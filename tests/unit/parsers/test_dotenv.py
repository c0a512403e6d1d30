"""Files of environment variables: values as Compose takes them, with the place of every name and value."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aiact_lint.document import Document
from aiact_lint.parsers import dotenv
from aiact_lint.source import SourceFile
from aiact_lint.subjects import Place
from unit.where import shown


def _parsed(text: str) -> Document:
    (document,) = dotenv.parse(SourceFile(".env", text.encode())).documents
    return document


def test_values_as_compose_takes_them() -> None:
    document = _parsed(
        "# models\nMODEL=ai/smollm2\nexport TAG = v1 # the tag\r\nQUOTED=\"a # b\\n\"\nRAW='a\\n'\nURL=http://x/#top\n"
        "EMPTY=\nONLY_A_NAME\nyaml: value\n1X=no\nMODEL=ai/qwen"
    )
    assert document.data == {
        "MODEL": "ai/qwen", "TAG": "v1", "QUOTED": "a # b\n", "RAW": "a\\n", "URL": "http://x/#top", "EMPTY": "",
        "yaml": "value",
    }  # fmt: skip


def test_places() -> None:
    document = _parsed("A=1\n  B = \"two words\"  # c\nC='x\ny'\nD=z\n")
    assert [(shown(Place(document, (name,), on_key=True)), shown(Place(document, (name,)))) for name in "ABCD"] == [
        ("1:1-2 A", "1:3-4 1"),
        ("2:3-4 B", '2:7-18 "two words"'),
        ("3:1-2 C", "3:3-5 'x"),
        ("5:1-2 D", "5:3-4 z"),
    ]


def test_bytes_that_are_no_text_are_a_failure() -> None:
    parsed = dotenv.parse(SourceFile(".env", b"A=\xff"))
    assert (parsed.documents, len(parsed.failures)) == ((), 1)


@given(st.text(max_size=60))
def test_no_text_is_too_strange(text: str) -> None:
    document = _parsed(text.encode("utf-8", "ignore").decode())
    for path in document.values:
        assert 0 <= document.values[path].start <= document.values[path].end <= len(document.source.text)
    assert isinstance(document.data, dict)
    assert all(document.source.slice(document.keys[(name,)]) == name for name in document.data)


@given(st.dictionaries(st.from_regex(r"[A-Z_]{1,5}", fullmatch=True), st.text("abc =#'\\$", max_size=8), max_size=5))
def test_double_quotes_hold_anything_but_themselves(variables: dict[str, str]) -> None:
    lines = [f'{name}="{value.replace(chr(92), chr(92) * 2)}"' for name, value in variables.items()]
    assert _parsed("\n".join(lines)).data == variables
