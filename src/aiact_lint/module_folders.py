"""Which Terraform files belong together: folders that call each other, and modules from elsewhere put beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from posixpath import dirname, join

from aiact_lint.discover import Tree
from aiact_lint.kinds.terraform import vendored
from aiact_lint.kinds.terraform.calls import CallGraph
from aiact_lint.kinds.terraform.files import is_configuration, reads_by_itself
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.source import SourceFile

_MAX_VENDORED = 3_000
"""Files of modules from elsewhere that are looked at for one configuration."""


@dataclass(frozen=True, slots=True)
class Vendored:
    """What `terraform init` has put below a folder; git ignores it as a rule, so no list of files has it."""

    manifest: str
    files: tuple[str, ...]


class ModuleFolders:
    """The Terraform folders of a tree."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._calls = CallGraph()
        self._files = [path for path in tree.files if is_configuration(path) or reads_by_itself(path)]

    def wants(self, path: str) -> bool:
        """Whether `note` has to see a file."""
        return is_configuration(path)

    def note(self, path: str, data: bytes) -> None:
        """Look at what a file calls, before it is known whether it is parsed."""
        if is_configuration(path):
            self._calls.add(path, data)

    def folders(self) -> set[str]:
        """All folders with files of Terraform."""
        return {dirname(path) for path in self._files}

    def with_vendored(self, holds_sign: Callable[[str], bool]) -> set[str]:
        """The folders beside which lies a module from elsewhere with a sign."""
        return {folder for folder, found in self._vendored.items() if any(holds_sign(path) for path in found.files)}

    def reached(self, folders: Iterable[str]) -> Iterator[str]:
        """The files of some folders, of all that call them, and of all that these call."""
        around = self._calls.around(folders)
        yield from (path for path in self._files if dirname(path) in around)
        for folder, found in self._vendored.items():
            if folder in around:
                yield from (found.manifest, *found.files)

    @cached_property
    def _vendored(self) -> Mapping[str, Vendored]:
        found: dict[str, Vendored] = {}
        for folder in sorted(self.folders()):
            manifest = join(folder, vendored.MANIFEST)
            source = None if self._tree.is_gone(manifest) else self._tree.read(manifest)
            if isinstance(source, SourceFile):
                listed = sorted(set(vendored.folders(manifest, source.data).values()))
                files = (join(each, name) for each in listed for name in self._tree.names_in(each))
                found[folder] = Vendored(manifest, tuple(filter(is_configuration, files))[:_MAX_VENDORED])
        return found
