"""Source files and places in their text.

Every offset in the program counts code points in `SourceFile.text`, so that a span is right whatever the
encoding, the line ends or the parser. Lines and columns are worked out only for what is shown.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath


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


_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, eq=False)
class SourceFile:
    """One file as read: its path and bytes; text and line starts are worked out on demand."""

    path: str
    """POSIX path relative to the root of the run, as outputs show it."""
    data: bytes = field(repr=False)

    @cached_property
    def text(self) -> str:
        """The decoded text without byte order mark, line ends untouched. Raises `UndecodableText`."""
        mark, encoding = self._encoding
        try:
            return self.data[len(mark) :].decode(encoding)
        except UnicodeDecodeError as error:
            raise UndecodableText(len(mark) + error.start) from error

    @property
    def _encoding(self) -> tuple[bytes, str]:
        return next((each for each in _BOMS if self.data.startswith(each[0])), (b"", "utf-8"))

    def with_text(self, text: str) -> SourceFile:
        """The same file with another text, in the same encoding and with its byte order mark."""
        mark, encoding = self._encoding
        return SourceFile(self.path, mark + text.encode(encoding))

    @property
    def name(self) -> str:
        return PurePosixPath(self.path).name

    @property
    def folder(self) -> str:
        """The path of the folder that holds the file; "" at the root."""
        parent = str(PurePosixPath(self.path).parent)
        return "" if parent == "." else parent

    @cached_property
    def line_starts(self) -> list[int]:
        """Offset of the first code point of each line; LF, CRLF and CR each end one."""
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def line_of(self, offset: int) -> int:
        """The 1-based line that holds an offset."""
        return bisect_right(self.line_starts, offset)

    def line_span(self, line: int) -> Span:
        """The span of a 1-based line without its line end."""
        start = self.line_starts[line - 1]
        end = self.line_starts[line] if line < len(self.line_starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)

    def line_text(self, line: int) -> str:
        span = self.line_span(line)
        return self.text[span.start : span.end]

    def slice(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def region(self, span: Span) -> Region:
        """The region of a span, cut to its first line: reports mark one token on one line."""
        line = self.line_of(span.start)
        on = self.line_span(line)
        start = min(span.start, on.end)
        end = max(start, min(span.end, on.end))
        before, marked = self.text[on.start : start], self.text[start:end]
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
