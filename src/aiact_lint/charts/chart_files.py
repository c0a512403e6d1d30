"""Files of a chart that its templates read: `.Files.Get`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from posixpath import join, normpath
from typing import Protocol

from aiact_lint.charts.rope import Chunk, Written
from aiact_lint.charts.traced import Traced, from_rope, unknown
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.source import SourceFile, UndecodableText


class Files(Protocol):
    """The files of a run as far as charts need them."""

    def below(self, folder: str) -> Sequence[str]:
        """All paths below a folder, sorted."""
        ...

    def read(self, path: str) -> SourceFile | None:
        """A file; None where there is none or it is left unread."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class ChartFiles:
    """The files below the folder of one chart."""

    folder: str
    files: Files

    def source(self, name: str) -> SourceFile | None:
        """A file by its path in the chart; None where there is none, also outside of the chart."""
        path = normpath(join(self.folder, name))
        inside = f"{self.folder}/" if self.folder else ""
        if not path.startswith(inside) or path.startswith(("/", "..")) or "\0" in path:
            return None
        return self.files.read(path)


def _get(of: ChartFiles, name: str) -> Traced:
    """The text of a file, which stands where it is written; nothing where there is no such file."""
    source = of.source(name)
    if source is None:
        return Traced("")
    try:
        text = source.text
    except UndecodableText:
        return unknown()
    return from_rope((Chunk(text, at=Written(source, 0, len(text), True)),) if text else ())


def _lines(of: ChartFiles, name: str) -> Traced:
    found = _get(of, name)
    return Traced([Traced(line) for line in found.data.splitlines()]) if found.known else found


METHODS: Mapping[str, Callable[[ChartFiles, str], Traced]] = {"Get": _get, "Lines": _lines}
