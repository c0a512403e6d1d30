"""Whatever front matter and text hold, reading a card never raises and every place can be shown."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from aiact_lint.kinds import card
from aiact_lint.kinds.card_signs import DECISIVE
from aiact_lint.parsers import markdown, yaml_
from aiact_lint.source import SourceFile

_KEYS = [
    *DECISIVE,
    "license",
    "datasets",
    "tags",
    "language",
    "description",
    "version",
    "model_id",
    "metrics",
    "name",
    "",
]
_SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=5), st.sampled_from(["{{ x", "a/b", " "])
)
_DATA = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(_KEYS), inner, max_size=3)),
    max_leaves=8,
)
_SCRAPS = [
    *(
        "# Model Card for X\n",
        "## Uses\n",
        "## Model Details\n",
        "text\n",
        "Not for:\n",
        "\n",
        "- item\n",
        "  - nested:\n",
    ),
    *("1. ordered\n", "> quote\n", "**Bold**\n", "\n|a|b|\n|-|-|\n|c|d\n", "```\ncode\n```\n", "<h1>Model Card</h1>\n"),
    *(
        "<table><tr><td>x</td></tr></table>\n",
        "<li>y\n",
        "#\n",
        "😀 ",
        "    indented\n",
        "---\n",
        "- a\n\n  b:\n\n  - c\n",
    ),
]
_BODIES = st.lists(st.sampled_from(_SCRAPS), max_size=20).map("".join)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.none(), st.dictionaries(st.sampled_from(_KEYS), _DATA, max_size=6)), _BODIES)
def test_no_card_raises_and_every_place_lies_in_its_file(matter: object, body: str) -> None:
    front = "" if matter is None else f"---\n{json.dumps(matter)}\n---\n"
    source = SourceFile("m/README.md", (front + body).encode())
    documents = markdown.parse(source, yaml_.parse_span).documents
    for artifact in card.KIND.read(documents, ()):
        assert any(token in source.data for token in card.KIND.tokens())
        assert artifact.name
        places = [artifact.place, *(text.place for text in artifact.texts)]
        places += [reference.place for reference in artifact.references]
        places += [value.place for subject in artifact.subjects for value in subject.facts.values()]
        for place in places:
            assert 0 <= place.span.start <= place.span.end <= len(source.text)
        starts = [text.place.span.start for text in artifact.texts if text.place.path[0] == "sections"]
        assert starts == sorted(starts)
