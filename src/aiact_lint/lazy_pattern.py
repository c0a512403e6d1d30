"""`re.compile`, put off until a pattern is first used.

For patterns of modules that most runs import and few runs ask: compiling one takes as long as importing a small module.
A broken pattern raises on first use instead; a test compiles all of them.
"""

from __future__ import annotations

import re
from typing import Any, overload


class LazyPattern:
    """Stands for a compiled pattern; what was once asked of it (a method, mostly) is kept as an attribute."""

    def __init__(self, pattern: Any, flags: int) -> None:
        self._arguments = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        found = re.compile(*self._arguments) if name == "_compiled" else getattr(self._compiled, name)
        setattr(self, name, found)
        return found


@overload
def compile_later(pattern: str, flags: int = 0) -> re.Pattern[str]: ...
@overload
def compile_later(pattern: bytes, flags: int = 0) -> re.Pattern[bytes]: ...
def compile_later(pattern: str | bytes, flags: int = 0) -> Any:
    """What `re.compile` gives, for all its methods; not for functions of `re` that take a pattern."""
    return LazyPattern(pattern, flags)
