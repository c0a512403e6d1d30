"""References into the repository: `path` or `path#anchor`, as `evidence:` keys write them."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator

from aiact_lint.keys import KeyType, type_of
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.lazy_pattern import compile_later
from aiact_lint.subjects import Artifact, Statement

_PLAIN = compile_later(r"\w[\w.-]*(?:/\w[\w.-]*)*(?:/\*\*)?")
"""A path without wildcards, or all below one."""


@dataclass(frozen=True, slots=True)
class EvidencePath:
    """Where a reference points, relative to the root of the run."""

    path: str
    anchor: str

    @property
    def outside(self) -> bool:
        """Whether it leaves the linted tree, which is never read."""
        return self.path.startswith("../") or self.path == ".."


def resolve(reference: str, declared_in: str) -> EvidencePath:
    """A reference as written, seen from the file that states it; a leading `/` means the root of the run."""
    path, _, anchor = reference.strip().partition("#")
    if path.startswith("/"):
        absolute = path.lstrip("/")
    elif path:
        absolute = posixpath.join(posixpath.dirname(declared_in), path)
    else:
        absolute = declared_in
    return EvidencePath(posixpath.normpath(absolute), anchor.strip())


def names_a_file(statement: Statement) -> bool:
    """Whether a statement's value is a path into the repository (and not a URL)."""
    value = statement.value
    if not value.known or not isinstance(value.value, str) or "://" in value.value:
        return False
    if statement.key.rsplit(".", 1)[-1] == "evidence":
        return True
    # under `exemption.assessment` and the like a plain reference to some other record may stand as well
    looks_like_one = any(mark in value.value for mark in "/.#") and not any(char.isspace() for char in value.value)
    return type_of(statement.key) is KeyType.PATH and looks_like_one


def stated_by(artifact: Artifact) -> Iterator[tuple[Statement, EvidencePath]]:
    """Every reference into the repository that an artifact states."""
    for statement in artifact.statements:
        if names_a_file(statement):
            yield statement, resolve(str(statement.value.value), artifact.file)


def find(target: EvidencePath, artifacts: Iterable[Artifact]) -> Artifact | None:
    """The artifact a reference with an anchor names."""
    for artifact in artifacts:
        if artifact.file == target.path and artifact.anchor == target.anchor:
            return artifact
    return None


def claims(declaration: Artifact) -> Callable[[str], str | None]:
    """A function from a path to the pattern under `artifacts` (relative to the declaration) that claims it."""
    patterns = [
        str(pattern)
        for statement in declaration.statements
        if statement.key == "artifacts" and statement.value.known
        for pattern in (statement.value.value if isinstance(statement.value.value, tuple) else (statement.value.value,))
    ]
    if not patterns:
        return lambda _path: None
    matchers = [(each, _matcher(resolve(each, declaration.file).path)) for each in patterns]
    return lambda path: next((pattern for pattern, matches in matchers if matches(path)), None)


def _matcher(pattern: str) -> Callable[[str], bool]:
    """Whether a pattern, from the root of the run, matches a path, as in a .gitignore.

    Most are a path or `folder/**`; importing pathspec for those takes a tenth of a small run.
    """
    if _PLAIN.fullmatch(pattern):
        top, inside = pattern, f"{pattern.removesuffix('/**')}/"
        return lambda path: path == top or path.startswith(inside)
    from pathspec import GitIgnoreSpec

    spec = GitIgnoreSpec.from_lines([f"/{pattern}"])
    return lambda path: bool(spec.match_file(path))
