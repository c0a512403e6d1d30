"""Writing files whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from aiact_lint.cli import session


def write_whole(file: Path, data: bytes) -> None:
    """Replace a file, or make it, in one step; ends the command where that fails.

    A symbolic link of that name is replaced and not followed, so nothing elsewhere changes. Permissions are kept.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(data)
            temporary.chmod(_mode(file))
            temporary.replace(file)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
    except OSError as error:
        session.fail(f"{file}: cannot be written: {error.strerror or error}")


def _mode(file: Path) -> int:
    if file.is_file() and not file.is_symlink():
        return file.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
