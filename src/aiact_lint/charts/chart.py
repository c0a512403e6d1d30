"""One chart with its values, templates and subcharts, as its folder holds them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field
from itertools import islice
from posixpath import join, normpath

from aiact_lint.charts.chart_files import ChartFiles, Files
from aiact_lint.charts.lexer import TemplateError
from aiact_lint.charts.parser import parse
from aiact_lint.charts.syntax import TemplateFile
from aiact_lint.charts.traced import Traced, copied, entries, field_of, merged, of_document, of_plain, without_null
from aiact_lint.document import Document
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.parsers import yaml_
from aiact_lint.source import SourceFile, UndecodableText

_MAX_DEPTH = 5
"""Charts in charts."""
_MAX_CHARTS = 200
_FURTHER = re.compile(r"values[-_.][\w.-]+\.ya?ml|[\w-]+[-_.]values\.ya?ml")
_MAX_FURTHER = 5
_MAX_TEMPLATES = 2_000
_TEMPLATES = (".yaml", ".yml", ".json", ".tpl")
_BESIDE = "file://"
"""How a dependency names a chart that lies in another folder."""


@dataclass(frozen=True, slots=True, eq=False)
class Dependency:
    """A chart that another names as its part."""

    name: str
    key: str
    """Under which the parent's values hold its values: its alias, else its name."""
    conditions: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    repository: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """A chart as loaded; its values are not yet those of a parent."""

    folder: str
    name: str
    files: Files
    metadata: Traced
    values: Traced
    is_library: bool = False
    templates: tuple[TemplateFile, ...] = ()
    broken: tuple[tuple[SourceFile, str], ...] = ()
    """Files that are no templates, and why."""
    dependencies: tuple[Dependency, ...] = ()
    parts: dict[str, Chart] = field(default_factory=dict)
    """Charts in it, by name."""


def load(folder: str, files: Files) -> Chart | None:
    """The chart in a folder; None where its Chart.yaml cannot be read."""
    return _Loader(files).load(folder, ())


class _Loader:
    """Loads a chart with the charts in it, of which there may be only so many."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._left = _MAX_CHARTS

    def load(self, folder: str, above: tuple[str, ...]) -> Chart | None:
        document = _document(join(folder, "Chart.yaml"), self._files)
        if document is None or not isinstance(document.data, dict) or not self._left:
            return None
        self._left -= 1
        metadata = of_document(document)
        own = self._files.below(folder)
        requirements = _document(join(folder, "requirements.yaml"), self._files)
        values = _document(join(folder, "values.yaml"), self._files)
        templates, broken = _templates(folder, own, self._files)
        chart = Chart(
            folder,
            str(field_of(metadata, "name").data or folder.rpartition("/")[2]),
            self._files,
            metadata,
            without_null(of_document(values)) if values is not None and isinstance(values.data, dict) else Traced({}),
            str(field_of(metadata, "type").data) == "library",
            tuple(templates),
            tuple(broken),
            tuple(_dependencies(metadata, requirements)),
        )
        if len(above) < _MAX_DEPTH:
            self._load_parts(chart, own, (*above, folder))
        return chart

    def _load_parts(self, chart: Chart, own: Sequence[str], above: tuple[str, ...]) -> None:
        inside = join(chart.folder, "charts") + "/"
        below = (path[len(inside) :].split("/") for path in own if path.startswith(inside))
        names = dict.fromkeys(steps[0] for steps in below if steps[1:] == ["Chart.yaml"])
        beside = [each for each in chart.dependencies if each.repository.startswith(_BESIDE) and each.name not in names]
        folders = [inside + name for name in names]
        folders += [normpath(join(chart.folder, each.repository.removeprefix(_BESIDE))) for each in beside]
        for folder in dict.fromkeys(folders):
            if folder.startswith(("..", "/")) or folder in above:
                continue
            part = self.load(folder, above)
            if part is not None:
                chart.parts.setdefault(part.name, part)


def _document(path: str, files: Files) -> Document | None:
    source = files.read(path)
    parsed = yaml_.parse(source) if source is not None else None
    return parsed.documents[0] if parsed is not None and parsed.documents and not parsed.failures else None


def further_values(chart: Chart) -> list[Traced]:
    """What the other values files beside `values.yaml` say: each is one more way to release the chart."""
    prefix = f"{chart.folder}/" if chart.folder else ""
    names = [path for path in chart.files.below(chart.folder) if _FURTHER.fullmatch(path[len(prefix) :])]
    documents = [_document(path, chart.files) for path in names[:_MAX_FURTHER]]
    return [of_document(each) for each in documents if each is not None and isinstance(each.data, dict)]


def _templates(
    folder: str, own: Sequence[str], files: Files
) -> tuple[list[TemplateFile], list[tuple[SourceFile, str]]]:
    inside = join(folder, "templates") + "/"
    found: list[TemplateFile] = []
    broken: list[tuple[SourceFile, str]] = []
    paths = [path for path in own if path.startswith(inside) and path.endswith(_TEMPLATES)]
    for path in paths[:_MAX_TEMPLATES]:
        source = files.read(path)
        if source is None:
            continue
        try:
            found.append(parse(source))
        except (TemplateError, UndecodableText) as error:
            broken.append((source, str(error)))
    return found, broken


def _dependencies(metadata: Traced, requirements: Document | None) -> Iterator[Dependency]:
    listed = field_of(metadata, "dependencies")
    if listed.data is None and requirements is not None:
        listed = field_of(of_document(requirements), "dependencies")
    for item in listed.data if isinstance(listed.data, list) else ():
        words = {key: each.plain for key, each in entries(item).items()}
        name = str(words.get("name") or "")
        tags = words.get("tags")
        yield Dependency(
            name,
            str(words.get("alias") or name),
            tuple(each.strip() for each in str(words.get("condition") or "").split(",") if each.strip()),
            tuple(str(each) for each in tags) if isinstance(tags, list) else (),
            str(words.get("repository") or ""),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Instance:
    """A chart with the values that it sees."""

    chart: Chart
    values: Traced


def instances(chart: Chart, given: Traced | None = None) -> list[Instance]:
    """A chart and all parts of it that are switched on, with their values; `given` are those of a further file."""
    values = copied(merged(given, chart.values)) if given is not None else copied(chart.values)
    tags = field_of(values, "tags")
    return list(islice(_instances(chart, values, tags), _MAX_CHARTS))


def _instances(chart: Chart, values: Traced, tags: Traced) -> Iterator[Instance]:
    below: list[tuple[Chart, Traced]] = []
    for key, part, dependency in _parts(chart):
        if dependency is not None and not _is_on(dependency, values, tags):
            continue
        own = merged(field_of(values, key), copied(part.values))
        if not isinstance(own.data, dict):
            own = copied(part.values)
        shared = field_of(values, "global")
        if isinstance(shared.data, dict):
            own.data["global"] = merged(shared, field_of(own, "global"))
        values.data[key] = own
        below.append((part, own))
    yield Instance(chart, values)
    for part, own in below:
        yield from _instances(part, own, tags)


def _parts(chart: Chart) -> Iterator[tuple[str, Chart, Dependency | None]]:
    named = set()
    for dependency in chart.dependencies:
        named.add(dependency.name)
        if dependency.name in chart.parts:
            yield dependency.key, chart.parts[dependency.name], dependency
    for name, part in chart.parts.items():
        if name not in named:
            yield name, part, None


def _is_on(dependency: Dependency, values: Traced, tags: Traced) -> bool:
    """Whether a part is switched on; on where nothing says otherwise, or nobody knows."""
    for condition in dependency.conditions:
        value = values
        for step in condition.split("."):
            value = field_of(value, step)
        if value.known and isinstance(value.data, bool):
            return value.data
    stated = [value.data for tag in dependency.tags if isinstance((value := field_of(tags, tag)).data, bool)]
    return any(stated) if stated else True


def context(instance: Instance) -> Traced:
    """What `.` and `$` are at the top of a template."""
    metadata = entries(instance.chart.metadata)
    about = {f"{key[:1].upper()}{key[1:]}": value for key, value in metadata.items()}
    release = {"Service": Traced("Helm"), **{key: Traced(known=False) for key in _RELEASE}}
    return Traced(
        {
            "Values": instance.values,
            "Chart": Traced({"Name": of_plain(instance.chart.name), "IsRoot": Traced(known=False), **about}),
            "Release": Traced(release),
            "Capabilities": Traced(known=False),
            "Files": Traced(ChartFiles(instance.chart.folder, instance.chart.files)),
            "Subcharts": Traced(known=False),
            "Template": Traced({"Name": Traced(known=False), "BasePath": Traced(known=False)}),
        }
    )


_RELEASE = ("Name", "Namespace", "Revision", "IsInstall", "IsUpgrade")
