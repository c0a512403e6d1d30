"""Baseline files: JSON, sorted, so that the diff of an update shows what came and went and nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import cast

from aiact_lint.baseline import Baseline
from aiact_lint.checks.shape import shape_errors
from aiact_lint.discover import MAX_BYTES, UsageError
from aiact_lint.finding import BaselineEntry
from aiact_lint.parsers import json_
from aiact_lint.source import SourceFile

VERSION = 1
"""Of the format; raised when a key goes away or changes its meaning."""

_NOT_ASCII = re.compile(r"[^\x00-\x7e]")


def load(file: Path) -> Baseline:
    """A baseline file. Raises `UsageError` with file and line for anything wrong with it."""
    try:
        if file.stat().st_size > MAX_BYTES:
            raise UsageError(f"{file}: larger than {MAX_BYTES // 2**20} MiB")
        source = SourceFile(str(file), file.read_bytes())
    except FileNotFoundError as error:
        raise UsageError(f"{file}: there is no such baseline; `aiact-lint baseline` writes one") from error
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror or error}") from error
    parsed = json_.parse(source)
    for failure in parsed.failures:
        line = source.line_of(failure.span.start) if failure.span else 1
        raise UsageError(f"{file}:{line}: {failure.message}")
    (document,) = parsed.documents
    for path, message in shape_errors(document.data, "baseline.schema.json"):
        raise UsageError(f"{file}:{source.line_of(document.locate(path).start)}: {message}")
    data = cast(dict[str, list[dict[str, str]]], document.data)
    return empty(file, tuple(_entry(each) for each in data["findings"]))


def empty(file: Path, entries: tuple[BaselineEntry, ...] = ()) -> Baseline:
    """A baseline that is to be written to a file."""
    return Baseline(file.as_posix(), file.resolve().parent, entries)


def _entry(data: dict[str, str]) -> BaselineEntry:
    return BaselineEntry(
        rule=data["rule"],
        path=data["path"],
        line=data["line"],
        mark=data["mark"],
        fingerprint=data.get("fingerprint", ""),
        message=data.get("message", ""),
        reason=data.get("reason", ""),
    )


def text(baseline: Baseline) -> str:
    """What the file holds, with a final line end."""
    findings = [_shown(entry) for entry in baseline.entries]
    document = {"version": VERSION, "findings": findings}
    written = json.dumps(document, indent=2, ensure_ascii=False)
    return _NOT_ASCII.sub(_escaped, written) + "\n"


def _shown(entry: BaselineEntry) -> dict[str, str]:
    keys = ("rule", "path", "line", "mark", "fingerprint", "message", "reason")
    values = {key: cast(str, getattr(entry, key)) for key in keys}
    return {key: value for key, value in values.items() if value or key in ("rule", "path", "line", "mark")}


def _escaped(match: re.Match[str]) -> str:
    """Letters stay readable; what hides or reorders text is written as an escape."""
    return match[0] if match[0].isprintable() else json.dumps(match[0])[1:-1]
