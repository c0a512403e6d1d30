"""The config file: `aiact-lint.yaml` at the root of a run, or the file that `--config` names.

Further ones may lie in folders below. What they say about findings (`ignore`, `per-path`, `suppressions`) adds to what
the root says, for the files of their folder; their other keys count only in runs that start there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import cast

from aiact_lint.checks.shape import shape_errors
from aiact_lint.config_names import NAMES
from aiact_lint.discover import Tree, UsageError
from aiact_lint.document import Document
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.parsers import yaml_
from aiact_lint.source import SourceFile

_OF_OTHERS = re.compile(rb"^(?:apiVersion|include|jobs|pipelines|runs|services|spec|stages|steps)[ \t]*:", re.MULTILINE)
"""Top keys of workflows, pipelines, manifests and Compose files, which may be named after the tool that they run."""


@dataclass(frozen=True, slots=True)
class ConfiguredSuppression:
    """A suppression for what comments cannot reach: JSON, whole files; also an entry of `per-path`."""

    rules: tuple[str, ...]
    """Ids, beginnings of ids, or names."""
    paths: tuple[str, ...]
    """Patterns in gitignore's language."""
    reason: str
    until: date | None
    where: str
    """`file:line` of the entry."""
    folder: str = ""
    """The folder, relative to the root of the run, to whose files it is limited; the patterns are relative to it."""


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
    var_files: tuple[tuple[Path, Path], ...] = ()
    """Folders of Terraform configuration, each with a file that gives values to its variables, the strongest last."""
    baseline: Path | None = None
    profile: str = "default"
    suppressions: tuple[ConfiguredSuppression, ...] = field(default=())


def load(path: Path | None) -> Config:
    """The config in a file. Raises `UsageError` with file and line for anything wrong with it."""
    if path is None:
        return Config()
    try:
        source = SourceFile(str(path), path.read_bytes())
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror or error}") from error
    document = _read(source)
    return _config(path, document) if document is not None else Config(path)


def below(tree: Tree, asked: Iterable[str]) -> tuple[ConfiguredSuppression, ...]:
    """What the config files in folders say about findings: those of the run, and those above what was asked for.

    Raises `UsageError` as `load` does.
    """
    above = {str(folder) for path in asked for folder in (PurePosixPath(path), *PurePosixPath(path).parents)}
    named = {f"{folder}/{name}" for folder in above - {"."} for name in NAMES}
    found: list[ConfiguredSuppression] = []
    for path in sorted(named | {path for path in tree.everything if "/" in path and path.endswith(NAMES)}):
        folder, _, name = path.rpartition("/")
        if name not in NAMES or not isinstance(source := tree.read(path), SourceFile):
            continue
        if not _OF_OTHERS.search(source.data):
            document = _read(source)
            if document is not None:
                found += (replace(each, folder=folder) for each in (*_ignored(document), *_suppressions(document)))
    return tuple(found)


def _read(source: SourceFile) -> Document | None:
    """The valid document of a config file; None for an empty one."""
    parsed = yaml_.parse(source)
    if parsed.failures:
        failure = parsed.failures[0]
        line = source.line_of(failure.span.start) if failure.span else 1
        raise UsageError(f"{source.path}:{line}: {failure.message}")
    if not parsed.documents or parsed.documents[0].data is None:
        return None
    document = parsed.documents[0]
    for at, message in shape_errors(document.data, "config.schema.json"):
        raise UsageError(f"{source.path}:{_line(document, at)}: {message}")
    return document


def _config(path: Path, document: Document) -> Config:
    data = cast(Mapping[str, object], document.data)
    return Config(
        path=path,
        enforce=str(data.get("enforce", "dated")),
        horizon=int(str(data.get("horizon", 180))),
        fail_on=str(data.get("fail-on", "error")),
        select=_texts(data, "select"),
        ignore=_texts(data, "ignore"),
        exclude=_texts(data, "exclude"),
        rules=tuple(_rule_folders(path, document)),
        prefixes=_texts(data, "prefixes"),
        var_files=tuple(_var_files(path, document)),
        baseline=_file_below(path, document, "baseline"),
        profile=str(data.get("profile", "default")),
        suppressions=tuple(_suppressions(document)),
    )


def _file_below(path: Path, document: Document, key: str) -> Path | None:
    """A file that the config names, which has to lie below it: a linted repository may not point elsewhere."""
    name = document.get((key,))
    return None if name is None else _below(path, document, (key,), str(name))


def _var_files(path: Path, document: Document) -> Iterator[tuple[Path, Path]]:
    """The files under `terraform.var-files`, each with its folder; both below the config."""
    above = ("terraform", "var-files")
    for folder, names in cast(Mapping[str, list[str]], document.get(above) or {}).items():
        at = (*above, folder)
        for index, name in enumerate(names):
            yield _below(path, document, at, folder), _below(path, document, (*at, index), name)


def _rule_folders(path: Path, document: Document) -> Iterator[Path]:
    """The folders under `rules`, below the config like every file that it names."""
    names = document.get(("rules",))
    for index, name in enumerate(names if isinstance(names, list) else ()):
        yield _below(path, document, ("rules", index), str(name)).resolve()


def _below(path: Path, document: Document, at: tuple[str | int, ...], name: str) -> Path:
    file = path.parent / name
    if not file.resolve().is_relative_to(path.parent.resolve()):
        raise UsageError(f"{path}:{_line(document, at)}: '{_shown(at)}: {name}' lies outside the folder of this file")
    return file


def _shown(at: tuple[str | int, ...]) -> str:
    return ".".join(step for step in at[:2] if isinstance(step, str))


def _ignored(document: Document) -> Iterator[ConfiguredSuppression]:
    """The key `ignore` of a config that cannot leave rules out of the run, because it is about one folder."""
    rules = _texts(cast(Mapping[str, object], document.data), "ignore")
    if rules:
        where = f"{document.source.path}:{_line(document, ('ignore',))}"
        yield ConfiguredSuppression(rules, ("*",), "ignored in this folder", None, where)


def _suppressions(document: Document) -> Iterator[ConfiguredSuppression]:
    """The entries of `suppressions` and `per-path`."""
    data = cast(Mapping[str, object], document.data)
    for index, entry in enumerate(cast(list[Mapping[str, object]], data.get("suppressions") or [])):
        where = f"{document.source.path}:{_line(document, ('suppressions', index))}"
        until = entry.get("until")
        try:
            expiry = date.fromisoformat(str(until)) if until else None
        except ValueError as error:
            raise UsageError(f"{where}: 'until: {until}' is not a date (YYYY-MM-DD)") from error
        rules, paths = _texts(entry, "rules"), _texts(entry, "paths")
        yield ConfiguredSuppression(rules, paths, str(entry["reason"]), expiry, where)
    for index, entry in enumerate(cast(list[Mapping[str, object]], data.get("per-path") or [])):
        where = f"{document.source.path}:{_line(document, ('per-path', index))}"
        reason = str(entry.get("reason", "ignored in these files"))
        yield ConfiguredSuppression(_texts(entry, "ignore"), _texts(entry, "paths"), reason, None, where)


def _texts(data: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = data.get(key) or []
    return tuple(str(item) for item in value) if isinstance(value, list) else (str(value),)


def _line(document: Document, path: tuple[str | int, ...]) -> int:
    return document.source.line_of(document.locate(path).start)
