"""A round of fixes as a unified diff."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

from aiact_lint.fixing.mending import Mended
from aiact_lint.source import SourceFile

_NO_LINE_END = "\n\\ No newline at end of file\n"


def patch(mended: Mended) -> str:
    """What `git apply` takes, or "" where nothing changes; line ends inside the files are kept."""
    return "".join(line for path in mended.after for line in _file(mended.before[path], mended.after[path]))


def _file(before: SourceFile, after: SourceFile) -> Iterator[str]:
    old, new = (_lines(each.text) for each in (before, after))
    for line in unified_diff(old, new, f"a/{before.path}", f"b/{after.path}"):
        yield line if line.endswith("\n") else line + _NO_LINE_END


def _lines(text: str) -> list[str]:
    """Lines as git counts them: only a line feed ends one."""
    return [f"{line}\n" for line in text.split("\n")[:-1]] + ([last] if (last := text.rpartition("\n")[2]) else [])
