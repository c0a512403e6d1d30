"""Terraform files as modules, artifacts and regions for tests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

from aiact_lint.document import Document, Parsed
from aiact_lint.kinds.terraform.kind import read, wants
from aiact_lint.parsers import hcl, hcl_json, json_
from aiact_lint.source import SourceFile
from aiact_lint.subjects import Artifact, Place, Value

RECORDED = Path(__file__).parent / "terraform_plan"
"""A plan of Terraform's own making, and the script that asks for it."""


def recorded_plan() -> Document:
    """The recorded plan as JSON."""
    return json_.parse(SourceFile("plan.json", (RECORDED / "plan.json").read_bytes())).documents[0]


def documents(**files: str) -> list[Document]:
    """One document per `name=text`; `name__x` lies in the folder `name`."""
    found: list[Document] = []
    for name, text in files.items():
        parsed = hcl.parse(SourceFile(f"{name.replace('__', '/')}.tf", dedent(text).encode()))
        assert not parsed.failures, parsed.failures
        found += parsed.documents
    return found


def artifacts(**files: str) -> dict[str, Artifact]:
    """The artifacts of all files by address."""
    return {each.name: each for each in read([each for each in documents(**files) if wants(each)])}


def fact(artifact: Artifact, name: str) -> Value:
    """A fact of the first subject that has it."""
    return next(subject.facts[name] for subject in artifact.subjects if name in subject.facts)


def marked(place: Place) -> tuple[str, int, int, str]:
    """File, line, column and the marked characters."""
    source = place.document.source
    region = source.region(place.span)
    return place.file, region.line, region.column, source.slice(place.span).splitlines()[0]


def _parse(source: SourceFile) -> Parsed:
    if source.path.endswith((".tf.json", ".tofu.json")):
        return hcl_json.parse(source, json_.parse, hcl.string_template)
    return json_.parse(source) if source.path.endswith(".json") else hcl.parse(source)


def tree(files: Mapping[str, str]) -> list[Document]:
    """One document per path, parsed as its ending asks for."""
    found: list[Document] = []
    for path, text in sorted(files.items()):
        parsed = _parse(SourceFile(path, dedent(text).encode()))
        assert not parsed.failures, parsed.failures
        found += parsed.documents
    return found


def built(files: Mapping[str, str]) -> dict[str, Artifact]:
    """The artifacts of a tree by full address."""
    return {each.name: each for each in read([each for each in tree(files) if wants(each)])}
