"""Templates of clouds as artifacts and short text for tests."""

from __future__ import annotations

from textwrap import dedent

from aiact_lint.document import Document
from aiact_lint.kinds import Kind
from aiact_lint.parsers import json_, yaml_
from aiact_lint.source import SourceFile
from aiact_lint.subjects import Artifact, Origin, Value
from unit.where import shown


def template(text: str, path: str = "template.yaml") -> Document:
    """The one document of a YAML or JSON text."""
    parse = json_.parse if path.endswith(".json") else yaml_.parse
    parsed = parse(SourceFile(path, dedent(text).encode()))
    assert not parsed.failures, parsed.failures
    (document,) = parsed.documents
    return document


def artifacts(kind: Kind, text: str, path: str = "template.yaml") -> dict[str, Artifact]:
    """The artifacts of a text by anchor."""
    document = template(text, path)
    assert kind.wants(document)
    return {each.anchor: each for each in kind.read([document], ())}


def fact(artifact: Artifact, name: str) -> Value:
    """A fact of the first subject that has it."""
    return next(subject.facts[name] for subject in artifact.subjects if name in subject.facts)


def told(value: Value) -> tuple[object, Origin, str, list[str]]:
    """Value, origin, place and the way it came by."""
    return value.value, value.origin, shown(value.place), [shown(each) for each in value.via]
