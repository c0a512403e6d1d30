"""What earlier runs worked out, on disk: a file an entry, in a folder of the user's own.

Entries are plain data (`marshal`), never objects, and named by a key of everything they were made from, so they are
never out of date, only unused. A folder that others can write to is not read, and a broken entry is no entry.
"""

from __future__ import annotations

import marshal
import os
import sys
import zlib
from collections.abc import Iterable
from functools import cache as once
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from aiact_lint import __version__

_MARK = b"aiact-lint cache 1\n"
_MOST_BYTES = {"document": 256 * 2**20, "files": 64 * 2**20}
"""Of the entries of a group; the oldest go first."""
_MOST_BYTES_OF_OTHERS = 16 * 2**20
_MAX_ENTRY = 32 * 2**20
"""Bytes; more is not written."""

_bounded: set[str] = set()
"""Groups that this process has bounded."""
_folder: Path | None = None
"""The folder in use, one for the process like the working folder; None: nothing is kept. The command line sets it."""


def use(chosen: Path | None) -> None:
    """Keep entries in a folder from now on, or nowhere."""
    global _folder  # noqa: PLW0603,RUF100  # the one setting of the process
    _folder = chosen if chosen is not None and _is_own(chosen) else None


def in_use() -> bool:
    """Whether entries are kept at all."""
    return _folder is not None


def folder() -> Path | None:
    """Where they are kept."""
    return _folder


def key(*parts: object) -> str:
    """A name for what an entry is made from; parts are plain data. Other versions of the program have other keys."""
    made = marshal.dumps((__version__, sys.implementation.cache_tag, _program(), cast(Any, parts)), 2)
    return sha256(made).hexdigest()[:32]


@once
def _program() -> bytes:
    """The modules of this program: somebody may be changing them."""
    about = []
    waiting = [str(Path(__file__).parent)]
    while waiting:
        for entry in os.scandir(waiting.pop()):
            if entry.name.endswith(".py"):
                state = entry.stat()
                about.append((entry.path, state.st_size, state.st_mtime_ns))
            elif entry.name not in ("__pycache__", "_bundled") and entry.is_dir():
                waiting.append(entry.path)
    about.sort()
    return sha256(marshal.dumps(about, 2)).digest()


def identity(paths: Iterable[Path]) -> list[tuple[str, int, int]]:
    """Files by name, size and time of change: what has to be the same for their content to be the same."""
    found = []
    for path in paths:
        about = path.stat()
        found.append((str(path), about.st_size, about.st_mtime_ns))
    return found


def load(group: str, name: str) -> object:
    """An entry by its key, or None where there is none that can be read."""
    if _folder is None:
        return None
    return _read(_folder / f"{group}-{name}")


def shipped(name: str) -> object:
    """What the wheel carries in prepared form, in the format of an entry; None in a checkout."""
    return _read(Path(__file__).parent / "_bundled" / "prepared" / name)


def _read(file: Path) -> object:
    try:
        data = file.read_bytes()
        start = len(_MARK) + 4
        if data.startswith(_MARK) and zlib.crc32(data[start:]).to_bytes(4, "big") == data[len(_MARK) : start]:
            return marshal.loads(data[start:])  # noqa: S302  # checked: own folder, own file, whole
    except (OSError, ValueError, EOFError, TypeError):
        pass
    return None


def encoded(value: object) -> bytes:
    """An entry as it is written, readable by every version of Python that the program runs on."""
    body = marshal.dumps(cast(Any, value), 4)
    return b"".join((_MARK, zlib.crc32(body).to_bytes(4, "big"), body))


def save(group: str, name: str, value: object) -> None:
    """Keep an entry. What cannot be written is not kept; readers see the whole entry or none."""
    if _folder is None:
        return
    entry = encoded(value)
    if len(entry) > _MAX_ENTRY:
        return
    unfinished = _folder / f".{group}-{name}.{os.getpid()}"
    try:
        unfinished.write_bytes(entry)
        unfinished.replace(_folder / f"{group}-{name}")
        if group not in _bounded:
            _bounded.add(group)
            _drop_oldest(_folder, group)
    except OSError:
        unfinished.unlink(missing_ok=True)


def _drop_oldest(folder: Path, group: str) -> None:
    """Bound a group, and what interrupted runs left behind in it; once a process, so it may be exceeded by one run."""
    entries = [entry for entry in os.scandir(folder) if entry.name.lstrip(".").startswith(f"{group}-")]
    left = _MOST_BYTES.get(group, _MOST_BYTES_OF_OTHERS)
    for entry in sorted(entries, key=lambda entry: entry.stat().st_mtime_ns, reverse=True):
        left -= entry.stat().st_size
        if left < 0:
            Path(entry.path).unlink(missing_ok=True)


def _is_own(folder: Path) -> bool:
    """Make the folder where it is missing; whether it is this user's and nobody else can write to it."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        about = folder.lstat()
    except OSError:
        return False
    if not hasattr(os, "getuid"):  # Windows: the folder lies in the user's profile
        return folder.is_dir()
    return folder.is_dir() and not folder.is_symlink() and about.st_uid == os.getuid() and not about.st_mode & 0o022
