"""HCL (Terraform's language) to documents, by tree-sitter-hcl.

tree-sitter counts bytes, everything here counts code points. The parser is therefore fed a text of the same length in
which every character outside ASCII stands as one byte of its class; its positions need no conversion then.

A file with errors is read a second time piece by piece, a piece being a top-level block that starts at the margin: so
an unclosed brace or quote in one block costs no other block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from functools import cache
from time import thread_time
from typing import TYPE_CHECKING, Any

from aiact_lint.document import Document, Parsed, ParseFailure, Path
from aiact_lint.lazy_pattern import compile_later
from aiact_lint.parsers.hcl_build import Builder
from aiact_lint.parsers.hcl_expression import Node, build
from aiact_lint.parsers.hcl_template import without_last_line_end
from aiact_lint.source import SourceFile, Span, UndecodableText
from aiact_lint.span_tree import KeySpans, ValueSpans
from aiact_lint.span_tree import Node as Mark

if TYPE_CHECKING:
    from tree_sitter import Parser

    from aiact_lint.expression import Expression

MAX_FAILURES = 20
_UNWATCHED = 8_000
"""Bytes that are parsed in a fraction of a second whatever they are."""
_MAX_PIECES = 2_000
_BLOCK_AT_MARGIN = compile_later(
    r"^(?:resource|data|module|variable|output|locals|provider|terraform|moved|import|removed|check|ephemeral)\b[^\n={}]*\{",
    re.MULTILINE,
)
_CLOSING = {"}": "a '}'", "]": "a ']'", ")": "a ')'", "quoted_template_end": "a closing quote", "{": "a '{'"}
"""Tokens that can be missing, in words."""
_EXPONENT = compile_later(rb"(?<![\w.])[0-9]+[eE][+-]?[0-9]+")
_BEYOND_ASCII = compile_later(r"[^\x00-\x7f]")


def parse(source: SourceFile) -> Parsed:
    """The one document of a file. Broken parts are failures; what can be read around them is in the document."""
    try:
        text = source.text
    except UndecodableText as error:
        return Parsed(failures=(ParseFailure(source, f"{error}; save the file as UTF-8", None),))
    data, patience = _one_byte_each(text), _Patience(len(text))
    root = _tree(data, patience)
    if (root is None or root.has_error) and _EXPONENT.search(data):
        root = _tree(_without_exponents(data), patience)
    reader = _Reader(source, text)
    if root is not None and not root.has_error:
        reader.read(root)
        if not reader.failures:
            return Parsed((reader.document(),))
        reader = _Reader(source, text)
    reader.read_broken(root, patience)
    return Parsed((reader.document(),), tuple(reader.failures[:MAX_FAILURES]))


def template(source: SourceFile) -> Document | None:
    """Any file as text that Terraform fills in, by `templatefile`; None where it is no text.

    Its data is the text. Where something is to be filled in, the expression for it stands at the empty path; the spans
    in that expression are not places in the file.
    """
    try:
        text = source.text
    except UndecodableText:
        return None
    span = Span(0, len(text))
    if "${" not in text and "%{" not in text:
        return Document(source, "template", text, {(): span}, {}, span)
    expressions = _TemplateExpression(text)
    return Document(source, "template", text, {(): span}, {}, span, frozenset(expressions), expressions=expressions)


def string_template(text: str) -> Expression:
    """The expression of a text with `${…}` in it, as JSON writes one; spans count from its start."""
    from aiact_lint.expression import Literal, Opaque, Template, moved

    marker = "E"
    while marker in text:
        marker += "E"
    start = f"_=<<{marker}\n"
    written = f"{start}{text}\n{marker}\n"
    lazy = LazyExpressions(written, {("_",): (2, len(written) - 1)}, frozenset())
    built = lazy[("_",)]
    whole = Span(0, len(text))
    if isinstance(built, Literal) and isinstance(built.value, str):
        return Literal(whole, built.value.removesuffix("\n"))
    if not isinstance(built, Template):
        return Opaque(whole, text)
    *parts, last = built.parts  # the line end before the marker belongs to us
    if isinstance(last, Literal) and isinstance(last.value, str) and len(last.value) > 1:
        parts.append(Literal(Span(last.span.start, last.span.end - 1), last.value.removesuffix("\n")))
    shifted = tuple(moved(each, lambda span: Span(span.start - len(start), span.end - len(start))) for each in parts)
    return shifted[0] if len(shifted) == 1 else Template(whole, shifted)


class _Patience:
    """How long tree-sitter may work on one file: what it makes of errors can take time with the square of the length.

    Ten times what an ordinary file of that length needs, in CPU seconds, so that load does not change a result.
    """

    def __init__(self, length: int) -> None:
        self._length = length
        self._end: float | None = None
        self._steps = 0

    def is_over(self) -> bool:
        """Counts from when it is asked first: the clock is slow to read, and most expressions are parsed unwatched."""
        now = thread_time()
        if self._end is None:
            self._end = now + 1 + self._length / 500_000
        return now > self._end

    def stop(self, _at: int, _has_error: bool) -> bool:
        """Whether the parser shall stop; it asks after every hundred operations."""
        self._steps += 1
        return not self._steps % 64 and self.is_over()


@cache
def _parser() -> Parser:
    """One per process: building it costs more than most files."""
    import tree_sitter
    import tree_sitter_hcl

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_hcl.language()))


def _tree(data: bytes, patience: _Patience, offset: int = 0) -> Node | None:
    """The root node; its positions count from `offset`. None where it took too long."""
    parser = _parser()
    if len(data) <= _UNWATCHED:
        tree = parser.parse(data)
    else:
        patience.is_over()
        try:
            tree = parser.parse(lambda at, _: data[at:], progress_callback=patience.stop)
        except ValueError:  # stopped
            parser.reset()
            return None
    return tree.root_node_with_offset(offset, (0, 0)) if offset else tree.root_node


def _one_byte_each(text: str) -> bytes:
    if text.isascii():
        return text.encode("ascii")
    return _BEYOND_ASCII.sub(_stand_in, text).encode("ascii")


def _stand_in(match: re.Match[str]) -> str:
    """A letter for what may stand in a name; else a character that may stand in strings and comments only."""
    return "x" if f"x{match[0]}".isidentifier() else "`"


def _without_exponents(data: bytes) -> bytes:
    """Digits for numbers like `105e+2`, which the grammar does not know; what they stand for is read from the text."""
    return _EXPONENT.sub(lambda match: b"1" * len(match[0]), data)


class _Reader:
    """Collects blocks, attributes and failures of one file."""

    def __init__(self, source: SourceFile, text: str) -> None:
        self._source = source
        self._text = text
        self._builder = Builder(text)
        self._blocks: list[object] = []
        self._block_marks: list[Mark] = []
        self._attributes: dict[str, object] = {}
        self._attribute_marks: dict[str, Mark] = {}
        self.failures: list[ParseFailure] = []

    def read(self, root: Node) -> None:
        """Everything under the root that is a block or an attribute; of what does not fit, the blocks in it."""
        for node in root.named_children:
            if node.type == "body":
                data, marks = self._builder.body(node, ("attributes",), self._block)
                self._attributes.update(data)
                self._attribute_marks.update(marks)
            elif node.type == "object":
                self._fail(node.start_byte, node.start_byte + 1, "a file does not start with an object")
            for block in (node, *node.named_children) if root.is_error or node.is_error else ():
                if block.type == "block":
                    self._block(block)
        for start, end, message in self._builder.flaws:
            self._fail(start, end, message)
        self._builder.flaws.clear()

    def _block(self, node: Node) -> None:
        built = self._builder.block(node, ("blocks", len(self._blocks)))
        if built is not None:
            self._blocks.append(built[0])
            self._block_marks.append(built[1])

    def read_broken(self, root: Node | None, patience: _Patience) -> None:
        """A file that does not parse as a whole, piece by piece; `root` is the tree of the whole, if there is one."""
        pieces = list(_pieces(self._text))
        if len(pieces) > _MAX_PIECES:
            pieces = [Span(0, len(self._text))]
        for piece in pieces:
            data = _without_exponents(_one_byte_each(self._text[piece.start : piece.end]))
            part = None if patience.is_over() else _tree(data, patience, piece.start)
            if part is None:
                at = min(piece.start + 1, len(self._text))
                self._fail(piece.start, at, "too much does not fit from here on; the rest of the file is not read")
                return
            self.read(part)
            self._note_error(part, piece)
        if not self.failures and root is not None:
            self._note_error(root, Span(0, len(self._text)))

    def _note_error(self, root: Node, piece: Span) -> None:
        """The first error of a piece: what comes after it is mostly its consequence."""
        pending = [root]
        while pending:
            node = pending.pop()
            if node.is_missing and node.type in _CLOSING:
                at = min(node.start_byte, piece.end)
                self._fail(at, at, f"{_CLOSING[node.type]} is missing")
                return
            if node.is_missing or node.is_error:
                self._unexpected(node)
                return
            if node.has_error:
                pending.extend(reversed(node.children))

    def _unexpected(self, node: Node) -> None:
        """What stands at an error, as far as its line goes."""
        line = self._source.line_span(self._source.line_of(node.start_byte))
        end = node.end_byte if node.end_byte > node.start_byte else line.end
        end = min(max(node.start_byte + 1, min(end, line.end)), len(self._text))
        self._fail(node.start_byte, end, f"{_shortened(self._text[node.start_byte : end])} does not fit here")

    def _fail(self, start: int, end: int, message: str) -> None:
        self.failures.append(ParseFailure(self._source, f"not valid HCL: {message}", Span(start, end)))

    def document(self) -> Document:
        """What was read."""
        length = len(self._text)
        data: dict[str, object] = {"blocks": self._blocks}
        marks: dict[str, Mark] = {"blocks": _container(self._block_marks, length)}
        if self._attributes:
            data["attributes"] = self._attributes
            marks["attributes"] = _container(list(self._attribute_marks.values()), length, self._attribute_marks)
        root: Mark = (-1, -1, 0, length, marks)
        unknown = self._builder.unknown
        return Document(
            self._source,
            "hcl",
            data,
            ValueSpans(root),
            KeySpans(root),
            Span(0, length),
            frozenset(unknown),
            expressions=LazyExpressions(self._text, unknown, self._builder.broken),
        )


def _pieces(text: str) -> Iterator[Span]:
    starts = [match.start() for match in _BLOCK_AT_MARGIN.finditer(text)]
    if not starts or starts[0]:
        starts.insert(0, 0)
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield Span(start, end)


def _shortened(text: str) -> str:
    text = text.strip()
    return repr(text if len(text) <= 40 else f"{text[:39]}…")


def _container(marks: list[Mark], length: int, children: Any = None) -> Mark:
    start, end = (min(mark[2] for mark in marks), marks[-1][3]) if marks else (length, length)
    return (-1, -1, start, end, marks if children is None else children)


class LazyExpressions(Mapping[Path, "Expression"]):
    """The expressions behind the values of a document that are not literal, built when asked for."""

    __slots__ = ("_broken", "_built", "_spans", "_text")

    def __init__(self, text: str, spans: Mapping[Path, tuple[int, int]], broken: Set[Path]) -> None:
        self._text = text
        self._spans = spans
        self._broken = broken
        """Expressions that do not parse, and are not tried again."""
        self._built: dict[Path, Expression] = {}

    def __getitem__(self, path: Path) -> Expression:
        if path not in self._built:
            span = Span(*self._spans[path])
            self._built[path] = self._opaque(span) if path in self._broken else self._build(span)
        return self._built[path]

    def __iter__(self) -> Iterator[Path]:
        return iter(self._spans)

    def __len__(self) -> int:
        return len(self._spans)

    def __contains__(self, path: object) -> bool:
        return path in self._spans

    def _build(self, span: Span) -> Expression:
        """Parse the expression alone; a heredoc's last marker must have a line end after it."""
        written = self._text[span.start : span.end]
        data = _without_exponents(_one_byte_each(f"_={written}\n"))
        node = _tree(data, _Patience(len(written)), span.start - 2)
        while node is not None and node.type != "expression":
            node = next((each for each in node.children if each.type in ("body", "attribute", "expression")), None)
        return build(node, self._text) if node is not None else self._opaque(span)

    def _opaque(self, span: Span) -> Expression:
        from aiact_lint.expression import Opaque

        return Opaque(span, self._text[span.start : span.end])


class _TemplateExpression(LazyExpressions):
    """The expression of a whole file, read as a heredoc."""

    __slots__ = ()

    def __init__(self, text: str) -> None:
        mark = "END"
        while mark in text:
            mark += "_"
        written = f"_=<<{mark}\n{text}\n{mark}\n"
        super().__init__(written, {(): (2, len(written) - 1)}, frozenset())

    def _build(self, span: Span) -> Expression:
        return without_last_line_end(super()._build(span))
