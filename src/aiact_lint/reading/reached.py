"""Files without a sign that are read because files with one, or declarations, reach for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from posixpath import dirname

from aiact_lint import evidence
from aiact_lint.document import Document
from aiact_lint.kinds import Kind
from aiact_lint.kinds.terraform.files import CONFIGURATION, VARIABLE_FILES
from aiact_lint.kinds.terraform.plan import PLAN_SIGN
from aiact_lint.module_folders import ModuleFolders
from aiact_lint.reading.files import Files
from aiact_lint.search.signs import Signs, holds
from aiact_lint.source import SourceFile, has_ending

_TERRAFORM = (*CONFIGURATION, *VARIABLE_FILES)
_MANIFESTS = (".yaml", ".yml", ".json")
_STATEMENTS = (b"aiact", b"ai-act", b"AiAct")
"""Bytes that every statement of the vocabulary in a manifest or a tag holds (configured prefixes aside)."""


def named_by_declarations(paths: Iterable[str], documents: Sequence[Document], kinds: Iterable[Kind]) -> Iterator[str]:
    """Those of some paths that declarations name as artifacts or evidence."""
    declared = [
        artifact
        for kind in kinds
        if kind.name == "declaration"
        for artifact in kind.read([each for each in documents if kind.wants(each)], ())
    ]
    named = {target.path for artifact in declared for _, target in evidence.stated_by(artifact)}
    claims = [evidence.claims(artifact) for artifact in declared]
    return (path for path in paths if path in named or any(claim(path) is not None for claim in claims))


def by_folder(
    files: Files, declarations: Iterable[str], signed: Iterable[str], modules: ModuleFolders, signs: Signs
) -> Iterator[str]:
    """Terraform modules with a sign and all that is called with them, manifests beside stating ones, all below a
    declaration."""
    sources = files.library.sources
    tops = {dirname(path) for path in declarations}
    folders = {folder for folder in modules.folders() if _is_below(folder, tops)}
    folders.update(dirname(path) for path in signed if path.endswith(_TERRAFORM) or _is_plan(path, sources))
    folders.update(modules.with_vendored(lambda path: _holds_sign(path, files, signs)))
    yield from modules.reached(folders)
    # Other folders need no look: it would be one at many megabytes.
    unfinished = {dirname(path) for path in files.tree.files if path.endswith(_MANIFESTS) and not files.is_seen(path)}
    stating = {
        dirname(path)
        for path in signed
        if dirname(path) in unfinished and path in sources and holds(sources[path], _STATEMENTS)
    }
    for path in files.tree.files:
        folder = dirname(path)
        if path.endswith(_MANIFESTS) and (folder in stating or _is_below(folder, tops)):
            yield path


def follow(files: Files, kinds: Iterable[Kind]) -> None:
    """Parse what parsed files take parts from, and what that takes parts from."""
    reaching = [(kind.reaches, kind) for kind in kinds if kind.reaches is not None]
    for document in files.library.documents:  # which grows on the way
        for reaches, kind in reaching:
            if has_ending(document.source.path, kind.suffixes) and kind.wants(document):
                for reached, language in reaches(document):
                    if reached in files.tree.everything:
                        files.parse(reached, language=language)


def _holds_sign(path: str, files: Files, signs: Signs) -> bool:
    source = files.load(path)
    return source is not None and signs.are_in(source)


def _is_plan(path: str, sources: Mapping[str, SourceFile]) -> bool:
    return path.endswith(".json") and path in sources and PLAN_SIGN in sources[path].data


def _is_below(folder: str, tops: Iterable[str]) -> bool:
    return any(top in ("", folder) or folder.startswith(f"{top}/") for top in tops)
