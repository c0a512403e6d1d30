"""How much work one value, and all values of a module, may cost; and whether anything unknown was met."""

from __future__ import annotations

from typing import TypeVar

_MAX_DEPTH = 60
_FOR_ONE = 20_000
"""Steps for one value: locals that multiply each other are cut off."""
_FOR_ALL = 100_000
"""Steps for all values of a module, and one more for each byte of its files; real modules need a tenth of it."""
_FOR_CALLED = 10_000
"""The same for each use of a module that another calls."""
_MAX_CALLED = 1_000_000
"""Further steps for all called modules of one configuration."""

T = TypeVar("T")


class Exhausted(Exception):
    """A value costs too much to be worked out."""


class Budget:
    """Counts steps and doubts."""

    def __init__(self, size: int) -> None:
        """`size`: bytes of the module."""
        self._left = _FOR_ONE
        self._total = _FOR_ALL + size
        self._called = 0
        self.doubts = 0
        """Raised whenever something unknown is met."""
        self.cuts = 0
        """Raised whenever something was left out because it was too deep."""

    def admit(self, size: int) -> None:
        """A further use of a module of so many bytes, called from where this budget counts."""
        more = min(_FOR_CALLED + size, _MAX_CALLED - self._called)
        self._called += more
        self._total += more

    def renew(self) -> None:
        """Start with another value."""
        self._left = _FOR_ONE

    def spend(self, depth: int) -> bool:
        """One step; False where it would go too deep. Raises `Exhausted`."""
        self.charge(1)
        if depth <= _MAX_DEPTH:
            return True
        self.cuts += 1
        self.doubts += 1
        return False

    def charge(self, steps: int) -> None:
        """Work that is done in one go. Raises `Exhausted` where that is too much."""
        self._left -= steps
        self._total -= steps
        if self._left < 0 or self._total < 0:
            raise Exhausted

    def note(self, steps: int) -> None:
        """Work outside an evaluation, which leaves less for the next."""
        self._total -= steps

    def doubted(self, value: T) -> T:
        """The same value, which is unknown or holds something unknown."""
        self.doubts += 1
        return value
