"""What makes a Markdown file a model card: front matter as on the Hugging Face Hub, or the headings of one.

The headings are those of Mitchell et al., Model Cards for Model Reporting (2019), and of the Hub's template.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from aiact_lint.lazy_pattern import compile_later

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aiact_lint.document import Document

DECISIVE = (
    *("eu_ai_act", "pipeline_tag", "library_name", "model-index", "model_index"),
    *("base_model", "model_name", "co2_eq_emissions"),
)
"""Front matter keys of model cards only, strongest first."""
_WITH_LICENSE = ("datasets", "metrics", "widget", "inference", "extra_gated_prompt", "license_link")
"""Keys that together with a licence make a card: alone they stand in other files too."""
_MODEL_TAGS = frozenset(
    (
        *("transformers", "pytorch", "tensorflow", "tf", "jax", "keras", "onnx", "safetensors", "gguf", "diffusers"),
        *("sentence-transformers", "timm", "peft", "spacy", "text-generation", "text-classification"),
        *("token-classification", "image-classification", "automatic-speech-recognition"),
    )
)
_OTHER_CARD = frozenset(
    (
        *("dataset_info", "task_categories", "task_ids", "configs", "size_categories"),  # datasets
        *("annotations_creators", "language_creators"),
        *("sdk", "sdk_version", "app_file", "app_port", "colorFrom", "colorTo"),  # Spaces
        *("layout", "permalink", "sidebar", "sidebar_label", "sidebar_position", "nav_order", "slug"),  # pages of sites
        *("authors", "allowed-tools"),
    )
)
_PLACEHOLDER = compile_later(r"\{\{|\{%|\$\{|<%")
_NUMBER = compile_later(r"^(?:[0-9]+(?:\.[0-9]+)*[.)]?\s+)?\W*")

_TITLE = compile_later(
    r"model[ -]?card(?:\s+(?:for|of|[-–—])\s+\S.*|\s*[:–—|(]\s*\S.*|\s+v?[0-9.]+)?|\S.*\bmodel[ -]?card"
)
_ABOUT = compile_later(
    r"(?:an?|the|your|our|my|this|each|every|any|new|write|writing|view|viewing|get|load|build|generate|publish|how|about|"
    r"creat\w+|updat\w+|edit\w*|fill\w*|annotated|dataset)\b"
    r"|.*\b(?:an?|the|your|our|each|every|any|from|for|to|dataset)\s+model[ -]?card"
)
_OTHER_TITLE = compile_later(r"data(?:set)? ?(?:card|sheet)\b|\btemplate\b|^changelog\b")

_SECTIONS: tuple[tuple[str, bool, re.Pattern[str]], ...] = tuple(
    (name, specific, compile_later(pattern))
    for name, specific, pattern in (
        ("details", True, r"model details|model information"),
        ("details", False, r"model (?:description|summary|overview)"),
        ("use", True, r"(?:primary )?intended (?:use|user|purpose)s?\b.*"),
        ("use", False, r"(?:direct |downstream )?uses?(?: cases?)?(?: \[optional\])?"),
        (
            "out of scope",
            True,
            r"(?:out[- ]of[- ]scope|misuse|prohibited)\b.*\buses?\b.*|misuse\b.*|.*\band out-of-scope use",
        ),
        ("ethics", True, r"ethical considerations?\b.*"),
        ("caveats", True, r"caveats(?: and recommendations)?"),
        ("limits", True, r"bias(?:es)?,? risks?,? (?:and|&) limitations|limitations (?:and|&) bias(?:es)?"),
        ("limits", False, r"(?:risks? and )?limitations?\b.*|bias(?:es)?"),
        ("authors", True, r"model card (?:authors?|contact)\b.*"),
        ("factors", False, r"(?:relevant |evaluation )?factors"),
        ("metrics", False, r"metrics|performance(?: metrics| measures)?|benchmarks?|results"),
        ("training", False, r"training(?: (?:data|details|procedure|dataset|hyperparameters))?"),
        ("evaluation", False, r"evaluation(?: (?:data|results?|dataset))?|testing data.*|quantitative analys[ei]s"),
        ("start", False, r"how to (?:get started with|use) (?:the|this) model|how to use"),
        ("impact", False, r"environmental impact|carbon footprint"),
    )
)
_ENOUGH = 3
_BROKEN_CARD = compile_later(
    rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n(?:(?!---)[^\n]*\n)*?(?:"
    + b"|".join(key.encode() for key in DECISIVE)
    + rb")[ \t]*:"
)
_MAX_FRONT_MATTER = 65_536
_MAX_TITLE = 200
"""Characters of a title that are looked at."""

TOKENS = (
    *(key.encode() for key in DECISIVE),
    *(b"license:", b"license :", b'license"', b"license'"),
    *(b"odel Card", b"odel card", b"ODEL CARD", b"odel-card", b"odel-Card", b"odelcard", b"odelCard", b"odel Details"),
    *(b"odel details", b"ODEL DETAILS", b"odel information", b"odel Information", b"ODEL INFORMATION"),
    *(b"ntended ", b"NTENDED ", b"-of-scope", b"-of-Scope", b"-Of-Scope", b" of scope", b" of Scope", b"-OF-SCOPE"),
    *(b"isuse", b"ISUSE", b"rohibited", b"ROHIBITED", b"thical ", b"THICAL ", b"aveats", b"AVEATS"),
    *(b"imitations", b"IMITATIONS"),
)
"""One of these stands in every model card."""


def sign(document: Document) -> str | None:
    """Why a document is a model card, in words; None where it is none."""
    if document.language != "markdown" or _is_template(document):
        return None
    matter = front_matter(document)
    if _OTHER_CARD & matter.keys():
        return None
    titles = [title for _, title in headings(document)]
    first = normal(titles[0]) if titles else ""
    if _OTHER_TITLE.search(first):
        return None
    key = _decisive_key(matter)
    if key is not None:
        return f"model card front matter ({key})"
    found = _typical(titles)
    specific = any(is_specific for _, is_specific in found)
    if _is_card_title(first) and (first not in ("model card", "model-card") or len(found) > 1):
        return "model card title"
    if specific and len({name for name, _ in found}) >= _ENOUGH:
        return "model card headings"
    if specific and re.match(r"model[-_ ]?card", document.source.name, re.IGNORECASE):
        return "model card file name and headings"
    return None


def starts_like_a_card(data: bytes) -> bool:
    """Whether front matter that cannot be read has a key that only model cards have."""
    return _BROKEN_CARD.match(data[:_MAX_FRONT_MATTER]) is not None


def front_matter(document: Document) -> Mapping[str, Any]:
    """The front matter; empty where there is none."""
    found = document.get(("front_matter",))
    return found if isinstance(found, dict) else {}


def headings(document: Document) -> Iterator[tuple[int, str]]:
    """Index of the section and title of every heading."""
    sections = document.get(("sections",))
    for index, section in enumerate(sections if isinstance(sections, list) else ()):
        if section["level"]:
            yield index, section["title"]


def is_typical(title: str) -> bool:
    """Whether a heading is one that many cards have; such a heading says nothing about this one."""
    return bool(_typical([title])) or normal(title) in ("model card", "overview", "citation", "contact", "license")


def normal(title: str) -> str:
    """A title in lower case without numbering, symbols in front and punctuation behind."""
    return _NUMBER.sub("", title[:_MAX_TITLE].strip().lower()).rstrip(" :.!?")


def _typical(titles: list[str]) -> set[tuple[str, bool]]:
    return {
        (name, specific)
        for title in titles
        for name, specific, pattern in _SECTIONS
        if pattern.fullmatch(normal(title))
    }


def _is_card_title(name: str) -> bool:
    return _TITLE.fullmatch(name) is not None and _ABOUT.match(name) is None


def _decisive_key(matter: Mapping[str, Any]) -> str | None:
    for key in DECISIVE:
        if matter.get(key) not in (None, "", [], {}):
            return key
    if not any(key in matter for key in ("license", "license_name")):
        return None
    other = next((key for key in _WITH_LICENSE if key in matter), None)
    if other is not None:
        return f"license and {other}"
    tags = matter.get("tags")
    if isinstance(tags, list) and any(isinstance(tag, str) and tag.lower() in _MODEL_TAGS for tag in tags):
        return "license and tags"
    return None


def _is_template(document: Document) -> bool:
    """Whether title or front matter hold placeholders, or the file says it is a template."""
    if "template" in document.source.name.lower():
        return True
    if any(_PLACEHOLDER.search(title) for _, title in headings(document)):
        return True
    matter = front_matter(document)
    words = [*matter, *(value for value in matter.values() if isinstance(value, str))]
    return any(_PLACEHOLDER.search(word) or word.startswith("{") for word in words)
