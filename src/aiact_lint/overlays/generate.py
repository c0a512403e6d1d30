"""ConfigMaps that a kustomization generates from literals, files and lists of variables."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename

from aiact_lint.document import Document
from aiact_lint.overlays.files import Files, resolve
from aiact_lint.overlays.node import Node
from aiact_lint.source import SourceFile, Span, UndecodableText
from aiact_lint.subjects import Place

_MAX_ENTRIES = 1_000
_MAX_FILE = 1_000_000


def entries(generator: Node, folder: str, files: Files) -> dict[str, Node]:
    """The data of one entry of `configMapGenerator`."""
    found: dict[str, Node] = {}
    for item in _texts(generator, "literals"):
        key, equals, _ = item.data.partition("=")
        if equals:
            found[key] = _of_literal(item, key)
    for item in _texts(generator, "files"):
        key, equals, path = item.data.partition("=")
        found.update(_of_file(item, key if equals else "", resolve(folder, path if equals else key), files))
    lists = [*_texts(generator, "envs"), *([env] if (env := generator.at("env")) is not None else [])]
    for item in lists:
        if isinstance(item.data, str):
            found.update(_of_variables(resolve(folder, item.data), files))
    return dict(list(found.items())[:_MAX_ENTRIES])


def _texts(generator: Node, name: str) -> list[Node]:
    listed = generator.at(name)
    items = listed.data if listed is not None and isinstance(listed.data, list) else []
    return [each for each in items if isinstance(each.data, str)]


def _of_literal(item: Node, key: str) -> Node:
    """`KEY=value`, in its own two parts where they stand as they mean."""
    value = item.data[len(key) + 1 :]
    inner = value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
    document, span = item.place.document, item.place.span
    at = document.source.slice(span).find(item.data)
    if at < 0:
        return Node(inner, item.place, item.place)
    start = span.start + at
    value_at = start + len(key) + 1 + item.data[len(key) + 1 :].find(inner)
    return Node(
        inner,
        Place(document, item.place.path, exact=Span(value_at, value_at + len(inner))),
        Place(document, item.place.path, exact=Span(start, start + len(key))),
    )


def _of_file(item: Node, key: str, path: str, files: Files) -> Iterator[tuple[str, Node]]:
    source = _source(path, files)
    if source is None:
        yield key or basename(path), Node(None, item.place, item.place, known=False)
        return
    yield key or basename(path), Node(source.text, _whole(source), item.place)


def _of_variables(path: str, files: Files) -> Iterator[tuple[str, Node]]:
    """The lines `KEY=value` of a file."""
    source = _source(path, files)
    for number in range(1, len(source.line_starts) + 1) if source is not None else ():
        if source is None or number > _MAX_ENTRIES:
            return
        span = source.line_span(number)
        line = source.slice(span)
        key, equals, value = line.partition("=")
        if not equals or line.lstrip().startswith("#"):
            continue
        name = key.strip()
        start = span.start + len(key) - len(key.lstrip())
        document = _document(source)
        at = span.start + len(key) + 1
        yield (
            name,
            Node(
                value,
                Place(document, exact=Span(at, at + len(value))),
                Place(document, exact=Span(start, start + len(name))),
            ),
        )


def _source(path: str, files: Files) -> SourceFile | None:
    source = files.read(path) if not path.startswith(("..", "/")) else None
    if source is None or len(source.data) > _MAX_FILE:
        return None
    try:
        _ = source.text
    except UndecodableText:
        return None
    return source


def _whole(source: SourceFile) -> Place:
    text = source.text
    start = len(text) - len(text.lstrip())
    return Place(_document(source), exact=Span(start, max(start, len(text.rstrip()))))


def _document(source: SourceFile) -> Document:
    return Document(source, "yaml", None, {}, {}, Span(0, 0))
