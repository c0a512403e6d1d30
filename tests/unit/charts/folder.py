"""A chart in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import dedent

from aiact_lint.charts.render import Rendered, render
from aiact_lint.document import Document
from aiact_lint.source import SourceFile


class Folder:
    """Files by path, as charts read them."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = {path: SourceFile(path, dedent(text).encode()) for path, text in files.items()}

    def below(self, folder: str) -> Sequence[str]:
        """All paths below a folder."""
        prefix = f"{folder}/" if folder else ""
        return sorted(path for path in self._files if path.startswith(prefix))

    def read(self, path: str) -> SourceFile | None:
        """One file."""
        return self._files.get(path)


def rendered(files: Mapping[str, str], folder: str = "c") -> Rendered:
    """A chart with some files; Chart.yaml is added where it is not among them."""
    chart = {f"{folder}/Chart.yaml": "apiVersion: v2\nname: sample\nversion: 1.2.3\n"}
    return render(folder, Folder({**chart, **{f"{folder}/{path}": text for path, text in files.items()}}))


def only(template: str, values: str = "", helpers: str = "", more: Mapping[str, str] | None = None) -> Document:
    """The one document of the one template of a chart."""
    files = {"templates/t.yaml": template, "values.yaml": values, **(more or {})}
    result = rendered({**files, "templates/_helpers.tpl": helpers} if helpers else files)
    assert not result.skipped, result.skipped
    (document,) = result.documents
    return document
