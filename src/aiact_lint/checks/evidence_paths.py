"""AIA006: evidence that a declaration names and the files do not hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from posixpath import basename, dirname, relpath

from aiact_lint.checks.shape import did_you_mean, sentence, suggested
from aiact_lint.evidence import EvidencePath, stated_by
from aiact_lint.repairs import Repair, rewrite
from aiact_lint.repository import Repository
from aiact_lint.rule import Problem, Scope
from aiact_lint.subjects import Statement


def evidence(scope: Scope) -> Iterator[Problem]:
    """Every reference into the repository resolves to a file, and its anchor to something in it."""
    for artifact in scope.system.artifacts:
        for statement, target in stated_by(artifact):
            flaw = _flaw(target, scope.repository)
            if flaw is not None:
                message = sentence(f"The evidence '{statement.value.value}' does not resolve: {flaw}")
                yield Problem(statement.value.place, message, fixes=_redirected(statement, target, message))


def _redirected(statement: Statement, target: EvidencePath, message: str) -> tuple[Repair, ...]:
    """The suggested file or anchor in the reference, written as the reference was; a guess."""
    instead, written = suggested(message), str(statement.value.value)
    if instead is None:
        return ()
    path, hash_, anchor = written.partition("#")
    if f"called '{target.anchor}'" in message:
        anchor = instead
    elif path.startswith("/"):
        path = f"/{instead}"
    else:
        path = relpath(f"/{instead}", f"/{dirname(statement.value.place.file)}")
    return rewrite(statement.value.place, f"{path}{hash_}{anchor}", safe=False, expected=written)


def _flaw(target: EvidencePath, repository: Repository) -> str | None:
    if target.outside:
        return "it points outside the linted files"
    if target.path not in repository.files:
        if not target.anchor and repository.folder_exists(target.path):
            return None
        return f"there is no file '{target.path}'{_similar(target.path, repository.files)}"
    if not target.anchor:
        return None
    anchors = repository.anchors.get(target.path)
    if anchors is None:
        return "the file is of a kind in which nothing can be named"
    if target.anchor in anchors:
        return None
    return f"the file holds nothing called '{target.anchor}'{did_you_mean(target.anchor, anchors)}"


def _similar(path: str, files: Iterable[str]) -> str:
    """A file of the same or nearly the same name, as an addition to a sentence."""
    by_name: dict[str, list[str]] = {}
    for each in files:
        by_name.setdefault(basename(each), []).append(each)
    from difflib import get_close_matches

    names = get_close_matches(basename(path), by_name, n=1, cutoff=0.8)
    if not names:
        return ""
    return f"; did you mean '{get_close_matches(path, sorted(by_name[names[0]]), n=1, cutoff=0)[0]}'?"
