"""Source files and places in their text.

Every offset in the program counts code points in `SourceFile.text`, so that a span is right whatever the
encoding, the line ends or the parser. Lines and columns are worked out only for what is shown.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import field
from functools import cached_property
from hashlib import sha256

from aiact_lint.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points in a source text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Region:
    """Where a span stands, for people and machines: 1-based lines and columns, end column exclusive."""

    line: int
    column: int
    """In code points, as editors and terminals count."""
    end_line: int
    end_column: int
    utf16_column: int
    """In UTF-16 code units, as SARIF counts under `columnKind: utf16CodeUnits`."""
    utf16_end_column: int


class UndecodableText(ValueError):
    """The bytes of a file are not text in UTF-8 (or UTF-16/32 with a byte order mark)."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"byte {offset} is not valid UTF-8")
        self.offset = offset


_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark starts with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def has_ending(path: str, endings: str | tuple[str, ...]) -> bool:
    """Whether a path ends so, case aside; an ending with a slash in front is a whole file name (`/mlmodel`)."""
    return f"/{path.lower()}".endswith(endings)


def ending_of(path: str, endings: Iterable[str]) -> str | None:
    """The first of some endings that a path has."""
    named = f"/{path.lower()}"
    return next((ending for ending in endings if named.endswith(ending)), None)


_LINE_END = re.compile(r"\r\n?|\n")
_LINE_END_IN_BYTES = re.compile(rb"\r\n?|\n")


@dataclass(frozen=True, eq=False)
class SourceFile:
    """One file as read: its path and bytes; text and line starts are worked out on demand."""

    path: str
    """POSIX path relative to the root of the run, as outputs show it."""
    data: bytes = field(repr=False)
    is_private: bool = False
    """No line of it is shown for the sake of another: the neighbours may hold secrets."""

    @cached_property
    def text(self) -> str:
        """The decoded text without byte order mark, line ends untouched. Raises `UndecodableText`."""
        mark, encoding = self._encoding
        try:
            return self.data[len(mark) :].decode(encoding)
        except UnicodeDecodeError as error:
            raise UndecodableText(len(mark) + error.start) from error

    @cached_property
    def digest(self) -> bytes:
        """Tells contents apart, also those that somebody made to look alike."""
        # Processors help with SHA-2, so that it is twice as fast as BLAKE2.
        return sha256(self.data).digest()[:16]

    def known_by(self, digest: bytes) -> None:
        """Take the digest from one who knows that the content is what it was."""
        self.__dict__["digest"] = digest

    def forget_text(self) -> None:
        """Drop the decoded text where parts of it can be had from the bytes: it is as large as the file again."""
        if self._one_byte_each:
            self.__dict__.pop("text", None)

    @cached_property
    def _one_byte_each(self) -> bool:
        """Whether offsets count bytes too, so that a part can be had without decoding the whole."""
        return self.data.isascii()

    @property
    def _encoding(self) -> tuple[bytes, str]:
        return next((each for each in _BOMS if self.data.startswith(each[0])), (b"", "utf-8"))

    def with_text(self, text: str) -> SourceFile:
        """The same file with another text, in the same encoding and with its byte order mark."""
        mark, encoding = self._encoding
        return SourceFile(self.path, mark + text.encode(encoding), self.is_private)

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def folder(self) -> str:
        """The path of the folder that holds the file; "" at the root."""
        return self.path.rpartition("/")[0]

    @cached_property
    def line_starts(self) -> list[int]:
        """Offset of the first code point of each line; LF, CRLF and CR each end one."""
        if self._one_byte_each:
            return [0, *(match.end() for match in _LINE_END_IN_BYTES.finditer(self.data))]
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def line_of(self, offset: int) -> int:
        """The 1-based line that holds an offset."""
        return bisect_right(self.line_starts, offset)

    def line_span(self, line: int) -> Span:
        """The span of a 1-based line without its line end."""
        start = self.line_starts[line - 1]
        end = self.line_starts[line] if line < len(self.line_starts) else self.length
        return Span(start, start + len(self.slice(Span(start, end)).rstrip("\r\n")))

    @property
    def length(self) -> int:
        """Of the text, in code points."""
        return len(self.data) if self._one_byte_each else len(self.text)

    def line_text(self, line: int) -> str:
        return self.slice(self.line_span(line))

    def slice(self, span: Span) -> str:
        if self._one_byte_each:
            return self.data[span.start : span.end].decode("ascii")
        return self.text[span.start : span.end]

    def region(self, span: Span) -> Region:
        """The region of a span, cut to its first line: reports mark one token on one line."""
        line = self.line_of(span.start)
        on = self.line_span(line)
        start = min(span.start, on.end)
        end = max(start, min(span.end, on.end))
        before, marked = self.slice(Span(on.start, start)), self.slice(Span(start, end))
        first = _utf16_length(before) + 1
        return Region(
            line=line,
            column=len(before) + 1,
            end_line=line,
            end_column=len(before) + len(marked) + 1,
            utf16_column=first,
            utf16_end_column=first + _utf16_length(marked),
        )


def _utf16_length(text: str) -> int:
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
