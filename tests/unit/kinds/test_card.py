from __future__ import annotations

from textwrap import dedent

import pytest

from aiact_lint.kinds import card
from aiact_lint.parsers import markdown, yaml_
from aiact_lint.source import SourceFile
from aiact_lint.subjects import Artifact, Carrier, Place, ReferenceKind, SubjectKind


def _read(text: str, path: str = "models/cv/README.md") -> Artifact | None:
    source = SourceFile(path, dedent(text).encode())
    documents = markdown.parse(source, yaml_.parse_span).documents
    found = list(card.KIND.read(documents, ()))
    assert [card.KIND.wants(document) for document in documents] == [bool(found)]
    assert not found or any(token in source.data for token in card.KIND.tokens())
    return found[0] if found else None


def _card(text: str, path: str = "models/cv/README.md") -> Artifact:
    artifact = _read(text, path)
    assert artifact is not None
    return artifact


def _at(place: Place) -> tuple[int, int, str]:
    """Line, column and characters of a place."""
    source = place.document.source
    region = source.region(place.span)
    return region.line, region.column, source.slice(place.span)


_CARD = """\
---
license: apache-2.0
pipeline_tag: text-classification
library_name: transformers
base_model: Acme/Base-Model
language: [en, de]
tags:
- resume
- "cv"
model_version: 1.2
description: Ranks applicants.
eu_ai_act:
  risk_classification: high-risk
  intended-purpose: Ranks job applications.
---

# Model Card for acme/CV-Screener

A model that ranks.

## Model Details

- **Developed by:** Acme

## Uses

The model is meant for:

- screening of CVs
  1. in engineering
- ranking

### Out-of-Scope Use

It must not be used for the following.

- Firing people

| Use | Allowed |
|---|---|
| Promotion | never |

**Emotions**

No recognition of emotions.

```python
rank()
```
"""


def test_a_card_is_one_artifact_named_and_placed_by_its_title() -> None:
    artifact = _card(_CARD)
    assert (artifact.kind, artifact.name, artifact.anchor) == ("model-card", "acme/CV-Screener", "")
    assert artifact.ai == "model card front matter (eu_ai_act)"
    assert _at(artifact.place) == (17, 3, "Model Card for acme/CV-Screener")
    assert artifact.names == {"model:acme/cv-screener", "model:cv"}


def test_base_models_are_references() -> None:
    (reference,) = _card(_CARD).references
    assert (reference.kind, reference.value) == (ReferenceKind.BASE, "Acme/Base-Model")
    assert _at(reference.place) == (5, 13, "Acme/Base-Model")
    several = _card("---\nbase_model:\n- a/b\n- 'c/d'\n- 3\n---\n").references
    assert [(each.value, _at(each.place)) for each in several] == [("a/b", (3, 3, "a/b")), ("c/d", (4, 3, "'c/d'"))]


def test_the_block_of_the_front_matter_states_the_vocabulary() -> None:
    stated = {each.key: each for each in _card(_CARD).statements}
    assert set(stated) == {"risk-class", "intended-purpose"}
    assert stated["risk-class"].carrier is Carrier.CARD
    assert stated["risk-class"].value.value == "high-risk"
    assert _at(stated["risk-class"].value.place) == (13, 24, "high-risk")


def test_the_subject_carries_the_front_matter_as_facts() -> None:
    (subject,) = _card(_CARD).subjects
    assert (subject.kind, subject.name) == (SubjectKind.CARD, "acme/CV-Screener")
    assert {name: value.value for name, value in subject.facts.items()} == {
        "license": "apache-2.0",
        "pipeline_tag": "text-classification",
        "library_name": "transformers",
        "base_model": "Acme/Base-Model",
        "language": ("en", "de"),
        "tags": ("resume", "cv"),
        "version": 1.2,
        "sections": ("Model Card for acme/CV-Screener", "Model Details", "Uses", "Out-of-Scope Use"),
    }
    assert _at(subject.facts["version"].place) == (10, 16, "1.2")
    assert _at(subject.facts["language"].place) == (6, 11, "[en, de]")


def test_texts_come_in_reading_order_with_their_context() -> None:
    title = "Model Card for acme/CV-Screener"
    found = [(text.role.value, text.headings[1:], text.lead, *_at(text.place)[::2]) for text in _card(_CARD).texts]
    out, meant = ("Uses", "Out-of-Scope Use"), "The model is meant for:"
    assert found == [
        ("purpose", (), "", 14, "Ranks job applications."),
        ("description", (), "", 11, "Ranks applicants."),
        ("tag", (), "", 3, "text-classification"),
        ("tag", (), "", 8, "resume"),
        ("tag", (), "", 9, "cv"),
        ("title", (), "", 17, title),
        ("prose", (), "", 19, "A model that ranks."),
        ("list-item", ("Model Details",), "", 23, "**Developed by:** Acme"),
        ("prose", ("Uses",), "", 27, "The model is meant for:"),
        ("list-item", ("Uses",), meant, 29, "screening of CVs"),
        ("list-item", ("Uses",), f"{meant} screening of CVs", 30, "in engineering"),
        ("list-item", ("Uses",), meant, 31, "ranking"),
        ("prose", out, "", 35, "It must not be used for the following."),
        ("list-item", out, "It must not be used for the following.", 37, "Firing people"),
        ("table-cell", (*out, "Use"), "", 41, "Promotion"),
        ("table-cell", (*out, "Allowed"), "Promotion", 41, "never"),
        ("prose", out, "", 43, "**Emotions**"),
        ("prose", (*out, "Emotions"), "", 45, "No recognition of emotions."),
    ]


def test_a_heading_that_is_not_a_standard_one_is_a_text() -> None:
    texts = _card("# Model Card: X\n## Uses\n### Hiring\n#### Details\n").texts
    assert [(text.role.value, text.headings, text.raw) for text in texts] == [
        ("title", (), "Model Card: X"),
        ("title", ("Model Card: X", "Uses"), "Hiring"),
        ("title", ("Model Card: X", "Uses", "Hiring"), "Details"),
    ]


def test_a_lead_ends_with_its_list() -> None:
    text = "# Model Card: X\n\nMeant for:\n\n- a\n\nOther words.\n\n- b\n\nNot for:\n```\ncode\n```\n- c\n"
    leads = [(text.raw, text.lead) for text in _card(text).texts if text.role == "list-item"]
    assert leads == [("a", "Meant for:"), ("b", ""), ("c", "")]


@pytest.mark.parametrize(
    ("text", "path", "name", "mark"),
    [
        ("---\nmodel_name: My Model\n---\n# Other\n", "README.md", "My Model", (4, 3, "Other")),
        ("---\nmodel-index:\n- name: idx\n---\ntext\n", "README.md", "idx", (2, 1, "model-index")),
        ("---\nlibrary_name: timm\n---\ntext\n", "ml/vit-base/README.md", "vit-base", (2, 1, "library_name")),
        ("---\nlibrary_name: timm\n---\n", "README.md", "README.md", (2, 1, "library_name")),
        ("---\nlibrary_name: timm\n---\n", "cards/vit.md", "vit", (2, 1, "library_name")),
        ("---\nlibrary_name: timm\n---\n", "llama/8b/docs/MODEL_CARD.md", "llama", (2, 1, "library_name")),
        ("# Model Card: Whisper\n", "model-card.md", "Whisper", (1, 3, "Model Card: Whisper")),
        ("# Model Card - X-1\n", "a.md", "X-1", (1, 3, "Model Card - X-1")),
        ("# Llama Guard 4 Model Card\n", "a.md", "Llama Guard 4", (1, 3, "Llama Guard 4 Model Card")),
        ("Model Card for *X* (v2)\n===\n", "a.md", "X (v2", (1, 1, "Model Card for *X* (v2)")),
        (
            "## Model Details\n## Intended Use\n## Metrics\n",
            "x/MODEL_CARD.md",
            "x",
            (1, 4, "Model Details"),
        ),
    ],
)
def test_names_and_places(text: str, path: str, name: str, mark: tuple[int, int, str]) -> None:
    artifact = _card(text, path)
    assert artifact.name == name
    assert _at(artifact.place) == mark


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("---\npipeline_tag: text-generation\n---\n", "model card front matter (pipeline_tag)"),
        ("---\nlicense: mit\ndatasets: [a]\n---\n", "model card front matter (license and datasets)"),
        ("---\nlicense: mit\ntags: [x, PyTorch]\n---\n", "model card front matter (license and tags)"),
        ("# MODEL CARD FOR X\n", "model card title"),
        ("# Model Card\n## Uses\n## Limitations\n", "model card title"),
        ("<h1>🤖 Model card — X</h1>\n", "model card title"),
        ("# X\n## 1. Model Details\n## Training data\n## Limitations:\n", "model card headings"),
        ("# X\n## Intended Uses\n## Factors\n## Caveats and Recommendations\n", "model card headings"),
    ],
)
def test_signs_of_a_card(text: str, sign: str) -> None:
    assert _card(text).ai == sign


def test_a_card_by_file_name_needs_a_heading_of_one() -> None:
    assert _card("# X\n## Model Details\n", "x/MODEL_CARD.md").ai == "model card file name and headings"
    assert _read("# X\n## Usage\n", "x/MODEL_CARD.md") is None
    assert _read("# X\n## Model Details\n", "x/README.md") is None


@pytest.mark.parametrize(
    "text",
    [
        "# A tool\n\nThis is about a model card: pipeline_tag, license: mit.\n",
        "---\nlicense: mit\n---\n# A tool\n",
        "---\nlicense: mit\ntags: [web, css]\n---\n",
        "---\npipeline_tag:\n---\n",
        "---\nlicense: mit\ndatasets: [x]\ntask_categories: [text-generation]\n---\n",
        "---\nlibrary_name: transformers\nsdk: gradio\napp_file: app.py\n---\n",
        "---\nlayout: post\nmodel_name: x\n---\n",
        "---\ntitle: Model Card\nsidebar_position: 3\n---\n# Model Card for X\n",
        "# Dataset Card for X\n## Uses\n## Out-of-Scope Use\n## Bias, Risks, and Limitations\n",
        "# Model Card Toolkit\n## Metrics\n",
        "# model-card-schema\n",
        "# Model Cards\n## Metrics\n",
        "# Create a Model Card\n## Metrics\n",
        "# How to write your Model Card\n",
        "# Writing a Model Card\n",
        "# Model Card\n\nWhat a model card is.\n",
        "# Changelog: Model Card for X\n",
        "# Model Card template\n",
        "# Model Card for {{ model_id }}\n## Model Details\n## Uses\n## Intended Use\n",
        "---\n{{ card_data }}\n---\n# Model Card for X\n",
        "---\nlicense: mit\nlibrary_name: ${LIBRARY}\n---\n",
        "# X\n## Model Details\n## Model Description\n## Model Information\n",
        "# X\n## Metrics\n## Limitations\n## Training\n## Evaluation\n",
        "# X\n\n```\n# Model Card for Y\n```\n\n<!--\n# Model Card for Z\n-->\n",
    ],
)
def test_what_is_no_card(text: str) -> None:
    assert _read(text) is None


def test_a_template_by_file_name_is_no_card() -> None:
    assert _read("# Model Card for X\n", "modelcard_template.md") is None


def test_other_documents_are_not_wanted() -> None:
    (document,) = yaml_.parse(SourceFile("a.yaml", b"front_matter: {pipeline_tag: x}\nsections: []\n")).documents
    assert not card.KIND.wants(document)


def test_a_block_that_is_no_mapping_states_nothing() -> None:
    assert _card("---\neu_ai_act: high-risk\n---\n").statements == ()


def test_cards_of_one_repository_are_an_artifact_each() -> None:
    documents = [
        markdown.parse(SourceFile(path, b"# Model Card for X\n"), yaml_.parse_span).documents[0]
        for path in ("README.md", "MODEL_CARD.md")
    ]
    assert [each.file for each in card.KIND.read(documents, ())] == ["README.md", "MODEL_CARD.md"]
