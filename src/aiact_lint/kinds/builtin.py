"""The built-in kinds: one explicit list, each imported when a document turns up that may be of it.

Every run asks every kind for its signs, and every document whether it is of that kind; most runs hold files of one or
two. So the signs are prepared data, and a condition that is told here at a glance goes before each question.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache as once
from importlib import import_module
from pathlib import Path
from typing import TypeAlias, cast

from aiact_lint import cache
from aiact_lint.document import Document
from aiact_lint.kinds import Kind
from aiact_lint.kinds.terraform.files import CONFIGURATION, VARIABLE_FILES, is_variable_file
from aiact_lint.kinds.terraform.vendored import is_manifest
from aiact_lint.subjects import Artifact, Place

Condition: TypeAlias = Callable[[Document], bool]
"""Whether a document may be of a kind; where it says no, the kind neither wants the document nor finds anchors."""


def kinds() -> list[Kind]:
    """All of them, in the order in which they look at documents."""
    return [each for each, _ in _KINDS]


def signs() -> Mapping[str, tuple[bytes, ...]]:
    """The bytes of the pre-filter by the name of the kind, as the kinds themselves say it: this imports them all."""
    return {later.name: _real(module, name).tokens() for later, (module, name) in _KINDS}


@once
def _signs() -> Mapping[str, tuple[bytes, ...]]:
    """The same as prepared data: from the wheel, in a checkout from the cache."""
    found = cache.shipped("signs")
    if found is None:
        key = cache.key(cache.identity(_sources()))
        found = cache.load("signs", key)
        if found is None:
            found = signs()
            cache.save("signs", key, found)
    return cast("Mapping[str, tuple[bytes, ...]]", found)


def _sources() -> list[Path]:
    """What the signs are made from: all modules and tables of kinds."""
    walked = os.walk(Path(__file__).parent)
    return sorted(Path(at, name) for at, _, names in walked for name in names if name.endswith((".py", ".yaml")))


@once
def _real(module: str, name: str) -> Kind:
    return cast(Kind, getattr(import_module(f"aiact_lint.kinds.{module}"), name))


def _later(
    name: str,
    suffixes: tuple[str, ...],
    module: str,
    may_be: Condition,
    attribute: str = "KIND",
    *,
    more: Sequence[str] = (),
    support: bool = False,
) -> tuple[Kind, tuple[str, str]]:
    """A kind that stands for the one in a module, and where that is; `more`: the optional functions that it has."""

    def real() -> Kind:
        return _real(module, attribute)

    def read(documents: Sequence[Document], prefixes: Sequence[str]) -> Iterable[Artifact]:
        return real().read(documents, prefixes) if documents else ()

    def anchors(document: Document) -> Mapping[str, Place]:
        found = real().anchors if may_be(document) else None
        return found(document) if found is not None else {}

    def reaches(document: Document) -> Iterable[tuple[str, str]]:
        found = real().reaches if may_be(document) else None
        return found(document) if found is not None else ()

    def broken(data: bytes) -> bool:
        found = real().broken
        return found is not None and found(data)

    def inside(documents: Sequence[Document]) -> Iterable[Document]:
        found = real().inside if documents else None
        return found(documents) if found is not None else ()

    kind = Kind(
        name=name,
        suffixes=suffixes,
        tokens=lambda: _signs()[name],
        wants=lambda document: may_be(document) and real().wants(document),
        read=read,
        anchors=anchors if "anchors" in more else None,
        reaches=reaches if "reaches" in more else None,
        broken=broken if "broken" in more else None,
        support=support,
        inside=inside if "inside" in more else None,
    )
    return kind, (module, attribute)


def _with_keys(*keys: str, languages: Sequence[str] = ("yaml", "json")) -> Condition:
    """Mappings that have one of some keys."""

    def may_be(document: Document) -> bool:
        data = document.data
        return document.language in languages and isinstance(data, dict) and not data.keys().isdisjoint(keys)

    return may_be


def _json_with_keys(*keys: str) -> Condition:
    return _with_keys(*keys, languages=("json",))


def _is_list(document: Document) -> bool:
    """Ansible's playbooks and files of tasks, among others."""
    return document.language == "yaml" and isinstance(document.data, list)


def _is_json_object(document: Document) -> bool:
    return document.language == "json" and isinstance(document.data, dict)


def _is_markdown(document: Document) -> bool:
    return document.language == "markdown"


def _is_dataset_card(document: Document) -> bool:
    """Markdown with a key of data sets, which are its signs; nearly every other card has front matter too."""
    return document.language == "markdown" and any(each in document.source.data for each in _signs()["dataset card"])


def _named(*names: str) -> Condition:
    """Files whose name ends so, in any case."""
    return lambda document: document.source.name.lower().endswith(names)


def _either(first: Condition, second: Condition) -> Condition:
    return lambda document: first(document) or second(document)


def _is_terraform(document: Document) -> bool:
    path = document.source.path
    return document.language in ("hcl", "template") or is_variable_file(path) or is_manifest(path) or _is_plan(document)


_is_plan = _json_with_keys("planned_values")

_MARKDOWN = (".md", ".markdown")
_YAML = (".yaml", ".yml")
_JSON = (".json",)
_LD = (".json", ".jsonld")
_ANCHORS = ("anchors",)
_CARD = ("anchors", "broken")

_KINDS = (
    _later("declaration", _YAML, "declaration", _named("aiact.yaml", "aiact.yml")),
    _later("model card", _MARKDOWN, "card", _is_markdown, more=_CARD),
    _later("Model Card Toolkit card", (*_JSON, *_YAML), "card_toolkit", _with_keys("model_details"), more=_CARD),
    _later("SageMaker model card", _JSON, "sagemaker", _is_json_object, more=_CARD),
    _later("MLflow model", ("/mlmodel",), "mlflow", _named("mlmodel"), more=_CARD),
    _later("MLflow registry", (".yaml",), "mlflow", _named("meta.yaml"), "REGISTRY", more=("broken",)),
    _later("CycloneDX", _JSON, "cyclonedx", _json_with_keys("bomFormat"), more=_CARD),
    _later("SPDX", _LD, "spdx", _json_with_keys("@graph", "@type", "type"), more=_CARD),
    _later("dataset card", _MARKDOWN, "dataset_card", _is_dataset_card, support=True),
    _later("Croissant", _LD, "croissant", _json_with_keys("@type", "type"), more=_ANCHORS, support=True),
    _later("kubernetes", (*_YAML, *_JSON), "kubernetes", _either(_with_keys("apiVersion"), _is_list), more=_ANCHORS),
    _later(
        "compose",
        (*_YAML, ".env"),
        "compose",
        _either(lambda document: document.language == "dotenv", _with_keys("services", "models", "include")),
        more=("anchors", "reaches"),
    ),
    _later("terraform", (*CONFIGURATION, *VARIABLE_FILES), "terraform.kind", _is_terraform, more=("anchors", "inside")),
    _later("terraform-plan", _JSON, "terraform.kind", lambda _document: False, "PLAN"),
    _later("cloudformation", (*_YAML, *_JSON, ".template"), "cloudformation", _with_keys("Resources"), more=_ANCHORS),
    _later("ecs", _JSON, "ecs", _json_with_keys("containerDefinitions", "taskDefinition"), more=_ANCHORS),
    _later(
        "arm",
        (*_JSON, ".bicep"),
        "arm",
        _either(lambda document: document.language == "bicep", _json_with_keys("resources")),
        more=_ANCHORS,
    ),
    _later("pulumi", _YAML, "pulumi", _with_keys("runtime"), more=_ANCHORS),
    _later("ansible", _YAML, "ansible", _is_list, more=_ANCHORS),
)
