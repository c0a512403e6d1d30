"""An aiact-lint plugin for Spring AI applications: what `application.properties` says about the model they call."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from aiact_lint.document import Document, Parsed, ParseFailure
from aiact_lint.finding import Report
from aiact_lint.hookspecs import hookimpl
from aiact_lint.kinds import Kind
from aiact_lint.parsers import Parser
from aiact_lint.reporters import RenderOptions, Reporter
from aiact_lint.rule import Problem, PythonCheck, Rule, Scope, Unresolved
from aiact_lint.source import SourceFile, Span, UndecodableText
from aiact_lint.subjects import (
    Artifact,
    Carrier,
    Origin,
    Place,
    Reference,
    ReferenceKind,
    Subject,
    SubjectKind,
    Value,
)
from aiact_lint.vocabulary import statements_from_flat

_ENTRY = re.compile(r"^[ \t]*(?P<key>[^\s#!=:][^\s=:]*)[ \t]*[=:][ \t]*(?P<value>[^\r\n]*?)[ \t]*\r?$", re.MULTILINE)
_SWITCH = "spring.ai.chat.observations.log-prompt"


def parse(source: SourceFile) -> Parsed:
    """One flat mapping; `${…}` is filled in at run time, so such a value is unknown."""
    try:
        text = source.text
    except UndecodableText as error:
        return Parsed(failures=(ParseFailure(source, str(error), None),))
    found = {match["key"]: match for match in _ENTRY.finditer(text)}
    document = Document(
        source,
        "properties",
        data={key: match["value"] for key, match in found.items()},
        values={(key,): Span(*match.span("value")) for key, match in found.items()},
        keys={(key,): Span(*match.span("key")) for key, match in found.items()},
        span=Span(0, len(text)),
        unknown=frozenset((key,) for key, match in found.items() if "${" in match["value"]),
    )
    return Parsed((document,))


def read(documents: Sequence[Document], prefixes: Sequence[str]) -> Iterator[Artifact]:
    """One artifact per file; it is AI's when a Spring AI model is configured."""
    for document in documents:
        values = {key: _value(document, key) for key in _keys(document)}
        facts = {f"setting.{key}": value for key, value in values.items()}
        models = [key for key in values if re.fullmatch(r"spring\.ai\..*\bmodel", key)]
        place = Place(document, (models[0],), on_key=True) if models else Place(document)
        yield Artifact(
            kind="spring",
            name=str(document.get(("spring.application.name",)) or document.source.path),
            place=place,
            ai=f"Spring AI is configured: {models[0]}" if models else None,
            references=tuple(
                Reference(ReferenceKind.MODEL, str(document.get((key,))), Place(document, (key,))) for key in models
            ),
            statements=statements_from_flat(values.items(), Carrier.MANIFEST, prefixes),
            subjects=(Subject(SubjectKind.SETTINGS, document.source.name, place, facts),),
        )


def _keys(document: Document) -> list[str]:
    return [str(key) for key in document.data] if isinstance(document.data, dict) else []


def _value(document: Document, key: str) -> Value:
    origin = Origin.UNKNOWN if document.is_unknown((key,)) else Origin.STATED
    return Value(document.get((key,)), Place(document, (key,)), origin)


def unlogged_prompts(scope: Scope) -> Iterator[Problem | Unresolved]:
    """SPR001: the switch that keeps prompts out of the log is off."""
    switch = scope.subject.facts.get(f"setting.{_SWITCH}")
    if switch is None:
        return
    if not switch.known:
        yield Unresolved(switch.place, f"the value of '{switch.value}' is not in the files")
    elif str(switch.value).lower() == "false":
        yield Problem(switch.place, scope.rule.message)


def as_csv(report: Report, rules: Mapping[str, Rule], options: RenderOptions) -> str:  # noqa: ARG001  # one signature
    """One line a finding. Cells that a spreadsheet would run as a formula are kept text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("rule", "level", "path", "line", "column", "system", "message"))
    for each in report.findings:
        region = each.location.region
        cells = (each.rule, each.level, each.location.path, region.line, region.column, each.system or "", each.message)
        writer.writerow(f"'{cell}" if str(cell).startswith(("=", "+", "-", "@")) else cell for cell in cells)
    return out.getvalue()


@hookimpl
def aiact_parsers() -> list[Parser]:
    """`.properties` files."""
    return [Parser("properties", (".properties",), parse)]


@hookimpl
def aiact_kinds() -> list[Kind]:
    """Spring applications."""
    return [
        Kind(
            name="spring",
            suffixes=(".properties",),
            tokens=lambda: (b"spring.ai.", b"aiact."),
            wants=lambda document: document.language == "properties",
            read=read,
            anchors=lambda document: {key: Place(document, (key,)) for key in _keys(document)},
        )
    ]


@hookimpl
def aiact_rule_dirs() -> list[Path]:
    """The rules beside this module."""
    return [Path(__file__).parent / "rules"]


@hookimpl
def aiact_checks() -> list[tuple[str, PythonCheck]]:
    """The check that the rule names; the prefix keeps it apart from those of others."""
    return [("spring_unlogged_prompts", unlogged_prompts)]


@hookimpl
def aiact_reporters() -> list[Reporter]:
    """`--format csv`."""
    return [Reporter("csv", as_csv, machine=True)]
