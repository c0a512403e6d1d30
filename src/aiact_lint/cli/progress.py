"""How far a long run has come, on the terminal of a person who waits; never in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import monotonic
from typing import TextIO

_PATIENCE = 1.0
"""Seconds before anything is shown: most runs are over by then."""
_EVERY = 0.1


def progress(stream: TextIO | None = None, clock: Callable[[], float] = monotonic) -> Callable[[int, int], None] | None:
    """A function to call with files looked at and files in all; None where nobody would see it."""
    out = stream if stream is not None else sys.stderr
    if not out.isatty():
        return None
    started = clock()
    shown = started + _PATIENCE - _EVERY

    def tell(done: int, total: int) -> None:
        nonlocal shown
        now = clock()
        if done == total and shown >= started + _PATIENCE:
            out.write("\r\x1b[K")
            out.flush()
        elif now - shown >= _EVERY:
            shown = now
            out.write(f"\r\x1b[Kreading files: {done} of {total} ({100 * done // total} %)")
            out.flush()

    return tell
