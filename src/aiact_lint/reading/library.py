"""What reading gives: documents, and what could not be read."""

from __future__ import annotations

from dataclasses import field

from aiact_lint.document import Document, ParseFailure
from aiact_lint.finding import Skipped
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.source import SourceFile


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

    def skip(self, skipped: Skipped) -> None:
        """Tell once of a file, or of a part of it, that is left out."""
        if skipped not in self.skipped:
            self.skipped.append(skipped)


def is_declaration(path: str) -> bool:
    """Whether a file is an aiact.yaml by name."""
    name = path.rsplit("/", 1)[-1]
    return name in ("aiact.yaml", "aiact.yml") or name.endswith((".aiact.yaml", ".aiact.yml"))
