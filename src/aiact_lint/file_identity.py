"""What a file is on disk: of one that is the same, the content is the same too, as git sees it."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TypeAlias

Identity: TypeAlias = tuple[int, int, int, int]
"""Of a plain file: size, times of the last change of content and of status in nanoseconds, inode."""

SETTLED = 2_000_000_000
"""Nanoseconds after which a change of a file cannot hide in the resolution of its file system's clock."""


def identity(file: str | Path) -> Identity | None:
    """Of a path, links not followed; None for what is no plain file."""
    try:
        return identity_of(os.lstat(file))
    except OSError:
        return None


def identity_of(about: os.stat_result) -> Identity | None:
    """The same where the file system has been asked already."""
    return (about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino) if stat.S_ISREG(about.st_mode) else None


def was_settled(about: Identity | None, when: int) -> bool:
    """Whether a file had its content for a while at a time in nanoseconds; a younger one is not known by what it is."""
    return about is not None and max(about[1], about[2]) < when - SETTLED
