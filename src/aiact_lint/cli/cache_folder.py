"""Where the cache lies: `AIACT_LINT_CACHE`, else the user's cache folder; never inside what is linted."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

VARIABLE = "AIACT_LINT_CACHE"
_OFF = frozenset({"off", "0", "no", "none", "false"})


def chosen(paths: Iterable[Path] = ()) -> Path | None:
    """The folder to use, or None where the cache is off, or would lie in a checkout or below what is linted.

    A checkout may be a stranger's, and what it brings along as cache would be believed.
    """
    wanted = os.environ.get(VARIABLE, "")
    if wanted.lower() in _OFF:
        return None
    folder = Path(wanted) if wanted else _of_user()
    if folder is None or not folder.is_absolute():
        return None
    resolved = folder.resolve()
    linted = (Path.cwd(), *(path.resolve() for path in paths))
    inside = any(map(resolved.is_relative_to, linted)) or any((above / ".git").exists() for above in resolved.parents)
    return None if inside else resolved


def _of_user() -> Path | None:
    """The platform's place for what can be made again."""
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return Path(local) / "aiact-lint" / "cache" if local else None
    home = os.environ.get("HOME")
    if cache := os.environ.get("XDG_CACHE_HOME"):
        return Path(cache) / "aiact-lint"
    if not home:
        return None
    return (
        Path(home, "Library", "Caches", "aiact-lint")
        if sys.platform == "darwin"
        else Path(home, ".cache", "aiact-lint")
    )
