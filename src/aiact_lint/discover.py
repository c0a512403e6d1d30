"""Paths to the files of a run.

In a git checkout: tracked and untracked-unignored files, as git says. Elsewhere the folder is walked and its
`.gitignore` files are honoured. Symbolic links are never followed, so nothing outside the given paths is read.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from aiact_lint.answers import Answers, Listing
from aiact_lint.file_identity import Identity, identity
from aiact_lint.finding import Skipped
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.source import SourceFile, has_ending

NEVER = frozenset(
    {".git", "node_modules", ".venv", "venv", ".tox", ".nox", "__pycache__", "site-packages", ".terraform"}
)
"""Folders that are never entered."""

MAX_BYTES = 16 * 1024 * 1024
"""Larger files are left unread, and that is reported."""

_LISTED = ("--cached", "--deleted", "--others", "--exclude-standard")
"""With a tag before each name; what is deleted but still tracked comes twice, once with the tag R."""

SUFFIXES = (
    ".md",
    ".markdown",
    ".yaml",
    ".yml",
    "/mlmodel",
    ".json",
    ".jsonld",
    ".template",
    ".env",
    ".bicep",
    ".tf",
    ".tofu",
    ".tfvars",
)
"""Endings of the built-in formats; a run asks for those of all its parsers."""


class UsageError(Exception):
    """A path, option or config that cannot be used; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The files of a run: POSIX paths relative to `root`, sorted."""

    root: Path
    files: tuple[str, ...]
    """Those with an ending that is read."""
    everything: frozenset[str]
    """All of them: evidence may be a PDF."""
    answers: Answers | None = None
    """Takes note of what the methods below say."""

    def path_of(self, full: Path) -> str:
        """A file or folder as outputs show it; "" for the root."""
        path = os.path.relpath(full.resolve(), self.root).replace(os.sep, "/")
        return "" if path == "." else path

    def is_gone(self, path: str) -> bool:
        """Whether a path inside the root names no file (any more); git may still list one that was moved away."""
        gone = not path.startswith(("/", "../")) and not os.path.lexists(self.root / path)
        if self.answers is not None:
            self.answers.note("gone", path, gone)
        return gone

    def read(self, path: str) -> SourceFile | Skipped:
        """One file, or why it is left unread."""
        found = self._read(path)
        if self.answers is not None:
            self.answers.note_content(path, self.identity(path), found if isinstance(found, SourceFile) else None)
        return found

    def _read(self, path: str) -> SourceFile | Skipped:
        full = os.path.join(self.root, path)  # noqa: PTH118  # once a file: a `Path` costs more than reading a small one
        try:
            about = os.lstat(full)
            if stat.S_ISLNK(about.st_mode) or not _is_real(os.path.dirname(full)):  # noqa: PTH120
                return Skipped(path, "symbolic link")
            if not stat.S_ISREG(about.st_mode):
                return Skipped(path, "not a regular file")
            if about.st_size > MAX_BYTES:
                return Skipped(path, f"larger than {MAX_BYTES // 2**20} MiB")
            with open(full, "rb", buffering=0) as file:  # noqa: PTH123
                return SourceFile(path, file.read())
        except OSError as error:
            return Skipped(path, f"cannot be read: {error.strerror or error}")

    def identity(self, path: str) -> Identity | None:
        """What a file is on disk: another size, inode or time mean that its content may have changed."""
        return identity(os.path.join(self.root, path))  # noqa: PTH118

    def names_in(self, folder: str) -> list[str]:
        """The names of the files directly in a folder, ignored ones included; none where a link leads to it."""
        names = self._names_in(folder)
        if self.answers is not None:
            self.answers.note("names", folder, names)
        return names

    def _names_in(self, folder: str) -> list[str]:
        full = self.root / folder
        try:
            if not _is_real(str(full)):
                return []
            with os.scandir(full) as entries:
                return sorted(each.name for each in entries if each.is_file(follow_symlinks=False))
        except OSError:
            return []


@lru_cache(maxsize=100_000)
def _is_real(folder: str) -> bool:
    """Whether no part of a folder's path is a symbolic link (a checkout may hold one where git lists a folder)."""
    return os.path.realpath(folder) == folder


def discover(
    paths: Sequence[Path],
    working_folder: Path,
    exclude: Sequence[str] = (),
    suffixes: tuple[str, ...] = SUFFIXES,
    answers: Answers | None = None,
) -> Tree:
    """The files below some paths. Raises `UsageError` for a path that does not exist.

    The root is the working folder where all paths lie in it, so that reports show paths as the user typed them.
    """
    resolved = []
    for path in paths:
        full = working_folder / path
        if not full.exists():
            raise UsageError(f"{path}: no such file or folder")
        resolved.append(full.resolve())
    root = _root(resolved, working_folder.resolve())
    found: set[str] = set()
    for full in resolved:
        found.update(_below(full, root))
    ignored = _ignored(root, exclude)
    kept = frozenset(path for path in found if not ignored(path))
    tree = Tree(root, tuple(sorted(path for path in kept if has_ending(path, suffixes))), kept, answers)
    if answers is not None:
        answers.listing = Listing(tree, exclude, suffixes)
    return tree


def _root(paths: Sequence[Path], working_folder: Path) -> Path:
    if all(path.is_relative_to(working_folder) for path in paths):
        return working_folder
    folders = [path if path.is_dir() else path.parent for path in paths]
    return Path(os.path.commonpath(folders))


def _below(full: Path, root: Path) -> Iterator[str]:
    if full.is_file():
        yield full.relative_to(root).as_posix()
        return
    listed = _git_files(full)
    names = listed if listed is not None else _walked(full)
    prefix = full.relative_to(root).as_posix()
    for name in names:
        yield name if prefix == "." else f"{prefix}/{name}"


def _git_files(folder: Path) -> list[str] | None:
    """What git lists below a folder; None where it is no checkout, or git is missing or refuses it."""
    command = ["git", "-c", "core.fsmonitor=false", "ls-files", "-z", "-t", *_LISTED]
    import subprocess

    try:
        result = subprocess.run(  # noqa: S603  # fixed arguments; fsmonitor hooks are off
            command, cwd=folder, capture_output=True, check=False, timeout=120
        )
    except (OSError, subprocess.SubprocessError):
        return None
    if result.returncode != 0:
        return None
    listed = [(entry[:1], os.fsdecode(entry[2:])) for entry in result.stdout.split(b"\0") if entry]
    removed = {name for tag, name in listed if tag == b"R"}
    names = dict.fromkeys(name for _, name in listed if name not in removed)
    if not names and any(folder.iterdir()):
        return None  # a folder that an outer checkout ignores, but that the user asked for
    return [name for name in names if NEVER.isdisjoint(name.split("/")[:-1])]


def _walked(folder: Path) -> Iterator[str]:
    """The files below a folder that no `.gitignore` in it excludes."""
    rules: list[tuple[str, Callable[[str], bool]]] = []
    pending = [("", str(folder))]
    while pending:
        prefix, at = pending.pop()
        files, folders = _listed(at)
        if ".gitignore" in files:
            rules.append((prefix, _matcher(Path(at, ".gitignore").read_text("utf-8", "replace").splitlines())))
        below = ((f"{prefix}{name}/", f"{at}{os.sep}{name}") for name in folders if name not in NEVER)
        pending += (each for each in below if not _excluded(each[0], rules))
        yield from (f"{prefix}{name}" for name in files if not _excluded(f"{prefix}{name}", rules))


def _listed(folder: str) -> tuple[list[str], list[str]]:
    """The files of a folder, and the folders in it that are no links; nothing where it may not be looked into."""
    files: list[str] = []
    folders: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if not entry.is_dir():
                    files.append(entry.name)
                elif not entry.is_symlink():
                    folders.append(entry.name)
    except OSError:
        pass
    return files, folders


def _excluded(path: str, rules: Iterable[tuple[str, Callable[[str], bool]]]) -> bool:
    return any(path.startswith(prefix) and match(path[len(prefix) :]) for prefix, match in rules)


def _ignored(root: Path, exclude: Sequence[str]) -> Callable[[str], bool]:
    """`.aiactignore` at the root and the config's `exclude`, both in gitignore's pattern language."""
    lines = list(exclude)
    ignore_file = root / ".aiactignore"
    if ignore_file.is_file() and not ignore_file.is_symlink():
        lines += ignore_file.read_text("utf-8", "replace").splitlines()
    return _matcher(lines) if lines else lambda _path: False


def _matcher(lines: Iterable[str]) -> Callable[[str], bool]:
    from pathspec import GitIgnoreSpec  # only where something is ignored by patterns

    return GitIgnoreSpec.from_lines(lines).match_file
