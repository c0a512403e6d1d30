"""JSON patches (RFC 6902) on nodes."""

from __future__ import annotations

from aiact_lint.overlays.node import Node

_MAX_STEPS = 100


def apply(under: Node, operations: Node) -> None:
    """Change an object as a list of operations says; an operation that does not fit changes nothing."""
    for operation in operations.data if isinstance(operations.data, list) else ():
        steps = _steps(operation.text("path"))
        value = operation.at("value")
        match operation.text("op"):
            case "add" if value is not None:
                _put(under, steps, value.copy(), insert=True)
            case "replace" if value is not None:
                _put(under, steps, value.copy(), insert=False)
            case "remove":
                _take(under, steps)
            case "move":
                if (moved := _take(under, _steps(operation.text("from")))) is not None:
                    _put(under, steps, moved, insert=True)
            case "copy":
                source = _find(under, _steps(operation.text("from")))
                if source is not None:
                    _put(under, steps, source.copy(), insert=True)


def _steps(pointer: str) -> tuple[str, ...]:
    """The steps of a JSON pointer."""
    if not pointer.startswith("/"):
        return ()
    return tuple(each.replace("~1", "/").replace("~0", "~") for each in pointer[1:].split("/")[:_MAX_STEPS])


def _find(under: Node, steps: tuple[str, ...]) -> Node | None:
    node: Node | None = under
    for step in steps:
        if node is None:
            return None
        node = node.at(int(step) if isinstance(node.data, list) and step.isdecimal() and len(step) < 7 else step)
    return node


def _index(items: list[Node], step: str, *, insert: bool) -> int | None:
    if step == "-" and insert:
        return len(items)
    if not step.isdecimal() or len(step) > 6:
        return None
    at = int(step)
    return at if at < len(items) + insert else None


def _put(under: Node, steps: tuple[str, ...], value: Node, *, insert: bool) -> None:
    parent = _find(under, steps[:-1]) if steps else None
    if parent is None:
        return
    if isinstance(parent.data, dict):
        current = parent.data.get(steps[-1])
        if insert or current is not None:
            value.key = current.key if current is not None else value.key
            parent.data[steps[-1]] = value
    elif isinstance(parent.data, list):
        at = _index(parent.data, steps[-1], insert=insert)
        if at is None:
            return
        value.key = None
        parent.data[at : at if insert else at + 1] = [value]


def _take(under: Node, steps: tuple[str, ...]) -> Node | None:
    parent = _find(under, steps[:-1]) if steps else None
    if parent is None:
        return None
    if isinstance(parent.data, dict):
        taken: Node | None = parent.data.pop(steps[-1], None)
        return taken
    if isinstance(parent.data, list) and (at := _index(parent.data, steps[-1], insert=False)) is not None:
        found: Node = parent.data.pop(at)
        return found
    return None
