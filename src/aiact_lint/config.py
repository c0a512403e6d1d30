"""The config file: `aiact-lint.yaml` at the root of a run, or the file that `--config` names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import cast

from aiact_lint.checks.shape import shape_errors
from aiact_lint.discover import UsageError
from aiact_lint.document import Document
from aiact_lint.parsers import yaml_
from aiact_lint.source import SourceFile

NAMES = ("aiact-lint.yaml", "aiact-lint.yml", ".aiact-lint.yaml", ".aiact-lint.yml")


@dataclass(frozen=True, slots=True)
class ConfiguredSuppression:
    """A suppression for what comments cannot reach: JSON, whole files."""

    rules: tuple[str, ...]
    paths: tuple[str, ...]
    """Patterns in gitignore's language."""
    reason: str
    until: date | None
    where: str
    """`file:line` of the entry."""


@dataclass(frozen=True, slots=True)
class Config:
    """What a config file says; every field has the default of the command line."""

    path: Path | None = None
    enforce: str = "dated"
    horizon: int = 180
    fail_on: str = "error"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    rules: tuple[Path, ...] = ()
    """Folders of declarative rules."""
    prefixes: tuple[str, ...] = ()
    """Further prefixes of annotations and labels."""
    baseline: Path | None = None
    suppressions: tuple[ConfiguredSuppression, ...] = field(default=())


def find(root: Path) -> Path | None:
    """The config file of a root folder, if it has one."""
    return next((root / name for name in NAMES if (root / name).is_file()), None)


def load(path: Path | None) -> Config:
    """The config in a file. Raises `UsageError` with file and line for anything wrong with it."""
    if path is None:
        return Config()
    try:
        source = SourceFile(str(path), path.read_bytes())
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror or error}") from error
    parsed = yaml_.parse(source)
    if parsed.failures:
        failure = parsed.failures[0]
        line = source.line_of(failure.span.start) if failure.span else 1
        raise UsageError(f"{path}:{line}: {failure.message}")
    if not parsed.documents or parsed.documents[0].data is None:
        return Config(path)
    document = parsed.documents[0]
    for at, message in shape_errors(document.data, "config.schema.json"):
        raise UsageError(f"{path}:{_line(document, at)}: {message}")
    return _config(path, document)


def _config(path: Path, document: Document) -> Config:
    data = cast(Mapping[str, object], document.data)
    entries = cast(list[Mapping[str, object]], data.get("suppressions") or [])
    return Config(
        path=path,
        enforce=str(data.get("enforce", "dated")),
        horizon=int(str(data.get("horizon", 180))),
        fail_on=str(data.get("fail-on", "error")),
        select=_texts(data, "select"),
        ignore=_texts(data, "ignore"),
        exclude=_texts(data, "exclude"),
        rules=tuple((path.parent / folder).resolve() for folder in _texts(data, "rules")),
        prefixes=_texts(data, "prefixes"),
        baseline=_below(path, document, "baseline"),
        suppressions=tuple(
            _suppression(entry, f"{path}:{_line(document, ('suppressions', index))}")
            for index, entry in enumerate(entries)
        ),
    )


def _below(path: Path, document: Document, key: str) -> Path | None:
    """A file that the config names, which has to lie below it: a linted repository may not point elsewhere."""
    name = document.get((key,))
    if name is None:
        return None
    file = path.parent / str(name)
    if not file.resolve().is_relative_to(path.parent.resolve()):
        raise UsageError(f"{path}:{_line(document, (key,))}: '{key}: {name}' lies outside the folder of this file")
    return file


def _suppression(entry: Mapping[str, object], where: str) -> ConfiguredSuppression:
    until = entry.get("until")
    try:
        expiry = date.fromisoformat(str(until)) if until else None
    except ValueError as error:
        raise UsageError(f"{where}: 'until: {until}' is not a date (YYYY-MM-DD)") from error
    return ConfiguredSuppression(_texts(entry, "rules"), _texts(entry, "paths"), str(entry["reason"]), expiry, where)


def _texts(data: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = data.get(key) or []
    return tuple(str(item) for item in value) if isinstance(value, list) else (str(value),)


def _line(document: Document, path: tuple[str | int, ...]) -> int:
    return document.source.line_of(document.locate(path).start)
