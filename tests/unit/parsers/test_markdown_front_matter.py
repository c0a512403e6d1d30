from __future__ import annotations

import pytest

from aiact_lint.document import Document, Parsed
from aiact_lint.parsers import markdown, yaml_
from aiact_lint.source import SourceFile, Span


def _parse(text: str) -> tuple[Parsed, Document]:
    parsed = markdown.parse(SourceFile("a.md", text.encode()), yaml_.parse_span)
    (document,) = parsed.documents
    return parsed, document


def test_front_matter_has_paths_and_spans_of_the_file() -> None:
    _, document = _parse("---\nlicense: mit\nx: {y: 1}\n---\n# T\n")
    assert document.get(("front_matter",)) == {"license": "mit", "x": {"y": 1}}
    assert document.keys[("front_matter", "license")] == Span(4, 11)
    assert document.values[("front_matter", "x", "y")] == Span(24, 25)
    assert document.locate(("front_matter", "missing")) == Span(4, 11)
    assert document.values[("sections", 0, "title")] == Span(33, 34)


@pytest.mark.parametrize(
    "text",
    [
        "# T\n---\na: 1\n---\n",
        "\n---\na: 1\n---\n",
        "---\na: 1\n",
        "---\nA title\n---\n",
        "---\n- a\n---\n",
        "--- a\nb: 1\n---\n",
        "---\n**Note**: this: is prose\n---\n",
    ],
)
def test_what_is_no_front_matter(text: str) -> None:
    parsed, document = _parse(text)
    assert parsed.failures == ()
    assert document.get(("front_matter",), "absent") == "absent"


def test_words_between_thematic_breaks_stay_part_of_the_text() -> None:
    _, document = _parse("---\nA title\n---\ntext\n")
    assert [(each["level"], each["title"]) for each in document.data["sections"]] == [(2, "A title")]  # type: ignore[index]


@pytest.mark.parametrize("text", ["---\n---\n# T\n", "---\n# only a comment\n---\n# T\n", "---  \n\n---\t\n# T\n"])
def test_empty_front_matter_is_skipped(text: str) -> None:
    parsed, document = _parse(text)
    assert parsed.failures == ()
    assert [each["title"] for each in document.data["sections"]] == ["T"]  # type: ignore[index]
    assert document.get(("front_matter",), "absent") == "absent"


def test_broken_front_matter_is_a_located_failure_beside_the_rest() -> None:
    parsed, document = _parse("---\nlicense: mit\ntags: [a\n---\n# T\n")
    (failure,) = parsed.failures
    assert failure.span is not None
    assert document.source.region(failure.span).line == 3
    assert [each["title"] for each in document.data["sections"]] == ["T"]  # type: ignore[index]
    assert document.get(("front_matter",), "absent") == "absent"


@pytest.mark.parametrize("line", ["tags: {{ tags }", "license: {{ license }}: x", "{% if x %}"])
def test_front_matter_of_a_template_is_none(line: str) -> None:
    parsed, document = _parse(f"---\nname: {{{{ x\n{line}\n---\n# T\n")
    assert parsed.failures == ()
    assert [each["title"] for each in document.data["sections"]] == ["T"]  # type: ignore[index]


def test_front_matter_may_end_the_file() -> None:
    _, document = _parse("---\na: 1\n---")
    assert document.data == {"front_matter": {"a": 1}, "sections": []}
