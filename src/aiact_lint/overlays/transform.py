"""What a kustomization changes in all its objects: namespace, labels, annotations, images, replicas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from aiact_lint.overlays.node import Node

_TEMPLATES: Sequence[tuple[str, ...]] = (
    ("spec", "template"),
    ("spec", "jobTemplate", "spec", "template"),
    ("spec", "jobTemplate"),
)
"""Where objects of built-in kinds hold metadata of pods."""
_SELECTORS: Mapping[str, tuple[str, ...]] = {
    "Service": ("spec", "selector"),
    **dict.fromkeys(("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"), ("spec", "selector", "matchLabels")),
}
"""Where kinds select pods by label."""
_CLUSTER_WIDE = frozenset(
    """
    Namespace Node PersistentVolume StorageClass ClusterRole ClusterRoleBinding CustomResourceDefinition PriorityClass
    ValidatingWebhookConfiguration MutatingWebhookConfiguration
    """.split()  # noqa: SIM905
)
_MAX_DEPTH = 40


def set_namespace(objects: Iterable[Node], namespace: Node) -> None:
    """`namespace:`."""
    for each in objects:
        metadata = each.at("metadata")
        if metadata is not None and isinstance(metadata.data, dict) and each.text("kind") not in _CLUSTER_WIDE:
            metadata.data["namespace"] = namespace.copy()


def add_metadata(
    objects: Iterable[Node], part: str, entries: Node, *, templates: bool, selectors: bool = False
) -> None:
    """`commonLabels`, `labels` and `commonAnnotations`: to the objects, their pod templates and selectors."""
    if not isinstance(entries.data, dict):
        return
    for each in objects:
        _add(each, ("metadata", part), entries)
        for path in _TEMPLATES if templates else ():
            if each.at(*path) is not None:
                _add(each, (*path, "metadata", part), entries)
        selector = _SELECTORS.get(each.text("kind")) if selectors else None
        if selector is not None and each.at(*selector) is not None:
            _add(each, selector, entries)


def _add(under: Node, path: Sequence[str], entries: Node) -> None:
    """Put entries into a mapping, which is made where it is missing."""
    node = under
    for step in path:
        if not isinstance(node.data, dict):
            return
        below = node.data.get(step)
        if below is None or below.data is None:
            below = node.data[step] = Node({}, entries.place, entries.key)
        node = below
    if isinstance(node.data, dict):
        node.data.update({key: each.copy() for key, each in entries.data.items()})


def set_replicas(objects: Iterable[Node], replicas: Node) -> None:
    """One entry of `replicas:`."""
    count = replicas.at("count")
    for each in objects:
        spec = each.at("spec")
        if count is None or each.text("metadata", "name") != replicas.text("name") or spec is None:
            continue
        if each.text("kind") in ("Deployment", "StatefulSet", "ReplicaSet", "ReplicationController"):
            spec.data["replicas"] = count.copy()


def set_image(objects: Iterable[Node], image: Node) -> None:
    """One entry of `images:`, on every container."""
    for each in objects:
        for written in _images(each, _MAX_DEPTH):
            _rename(written, image)


def _images(node: Node, depth: int) -> Iterator[Node]:
    """The images of all containers of an object, wherever they stand."""
    if not depth:
        return
    if isinstance(node.data, dict):
        for key, below in node.data.items():
            if key in ("containers", "initContainers") and isinstance(below.data, list):
                for item in below.data:
                    if (image := item.at("image")) is not None and isinstance(image.data, str):
                        yield image
            yield from _images(below, depth - 1)
    elif isinstance(node.data, list):
        for below in node.data:
            yield from _images(below, depth - 1)


def _rename(written: Node, image: Node) -> None:
    name, tag, digest = split_image(written.data)
    if name != image.text("name"):
        return
    new_name, new_tag, new_digest = (image.at(key) for key in ("newName", "newTag", "digest"))
    used = [each for each in (new_name, new_digest or new_tag) if each is not None]
    if new_name is not None:
        name = str(new_name.data)
    if new_digest is not None:
        tag, digest = "", str(new_digest.data)
    elif new_tag is not None:
        text = new_tag.place.document.source.slice(new_tag.place.span).strip("\"'")
        tag, digest = (str(new_tag.data) if isinstance(new_tag.data, str) else text), ""
    written.data = f"{name}{':' + tag if tag else ''}{'@' + digest if digest else ''}"
    written.via = tuple(each.place for each in used) or written.via


def split_image(image: str) -> tuple[str, str, str]:
    """Name, tag and digest of an image."""
    rest, _, digest = image.partition("@")
    above, slash, last = rest.rpartition("/")
    last, _, tag = last.partition(":")
    return f"{above}{slash}{last}", tag, digest
