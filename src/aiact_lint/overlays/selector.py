"""Which objects a patch or replacement is for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aiact_lint.overlays.node import Node

_MAX_PATTERN = 200


def identity(of: Node) -> tuple[str, str, str, str]:
    """Group, kind, name and namespace of an object."""
    group = of.text("apiVersion").rpartition("/")[0]
    return group, of.text("kind"), of.text("metadata", "name"), of.text("metadata", "namespace")


def same_object(objects: Iterable[Node], patch: Node) -> Iterator[Node]:
    """The objects that a patch names by its own kind and name."""
    group, kind, name, namespace = identity(patch)
    for each in objects:
        found = identity(each)
        if found[:3] == (group, kind, name) and (not namespace or not found[3] or found[3] == namespace):
            yield each


def targets(objects: Iterable[Node], target: Node) -> Iterator[Node]:
    """The objects that a `target:` or `select:` means."""
    for each in objects:
        group, kind, name, namespace = identity(each)
        version = each.text("apiVersion").rpartition("/")[2]
        stated = (("group", group), ("version", version), ("kind", kind), ("name", name), ("namespace", namespace))
        if not all(_matches(target.text(key), value) for key, value in stated):
            continue
        if _has(each, "labels", target.text("labelSelector")) and _has(
            each, "annotations", target.text("annotationSelector")
        ):
            yield each


def _matches(pattern: str, value: str) -> bool:
    if not pattern or pattern == value:
        return True
    if len(pattern) > _MAX_PATTERN:
        return False
    pattern = pattern.removeprefix("^").removesuffix("$")
    alternatives = pattern.removeprefix("(").removesuffix(")").split("|")
    return any(_matches_one(each, value) for each in alternatives)


def _matches_one(pattern: str, value: str) -> bool:
    """A name with `.*` in it, in linear time."""
    first, *rest = pattern.split(".*")
    if not rest:
        return pattern == value
    if not value.startswith(first):
        return False
    at = len(first)
    for piece in rest[:-1]:
        found = value.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return value.endswith(rest[-1]) and len(value) - len(rest[-1]) >= at


def _has(of: Node, part: str, selector: str) -> bool:
    """Whether labels fit `a=b,c!=d,e`."""
    clauses = selector.split(",") if selector else []
    return all(_fits(of, part, clause) for clause in clauses)


def _fits(of: Node, part: str, clause: str) -> bool:
    name, unequal, wanted = clause.partition("!=")
    equal = ""
    if not unequal:
        name, equal, wanted = clause.partition("=")
    node = of.at("metadata", part, name.strip())
    if not unequal and not equal:
        return node is not None
    is_wanted = node is not None and str(node.data) == wanted.lstrip("=").strip()
    return is_wanted is bool(equal)
