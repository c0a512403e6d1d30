"""`--fix` and `--show-fixes`: rounds of fixes, written into the files or shown as a diff."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aiact_lint.cli import session
from aiact_lint.lazy_pattern import compile_later

if TYPE_CHECKING:
    from aiact_lint.cli.session import Session
    from aiact_lint.finding import Report
    from aiact_lint.fixing.mending import Mended
    from aiact_lint.run import Request
    from aiact_lint.source import SourceFile

_ROUNDS = 10
"""A fix may make room for the next one; more rounds than this would be two fixes that undo each other."""


def shown(request: Request, ready: Session, report: Report, *, unsafe: bool) -> str:
    """The first round as a unified diff, fit for a terminal and for a CI log."""
    from aiact_lint.fixing.patch import patch

    lines = patch(_mended(_root(request), ready, report, unsafe=unsafe)).split("\n")
    return "\n".join(map(_harmless, lines))


_WORKFLOW_COMMAND = compile_later(r"^(\s*):(?=:)")


def _harmless(line: str) -> str:
    """A line of a diff without what a terminal or a CI system would obey; tabs and a final CR stay."""
    from aiact_lint.reporters.escape import visible_char, without_log_commands

    text = line.removesuffix("\r")
    shown = "".join(char if char == "\t" else visible_char(char) for char in text)
    shown = _WORKFLOW_COMMAND.sub(r"\1\\x3a", without_log_commands(shown))
    return shown + line[len(text) :]


def made(request: Request, ready: Session, *, unsafe: bool) -> Report:
    """Fix, lint again, and so on until there is nothing left to fix; the report of the last run."""
    from aiact_lint.cli.writing import write_whole
    from aiact_lint.run import run

    root, count, drafted = _root(request), 0, 0
    files: set[str] = set()
    report = run(request, ready.toolbox, ready.rules)
    for _ in range(_ROUNDS):
        mended = _mended(root, ready, report, unsafe=unsafe)
        if not mended.after:
            break
        for path, source in mended.after.items():
            write_whole(root / path, source.data)
        count += sum(fix.mends for _, fix in mended.fixes)
        drafted += len({fix.edits for _, fix in mended.fixes if not fix.mends})
        files |= mended.after.keys()
        request = _looked_up_again(request, ready)
        report = run(request, ready.toolbox, ready.rules)
    click.echo(_told(count, drafted, len(files)), err=True)
    return report


def _looked_up_again(request: Request, ready: Session) -> Request:
    """The request with the lines that are changed now: fixes may have moved them."""
    from aiact_lint import changes

    if request.changes is None:
        return request
    suffixes = [suffix for parser in ready.toolbox.parsers for suffix in parser.suffixes]
    return replace(request, changes=changes.since(request.changes.ref, request.working_folder, suffixes))


def _told(count: int, drafted: int, files: int) -> str:
    """`2 findings fixed, 3 missing keys drafted as comments, in 1 file`."""
    parts = [f"{count} finding{'' if count == 1 else 's'} fixed"] if count else []
    if drafted:
        parts.append(f"{drafted} missing key{'' if drafted == 1 else 's'} drafted as comments")
    where = f"{files} file{'' if files == 1 else 's'}"
    return f"{' and '.join(parts)} in {where}" if parts else "nothing to fix"


def _root(request: Request) -> Path:
    """The folder to which the paths of a report are relative: the working folder, or nothing is written."""
    working = request.working_folder.resolve()
    for path in request.paths:
        if not (working / path).resolve().is_relative_to(working):
            session.fail(f"{path}: lies outside this folder; fix from a folder that holds all paths")
    return working


def _mended(root: Path, ready: Session, report: Report, *, unsafe: bool) -> Mended:
    from aiact_lint.discover import Tree
    from aiact_lint.fixing.mending import mend
    from aiact_lint.source import SourceFile

    tree = Tree(root, (), frozenset())

    def read(path: str) -> SourceFile | None:
        """A file that may be written: no link, below the root, and still as it was linted."""
        if path.startswith(("/", "../")):
            return None
        source = tree.read(path)
        if not isinstance(source, SourceFile):
            return None
        linted = report.hashes.get(path)
        return source if linted in (None, sha256(source.data).hexdigest()) else None

    return mend(report.findings, read, ready.toolbox.parsers, unsafe=unsafe)
