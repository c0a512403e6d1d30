"""The rule files below the folders of configs and plugins: found, checked against the format, and remembered.

A file counts as the one that was checked before if size, inode and times are the same, otherwise by the digest of its
content; so that of a thousand rules one that changed is looked at again, and not the others.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from time import time_ns
from typing import TypeAlias, cast

from aiact_lint import cache
from aiact_lint.checks import expression
from aiact_lint.checks.cel_text import surely_compiles
from aiact_lint.checks.quick_shape import surely_fits
from aiact_lint.checks.shape import schema, shape_errors
from aiact_lint.document import Document
from aiact_lint.file_identity import Identity, identity_of, was_settled
from aiact_lint.parsers import simple_yaml, yaml_
from aiact_lint.source import SourceFile, UndecodableText

Data: TypeAlias = Mapping[str, object]
"""The plain data of a rule file."""

_NAME = "rule.yaml"
_SCHEMA = "rule.schema.json"
_EXPRESSIONS = ("when", "assert")

_Checked: TypeAlias = "tuple[Identity | None, bytes, Data]"
"""What a file was, if that is settled; the digest of its content; its data."""


class RuleFileError(Exception):
    """A rule file that cannot be used; the message names file and line."""


class Trust(Enum):
    """Who wrote a rule folder."""

    PLUGIN = "plugin"
    CONFIG = "config"


def below(folders: Sequence[Path], trust: Trust) -> Iterator[tuple[str, Data]]:
    """The valid content of each rule file below some folders, by path. Raises `RuleFileError`."""
    files = [(path, about) for folder in folders for path, about in _files(folder)]
    if not files:
        return
    name = cache.key(trust.value, schema(_SCHEMA), [str(each) for each in folders])
    known = cast("dict[str, _Checked] | None", cache.load("rules", name)) or {}
    now = time_ns()
    found: dict[str, _Checked] = {}
    for path, about in files:
        before = known.get(path)
        if before is None or before[0] != about:
            before = _look(path, about if was_settled(about, now) else None, before, trust)
        found[path] = before
    if found != known:
        cache.save("rules", name, found)
    yield from ((path, found[path][2]) for path, _ in files)


def _files(folder: Path) -> list[tuple[str, Identity]]:
    """In the order of their folders' names."""
    if not folder.is_dir():
        raise RuleFileError(f"{folder}: the rule folder does not exist")
    found: list[tuple[str, Identity]] = []
    pending = [str(folder)]
    while pending:
        at = pending.pop()
        for entry in _entries(at):
            if entry.is_dir(follow_symlinks=False):
                pending.append(entry.path)
            elif entry.name == _NAME and (about := _about(entry, folder)) is not None:
                found.append((entry.path, about))
    return sorted(found, key=lambda each: os.path.dirname(each[0]))  # noqa: PTH120  # a thousand Paths cost more


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """What is in a folder; nothing where it may not be looked into."""
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []


def _about(entry: os.DirEntry[str], folder: Path) -> Identity | None:
    """What a file is, unless it is none or a link that leads out of the folder."""
    if entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(folder.resolve()):
        return None
    try:
        return identity_of(entry.stat())
    except OSError as error:
        raise RuleFileError(f"{entry.path}: cannot be read: {error.strerror}") from error


def _look(path: str, identity: Identity | None, before: _Checked | None, trust: Trust) -> _Checked:
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123  # a thousand Paths cost more
            source = SourceFile(path, file.read())
    except OSError as error:
        raise RuleFileError(f"{path}: cannot be read: {error.strerror}") from error
    if before is not None and before[1] == source.digest:
        return identity, source.digest, before[2]
    return identity, source.digest, _plainly_valid(source, trust) or _checked(source, trust)


def _plainly_valid(source: SourceFile, trust: Trust) -> Data | None:
    """The data of a file of the usual kind with nothing wrong in it; None says nothing."""
    try:
        data = simple_yaml.read(source.text)
    except UndecodableText:
        return None
    if data is None or not surely_fits(data, schema(_SCHEMA)):
        return None
    body = cast(Data, data["check"])
    if "python" in body and trust is Trust.CONFIG:
        return None
    return data if all(surely_compiles(str(body[key])) for key in _EXPRESSIONS if key in body) else None


def _checked(source: SourceFile, trust: Trust) -> Data:
    """The data of a file that is valid; what is wrong with it is told with its line."""
    parsed = yaml_.parse(source)
    if parsed.failures:
        failure = parsed.failures[0]
        line = source.line_of(failure.span.start) if failure.span else 1
        raise RuleFileError(f"{source.path}:{line}: {failure.message}")
    if len(parsed.documents) != 1:
        raise RuleFileError(f"{source.path}: a rule file holds exactly one document")
    _validate(parsed.documents[0], trust)
    return cast(Data, parsed.documents[0].data)


def _validate(document: Document, trust: Trust) -> None:
    for path, message in shape_errors(document.data, _SCHEMA):
        line = document.source.line_of(document.locate(path).start)
        raise RuleFileError(f"{document.source.path}:{line}: {message}")
    body = cast(Mapping[str, Mapping[str, object]], document.data)["check"]
    for key in _EXPRESSIONS:
        if key in body and not surely_compiles(str(body[key])):
            try:
                expression.compiled(str(body[key]))
            except expression.ExpressionError as error:
                line = document.source.line_of(document.locate(("check", key)).start)
                raise RuleFileError(f"{document.source.path}:{line}: {error}") from error
    if "python" in body and trust is Trust.CONFIG:
        line = document.source.line_of(document.locate_key(("check", "python")).start)
        raise RuleFileError(
            f"{document.source.path}:{line}: rule folders are data; a Python check has to come from an installed plugin"
        )
