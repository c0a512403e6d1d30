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
        self._cards: dict[str, list[int]] = defaultdict(list)
        """Model cards in Markdown and JSON."""
        self._inventories: dict[str, list[int]] = defaultdict(list)
        """What else describes a model: bills of materials, packaged models."""
        self._datasets: dict[str, list[int]] = defaultdict(list)
        self._bases: dict[str, list[int]] = defaultdict(list)
        """Models that cards build on: a deployment of the base may belong to the one card that is about it."""
        for index, artifact in enumerate(artifacts):
            for name in artifact.names:
                prefix, _, value = name.partition(":")
                if prefix in (ReferenceKind.MODEL, ReferenceKind.DATASET):
                    for key in model_keys(value):
                        self._of(artifact, prefix)[key].append(index)
                else:
                    self._plain[name].append(index)
            if artifact.anchor and artifact.kind == "kubernetes":
                self._plain[f"{ReferenceKind.OBJECT}:{artifact.anchor}"].append(index)
            for reference in artifact.references:
                if reference.kind is ReferenceKind.BASE and artifact.kind == "model-card":
                    for key in model_keys(reference.value)[:1]:
                        self._bases[key].append(index)

    def _of(self, artifact: Artifact, prefix: str) -> dict[str, list[int]]:
        if prefix == ReferenceKind.DATASET:
            return self._datasets
        return self._cards if artifact.kind == "model-card" else self._inventories

    def find(self, source: int, reference: Reference) -> list[int]:
        match reference.kind:
            case ReferenceKind.BASE:
                return []  # what a card builds on is not the system it belongs to
            case ReferenceKind.SELF:
                return self._find_own_card(source, reference.value)
            case ReferenceKind.DATASET:
                return _only(self._datasets, reference.value)
            case ReferenceKind.MODEL:
                return self._find_model(reference.value)
        found = self._plain.get(f"{reference.kind}:{reference.value}", [])
        if reference.kind is ReferenceKind.OBJECT:
            return self._closest(source, found)
        return found

    def _find_model(self, value: str) -> list[int]:
        for names in (self._cards, self._inventories, self._bases):
            for key in model_keys(value):
                found = sorted(set(names.get(key, ())))
                if len(found) > 1:
                    found = self._in_words(found)
                if len(found) == 1:
                    return found
                if names.get(key):
                    return []  # several cards of that name: saying which would be a guess
        return []

    def _find_own_card(self, source: int, value: str) -> list[int]:
        """The one other card of a name that an artifact bears itself; a card in Markdown goes before the rest."""
        for key in model_keys(value):
            others = [each for each in dict.fromkeys(self._cards.get(key, ())) if each != source]
            in_words = self._artifacts[source].kind == "model-card" or len(others) > 1
            chosen = self._in_words(others) if in_words else others
            if chosen or others:
                return chosen if len(chosen) == 1 else []
        return []

    def _in_words(self, found: list[int]) -> list[int]:
        """Those of some cards that are written for people: the others are their data."""
        return [each for each in found if self._artifacts[each].document.language == "markdown"]

    def _closest(self, source: int, found: list[int]) -> list[int]:
        """Objects of one name in several overlays: those in the same folder, else the only one there is."""
        folder = self._artifacts[source].document.source.folder
        near = [each for each in found if self._artifacts[each].document.source.folder == folder]
        if near:
            return near
        return found if len(found) == 1 else []


def _only(names: dict[str, list[int]], value: str) -> list[int]:
    """What the most specific known name of something stands for, if it is one thing."""
    found = next((names[key] for key in model_keys(value) if key in names), [])
    return found if len(set(found)) == 1 else []
