"""The components of a CycloneDX bill, and the names under which their models are known."""

from __future__ import annotations

from collections.abc import Iterator

from aiact_lint.kinds.card_names import name_in_address, name_in_purl
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.subjects import Place

MODEL = "machine-learning-model"
"""The `type` of a component that is a model."""

_MAX_DEPTH = 8
_MAX_COMPONENTS = 200_000


def components(top: Cursor) -> Iterator[Cursor]:
    """The product under `metadata`, then every component, outer ones before those inside them."""
    product = top.at("metadata", "component")
    level = [product] if isinstance(product.data, dict) else []
    level += list(top.at("components").items())
    left = _MAX_COMPONENTS
    for _ in range(_MAX_DEPTH):
        level = [each for each in level if isinstance(each.data, dict)][:left]
        yield from level
        left -= len(level)
        level = [below for each in level for below in each.at("components").items()]


def name_of(at: Cursor) -> str:
    """`group/name` of a component, else its name; "" where it has none."""
    name, group = at.at("name").text.strip(), at.at("group").text.strip()
    return f"{group}/{name}" if group and name and "/" not in name else name


def anchor_of(at: Cursor) -> str:
    """How `evidence: bom.json#…` names a component: by its `bom-ref`, else by its name."""
    return at.at("bom-ref").text or name_of(at)


def model_names(at: Cursor) -> Iterator[tuple[str, Place]]:
    """The names of a model component: its own, its package URL's, its page's on the Hub; each with its place."""
    if (name := name_of(at)) != "":
        yield name, at.at("name").place
    purl = at.at("purl")
    if (named := name_in_purl(purl.text)) is not None:
        yield named, purl.place
    for url in at.find("externalReferences.*.url"):
        if (named := name_in_address(url.text)) is not None:
            yield named, url.place


def base_names(at: Cursor) -> Iterator[tuple[str, Place]]:
    """The models that a component says it descends from."""
    for ancestor in at.at("pedigree", "ancestors").items():
        yield from list(model_names(ancestor))[:1]


def properties(at: Cursor) -> Iterator[tuple[str, Cursor]]:
    """Name and value of the properties of a component, a card or a bill."""
    for each in at.at("properties").items():
        if each.at("name").text:
            yield each.at("name").text, each.at("value")
