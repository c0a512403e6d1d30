from __future__ import annotations

import pytest

from aiact_lint.fixing.comments import without_rules
from aiact_lint.fixing.splice import spliced
from aiact_lint.source import SourceFile
from aiact_lint.suppress import comments


def after(text: str, path: str = "a.tf", kept: tuple[str, ...] = ()) -> str | None:
    """The text without its first suppression comment."""
    source = SourceFile(path, text.encode())
    first = next(comments(source))
    fix = without_rules(source, first.span, kept, safe=True)
    return spliced(source, fix.edits).text if fix is not None else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = 1\n  # aiact-lint: ignore[AIA502] why\nb = 2\n", "a = 1\nb = 2\n"),
        ("a = 1\r\n# aiact-lint: ignore[AIA502] why\r\nb = 2\r\n", "a = 1\r\nb = 2\r\n"),
        ("a = 1 # aiact-lint: ignore[AIA502] why  \nb = 2\n", "a = 1\nb = 2\n"),
        ("a = 1 // note # aiact-lint: ignore[AIA502] why\n", "a = 1 // note\n"),
        ("a = 1 /* aiact-lint: ignore[AIA502] why */ # kept\n", "a = 1 # kept\n"),
        ("/* aiact-lint: ignore[AIA502] why */ a = 1\n", "a = 1\n"),
        ("# aiact-lint: ignore[AIA502] why", ""),
        ("a = 1\n\t// aiact-lint: ignore[AIA502] why", "a = 1\n"),
    ],
)
def test_the_comment_goes_and_nothing_else(text: str, expected: str) -> None:
    assert after(text) == expected


def test_only_the_idle_rules_go_where_others_are_in_use() -> None:
    text = "a = 1 # aiact-lint: ignore[AIA502, AIA401,short-log-retention] until=2027-01-01 why\n"
    assert after(text, kept=("AIA401",)) == "a = 1 # aiact-lint: ignore[AIA401] until=2027-01-01 why\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("text <!-- aiact-lint: ignore[AIA102] why --> more\n", "text more\n"),
        ("<!-- aiact-lint: ignore[AIA102] why -->\ntext\n", "text\n"),
        ("---\na: 1 # aiact-lint: ignore[AIA102] why\n---\n", "---\na: 1\n---\n"),
        ("```\n<!-- x -->\n```\n<!-- aiact-lint: ignore[AIA102] why -->\ntext\n", "```\n<!-- x -->\n```\ntext\n"),
    ],
)
def test_in_markdown(text: str, expected: str) -> None:
    assert after(text, "README.md") == expected


@pytest.mark.parametrize(
    "text",
    [
        "# aiact-lint: ignore[AIA102] is how a comment is written\n",
        "```markdown\n<!-- aiact-lint: ignore[AIA102] why -->\n```\n",
        "<!-- aiact-lint: ignore[AIA102] why\nover two lines -->\n",
        "~~~\n---\nb: 1 # aiact-lint: ignore[AIA102] why\n---\n~~~\n",
    ],
    ids=["heading", "fence", "two lines", "front matter in a fence"],
)
def test_content_that_only_looks_like_a_comment_stays(text: str) -> None:
    assert after(text, "README.md") is None
