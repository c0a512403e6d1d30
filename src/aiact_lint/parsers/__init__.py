"""Text to documents. Each module is the only importer of its library and knows no other parser."""

from __future__ import annotations

from collections.abc import Callable

from aiact_lint.document import Parsed
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.source import SourceFile


@dataclass(frozen=True, slots=True)
class Parser:
    """One file format."""

    name: str
    suffixes: tuple[str, ...]
    """Lower-case file name endings: `.yaml`; with a slash in front a whole name: `/mlmodel`."""
    parse: Callable[[SourceFile], Parsed]
    """Never raises for what a file holds: a broken file is a `ParseFailure` in the result."""
