"""Drafts of keys that an aiact.yaml lacks, as comments: a place for the answer, and no answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from aiact_lint.checks import shape
from aiact_lint.document import Document, Path
from aiact_lint.repairs import Repair, Replacement
from aiact_lint.source import Span
from aiact_lint.subjects import Artifact, Place

if TYPE_CHECKING:
    from aiact_lint.system import System

_DECLARATION = "aiact.schema.json"
_WIDTH = 110
_BLOCK = re.compile(r"[ ]*(?:- +)*")
"""What stands before the first key of a mapping that has a line for each key."""
_COMMENTS = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*(?:[ \t]*#[^\n]*)?")
_CHOICES = 6
"""Values that are listed after a key; of more, the schema tells."""


def drafts(system: System, keys: tuple[str, ...]) -> tuple[Repair, ...]:
    """An insertion of the first of some keys (`oversight.stop-function` is `oversight`) that the system does not state.

    Nothing where the system has no aiact.yaml with a line for each key, or where a comment drafts the key already.
    """
    known = _properties()
    key = next((top for name in keys if (top := name.partition(".")[0]) in known), None)
    if key is None or system.has(key):
        return ()
    for artifact in system.artifacts:
        if artifact.kind == "declaration" and artifact.document.language == "yaml":
            return _inserted(artifact, key)
    return ()


def _inserted(artifact: Artifact, key: str) -> tuple[Repair, ...]:
    document, path = artifact.document, _mapping_of(artifact.place)
    node = document.get(path)
    if not isinstance(node, dict) or not node:
        return ()
    text = document.source.text
    first = document.locate_key((*path, next(iter(node)))).start
    line = text.rfind("\n", 0, first) + 1
    end = _end(document, path, text)
    if _BLOCK.fullmatch(text, line, first) is None or _is_drafted(key, text, line, end):
        return ()
    indent = " " * (first - line)
    body = "".join(f"{indent}# {each}".rstrip() + "\n" for each in _lines(key, _properties()[key]))
    if "\r\n" in text:
        body = body.replace("\n", "\r\n")
    new = body if end == 0 or text[end - 1] == "\n" else f"\n{body.rstrip()}"
    place = Place(document, path, exact=Span(end, end))
    return (Repair(f"Draft '{key}' as a comment", True, (Replacement(place, new),), drafts=True),)


def _is_drafted(key: str, text: str, start: int, end: int) -> bool:
    """Whether a comment in the lines of a mapping, or right below them, begins like the key."""
    below = _COMMENTS.match(text, end)
    return re.search(rf"(?m)^ *# ?{key}:", text[start : below.end() if below else end]) is not None


def _mapping_of(place: Place) -> Path:
    """The mapping of a declared system, from the place that stands for it: its id, its name or its first key."""
    return place.path[:-1]


def _end(document: Document, path: Path, text: str) -> int:
    """The start of the line after the last value below a path; the end of the text where there is none."""
    depth = len(path)
    last = max(
        (span.end for each, span in document.values.items() if each[:depth] == path and _is_leaf(document, each)),
        default=document.locate(path).start,
    )
    if text[last - 1 : last] == "\n":
        return last
    following = text.find("\n", last)
    return len(text) if following < 0 else following + 1


def _is_leaf(document: Document, path: Path) -> bool:
    node = document.get(path)
    return not isinstance(node, dict | list) or not node or document.source.text[document.values[path].start] in "{["


def _lines(key: str, schema: Mapping[str, Any]) -> Iterator[str]:
    """`TODO oversight: …`, the key, and its sub-keys with what they may be."""
    import textwrap

    yield from textwrap.wrap(f"TODO {key}: {_first_sentence(schema)}", _WIDTH, subsequent_indent="  ")
    inside = _object(schema)
    yield f"{key}:" + ("" if inside else _choices(schema))
    for name, body in inside.items():
        yield f"  {name}:{_choices(body)}"


def _first_sentence(schema: Mapping[str, Any]) -> str:
    text = str(schema.get("description", schema.get("title", "")))
    return re.split(r"(?<=\.) (?=[A-Z`])", text, maxsplit=1)[0]


def _choices(schema: Mapping[str, Any]) -> str:
    values = [str(each) for each in _resolved(schema).get("enum", ()) if each is not None]
    return f"  # {' | '.join(values)}" if 0 < len(values) <= _CHOICES else ""


def _object(schema: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    """The sub-keys of a key; none where it is a scalar or a list."""
    body = _resolved(schema)
    for each in (body, *body.get("anyOf", ()), *body.get("oneOf", ())):
        found: Mapping[str, Mapping[str, Any]] = _resolved(each).get("properties", {})
        if found:
            return found
    return {}


def _resolved(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema that a `$ref` within the file names, as often as it names another."""
    while "$ref" in schema:
        schema = shape.schema(_DECLARATION)["$defs"][str(schema["$ref"]).rsplit("/", 1)[-1]]
    return schema


def _properties() -> Mapping[str, Mapping[str, Any]]:
    properties: Mapping[str, Mapping[str, Any]] = shape.schema(_DECLARATION)["$defs"]["system"]["properties"]
    return properties
