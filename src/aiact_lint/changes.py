"""Which lines a branch has changed, as git says: for `--diff`, which shows only what stands in them.

Git is run on repositories that nobody vouches for. Nothing of their configuration that would start a program is obeyed
(monitors, external diffs, text conversions, filters, fetching what is missing), and nothing is written.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from aiact_lint.discover import UsageError
from aiact_lint.finding import Finding, Location
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.lazy_pattern import compile_later

_SAFE = ("-c", "core.fsmonitor=false", "-c", "diff.external=", "-c", "protocol.allow=never")
_ENVIRONMENT = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1"}
_DIFF = (
    *("diff", "--unified=0", "--inter-hunk-context=0", "--find-renames", "--no-color", "--text"),
    *("--no-ext-diff", "--no-textconv", "--no-relative", "--ignore-submodules=all"),
    *("--src-prefix=a/", "--dst-prefix=b/"),
)
_TIMEOUT = 120
"""Seconds."""

ALWAYS = "AIA001"
"""An unreadable file is shown wherever it is: the whole run is incomplete for it."""

_HUNK = compile_later(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_ESCAPE = compile_later(rb"\\([0-7]{3}|.)", re.DOTALL)
_NAMED = {b"a": b"\a", b"b": b"\b", b"t": b"\t", b"n": b"\n", b"v": b"\v", b"f": b"\f", b"r": b"\r"}


@dataclass(frozen=True, slots=True)
class Changes:
    """The lines that were added or changed since the branch left a ref, in the working tree."""

    ref: str
    top: Path
    """Top folder of the checkout, absolute."""
    tracked: frozenset[str]
    """Files that git knows, relative to `top`; every other file is new as a whole."""
    lines: Mapping[str, tuple[range, ...]]
    """1-based lines of the tracked files with changes. Where lines went away, their neighbours count as changed."""

    def of(self, finding: Finding, root: Path) -> bool:
        """Whether a finding, or a place that it relates to, stands in changed lines; `root` is the run's."""
        if finding.rule == ALWAYS:
            return True
        return any(self._hold(each, root) for each in (finding.location, *finding.related, *finding.flow))

    def _hold(self, location: Location, root: Path) -> bool:
        path = os.path.relpath(root / location.path, self.top).replace(os.sep, "/")
        if path not in self.tracked:
            return True
        return any(location.region.line in each for each in self.lines.get(path, ()))


def since(ref: str, folder: Path, suffixes: Sequence[str] = ()) -> Changes:
    """What changed since the common ancestor of a ref and HEAD, in files with some endings.

    Raises `UsageError` where there is no git, no checkout, no such ref or no common ancestor.
    """
    if not ref or ref.startswith("-"):
        raise UsageError(f"--diff {ref}: is no name of a commit")
    top = Path(os.fsdecode(_git(folder, "rev-parse", "--show-toplevel").rstrip(b"\n")))
    commit = _git(top, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}", failure=_no_ref(ref))
    base = _git(top, "merge-base", commit.decode("ascii").strip(), "HEAD", failure=_no_base(ref))
    names = [suffix.removeprefix("/") for suffix in suffixes if suffix.startswith("/")]  # whole names, at the top too
    wanted = [f":(top,icase)*{suffix}" for suffix in suffixes] + [f":(top,icase){name}" for name in names]
    patch = _git(top, *_without_filters(top), *_DIFF, base.decode("ascii").split()[0], "--", *wanted)
    tracked = _git(top, "ls-files", "-z", "--cached")
    return Changes(
        ref=ref,
        top=top,
        tracked=frozenset(os.fsdecode(name) for name in tracked.split(b"\0") if name),
        lines=_changed_lines(patch),
    )


def _without_filters(top: Path) -> Iterator[str]:
    """Options that switch off every configured filter: `git diff` would run them on files of the working tree."""
    names = _git(top, "config", "--null", "--name-only", "--get-regexp", r"^filter\.", fails=True).split(b"\0")
    for name in sorted({name.rpartition(b".")[0] for name in names if name.count(b".") > 1}):
        for setting in (b"clean=", b"process=", b"required=false"):
            yield from ("-c", os.fsdecode(name + b"." + setting))


def _no_ref(ref: str) -> str:
    return (
        f"--diff {ref}: git knows no commit of that name; in CI, fetch it first (`git fetch origin main`, or "
        "`fetch-depth: 0` for actions/checkout)"
    )


def _no_base(ref: str) -> str:
    return (
        f"--diff {ref}: no commit is common to it and HEAD; a shallow clone does not reach back to it "
        "(`git fetch --unshallow`, or `fetch-depth: 0` for actions/checkout)"
    )


def _git(folder: Path, *arguments: str, failure: str = "", fails: bool = False) -> bytes:
    """What git prints. `failure` is told where it fails, unless it may."""
    import subprocess

    try:
        result = subprocess.run(  # noqa: S603  # fixed arguments; a ref never starts with a dash
            ["git", *_SAFE, *arguments],  # noqa: S607  # the user's git
            cwd=folder,
            env={**os.environ, **_ENVIRONMENT},
            capture_output=True,
            check=False,
            timeout=_TIMEOUT,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise UsageError(f"--diff: git cannot be run: {error}") from error
    if result.returncode != 0 and not fails:
        said = result.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UsageError(failure or f"--diff: git says: {said[0] if said else f'exit status {result.returncode}'}")
    return result.stdout


def _changed_lines(patch: bytes) -> dict[str, tuple[range, ...]]:
    """New-side line ranges by path, from a patch without context.

    The lines of a hunk are counted off, so that an added line that looks like a header is not taken for one.
    """
    found: dict[str, list[range]] = {}
    path: str | None = None
    lines = iter(patch.split(b"\n"))
    for line in lines:
        if line.startswith(b"+++ "):
            path = _path(line[4:])
        elif path is not None and (hunk := _HUNK.match(line)) is not None:
            removed, start, added = int(hunk[1] or b"1"), int(hunk[2]), int(hunk[3] or b"1")
            found.setdefault(path, []).append(range(start, start + added) if added else range(start, start + 2))
            _skip(lines, removed, added)
    return {name: tuple(ranges) for name, ranges in found.items()}


def _skip(lines: Iterator[bytes], removed: int, added: int) -> None:
    """Pass over the lines of one hunk."""
    while removed > 0 or added > 0:
        line = next(lines, None)
        if line is None:
            return
        removed -= line.startswith((b"-", b" "))
        added -= line.startswith((b"+", b" "))


def _path(written: bytes) -> str | None:
    """The path behind `+++ `: `b/…`, in quotes if it holds odd characters; None for a deleted file."""
    name = written.removesuffix(b"\t")
    if name.startswith(b'"') and name.endswith(b'"'):
        name = _ESCAPE.sub(_unescaped, name[1:-1])
    return os.fsdecode(name[2:]) if name.startswith(b"b/") else None


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    return bytes([int(code, 8) & 0xFF]) if len(code) == 3 else _NAMED.get(code, code)


def split(findings: Iterable[Finding], changes: Changes | None, root: Path) -> tuple[list[Finding], int]:
    """The findings in changed lines, and how many stand elsewhere; all of them where nothing is asked for."""
    given = list(findings)
    if changes is None:
        return given, 0
    shown = [finding for finding in given if changes.of(finding, root)]
    return shown, len(given) - len(shown)
