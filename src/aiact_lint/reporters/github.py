"""Workflow commands that GitHub Actions shows as annotations beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aiact_lint.finding import Finding, Level, Location, Report, RunError
from aiact_lint.reporters import RenderOptions
from aiact_lint.reporters.escape import visible
from aiact_lint.reporters.summary import summary_line, untold_errors
from aiact_lint.rule import Rule

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}


def render(report: Report, rules: Mapping[str, Rule], options: RenderOptions) -> str:  # noqa: ARG001  # one signature
    """One command a finding and run error, and a last line that is none."""
    lines = [
        *(_finding(each, rules) for each in report.findings),
        *(_run_error(each) for each in untold_errors(report)),
    ]
    return "\n".join((*lines, f"aiact-lint: {summary_line(report)}")) + "\n"


def _finding(finding: Finding, rules: Mapping[str, Rule]) -> str:
    rule = rules.get(finding.rule)
    title = f"{finding.rule} {rule.name}" if rule else finding.rule
    return _command(_COMMANDS[finding.level], title, _message(finding), finding.location)


def _message(finding: Finding) -> str:
    return "\n".join(_paragraphs(finding))


def _paragraphs(finding: Finding) -> Iterator[str]:
    yield visible(finding.message)
    for each in (*finding.related, *finding.flow):
        yield visible(f"{each.path}:{each.region.line}: {each.message}".rstrip(": "))
    if finding.remedy:
        yield visible(finding.remedy)


def _run_error(error: RunError) -> str:
    path = error.location.path if error.location else error.path
    return _command("error", error.what, visible(error.message), error.location, path)


def _command(name: str, title: str, message: str, location: Location | None, path: str | None = None) -> str:
    """`::error file=…,line=…::message`; end columns are exclusive as everywhere here."""
    properties: dict[str, object] = {}
    if location is not None:
        region = location.region
        properties = {
            "file": location.path,
            "line": region.line,
            "endLine": region.end_line,
            "col": region.column,
            "endColumn": region.end_column,
        }
    elif path:
        properties = {"file": path}
    properties["title"] = visible(title)
    stated = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {stated}::{_data(message)}"


def _data(text: str) -> str:
    """The message part: percent and line ends encoded, as the runner decodes them."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A property's value: also what would end it."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
