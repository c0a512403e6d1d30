"""A chart to documents: its templates written out with its own values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from aiact_lint.charts import built
from aiact_lint.charts.chart import Chart, Instance, context, further_values, instances, load
from aiact_lint.charts.chart_files import Files
from aiact_lint.charts.functions import FUNCTIONS
from aiact_lint.charts.machine import Machine
from aiact_lint.charts.rope import Rope
from aiact_lint.charts.syntax import Template
from aiact_lint.charts.traced import TooMuch
from aiact_lint.document import Document, Parsed
from aiact_lint.finding import Skipped
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.parsers import yaml_
from aiact_lint.source import SourceFile

_MANIFESTS = (".yaml", ".yml", ".json")


@dataclass(slots=True)
class Rendered:
    """What came of one chart."""

    documents: list[Document] = field(default_factory=list)
    sources: dict[str, SourceFile] = field(default_factory=dict)
    """Every file that something may be traced to, by path."""
    skipped: list[Skipped] = field(default_factory=list)
    """Templates, or parts of them, that could not be read."""
    plain: set[str] = field(default_factory=set)
    """Templates without any action, which are the same whatever the values are."""


def render(folder: str, files: Files) -> Rendered:
    """All templates of the chart in a folder and of the charts in it."""
    result = Rendered()
    chart = load(folder, files)
    if chart is None:
        return result
    _note(chart, result)
    machine = Machine(_named(chart), FUNCTIONS)
    for given in (None, *further_values(chart)):
        for instance in instances(chart, given):
            if not instance.chart.is_library:
                for template in _tops(instance.chart):
                    _render_one(template, instance, machine, result)
    return result


def written_out(template: Template, instance: Instance, machine: Machine) -> Rope | None:
    """What one template file writes out; None where it is too much."""
    try:
        return machine.top(template, context(instance))
    except (TooMuch, RecursionError):
        return None


def _render_one(template: Template, instance: Instance, machine: Machine, result: Rendered) -> None:
    path = template.source.path
    if "{{" not in template.source.text:
        if path not in result.plain:
            result.plain.add(path)
            result.documents += yaml_.parse(template.source).documents
        return
    parsed = _parsed(template, instance, machine, result)
    if parsed is not None and parsed.failures:
        machine.cautious = True
        parsed = _parsed(template, instance, machine, result) or parsed
        machine.cautious = False
    if parsed is None:
        _skip(path, "template: filling in its {{ }} takes too long", result)
        return
    result.documents += [each for each in parsed.documents if not _is_there(each, result)]
    if parsed.failures:
        _skip(path, f"template: with its {{{{ }}}} filled in, {parsed.failures[0].message}", result)


def _skip(path: str, reason: str, result: Rendered) -> None:
    if all(each.path != path for each in result.skipped):
        result.skipped.append(Skipped(path, reason))


def _is_there(document: Document, result: Rendered) -> bool:
    """Whether the same template has written out the same object with other values."""
    return any(
        each.source is document.source and each.data == document.data and each.unknown == document.unknown
        for each in result.documents
    )


def _parsed(template: Template, instance: Instance, machine: Machine, result: Rendered) -> Parsed | None:
    rope = written_out(template, instance, machine)
    if rope is None:
        return None
    for chunk in rope:
        sources = [place.document.source for place in chunk.via]
        sources += [written.source for written in (chunk.at, chunk.outer) if written is not None]
        result.sources.update((source.path, source) for source in sources)
    first = sum(each.source is template.source for each in result.documents)
    return built.documents(rope, template.source, first)


def _tops(chart: Chart) -> list[Template]:
    """The template files that write out manifests."""
    tops = []
    for file in chart.templates:
        source = file.top.source
        if source.path.endswith(_MANIFESTS) and not source.name.startswith("_"):
            tops.append(file.top)
    return tops


def _named(chart: Chart) -> Mapping[str, Template]:
    """All named templates of a chart; its own win over those of the charts in it."""
    found: dict[str, Template] = {}
    for part in chart.parts.values():
        found.update(_named(part))
    for file in chart.templates:
        found.update(file.defined)
    return found


def _note(chart: Chart, result: Rendered) -> None:
    for file in chart.templates:
        result.sources[file.top.source.path] = file.top.source
    for source, message in chart.broken:
        result.skipped.append(Skipped(source.path, f"not a Go template: {message}"))
    for part in chart.parts.values():
        _note(part, result)
