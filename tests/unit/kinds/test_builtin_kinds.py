"""The list of built-in kinds says the same as the kinds themselves, without importing them."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from aiact_lint import cache
from aiact_lint.document import Document
from aiact_lint.kinds import Kind, builtin
from aiact_lint.plugins import BuiltIn
from aiact_lint.source import SourceFile, has_ending

_TOP = Path(__file__).resolve().parents[3]
_PAIRS = [(later, getattr(import_module(f"aiact_lint.kinds.{at}"), name)) for later, (at, name) in builtin._KINDS]


@pytest.mark.parametrize(("later", "real"), _PAIRS, ids=lambda each: each.name)
def test_the_list_says_what_the_kind_says(later: Kind, real: Kind) -> None:
    for field in ("name", "suffixes", "support"):
        assert getattr(later, field) == getattr(real, field)
    for optional in ("anchors", "reaches", "broken", "inside"):
        assert (getattr(later, optional) is None) == (getattr(real, optional) is None), optional
    assert later.tokens() == real.tokens()


def test_every_module_with_a_kind_is_listed() -> None:
    folder = Path(builtin.__file__).parent
    named = {
        ".".join((*path.relative_to(folder).with_suffix("").parts,)).removesuffix(".__init__")
        for path in folder.rglob("*.py")
        if "\nKIND = Kind(" in path.read_text()
    }
    assert named == {module for _, (module, _) in builtin._KINDS}


def test_signs_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_folder", None)
    cache.use(tmp_path / "cache")
    builtin._signs.cache_clear()
    first = builtin._signs()
    builtin._signs.cache_clear()
    monkeypatch.setattr(builtin, "signs", lambda: pytest.fail("asked again"))
    assert builtin._signs() == first == {real.name: real.tokens() for _, real in _PAIRS}
    builtin._signs.cache_clear()


def _documents() -> Iterator[Document]:
    """Every document of the examples and of the rules' samples, and some of no kind."""
    parsers = [(suffix, parser) for parser in BuiltIn().aiact_parsers() for suffix in parser.suffixes]
    for top in ("examples", "rules"):
        for path in sorted((_TOP / top).rglob("*")):
            name = path.relative_to(_TOP).as_posix()
            parser = next((parser for suffix, parser in parsers if has_ending(name, suffix)), None)
            if parser is not None and path.is_file():
                yield from parser.parse(SourceFile(name, path.read_bytes())).documents
    for name, text in (
        ("empty.yaml", "{}"),
        ("list.json", "[1]"),
        ("a.json", '{"type": 1, "resources": 2, "taskDefinition": {"containerDefinitions": [{"image": "a"}]}}'),
        ("b.json", '{"@graph": [{"type": "ai_AIPackage"}]}'),
        ("models/a/meta.yaml", "name: a\nlast_updated_timestamp: 1\ncreation_timestamp: 1\n"),
        ("models/a/MLmodel", "flavors: {python_function: {}}\nmodel_uuid: a\n"),
        ("bom.json", '{"bomFormat": "CycloneDX", "components": []}'),
        ("set.json", '{"@type": "sc:Dataset", "conformsTo": "http://mlcommons.org/croissant/1.0"}'),
        ("Pulumi.yaml", "runtime: yaml\nresources:\n  a:\n    type: aws:s3:Bucket\n"),
        (".env", "A=1\n"),
        ("main.bicep", "resource a 'Microsoft.Storage/storageAccounts@2023-01-01' = {\n  name: 'a'\n}\n"),
        ("plan.json", '{"format_version": "1.2", "planned_values": {}}'),
        (".terraform/modules/modules.json", '{"Modules": []}'),
        ("play.yaml", "- hosts: all\n  tasks:\n    - community.docker.docker_container:\n        image: a\n"),
    ):
        parser = next(parser for suffix, parser in parsers if has_ending(name, suffix))
        yield from parser.parse(SourceFile(name, text.encode())).documents


def test_a_condition_never_turns_away_what_the_kind_wants() -> None:
    wanted = set()
    for document in _documents():
        for later, real in _PAIRS:
            wants = real.wants(document)
            assert later.wants(document) == wants, (document.source.path, later.name)
            if wants:
                wanted.add(later.name)
            if later.anchors is not None and real.anchors is not None:
                assert {*later.anchors(document)} == {*real.anchors(document)}, (document.source.path, later.name)
    assert {real.name for _, real in _PAIRS} - wanted == {"terraform-plan"}  # read with the configuration
