"""Tasks in Ansible playbooks and roles: which modules they call, with which variables of their play."""

from __future__ import annotations

from collections.abc import Iterator

from aiact_lint.document import Document
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.lazy_dataclass import dataclass

_LISTS = ("pre_tasks", "tasks", "post_tasks", "handlers", "block", "rescue", "always")
"""Keys of plays and blocks under which tasks stand."""
_OBJECTS = ("kubernetes.core.k8s", "community.kubernetes.k8s", "community.okd.k8s", "k8s")
_MAX_TASKS = 2_000
_MAX_DEPTH = 8
_NOT_MODULES = frozenset(
    ("name", "vars", "when", "tags", "register", "loop", "with_items", "become", "notify", "environment")
)


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """One task, as far as it calls a module with a mapping."""

    at: Cursor
    module: str
    """As it is written: `community.docker.docker_container`, `k8s`."""
    args: Cursor
    variables: tuple[Cursor, ...]
    """The `vars` around it, nearest first."""


def tasks(document: Document) -> Iterator[Task]:
    """The tasks of a playbook or of a role's file of tasks; none of any other document."""
    if document.language == "yaml" and isinstance(document.data, list):
        budget = [_MAX_TASKS]
        yield from _tasks(Cursor.top(document), (), _MAX_DEPTH, budget)


def _tasks(at: Cursor, variables: tuple[Cursor, ...], depth: int, budget: list[int]) -> Iterator[Task]:
    for item in at.items():
        budget[0] -= 1
        if not isinstance(item.data, dict) or budget[0] < 0 or depth < 0:
            continue
        own = item.at("vars")
        around = (own, *variables) if isinstance(own.data, dict) else variables
        for key, value in item.entries():
            if key in _LISTS:
                yield from _tasks(value, around, depth - 1, budget)
            elif isinstance(value.data, dict) and key not in _NOT_MODULES:
                yield Task(item, key, value, around)


def definitions(document: Document) -> Iterator[Cursor]:
    """The Kubernetes objects that tasks apply, written out under `definition`."""
    for task in tasks(document):
        if task.module in _OBJECTS:
            written = task.args.at("definition")
            yield from written.items() if isinstance(written.data, list) else (written,)
