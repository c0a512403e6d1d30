"""Which files of a run belong to charts."""

from __future__ import annotations

from collections.abc import Iterable
from posixpath import dirname

_NAME = "Chart.yaml"


class ChartFolders:
    """The charts of a run by folder. A chart under `charts/` of another is a part of that one."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._folders = {dirname(path) for path in paths if path == _NAME or path.endswith(f"/{_NAME}")}

    def around(self, path: str) -> str | None:
        """The folder of the outermost chart that a file is a part of."""
        chart = self._nearest(path)
        while chart is not None and (outer := self._whole(chart)) is not None:
            chart = outer
        return chart

    def is_template(self, path: str) -> bool:
        """Whether a file is a template of a chart."""
        chart = self._nearest(path) if self._folders else None
        return chart is not None and path.startswith(f"{chart}/templates/" if chart else "templates/")

    def _nearest(self, path: str) -> str | None:
        folder = dirname(path)
        while folder not in self._folders:
            if not folder:
                return None
            folder = dirname(folder)
        return folder

    def _whole(self, chart: str) -> str | None:
        """The chart that holds another under `charts/`."""
        above = dirname(chart)
        folder = dirname(above)
        if chart and above.rpartition("/")[2] == "charts" and folder in self._folders and folder != chart:
            return folder
        return None
