"""Which folders of Terraform files call which, told from their bytes before anything is parsed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from posixpath import dirname, join, normpath

from aiact_lint.lazy_pattern import compile_later

_SOURCE = compile_later(rb"""["']?source["']?[ \t]*[=:][ \t]*["'](\.\.?/[^"'\n\r]{0,500})["']""")
"""A local source as a block or JSON writes it; what only looks like one costs a folder that is read in vain."""


def source_folder(caller: str, source: object) -> str | None:
    """The folder that a call's `source` names, relative to the root of the run; None where it is not a local one."""
    if not isinstance(source, str) or not f"{source}/".startswith(("./", "../")):
        return None
    folder = normpath(join(caller, source))
    return "" if folder == "." else folder


class CallGraph:
    """Calls between folders, file by file as they are looked at."""

    def __init__(self) -> None:
        self._targets: dict[str, set[str]] = defaultdict(set)
        self._callers: dict[str, set[str]] = defaultdict(set)

    def add(self, path: str, data: bytes) -> None:
        """Note what a file calls."""
        if b"source" not in data:
            return
        folder = dirname(path)
        for match in _SOURCE.finditer(data):
            target = source_folder(folder, match[1].decode("utf-8", "replace"))
            if target is not None and target != folder:
                self._targets[folder].add(target)
                self._callers[target].add(folder)

    def around(self, folders: Iterable[str]) -> set[str]:
        """Some folders with all that call them, directly or not, and all that any of these call."""
        return _closed(_closed(folders, self._callers), self._targets)


def _closed(folders: Iterable[str], edges: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    pending = [*folders]
    while pending:
        folder = pending.pop()
        if folder not in found:
            found.add(folder)
            pending += edges.get(folder, ())
    return found
