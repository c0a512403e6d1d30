"""The files of a run, each read and parsed at most once; what charts and overlays ask for comes from here too."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aiact_lint import called_files, kept_documents
from aiact_lint.discover import Tree
from aiact_lint.document import Document, Parsed
from aiact_lint.finding import Skipped
from aiact_lint.kinds import Kind
from aiact_lint.parsers import Parser
from aiact_lint.reading.charts import Charts
from aiact_lint.reading.library import Library, is_declaration
from aiact_lint.search.signs import holds
from aiact_lint.source import SourceFile, Span, ending_of, has_ending

_DEFINITION = re.compile(rb"^kind:[ \t]+CustomResourceDefinition[ \t]*\r?$", re.MULTILINE)
"""What the YAML parser leaves out."""


class Files:
    """Files by path, and the library that they go to."""

    def __init__(self, tree: Tree, parsers: Sequence[Parser], kinds: Sequence[Kind]) -> None:
        self.tree = tree
        self.library = Library()
        self.charts = Charts(tree.files)
        self.parsers: dict[str, Parser] = {}
        """By ending; the first that fits decides."""
        for parser in parsers:
            self.parsers.update((suffix, parser) for suffix in parser.suffixes if suffix not in self.parsers)
        self._kinds = kinds
        self._seen: set[str] = set()
        self._documents: dict[str, Sequence[Document]] = {}

    def is_seen(self, path: str) -> bool:
        """Whether a file was parsed, or left to its chart."""
        return path in self._seen

    def load(self, path: str) -> SourceFile | None:
        """A file as text, also one that git ignores; what is left unread is told."""
        loaded = self.tree.read(path)
        if isinstance(loaded, SourceFile):
            return loaded
        self.library.skip(loaded)
        return None

    def read(self, path: str) -> SourceFile | None:
        """A file of the run as text."""
        return self.load(path) if path in self.tree.everything else None

    def below(self, folder: str) -> Sequence[str]:
        """All paths below a folder, sorted."""
        prefix = f"{folder}/" if folder else ""
        return sorted(path for path in self.tree.everything if path.startswith(prefix))

    def documents(self, path: str) -> Sequence[Document]:
        """The documents of a file, parsed now if it was not before; a template has none of its own."""
        if path in self.tree.everything and not self.charts.is_template(path):
            self.parse(path)
        return self.parsed(path)

    def parsed(self, path: str) -> Sequence[Document]:
        """The documents of a file that was parsed."""
        return self._documents.get(path, ())

    def parser_of(self, path: str, language: str = "") -> Parser | None:
        """The parser for a file; by the name of a language for a path with an ending that none is for."""
        ending = ending_of(path, self.parsers)
        if ending is not None:
            return self.parsers[ending]
        return next((each for each in self.parsers.values() if each.name == language), None) if language else None

    def parse(
        self,
        path: str,
        *,
        named: bool = False,
        loaded: SourceFile | None = None,
        parsed: Parsed | None = None,
        language: str = "",
    ) -> None:
        """Parse a file once.

        `named`: a declaration reaches for it by name, so that it bears on a system if broken. `loaded`, `parsed`: what
        is there already. `language`: see `parser_of`.
        """
        parser = self.parser_of(path, language)
        if path in self._seen or parser is None:
            return
        self._seen.add(path)
        if self.charts.is_template(path):
            self.charts.want(path)
            return
        source = loaded or self.load(path)
        if source is not None:
            parsed = parsed or kept_documents.parse(source, parser)
            self._keep(source, parsed)
            if parser.name == "yaml" and _holds_definitions(source.data):
                self.library.skipped.append(Skipped(path, "definitions of custom resources in it are left out"))
            if parsed.failures:
                self._tell(source, parsed, parser, named=named)

    def _keep(self, source: SourceFile, parsed: Parsed) -> None:
        path = source.path
        if not parsed.documents and not parsed.failures and is_declaration(path):
            parsed = Parsed((Document(source, "yaml", None, {}, {}, Span(0, 0)),))  # empty: to be told
        library = self.library
        library.read.add(path)
        if parsed.documents or parsed.failures:
            library.sources[path] = source
        library.documents.extend(parsed.documents)
        self._documents[path] = parsed.documents

    def _tell(self, source: SourceFile, parsed: Parsed, parser: Parser, *, named: bool) -> None:
        """What came of a file that is not, or not wholly, parsed."""
        if b"{{" in source.data and parser.name in ("yaml", "markdown"):
            self.library.skipped.append(Skipped(source.path, "template: its {{ }} are not filled in"))
        elif named or self._bears(source, parser, parsed.documents):
            self.library.failures.extend(parsed.failures)
        else:
            self.library.skipped.append(Skipped(source.path, f"not parsed: {parsed.failures[0].message}"))

    def _bears(self, source: SourceFile, parser: Parser, documents: Sequence[Document]) -> bool:
        """Whether an unreadable file would have been looked at: text without a card in it would not."""
        kinds = [kind for kind in self._kinds if not kind.support and has_ending(source.path, kind.suffixes)]
        if any(kind.broken is not None and kind.broken(source.data) for kind in kinds):
            return True
        if parser.name == "markdown":
            return any(kind.wants(document) for kind in kinds for document in documents)
        return any(holds(source, kind.tokens()) for kind in kinds if kind.broken is None)

    def read_as_text(self, path: str) -> None:
        """Read a file that a Terraform function names as the text that it is, beside what else it may be."""
        from aiact_lint.parsers import hcl

        if is_declaration(path):
            return
        source = self.load(path)
        if source is not None and len(source.data) <= called_files.MAX_BYTES:
            document = hcl.template(source)
            if document is not None:
                self.library.read.add(path)
                self.library.documents.append(document)


def _holds_definitions(data: bytes) -> bool:
    return b"CustomResourceDefinition" in data and _DEFINITION.search(data) is not None
