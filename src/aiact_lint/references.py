"""Which artifact points at which: references resolved against the names of other artifacts."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence

from aiact_lint.model_names import model_keys
from aiact_lint.subjects import Artifact, Reference, ReferenceKind


class Edges:
    """Directed references between artifacts by index, each with its reason in words."""

    def __init__(self, artifacts: Sequence[Artifact]) -> None:
        self._artifacts = artifacts
        self._index = _NameIndex(artifacts)
        self._out: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for source, artifact in enumerate(artifacts):
            if artifact.kind == "model-card":
                continue  # a base model is what a card builds on, not the system it belongs to
            for reference in artifact.references:
                for target in self._index.find(source, reference):
                    if target != source:
                        self._out[source].append((target, f"{artifact.name} names {reference.value}"))

    def of(self, index: int) -> list[tuple[int, str]]:
        """What one artifact points at."""
        return self._out.get(index, [])

    def outwards(self, start: int) -> dict[int, str]:
        """What an AI artifact reaches: other AI artifacts, and all support on the way and beyond it."""
        reached: dict[int, str] = {}
        queue = deque([start])
        while queue:
            for target, reason in self.of(queue.popleft()):
                if target != start and target not in reached:
                    reached[target] = reason
                    if self._artifacts[target].ai is None:
                        queue.append(target)
        return reached


class _NameIndex:
    def __init__(self, artifacts: Sequence[Artifact]) -> None:
        self._artifacts = artifacts
        self._plain: dict[str, list[int]] = defaultdict(list)
        self._models: dict[str, list[int]] = defaultdict(list)
        self._bases: dict[str, list[int]] = defaultdict(list)
        """Models that cards build on: a deployment of the base may belong to the one card that is about it."""
        for index, artifact in enumerate(artifacts):
            for name in artifact.names:
                prefix, _, value = name.partition(":")
                if prefix == ReferenceKind.MODEL:
                    for key in model_keys(value):
                        self._models[key].append(index)
                else:
                    self._plain[name].append(index)
            if artifact.anchor and artifact.kind == "kubernetes":
                self._plain[f"{ReferenceKind.OBJECT}:{artifact.anchor}"].append(index)
            if artifact.kind == "model-card":
                for reference in artifact.references:
                    for key in model_keys(reference.value)[:1]:
                        self._bases[key].append(index)

    def find(self, source: int, reference: Reference) -> list[int]:
        if reference.kind is ReferenceKind.MODEL:
            return self._find_model(reference.value)
        found = self._plain.get(f"{reference.kind}:{reference.value}", [])
        if reference.kind is ReferenceKind.OBJECT:
            return self._closest(source, found)
        return found

    def _find_model(self, value: str) -> list[int]:
        for names in (self._models, self._bases):
            for key in model_keys(value):
                found = names.get(key, [])
                if len(found) == 1:
                    return found
                if found:
                    return []  # several cards of that name: saying which would be a guess
        return []

    def _closest(self, source: int, found: list[int]) -> list[int]:
        """Objects of one name in several overlays: those in the same folder, else the only one there is."""
        folder = self._artifacts[source].document.source.folder
        near = [each for each in found if self._artifacts[each].document.source.folder == folder]
        if near:
            return near
        return found if len(found) == 1 else []
