"""Overlays of a run: what Kustomize makes of objects stands in for these objects."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from aiact_lint.kinds import Kind
from aiact_lint.kinds.signs import STATEMENT_TOKENS, image_tokens
from aiact_lint.overlays.names import is_kustomization
from aiact_lint.reading.files import Files
from aiact_lint.search.signs import holds


def build(files: Files, kinds: Sequence[Kind], signs: frozenset[str]) -> None:
    """Put what overlays make of the objects they take in into the place of those objects.

    `signs` are the paths of the files with a sign; an overlay that takes in none of them is of no interest.
    """
    paths = [path for path in files.tree.files if is_kustomization(path)] if signs else []
    if not paths:
        return
    from aiact_lint.overlays.render import build_all  # a dozen modules

    overlays = build_all(paths, files, cache(lambda path: path in signs and _holds_ai(path, files, kinds)))
    library = files.library
    kept = [each for each in library.documents if each.source.path not in overlays.used]
    library.documents = [*kept, *overlays.documents]
    library.sources.update(overlays.sources)
    for each in overlays.skipped:
        library.skip(each)


def _holds_ai(path: str, files: Files, kinds: Sequence[Kind]) -> bool:
    """Whether an object of AI stands in a file with a sign, or a patch or kustomization that makes one so."""
    documents = files.parsed(path)
    manifests = [each for each in documents if any(kind.wants(each) for kind in kinds)]
    if len(manifests) < len(documents) and holds(documents[0].source, (*image_tokens(), *STATEMENT_TOKENS)):
        return True
    read = (kind.read([each for each in manifests if kind.wants(each)], ()) for kind in kinds)
    return any(artifact.ai for artifacts in read for artifact in artifacts)
