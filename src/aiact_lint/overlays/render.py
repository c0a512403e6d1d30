"""All overlays of a run that have to do with AI, as documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import field

from aiact_lint.document import Document
from aiact_lint.finding import Skipped
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.overlays.build import Builder, Built
from aiact_lint.overlays.built import document, signature
from aiact_lint.overlays.files import Files
from aiact_lint.overlays.kustomization import Kustomization, Kustomizations
from aiact_lint.overlays.node import TooLarge
from aiact_lint.source import SourceFile

_MAX_TOPS = 500


@dataclass(slots=True)
class Overlays:
    """What came of the overlays of a run."""

    documents: list[Document] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    """Files whose own documents are not to be judged, because they are parts of these."""
    sources: dict[str, SourceFile] = field(default_factory=dict)
    """Every file that something may be traced to, by path."""
    skipped: list[Skipped] = field(default_factory=list)


def build_all(paths: Iterable[str], files: Files, bears: Callable[[str], bool]) -> Overlays:
    """The objects of every overlay that no other takes in, each once where overlays leave it as it is.

    `paths` are those of all kustomizations; `bears` says of a file whether it has to do with AI.
    """
    result = Overlays()
    known: set[tuple[object, ...]] = set()
    every = Kustomizations(paths, files, bears)
    for top in every.tops[:_MAX_TOPS]:
        _build_one(top, every, files, result, known)
    return result


def _build_one(
    top: Kustomization, every: Kustomizations, files: Files, result: Overlays, known: set[tuple[object, ...]]
) -> None:
    builder = Builder(every, files)
    try:
        objects = builder.build(top)
    except (TooLarge, RecursionError):
        result.skipped.append(Skipped(top.path, "kustomization: building it takes too long"))
        return
    result.used |= builder.used
    result.skipped += [each for each in builder.skipped if each not in result.skipped]
    for each in objects:
        if not each.node.data:
            continue  # deleted by a patch
        mark = signature(each)
        if mark not in known:
            known.add(mark)
            _add(each, result)


def _add(of: Built, result: Overlays) -> None:
    made = document(of)
    result.documents.append(made)
    result.sources[made.source.path] = made.source
    for _, node in of.node.walk():
        for place in (node.place, *filter(None, [node.key]), *node.via):
            result.sources[place.file] = place.document.source
