from __future__ import annotations

import pytest

from aiact_lint.headings import heading_anchors, slug
from aiact_lint.parsers import markdown, yaml_
from aiact_lint.source import SourceFile


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Override", "override"),
        ("Human oversight, Art. 14", "human-oversight-art-14"),
        ("Override & stop", "override--stop"),
        ("snake_case – and dash-ed", "snake_case--and-dash-ed"),
        ("Übersicht 🛑", "übersicht-"),
    ],
)
def test_slug_as_github_makes_it(title: str, expected: str) -> None:
    assert slug(title) == expected


def test_anchors_lead_to_titles_and_repeats_are_numbered() -> None:
    text = "# Stop\n## Override\n\ntext\n\n## `Override` {#manual}\n### override\n## Override-1\n"
    source = SourceFile("docs/x.md", text.encode())
    anchors = heading_anchors(markdown.parse(source, yaml_.parse_span).documents[0])
    assert {name: source.region(place.span).line for name, place in anchors.items()} == {
        "stop": 1,
        "override": 2,
        "manual": 6,
        "override-1": 6,
        "override-2": 7,
        "override-1-1": 8,
    }


def test_other_documents_have_no_headings() -> None:
    assert heading_anchors(yaml_.parse(SourceFile("a.yaml", b"sections: [1]")).documents[0]) == {}
