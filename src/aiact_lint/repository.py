"""What evidence can point at: the files of a run and the named things in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from aiact_lint.document import Document
from aiact_lint.evidence import EvidencePath
from aiact_lint.kinds import Kind
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.subjects import Artifact, Place


@dataclass(frozen=True, slots=True)
class Repository:
    """Files and anchors, by path relative to the root of the run."""

    files: frozenset[str]
    anchors: Mapping[str, Mapping[str, Place]]
    """Per file that was read: heading slugs, `Kind/name`, resource addresses."""
    artifacts: Mapping[tuple[str, str], Artifact]
    """By file and anchor; anchor "" is the first artifact of a file."""

    def folder_exists(self, path: str) -> bool:
        """Whether any file lies below a folder."""
        return any(each.startswith(f"{path}/") for each in self.files)

    def document(self, path: str) -> Document | None:
        """The document of a file in which something can be named; None for any other file."""
        return next((place.document for place in self.anchors.get(path, {}).values()), None)

    def artifact(self, target: EvidencePath, among: Iterable[Artifact] = ()) -> Artifact | None:
        """The artifact that a reference names, if it names one; of several that a module makes one that is `among`."""
        named = (target.path, target.anchor)
        own = (each for each in among if target.anchor and named in each.addresses)
        return next(own, self.artifacts.get(named))


def build(
    files: frozenset[str], documents: Iterable[Document], artifacts: Iterable[Artifact], kinds: Iterable[Kind]
) -> Repository:
    """The repository of a run."""
    by_path: dict[str, list[Document]] = {}
    for document in documents:
        by_path.setdefault(document.source.path, []).append(document)
    readers = [kind.anchors for kind in kinds if kind.anchors is not None]
    named: dict[tuple[str, str], Artifact] = {}
    called: dict[str, dict[str, Place]] = {}
    for artifact in artifacts:
        for file, anchor in artifact.addresses:
            named.setdefault((file, anchor), artifact)
            if artifact.callers:
                called.setdefault(file, {}).setdefault(anchor, artifact.place)
        named.setdefault((artifact.file, ""), artifact)
    return Repository(files, _Anchors(by_path, readers, called), named)


class _Anchors(Mapping[str, Mapping[str, Place]]):
    """What can be named in each file, looked for when somebody asks: most files are named by nothing."""

    def __init__(
        self,
        documents: Mapping[str, Sequence[Document]],
        readers: Sequence[Callable[[Document], Mapping[str, Place]]],
        called: Mapping[str, Mapping[str, Place]],
    ) -> None:
        """`called`: by file, what modules make that are called there."""
        self._documents = documents
        self._readers = readers
        self._called = called
        self._found: dict[str, dict[str, Place]] = {}

    def __getitem__(self, path: str) -> Mapping[str, Place]:
        if path not in self._found:
            found: dict[str, Place] = {}
            for document in self._documents[path]:
                for read in self._readers:
                    for anchor, place in read(document).items():
                        found.setdefault(anchor, place)
            for anchor, place in self._called.get(path, {}).items():
                found.setdefault(anchor, place)
            self._found[path] = found
        return self._found[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._documents)

    def __len__(self) -> int:
        return len(self._documents)
