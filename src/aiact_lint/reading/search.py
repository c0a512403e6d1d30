"""The files of a tree that hold a sign."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from aiact_lint.file_memory import FileMemory
from aiact_lint.module_folders import ModuleFolders
from aiact_lint.reading.files import Files
from aiact_lint.reading.signs import Signs

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many files of how many have been looked at."""


class Search:
    """Looks through the files of a tree, which are in memory one at a time."""

    def __init__(self, files: Files, signs: Signs, memory: FileMemory, modules: ModuleFolders) -> None:
        self._files = files
        self._signs = signs
        self._memory = memory
        self._modules = modules

    def parse_signed(self, progress: Progress | None = None) -> Iterator[str]:
        """Parse the files that hold bytes of a sign, and say which; all others go no further."""
        paths = self._files.tree.files
        for number, path in enumerate(paths, 1):
            if self._parse_if_signed(path):
                yield path
            if progress is not None:
                progress(number, len(paths))

    def _parse_if_signed(self, path: str) -> bool:
        if self._files.is_seen(path) or not self._signs.of(path):
            return False
        idle = self._memory.is_idle(path)
        if idle and not self._modules.wants(path):
            return False
        before = self._memory.identity(path)
        source = self._files.load(path)
        if source is None:
            return False
        self._modules.note(path, source.data)
        if idle:
            return False
        known = self._memory.holds_sign(source, before)
        sign = self._signs.are_in(source) if known is None else known
        self._memory.note(source, before, sign=sign)
        if sign:
            self._files.charts.want(path)
            self._files.parse(path, loaded=source)
        return sign
