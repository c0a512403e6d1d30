"""A document from the cache is the document that its parser gave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aiact_lint import cache, kept_documents
from aiact_lint.document import Document, Parsed
from aiact_lint.parsers import Parser, hcl, markdown, yaml_
from aiact_lint.source import SourceFile

_YAML = """\
# comment
a: &one {b: [1, 2.5, ~, true, "é😀"]}
c: *one
<<: *one
---
---
x: |
  text
y: {z: [}
"""
_CARD = "---\nlicense: mit\ntags: [a, b]\n---\n# Título 😀\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n- item\n"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    cache.use(tmp_path / "cache")
    yield tmp_path / "cache"
    cache.use(None)


def _again(parsed: Parsed, source: SourceFile) -> Parsed:
    kept_documents.save("name", parsed)
    found = kept_documents.load("name", source)
    assert found is not None
    return found


def _same(one: Document, other: Document) -> bool:
    mappings = ("values", "keys")
    plain = [each.name for each in fields(Document) if each.name not in mappings]
    return all(getattr(one, name) == getattr(other, name) for name in plain) and all(
        dict(getattr(one, name)) == dict(getattr(other, name)) for name in mappings
    )


def _check(parsed: Parsed, source: SourceFile) -> None:
    found = _again(parsed, source)
    assert found.failures == parsed.failures
    assert len(found.documents) == len(parsed.documents)
    assert all(map(_same, found.documents, parsed.documents))


def test_yaml(folder: Path) -> None:
    source = SourceFile("a.yaml", _YAML.encode())
    parsed = yaml_.parse(source)
    assert len(parsed.documents) == 2
    assert parsed.failures
    _check(parsed, source)


def test_a_card_with_front_matter(folder: Path) -> None:
    source = SourceFile("README.md", _CARD.encode())
    parsed = markdown.parse(source, yaml_.parse_span)
    assert parsed.documents[0].get(("front_matter", "license")) == "mit"
    _check(parsed, source)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from("ab:-[]{}&*#|>'\"\n ,1é!<"), max_size=60))
def test_any_yaml(folder: Path, text: str) -> None:
    source = SourceFile("a.yaml", text.encode())
    _check(yaml_.parse(source), source)


def test_documents_with_expressions_are_not_kept(folder: Path) -> None:
    source = SourceFile("main.tf", b'resource "a" "b" {\n  c = var.d\n}\n')
    parsed = hcl.parse(source)
    assert parsed.documents[0].expressions
    kept_documents.save("name", parsed)
    assert kept_documents.load("name", source) is None


def test_large_documents_come_from_the_cache_and_small_ones_from_the_parser(folder: Path) -> None:
    calls = []

    def parse(source: SourceFile) -> Parsed:
        calls.append(source.path)
        return yaml_.parse(source)

    parser = Parser("yaml", (".yaml",), parse)
    large = SourceFile("large.yaml", b"a: 1\n" * 2000)
    small = SourceFile("small.yaml", b"a: 1\n")
    for _ in range(2):
        assert kept_documents.parse(large, parser).documents[0].data == {"a": 1}
        assert kept_documents.parse(small, parser).documents[0].data == {"a": 1}
    assert calls == ["large.yaml", "small.yaml", "small.yaml"]
    plain = kept_documents.parse_plain(large, parser)
    assert plain is not None
    assert kept_documents.of_plain(plain, large).documents[0].data == {"a": 1}
    assert calls == ["large.yaml", "small.yaml", "small.yaml"]
