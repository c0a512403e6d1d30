"""ANSI colours, or none."""

from __future__ import annotations

from aiact_lint.finding import Level
from aiact_lint.lazy_dataclass import dataclass

_RESET = "\x1b[0m"
_BOLD = "\x1b[1m"
_RULED = "\x1b[1;34m"
_LEVELS = {Level.ERROR: "\x1b[1;31m", Level.WARNING: "\x1b[1;33m", Level.NOTE: "\x1b[1;36m"}


@dataclass(frozen=True, slots=True)
class Paint:
    """Colours text where that is wanted."""

    on: bool

    def level(self, level: Level, text: str) -> str:
        """In the colour of a level."""
        return self._in(_LEVELS[level], text)

    def bold(self, text: str) -> str:
        """For what is read first."""
        return self._in(_BOLD, text)

    def frame(self, text: str) -> str:
        """For line numbers and arrows."""
        return self._in(_RULED, text)

    def _in(self, code: str, text: str) -> str:
        return f"{code}{text}{_RESET}" if self.on and text else text
