"""Which files of a tree are read, and what came of it.

Most files of most repositories have nothing to do with AI. A file is parsed only if it holds a sign (bytes that every
AI artifact of its kind must hold), or if a file with a sign reaches for it: the rest of its Terraform module, what a
Compose file includes, the folder below an aiact.yaml, files that a declaration or a Terraform
function names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cache
from posixpath import dirname
from typing import TYPE_CHECKING, TypeAlias

from aiact_lint import called_files, evidence
from aiact_lint.charts.folders import ChartFolders
from aiact_lint.discover import Tree
from aiact_lint.document import Document, Parsed, ParseFailure
from aiact_lint.file_memory import FileMemory
from aiact_lint.finding import Skipped
from aiact_lint.kinds import Kind
from aiact_lint.kinds.signs import STATEMENT_TOKENS, image_tokens
from aiact_lint.kinds.terraform.files import CONFIGURATION, VARIABLE_FILES
from aiact_lint.kinds.terraform.plan import PLAN_SIGN
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.module_folders import ModuleFolders
from aiact_lint.overlays.names import is_kustomization
from aiact_lint.parsers import Parser
from aiact_lint.source import SourceFile, Span, has_ending

if TYPE_CHECKING:
    from aiact_lint.charts.render import Rendered

_TERRAFORM = (*CONFIGURATION, *VARIABLE_FILES)
_MANIFESTS = (".yaml", ".yml", ".json")
_STATEMENTS = (b"aiact", b"ai-act", b"AiAct")
"""Bytes that every statement of the vocabulary in a manifest or a tag holds (configured prefixes aside)."""


_DEFINITION = re.compile(rb"^kind:[ \t]+CustomResourceDefinition[ \t]*\r?$", re.MULTILINE)
"""What the YAML parser leaves out."""


@dataclass(slots=True)
class Library:
    """The documents of a run."""

    documents: list[Document] = field(default_factory=list)
    failures: list[ParseFailure] = field(default_factory=list)
    """Of files that bear on an AI system."""
    skipped: list[Skipped] = field(default_factory=list)
    sources: dict[str, SourceFile] = field(default_factory=dict)
    """The files that gave documents or failures, by path."""
    read: set[str] = field(default_factory=set)
    """The paths of all files that were parsed; what held nothing for us is not kept in memory."""


Progress: TypeAlias = Callable[[int, int], None]
"""Told how many files of how many have been looked at."""


def read_relevant(
    tree: Tree,
    parsers: Sequence[Parser],
    kinds: Sequence[Kind],
    progress: Progress | None = None,
    also: Iterable[str] = (),
) -> Library:
    """Everything that holds a sign, or that such a file reaches for, and `also` the files that the config names."""
    reader = _Reader(tree, parsers, kinds)
    declarations = [path for path in tree.files if is_declaration(path)]
    for path in declarations:
        reader.parse(path, named=True)
    signs = []
    for number, path in enumerate(tree.files, 1):
        if reader.parse_if_sign(path):
            signs.append(path)
        if progress is not None:
            progress(number, len(tree.files))
    reader.render_charts()
    named = reader.named_by_declarations()
    for path in named:
        reader.parse(path, named=True)
    for path in also:
        reader.parse(path)
    for path in _reached(tree, declarations, signs, reader):
        reader.parse(path)
    reader.follow()
    for path in called_files.named_in(reader.library.documents, tree.everything):
        reader.read_text(path)
    reader.render_charts()
    reader.build_overlays(frozenset(signs))
    reader.memory.save()
    reader.library.documents.sort(key=lambda document: (document.source.path, document.index))
    return reader.library


def is_declaration(path: str) -> bool:
    """Whether a file is an aiact.yaml by name."""
    name = path.rsplit("/", 1)[-1]
    return name in ("aiact.yaml", "aiact.yml") or name.endswith((".aiact.yaml", ".aiact.yml"))


def _reached(tree: Tree, declarations: Sequence[str], signs: Sequence[str], reader: _Reader) -> Iterator[str]:
    """Terraform modules with a sign and all that is called with them, manifests beside stating ones, all below a
    declaration."""
    sources = reader.library.sources
    tops = {dirname(path) for path in declarations}
    modules = {folder for folder in reader.modules.folders() if _is_below(folder, tops)}
    modules.update(dirname(path) for path in signs if path.endswith(_TERRAFORM) or _is_plan(path, sources))
    modules.update(reader.modules.with_vendored(reader.holds_sign))
    yield from reader.modules.reached(modules)
    stating = {dirname(path) for path in signs if path in sources and _holds(sources[path], _STATEMENTS)}
    for path in tree.files:
        folder = dirname(path)
        if path.endswith(_MANIFESTS) and (folder in stating or _is_below(folder, tops)):
            yield path


def _is_plan(path: str, sources: Mapping[str, SourceFile]) -> bool:
    return path.endswith(".json") and path in sources and PLAN_SIGN in sources[path].data


def _is_below(folder: str, tops: Iterable[str]) -> bool:
    return any(top in ("", folder) or folder.startswith(f"{top}/") for top in tops)


class _Reader:
    """Reads each file of a tree at most once."""

    def __init__(self, tree: Tree, parsers: Sequence[Parser], kinds: Sequence[Kind]) -> None:
        self._tree = tree
        self._parsers = tuple((suffix, parser) for parser in parsers for suffix in parser.suffixes)
        self._kinds = kinds
        self._tokens = {
            suffix: tuple(dict.fromkeys(token for kind in kinds if suffix in kind.suffixes for token in kind.tokens()))
            for suffix, _ in self._parsers
        }
        self._seen: set[str] = set()
        self.memory = FileMemory(tree, self._tokens)
        self._charts = ChartFolders(tree.files)
        self._pending: dict[str, None] = {}
        """Folders of charts that are to be written out, in order."""
        self._rendered: set[str] = set()
        self._documents: dict[str, Sequence[Document]] = {}
        self.library = Library()
        self.modules = ModuleFolders(tree)

    def parse_if_sign(self, path: str) -> bool:
        """Parse a file if it holds bytes of a sign, and say whether it does; files are in memory one at a time."""
        tokens = self._tokens_of(path)
        if path in self._seen or not tokens:
            return False
        idle = self.memory.is_idle(path)
        if idle and not self.modules.wants(path):
            return False
        before = self.memory.identity(path)
        source = self._load(path)
        if source is None:
            return False
        self.modules.note(path, source.data)
        if idle:
            return False
        known = self.memory.holds_sign(source)
        sign = _holds(source, tokens) if known is None else known
        self.memory.note(source, before, sign=sign)
        if not sign:
            return False
        self._expect_chart(path)
        self.parse(path, loaded=source)
        return True

    def holds_sign(self, path: str) -> bool:
        """Whether a file holds bytes of a sign."""
        source = self._load(path)
        return source is not None and _holds(source, self._tokens_of(path))

    def _tokens_of(self, path: str) -> tuple[bytes, ...]:
        return next((found for suffix, found in self._tokens.items() if has_ending(path, suffix)), ())

    def follow(self) -> None:
        """Parse what parsed files take parts from, and what that takes parts from."""
        reaching = [(kind.reaches, kind) for kind in self._kinds if kind.reaches is not None]
        for document in self.library.documents:  # which grows on the way
            for reaches, kind in reaching:
                if has_ending(document.source.path, kind.suffixes) and kind.wants(document):
                    for reached, language in reaches(document):
                        if reached in self._tree.everything:
                            self.parse(reached, language=language)

    def _expect_chart(self, path: str) -> None:
        """A sign anywhere in a chart (its values, say) makes all of its templates worth a look."""
        chart = self._charts.around(path) if path.endswith(_MANIFESTS) else None
        if chart is not None:
            self._pending[chart] = None

    def render_charts(self) -> None:
        """Write out the templates of charts that are of interest by now."""
        waiting = [folder for folder in self._pending if folder not in self._rendered]
        if not waiting:
            return
        from aiact_lint.charts.render import render  # as much to load as the rest of a run without AI

        for folder in waiting:
            self._rendered.add(folder)
            self._add_chart(render(folder, self))

    def _add_chart(self, rendered: Rendered) -> None:
        self.library.documents.extend(rendered.documents)
        self.library.sources.update(rendered.sources)
        self.library.read.update(rendered.sources)
        self.library.skipped.extend(rendered.skipped)

    def build_overlays(self, signs: frozenset[str]) -> None:
        """Put what overlays make of the objects they take in into the place of those objects."""
        paths = [path for path in self._tree.files if is_kustomization(path)] if signs else []
        if not paths:
            return
        from aiact_lint.overlays.render import build_all  # a dozen modules

        overlays = build_all(paths, self, cache(lambda path: path in signs and self._holds_ai(path)))
        kept = [each for each in self.library.documents if each.source.path not in overlays.used]
        self.library.documents = [*kept, *overlays.documents]
        self.library.sources.update(overlays.sources)
        self.library.skipped.extend(each for each in overlays.skipped if each not in self.library.skipped)

    def _holds_ai(self, path: str) -> bool:
        """Whether an object of AI stands in a file with a sign, or a patch or kustomization that makes one so."""
        documents = self._documents.get(path, ())
        manifests = [each for each in documents if any(kind.wants(each) for kind in self._kinds)]
        if len(manifests) < len(documents) and _holds(documents[0].source, (*image_tokens(), *STATEMENT_TOKENS)):
            return True
        read = (kind.read([each for each in manifests if kind.wants(each)], ()) for kind in self._kinds)
        return any(artifact.ai for artifacts in read for artifact in artifacts)

    def documents(self, path: str) -> Sequence[Document]:
        """The documents of a file, parsed now if it was not before."""
        if path in self._tree.everything and not self._charts.is_template(path):
            self.parse(path)
        return self._documents.get(path, ())

    def below(self, folder: str) -> Sequence[str]:
        """All paths below a folder, sorted."""
        prefix = f"{folder}/" if folder else ""
        return sorted(path for path in self._tree.everything if path.startswith(prefix))

    def read(self, path: str) -> SourceFile | None:
        """A file of the run as text."""
        return self._load(path) if path in self._tree.everything else None

    def parse(self, path: str, *, named: bool = False, loaded: SourceFile | None = None, language: str = "") -> None:
        """Parse a file once.

        `named`: a declaration reaches for it by name, so that it bears on a system if broken. `language`: the parser
        for a path with an ending that none is for.
        """
        parser = next((parser for suffix, parser in self._parsers if has_ending(path, suffix)), None)
        if parser is None and language:
            parser = next((each for _, each in self._parsers if each.name == language), None)
        if path in self._seen or parser is None:
            return
        self._seen.add(path)
        if self._charts.is_template(path):
            self._expect_chart(path)
            return
        source = loaded or self._load(path)
        if source is None:
            return
        parsed = self.memory.parse(source, parser)
        self.library.read.add(path)
        if not parsed.documents and not parsed.failures and is_declaration(path):
            parsed = Parsed((Document(source, "yaml", None, {}, {}, Span(0, 0)),))  # empty: to be told
        if parsed.documents or parsed.failures:
            self.library.sources[path] = source
        self.library.documents.extend(parsed.documents)
        self._documents[path] = parsed.documents
        if parser.name == "yaml" and _DEFINITION.search(source.data):
            self.library.skipped.append(Skipped(path, "definitions of custom resources in it are left out"))
        if not parsed.failures:
            return
        if b"{{" in source.data and parser.name in ("yaml", "markdown"):
            self.library.skipped.append(Skipped(path, "template: its {{ }} are not filled in"))
        elif named or self._bears(source, parser, parsed.documents):
            self.library.failures.extend(parsed.failures)
        else:
            self.library.skipped.append(Skipped(path, f"not parsed: {parsed.failures[0].message}"))

    def read_text(self, path: str) -> None:
        """Read a file that a Terraform function names as the text that it is, beside what else it may be."""
        from aiact_lint.parsers import hcl

        if is_declaration(path):
            return
        source = self._load(path)
        if source is not None and len(source.data) <= called_files.MAX_BYTES:
            document = hcl.template(source)
            if document is not None:
                self.library.read.add(path)
                self.library.documents.append(document)

    def _bears(self, source: SourceFile, parser: Parser, documents: Sequence[Document]) -> bool:
        """Whether an unreadable file would have been looked at: text without a card in it would not."""
        kinds = [kind for kind in self._kinds if not kind.support and has_ending(source.path, kind.suffixes)]
        if any(kind.broken is not None and kind.broken(source.data) for kind in kinds):
            return True
        if parser.name == "markdown":
            return any(kind.wants(document) for kind in kinds for document in documents)
        return any(_holds(source, kind.tokens()) for kind in kinds if kind.broken is None)

    def named_by_declarations(self) -> list[str]:
        """The files that declarations name as artifacts or evidence."""
        declared = [
            artifact
            for kind in self._kinds
            if kind.name == "declaration"
            for artifact in kind.read([each for each in self.library.documents if kind.wants(each)], ())
        ]
        named = {target.path for artifact in declared for _, target in evidence.stated_by(artifact)}
        claims = [evidence.claims(artifact) for artifact in declared]
        return [path for path in self._tree.files if path in named or any(claim(path) is not None for claim in claims)]

    def _load(self, path: str) -> SourceFile | None:
        loaded = self._tree.read(path)
        if isinstance(loaded, SourceFile):
            return loaded
        if loaded not in self.library.skipped:
            self.library.skipped.append(loaded)
        return None


def _holds(source: SourceFile, tokens: Iterable[bytes]) -> bool:
    return any(token in source.data for token in tokens)
