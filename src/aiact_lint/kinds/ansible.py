"""Ansible: containers, log groups and buckets that tasks make. Kubernetes objects in tasks are the Kubernetes kind's.

A value in `{{ }}` counts where it is nothing but a variable that the same play sets; inventories, roles' defaults,
facts and filters are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from aiact_lint.document import Document, Path
from aiact_lint.kinds import Kind
from aiact_lint.kinds.ansible_tasks import Task, tasks
from aiact_lint.kinds.cloud.resources import artifacts
from aiact_lint.kinds.cloud.spots import Found
from aiact_lint.kinds.cloud.template import Resource, Template
from aiact_lint.kinds.cloud.types import CloudType, ansible_types
from aiact_lint.kinds.cloud.values import joined, unknown, with_data
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.kinds.signs import STATEMENT_TOKENS, image_tokens
from aiact_lint.subjects import Artifact, Place

_VARIABLE = re.compile(r"\{\{ *([A-Za-z_]\w*) *\}\}")
_MAX_DEPTH = 20
_MAX_TEXT = 100_000


def tokens() -> tuple[bytes, ...]:
    """Bytes of which a playbook with a model server or a statement holds at least one."""
    return (*image_tokens(), *STATEMENT_TOKENS)


def wants(document: Document) -> bool:
    """Whether a document is a playbook or file of tasks that calls a module we know."""
    return any(_known(task) is not None for task in tasks(document))


def read(documents: Sequence[Document], prefixes: Sequence[str] = ()) -> Iterator[Artifact]:
    """One artifact per task that calls a module we know."""
    for document in documents:
        yield from artifacts(_template(document), prefixes)


def anchors(document: Document) -> Mapping[str, Place]:
    """What the tasks make, by the names they give it."""
    return {_name(task): _place(task) for task in tasks(document) if _known(task) is not None}


def _known(task: Task) -> CloudType | None:
    return ansible_types().get(task.module)


def _name(task: Task) -> str:
    """The name of what is made, else of the task, else the module."""
    return next((each.text for each in _named(task) if each.text), task.module)


def _place(task: Task) -> Place:
    return next((each.place for each in _named(task) if each.text), task.args.key_place)


def _named(task: Task) -> tuple[Cursor, ...]:
    return (task.args.at("name"), task.args.at("log_group_name"), task.at.at("name"))


def _template(document: Document) -> Template:
    known = [(task, kind) for task in tasks(document) if (kind := _known(task)) is not None]
    resources = tuple(
        Resource(
            id=_name(task),
            place=_place(task),
            type=task.module,
            type_place=task.args.key_place,
            known=kind,
            body=task.args,
            whole=task.args,
        )
        for task, kind in known
    )
    variables = {task.args.path: task.variables for task, _ in known}
    scope = document.source.path if document.index == 0 else f"{document.source.path}#{document.index}"
    return Template("ansible", scope, resources, _Resolver(variables), lambda _at: iter(()))


class _Resolver:
    """Follows variables of plays."""

    def __init__(self, variables: Mapping[Path, tuple[Cursor, ...]]) -> None:
        self._variables = variables

    def resolved(self, at: Cursor) -> Found:
        """What a node comes to; the node itself where nothing is to be filled in."""
        around = next(
            (self._variables[at.path[:n]] for n in range(len(at.path) + 1) if at.path[:n] in self._variables), ()
        )
        return self._at(at, around, 0)

    def _at(self, at: Cursor, around: tuple[Cursor, ...], depth: int) -> Found:
        text = at.data
        if not isinstance(text, str) or not ("{{" in text or "{%" in text):
            return Found(at)
        if depth > _MAX_DEPTH or len(text) > _MAX_TEXT or "{%" in text or "{{" in _VARIABLE.sub("", text):
            return unknown(at)
        whole = _VARIABLE.fullmatch(text)
        if whole is not None:
            return self._named(at, whole[1], around, depth)
        pieces = _VARIABLE.split(text)  # every second one is a name
        parts = [
            self._named(at, piece, around, depth) if index % 2 else Found(with_data(at, piece))
            for index, piece in enumerate(pieces)
        ]
        return joined(at, parts)

    def _named(self, at: Cursor, name: str, around: tuple[Cursor, ...], depth: int) -> Found:
        stated = next((each.at(name) for each in around if each.at(name).data is not None), None)
        if stated is None:
            return unknown(at)
        found = self._at(stated, around, depth + 1)
        return Found(found.at, (stated.place, *found.via), found.known, found.made)


KIND = Kind("ansible", (".yaml", ".yml"), tokens, wants, read, anchors)
