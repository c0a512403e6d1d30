"""aiact.yaml: one artifact per declared system."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aiact_lint.document import Document, Path
from aiact_lint.keys import nested_key
from aiact_lint.kinds import Kind
from aiact_lint.subjects import Artifact, Carrier, Place, Statement, Subject, SubjectKind, Text, TextRole, Value
from aiact_lint.vocabulary import statements_from_tree

_MAX_SYSTEMS = 1_000

_TEXTS = {
    "intended-purpose": TextRole.PURPOSE,
    "name": TextRole.NAME,
    "description": TextRole.DESCRIPTION,
}


def is_declaration(document: Document) -> bool:
    """Whether a document stands in a file named aiact.yaml, aiact.yml, .aiact.yaml or *.aiact.yaml."""
    name = document.source.name.lower()
    return name in ("aiact.yaml", "aiact.yml") or name.endswith((".aiact.yaml", ".aiact.yml"))


def systems(document: Document) -> list[Path]:
    """The paths of the systems in a file: the items of `systems`, else the top. None in a file without mappings."""
    data = document.data
    if not isinstance(data, dict) or not data:
        return []
    if "systems" not in data:
        return [()]
    listed = data["systems"]
    if isinstance(listed, dict):
        return [("systems",)]
    if not isinstance(listed, list):
        return []
    return [("systems", index) for index, each in enumerate(listed[:_MAX_SYSTEMS]) if isinstance(each, dict) and each]


def read(documents: Sequence[Document], _prefixes: Sequence[str] = ()) -> Iterator[Artifact]:
    """One artifact per system, or one for a file that declares none, so that its flaws are seen.

    The first of a file also carries the file's subject `declaration`.
    """
    for document in documents:
        whole = _whole(document)
        paths = systems(document)
        if not paths:
            yield _nothing(document, whole)
        for path in paths:
            yield _system(document, path, whole)
            whole = ()


def _system(document: Document, path: Path, more: tuple[Subject, ...]) -> Artifact:
    statements = statements_from_tree(document, path, Carrier.DECLARATION)
    named = next((each for key in ("system", "name") for each in statements if each.key == key), None)
    name = str(named.value.value) if named else _unnamed(document, path)
    return Artifact(
        kind="declaration",
        name=name,
        place=named.value.place if named else _first_key(document, path),
        ai="aiact statement",
        statements=statements,
        subjects=more,
        texts=tuple(_texts(statements)),
    )


def _nothing(document: Document, more: tuple[Subject, ...]) -> Artifact:
    return Artifact("declaration", _unnamed(document, ()), Place(document), ai="aiact statement", subjects=more)


def _texts(statements: Sequence[Statement]) -> Iterator[Text]:
    for statement in statements:
        if statement.key in _TEXTS and isinstance(statement.value.value, str) and statement.value.known:
            yield Text(_TEXTS[statement.key], statement.value.place)


def _first_key(document: Document, path: Path) -> Place:
    node = document.get(path)
    keys = [key for key in node if isinstance(key, str)] if isinstance(node, dict) else []
    own = [key for key in keys if nested_key("", key) not in ("version", "systems")]
    return Place(document, (*path, *(own or keys)[:1]), on_key=True)


def _unnamed(document: Document, path: Path) -> str:
    """A name for a system that states none: its folder's, with its number where it stands in a list."""
    folder = document.source.folder.rpartition("/")[2] or document.source.name
    index = path[-1] if path else None
    return f"{folder}-{index + 1}" if isinstance(index, int) else folder


def _whole(document: Document) -> tuple[Subject, ...]:
    """The subject of a whole file; facts `systems` (how many) and `version`."""
    data = document.data
    if not isinstance(data, dict):
        return ()
    facts = {"systems": Value(len(systems(document)), Place(document, ("systems",) if "systems" in data else ()))}
    if isinstance(data.get("version"), str | int | float):
        facts["version"] = Value(data["version"], Place(document, ("version",)))
    return (Subject(SubjectKind.DECLARATION, document.source.path, _first_key(document, ()), facts),)


def _tokens() -> tuple[bytes, ...]:
    """None: declarations are found by name."""
    return ()


KIND = Kind("declaration", (".yaml", ".yml"), _tokens, is_declaration, read)
