"""Overlays to objects, in Kustomize's order of steps.

Names are left as they are written, without prefix, suffix and hash: they are what people and evidence call an object.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field

from aiact_lint.document import Document
from aiact_lint.finding import Skipped
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.overlays import generate, json_patch, transform
from aiact_lint.overlays.files import Files, resolve, written_in
from aiact_lint.overlays.kustomization import Kustomization, Kustomizations, is_file_name
from aiact_lint.overlays.merge import merge
from aiact_lint.overlays.node import Node, TooLarge, tree
from aiact_lint.overlays.replacements import forget_variables, replace_all
from aiact_lint.overlays.selector import identity, same_object, targets
from aiact_lint.subjects import Place

_MAX_DEPTH = 20
_MAX_VISITS = 500
"""Kustomizations visited for one top."""
_MAX_OBJECTS = 5_000
_MAX_LIST_DEPTH = 3
_BUILT_IN = ("", "apps", "batch", "autoscaling", "policy", "extensions")


@dataclass(slots=True, eq=False)
class Built:
    """An object, and the document that it began with."""

    node: Node
    document: Document


@dataclass(slots=True)
class Builder:
    """Builds one overlay that no other takes in."""

    all: Kustomizations
    files: Files
    used: set[str] = field(default_factory=set)
    """Files of objects and patches that it is made of."""
    skipped: list[Skipped] = field(default_factory=list)
    _visits: int = 0

    def build(self, top: Kustomization) -> list[Built]:
        """All objects of an overlay that may matter. Raises `TooLarge`."""
        return self._accumulate(top, [], (), whole=False)

    def _accumulate(self, of: Kustomization, given: list[Built], above: tuple[str, ...], *, whole: bool) -> list[Built]:
        """The objects of a kustomization after its changes; `given` are those that a component is added to."""
        self._visits += 1
        if self._visits > _MAX_VISITS or len(above) > _MAX_DEPTH:
            raise TooLarge
        below = (*above, of.folder)
        whole_below = whole or self.all.changes_are_signed(of)
        objects = list(given)
        for written, path in of.taken_in:
            if (base := self.all.by_folder.get(path)) is not None and path:
                if path not in below and (whole_below or self.all.bears(base)):
                    objects += self._accumulate(base, [], below, whole=whole_below)
            elif not path or path.startswith("..") or self.files.read(path) is None:
                self._skip(of, written, path)
            elif whole_below or self.all.is_signed(of):
                objects += self._objects(path)
        for written, path in of.components:
            if (component := self.all.by_folder.get(path)) is not None and path not in below:
                objects = self._accumulate(component, objects, below, whole=whole_below)
            elif component is None:
                self._skip(of, written, path)
        if len(objects) > _MAX_OBJECTS:
            raise TooLarge
        if self.all.is_signed(of) or whole_below:
            self._generate(of, objects)
        self._change(of, [each.node for each in objects])
        return objects

    def _skip(self, of: Kustomization, written: str, path: str) -> None:
        why = "is not among the files" if path and not path.startswith("..") else "lies elsewhere"
        self.skipped.append(Skipped(of.path, f"kustomization: '{written[:200]}' {why} and is not read"))

    def _objects(self, path: str) -> list[Built]:
        self.used.add(path)
        found: list[Built] = []
        for document in self.files.documents(path):
            if isinstance(document.data, dict):
                found += _expanded(Built(tree(document), document), _MAX_LIST_DEPTH)
        return found

    def _generate(self, of: Kustomization, objects: list[Built]) -> None:
        for item in of.listed("configMapGenerator"):
            data = generate.entries(item, of.folder, self.files)
            name = item.at("name")
            if name is None or not isinstance(name.data, str):
                continue
            wanted = ("", "ConfigMap", name.data)
            current = next((each.node for each in objects if identity(each.node)[:3] == wanted), None)
            behavior = item.text("behavior")
            if current is not None and behavior in ("merge", "replace"):
                kept = current.at("data") if behavior == "merge" else None
                current.data["data"] = Node({**(kept.data if kept is not None else {}), **data}, item.place)
            else:
                objects.append(Built(_config_map(item, name, data), item.place.document))

    # Changes

    def _change(self, of: Kustomization, objects: list[Node]) -> None:
        for item in of.listed("patchesStrategicMerge"):
            for patch in self._patches(of, item) if is_file_name(item) else written_in(item):
                _merge_all(same_object(objects, patch), patch)
        for item in of.listed("patches"):
            self._patch(of, item, objects)
        if (namespace := of.node.at("namespace")) is not None and isinstance(namespace.data, str):
            transform.set_namespace(objects, namespace)
        self._add_metadata(of, objects)
        for item in of.listed("patchesJson6902"):
            self._patch(of, item, objects)
        for item in of.listed("replicas"):
            transform.set_replicas(objects, item)
        for item in of.listed("images"):
            transform.set_image(objects, item)
        replace_all(objects, self._replacements(of))
        forget_variables(objects, {each.text("name") for each in of.listed("vars")})

    def _replacements(self, of: Kustomization) -> Iterator[Node]:
        """Those that are written in the kustomization, and those in files of their own."""
        for item in of.listed("replacements"):
            path = item.at("path")
            if path is None:
                yield item
            else:
                for each in self._patches(of, path):
                    yield from each.data if isinstance(each.data, list) else [each]

    def _patch(self, of: Kustomization, item: Node, objects: list[Node]) -> None:
        """One entry of `patches` or `patchesJson6902`."""
        target = item.at("target")
        path = item.at("path")
        text = item.at("patch")
        patches = self._patches(of, path) if path is not None else written_in(text) if text is not None else []
        for patch in patches:
            if isinstance(patch.data, list):
                for each in targets(objects, target) if target is not None else ():
                    json_patch.apply(each, patch)
            else:
                _merge_all(targets(objects, target) if target is not None else same_object(objects, patch), patch)

    def _patches(self, of: Kustomization, named: Node) -> list[Node]:
        path = resolve(of.folder, named.data) if isinstance(named.data, str) else ".."
        if path.startswith("..") or self.files.read(path) is None:
            self._skip(of, str(named.data), path)
            return []
        self.used.add(path)
        return [tree(each) for each in self.files.documents(path)]

    def _add_metadata(self, of: Kustomization, objects: list[Node]) -> None:
        for item in of.listed("labels"):
            pairs = item.at("pairs")
            selectors, templates = (
                (found := item.at(key)) is not None and found.data is True
                for key in ("includeSelectors", "includeTemplates")
            )
            if pairs is not None:
                transform.add_metadata(objects, "labels", pairs, templates=templates or selectors, selectors=selectors)
        if (labels := of.node.at("commonLabels")) is not None:
            transform.add_metadata(objects, "labels", labels, templates=True, selectors=True)
        if (annotations := of.node.at("commonAnnotations")) is not None:
            transform.add_metadata(objects, "annotations", annotations, templates=True)


def _expanded(of: Built, depth: int) -> list[Built]:
    """The objects of a list, or the object itself."""
    items = of.node.at("items")
    if not of.node.text("kind").endswith("List") or items is None or not isinstance(items.data, list) or not depth:
        return [of]
    return [found for item in items.data for found in _expanded(Built(item, of.document), depth - 1)]


def _merge_all(objects: Iterable[Node], patch: Node) -> None:
    for each in list(objects):
        if patch.text("$patch") == "delete":
            each.data = {}
            continue
        kept = {key: each.at(key) for key in ("apiVersion", "kind")}
        name = each.at("metadata", "name")
        group = identity(each)[0]
        merge(each, patch, by_name=group in _BUILT_IN or group.endswith(".k8s.io"))
        each.data.update({key: node for key, node in kept.items() if node is not None})
        metadata = each.at("metadata")
        if metadata is not None and name is not None and isinstance(metadata.data, dict):
            metadata.data["name"] = name


def _config_map(item: Node, name: Node, data: dict[str, Node]) -> Node:
    """A generated ConfigMap, which stands where it is asked for."""
    key = Place(item.place.document, item.place.path)
    metadata = Node({"name": name.copy()}, key, key)
    return Node(
        {
            "apiVersion": Node("v1", key),
            "kind": Node("ConfigMap", key),
            "metadata": metadata,
            "data": Node(data, key, name.key),
        },
        item.place,
    )
