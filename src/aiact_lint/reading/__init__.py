"""Which files of a tree are read, and what came of it.

Most files of most repositories have nothing to do with AI. A file is parsed only if it holds a sign (bytes that every
AI artifact of its kind must hold), or if a file with a sign reaches for it: the rest of its Terraform module, what a
Compose file includes, the folder below an aiact.yaml, files that a declaration or a Terraform
function names. Charts and overlays with a sign are put together here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aiact_lint import called_files
from aiact_lint.discover import Tree
from aiact_lint.file_memory import FileMemory
from aiact_lint.kinds import Kind
from aiact_lint.module_folders import ModuleFolders
from aiact_lint.parsers import Parser
from aiact_lint.reading import overlays, reached
from aiact_lint.reading.files import Files
from aiact_lint.reading.library import Library, is_declaration
from aiact_lint.reading.signed import Progress, SignedFiles
from aiact_lint.search.signs import Signs

__all__ = ["Library", "Progress", "is_declaration", "read_relevant"]


def read_relevant(
    tree: Tree,
    parsers: Sequence[Parser],
    kinds: Sequence[Kind],
    progress: Progress | None = None,
    also: Iterable[str] = (),
    jobs: int = 1,
) -> Library:
    """Everything that holds a sign, or that such a file reaches for, and `also` the files that the config names.

    `jobs`: processes that look for signs and parse; 0 for as many as pay. What is read is the same with any number.
    """
    signs = Signs(_looked_for(parsers, kinds))
    memory = FileMemory(tree, signs.by_ending)
    modules = ModuleFolders(tree)
    files = Files(tree, parsers, kinds)
    library = files.library
    declarations = [path for path in tree.files if is_declaration(path)]
    for path in declarations:
        files.parse(path, named=True)
    signed = list(SignedFiles(files, signs, memory, modules).parse(jobs, progress))
    files.charts.render(files, library)
    for path in reached.named_by_declarations(tree.files, library.documents, kinds):
        files.parse(path, named=True)
    for path in also:
        files.parse(path)
    for path in reached.by_folder(files, declarations, signed, modules, signs):
        files.parse(path)
    reached.follow(files, kinds)
    for path in called_files.named_in(library.documents, tree.everything):
        files.read_as_text(path)
    files.charts.render(files, library)
    overlays.build(files, kinds, frozenset(signed))
    memory.save()
    library.documents.sort(key=lambda document: (document.source.path, document.index))
    return library


def _looked_for(parsers: Sequence[Parser], kinds: Sequence[Kind]) -> dict[str, tuple[bytes, ...]]:
    """The signs that may stand in a file, by its ending."""
    return {
        suffix: tuple(dict.fromkeys(token for kind in kinds if suffix in kind.suffixes for token in kind.tokens()))
        for parser in parsers
        for suffix in parser.suffixes
    }
