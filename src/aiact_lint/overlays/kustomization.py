"""One kustomization: what it takes in and what it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from posixpath import dirname

from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.overlays.files import Files, is_remote, resolve
from aiact_lint.overlays.node import Node, TooLarge, tree

_RESOURCES = ("resources", "bases")
_PATCHES = ("patches", "patchesJson6902")
_MAX_LISTED = 2_000


@dataclass(frozen=True, eq=False)
class Kustomization:
    """A kustomization as it is written."""

    path: str
    node: Node

    @property
    def folder(self) -> str:
        """The folder it stands in, which is what others name it by."""
        return dirname(self.path)

    @property
    def is_component(self) -> bool:
        """Whether it only means something inside another."""
        return self.node.text("kind") == "Component"

    def listed(self, *names: str) -> Iterator[Node]:
        """The items of some lists of it."""
        for name in names:
            found = self.node.at(name)
            yield from (found.data if found is not None and isinstance(found.data, list) else [])[:_MAX_LISTED]

    @cached_property
    def taken_in(self) -> Sequence[tuple[str, str]]:
        """What its `resources` and `bases` name, as written and as a path."""
        return tuple(self._named(*_RESOURCES))

    @cached_property
    def components(self) -> Sequence[tuple[str, str]]:
        """The same of `components`."""
        return tuple(self._named("components"))

    def _named(self, *lists: str) -> Iterator[tuple[str, str]]:
        for item in self.listed(*lists):
            if isinstance(item.data, str):
                yield item.data, "" if is_remote(item.data) else resolve(self.folder, item.data)

    @cached_property
    def patch_files(self) -> frozenset[str]:
        """The files of its patches."""
        named = [item.text("path") for item in self.listed(*_PATCHES)]
        named += [each.data for each in self.listed("patchesStrategicMerge") if is_file_name(each)]
        return frozenset(resolve(self.folder, each) for each in named if each)


def is_file_name(patch: Node) -> bool:
    """Whether an item of `patchesStrategicMerge` names a file rather than being a patch itself."""
    return isinstance(patch.data, str) and "\n" not in patch.data and ":" not in patch.data


class Kustomizations:
    """All kustomizations of a run by folder, and which of them have to do with AI."""

    def __init__(self, paths: Iterable[str], files: Files, bears: Callable[[str], bool]) -> None:
        self._bears = bears
        self.by_folder: Mapping[str, Kustomization] = {
            each.folder: each for path in paths if (each := _load(path, files)) is not None
        }

    @cached_property
    def tops(self) -> list[Kustomization]:
        """Those that no other takes in and that have to do with AI."""
        used = {
            path
            for each in self.by_folder.values()
            for _, path in (*each.taken_in, *each.components)
            if path != each.folder
        }
        return [
            each
            for folder, each in self.by_folder.items()
            if folder not in used and not each.is_component and folder in self._bearing
        ]

    def bears(self, of: Kustomization) -> bool:
        """Whether a sign stands anywhere in what a kustomization takes in."""
        return of.folder in self._bearing

    def is_signed(self, of: Kustomization) -> bool:
        """Whether a sign stands in the files that it names itself."""
        return self.changes_are_signed(of) or any(self._bears(path) for _, path in of.taken_in)

    def changes_are_signed(self, of: Kustomization) -> bool:
        """Whether a sign stands in what it changes, so that everything below it matters."""
        return self._bears(of.path) or any(self._bears(path) for path in sorted(of.patch_files))

    @cached_property
    def _bearing(self) -> frozenset[str]:
        """Folders of kustomizations with a sign, and of those that take them in."""
        takers: dict[str, list[str]] = {}
        for folder, each in self.by_folder.items():
            for _, path in (*each.taken_in, *each.components):
                takers.setdefault(path, []).append(folder)
        pending = [folder for folder, each in self.by_folder.items() if self.is_signed(each)]
        found = set(pending)
        while pending:
            for taker in takers.get(pending.pop(), ()):
                if taker not in found:
                    found.add(taker)
                    pending.append(taker)
        return frozenset(found)


def _load(path: str, files: Files) -> Kustomization | None:
    documents = files.documents(path)
    if not documents or not isinstance(documents[0].data, dict):
        return None
    try:
        return Kustomization(path, tree(documents[0]))
    except TooLarge:
        return None
