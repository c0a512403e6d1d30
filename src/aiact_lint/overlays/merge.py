"""Strategic merge patches: mappings by key, some lists of built-in kinds by the name of their items."""

from __future__ import annotations

from aiact_lint.overlays.node import Node

_MERGE_KEYS = {
    "containers": ("name",),
    "initContainers": ("name",),
    "ephemeralContainers": ("name",),
    "env": ("name",),
    "volumes": ("name",),
    "imagePullSecrets": ("name",),
    "secrets": ("name",),
    "webhooks": ("name",),
    "volumeMounts": ("mountPath",),
    "volumeDevices": ("devicePath",),
    "ports": ("containerPort", "port"),
    "hostAliases": ("ip",),
    "topologySpreadConstraints": ("topologyKey",),
}
"""Fields of built-in kinds whose lists are merged item by item."""
_DIRECTIVES = ("$patch", "$retainKeys")


def merge(under: Node, patch: Node, *, by_name: bool) -> None:
    """Change a mapping as a patch says. `by_name`: it is of a built-in kind, whose lists are merged item by item."""
    if not isinstance(under.data, dict) or not isinstance(patch.data, dict):
        return
    if patch.text("$patch") == "replace":
        under.data = {key: each.copy() for key, each in patch.data.items() if key not in _DIRECTIVES}
        return
    for key, value in patch.data.items():
        if key in _DIRECTIVES or key.startswith("$setElementOrder/"):
            continue
        if key.startswith("$deleteFromPrimitiveList/"):
            _drop_items(under, key.partition("/")[2], value)
        elif value.data is None or value.text("$patch") == "delete":
            under.data.pop(key, None)
        else:
            _merge_entry(under.data, key, value, by_name=by_name)


def _merge_entry(under: dict[str, Node], key: str, value: Node, *, by_name: bool) -> None:
    current = under.get(key)
    if current is not None and isinstance(current.data, dict) and isinstance(value.data, dict):
        merge(current, value, by_name=by_name)
    elif (
        by_name
        and current is not None
        and isinstance(current.data, list)
        and isinstance(value.data, list)
        and (name := _key_of(key, value.data)) is not None
    ):
        _merge_list(current, value.data, name)
    else:
        under[key] = _without_directives(value)


def _key_of(field: str, items: list[Node]) -> str | None:
    """By which key the items of a list are told apart; None where the list is replaced as a whole."""
    for name in _MERGE_KEYS.get(field, ()):
        if all(isinstance(each.data, dict) and (name in each.data or "$patch" in each.data) for each in items):
            return name
    return None


def _merge_list(under: Node, items: list[Node], name: str) -> None:
    """Items of the same name are merged, others come first; `$patch: delete` drops, `$patch: replace` replaces."""
    if any(each.text("$patch") == "replace" and name not in each.data for each in items):
        under.data = [_without_directives(each) for each in items if name in each.data]
        return
    new: list[Node] = []
    for item in items:
        wanted = item.at(name)
        found = [each for each in under.data if wanted is not None and _same(each.at(name), wanted)]
        if item.text("$patch") == "delete":
            under.data = [each for each in under.data if each not in found]
        elif found:
            merge(found[0], item, by_name=True)
        else:
            new.append(_without_directives(item))
    under.data = [*new, *under.data]


def _same(left: Node | None, right: Node) -> bool:
    return left is not None and left.data == right.data


def _drop_items(under: Node, key: str, items: Node) -> None:
    current = under.at(key)
    if current is not None and isinstance(current.data, list) and isinstance(items.data, list):
        gone = [each.data for each in items.data]
        current.data = [each for each in current.data if each.data not in gone]


def _without_directives(value: Node) -> Node:
    """A copy of what a patch adds, without its directives and nulls."""
    found = value.copy()
    pending = [found]
    while pending:
        node = pending.pop()
        if isinstance(node.data, dict):
            node.data = {
                key: each for key, each in node.data.items() if not key.startswith("$") and each.data is not None
            }
            pending.extend(node.data.values())
        elif isinstance(node.data, list):
            pending.extend(node.data)
    return found
