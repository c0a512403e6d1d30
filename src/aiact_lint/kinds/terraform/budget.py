"""How much work one value, and all values of a module, may cost; and whether anything unknown was met."""

from __future__ import annotations

from typing import TypeVar

_MAX_DEPTH = 60
_FOR_ONE = 20_000
"""Steps for one value: locals that multiply each other are cut off."""
_FOR_ALL = 3_000_000
"""Steps for all values of a module: some seconds."""

T = TypeVar("T")


class Budget:
    """Counts steps and doubts."""

    def __init__(self) -> None:
        self._left = _FOR_ONE
        self._total = _FOR_ALL
        self.doubts = 0
        """Raised whenever something unknown is met."""
        self.cuts = 0
        """Raised whenever something was left out for its cost."""

    def renew(self) -> None:
        """Start with another value."""
        self._left = _FOR_ONE

    def spend(self, depth: int) -> bool:
        """One step; False where it is not to be taken."""
        self._left -= 1
        self._total -= 1
        if depth <= _MAX_DEPTH and self._left >= 0 and self._total >= 0:
            return True
        self.cuts += 1
        self.doubts += 1
        return False

    def charge(self, steps: int) -> None:
        """Work that has been done in one go."""
        self._left -= steps
        self._total -= steps

    def doubted(self, value: T) -> T:
        """The same value, which is unknown or holds something unknown."""
        self.doubts += 1
        return value
