from __future__ import annotations

import pytest

from aiact_lint.document import Document
from aiact_lint.parsers import hcl, yaml_
from aiact_lint.repairs import Repair, literal, rewrite
from aiact_lint.source import SourceFile
from aiact_lint.subjects import Place


def value(text: str, path: str = "a.yaml") -> Place:
    """The place of the value of `k`."""
    parsed = (hcl if path.endswith(".tf") else yaml_).parse(SourceFile(path, text.encode()))
    document: Document = parsed.documents[0]
    keys = [each for each in document.values if each and each[-1] == "k"]
    return Place(document, keys[0])


def result(repairs: tuple[Repair, ...]) -> str | None:
    """The whole text after a repair."""
    if not repairs:
        return None
    (change,) = repairs[0].replacements
    text = change.place.document.source.text
    return text[: change.place.span.start] + change.text + text[change.place.span.end :]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("k: high # why\n", "high"),
        ("k: 'high'\n", "high"),
        ('k: "high"\n', "high"),
        ("{k: high, b: 1}\n", "high"),
        ("k: &a high\n", "high"),
        ("k: 30\n", "30"),
        ("k: a#b\n", "a#b"),
        ("a: &x high\nk: *x\n", None),
        ('k: "h\\u0069gh"\n', None),
        ("k: 'it''s'\n", None),
        ("k: |\n  high\n", None),
        ("k: a\n  b\n", None),
        ("k: [a]\n", None),
        ('k: ""\n', None),
    ],
)
def test_simple_literals_of_yaml(text: str, found: str | None) -> None:
    at = literal(value(text))
    assert (at[1] if at else None) == found
    if at:
        assert at[0].document.source.slice(at[0].span) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("k = 30\n", "30"), ('k = "high"\n', "high"), ('k = "${var.a}"\n', None), ("k = [1]\n", None)],
)
def test_simple_literals_of_terraform(text: str, found: str | None) -> None:
    at = literal(value(text, "a.tf"))
    assert (at[1] if at else None) == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("k:   'high'   # why\n", "k:   'high-risk'   # why\n"),
        ('{"k": "high"}\n', '{"k": "high-risk"}\n'),
        ("k: high-risk\n", None),
        ("k: other\n", None),
    ],
)
def test_a_literal_is_rewritten_inside_its_quotes(text: str, expected: str | None) -> None:
    expected_old = "high" if expected else None
    assert result(rewrite(value(text), "high-risk", safe=True, expected=expected_old or "high")) == expected


@pytest.mark.parametrize("new", ["a: b", "a #b", "'a'", "a\nb", "*a", "${a}", ""])
def test_words_that_would_need_quotes_are_never_written(new: str) -> None:
    assert rewrite(value("k: high\n"), new, safe=True) == ()
