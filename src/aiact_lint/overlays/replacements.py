"""`replacements:` that copy a whole value; where only a part is replaced, the value is unknown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aiact_lint.overlays.node import Node
from aiact_lint.overlays.selector import targets

_MAX_STEPS = 50
_MAX_PLACES = 200


def replace_all(objects: list[Node], replacements: Iterable[Node]) -> None:
    """Every replacement that is written in the kustomization itself."""
    for each in replacements:
        source = each.at("source")
        found = _source(objects, source) if source is not None else None
        for target in _items(each.at("targets")):
            select = target.at("select")
            for one in list(targets(objects, select)) if select is not None else ():
                for path in _items(target.at("fieldPaths")):
                    _put(one, str(path.data), found, partly=target.at("options") is not None)


def forget_variables(objects: Iterable[Node], names: set[str]) -> None:
    """What holds a variable of `vars:` is unknown: it stands for a field of some object."""
    marks = [f"$({name})" for name in names if name]
    for each in objects if marks else ():
        for _, node in each.walk():
            if isinstance(node.data, str) and "$(" in node.data and any(mark in node.data for mark in marks):
                node.known = False


def _items(of: Node | None) -> list[Node]:
    return of.data if of is not None and isinstance(of.data, list) else []


def _source(objects: list[Node], source: Node) -> Node | None:
    if source.at("options") is not None:
        return None
    found = list(targets(objects, source))
    path = source.text("fieldPath") or "metadata.name"
    values = [node for each in found[:1] for node in _find([each], _steps(path))] if len(found) == 1 else []
    return values[0] if len(values) == 1 and not isinstance(values[0].data, dict | list) else None


def _put(under: Node, path: str, value: Node | None, *, partly: bool) -> None:
    for node in _find([under], _steps(path)):
        if isinstance(node.data, dict | list):
            continue
        if value is None or partly:
            node.known = False
        else:
            node.data, node.via, node.known = value.data, (value.place, *value.via), value.known


def _find(nodes: list[Node], steps: tuple[str, ...]) -> list[Node]:
    for step in steps:
        nodes = [below for each in nodes for below in _step(each, step)][:_MAX_PLACES]
    return nodes


def _step(node: Node, step: str) -> Iterator[Node]:
    if isinstance(node.data, dict):
        yield from node.data.values() if step == "*" else filter(None, [node.data.get(step)])
    elif isinstance(node.data, list):
        if step == "*":
            yield from node.data
        elif step.isdecimal() and len(step) < 7 and int(step) < len(node.data):
            yield node.data[int(step)]
        elif step.startswith("[") and step.endswith("]"):
            key, _, wanted = step[1:-1].partition("=")
            yield from (each for each in node.data if each.text(key) == wanted)


def _steps(path: str) -> tuple[str, ...]:
    """`a.b.[name=x].c`, where `\\.` is a dot in a key."""
    pieces = path.replace("\\.", "\0").split(".")[:_MAX_STEPS]
    return tuple(each.replace("\0", ".") for each in pieces)
