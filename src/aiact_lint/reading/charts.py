"""Charts of a run: a sign anywhere in one (its values, say) makes all of its templates worth a look."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from aiact_lint.charts.folders import ChartFolders
from aiact_lint.reading.library import Library

if TYPE_CHECKING:
    from aiact_lint.charts.chart_files import Files

_PARTS = (".yaml", ".yml", ".json")


class Charts:
    """Which charts are of interest, and which of those are written out by now."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._folders = ChartFolders(paths)
        self._wanted: dict[str, None] = {}
        """Folders, in order."""
        self._rendered: set[str] = set()

    def is_template(self, path: str) -> bool:
        """Whether a file is a template, which is no document until it is written out."""
        return self._folders.is_template(path)

    def want(self, path: str) -> None:
        """Ask for the chart that a file is a part of, if it is one."""
        chart = self._folders.around(path) if path.endswith(_PARTS) else None
        if chart is not None:
            self._wanted[chart] = None

    def render(self, files: Files, library: Library) -> None:
        """Write out the templates of charts that are asked for by now."""
        waiting = [folder for folder in self._wanted if folder not in self._rendered]
        if not waiting:
            return
        from aiact_lint.charts.render import render  # as much to load as the rest of a run without AI

        for folder in waiting:
            self._rendered.add(folder)
            rendered = render(folder, files)
            library.documents.extend(rendered.documents)
            library.sources.update(rendered.sources)
            library.read.update(rendered.sources)
            library.skipped.extend(rendered.skipped)
