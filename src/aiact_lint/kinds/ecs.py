"""ECS task definitions as JSON files, as `aws ecs register-task-definition --cli-input-json` takes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from aiact_lint.document import Document
from aiact_lint.kinds import Kind
from aiact_lint.kinds.cloud.resources import artifacts
from aiact_lint.kinds.cloud.spots import Found
from aiact_lint.kinds.cloud.template import Resource, Template
from aiact_lint.kinds.cloud.types import cloudformation_types
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.kinds.signs import STATEMENT_TOKENS, image_tokens
from aiact_lint.subjects import Artifact, Place

_TYPE = "AWS::ECS::TaskDefinition"


def tokens() -> tuple[bytes, ...]:
    """Bytes of which a task definition with a model server or a statement holds at least one."""
    return (*image_tokens(), *STATEMENT_TOKENS)


def wants(document: Document) -> bool:
    """Whether a document is a task definition: containers, each with an image, and no other format's marks."""
    if document.language != "json" or not isinstance(document.data, dict):
        return False
    containers = _task(document).at("containerDefinitions").data
    return isinstance(containers, list) and any(isinstance(each, dict) and "image" in each for each in containers)


def read(documents: Sequence[Document], prefixes: Sequence[str] = ()) -> Iterator[Artifact]:
    """One artifact per task definition."""
    for document in documents:
        yield from artifacts(_template(document), prefixes)


def anchors(document: Document) -> Mapping[str, Place]:
    """The family of a task definition."""
    return {_name(document): _family(document)} if wants(document) else {}


def _task(document: Document) -> Cursor:
    """The definition itself; what `describe-task-definition` prints has it one level down."""
    top = Cursor.top(document)
    inner = top.at("taskDefinition")
    return inner if isinstance(inner.data, dict) else top


def _name(document: Document) -> str:
    return _task(document).at("family").text or "task definition"


def _family(document: Document) -> Place:
    family = _task(document).at("family")
    return family.place if family.text else _task(document).at("containerDefinitions").key_place


def _template(document: Document) -> Template:
    task = _task(document)
    resource = Resource(
        id=_name(document),
        place=_family(document),
        type=_TYPE,
        type_place=task.at("containerDefinitions").key_place,
        known=cloudformation_types()[_TYPE],
        body=task,
        whole=task,
        tagged=Cursor.top(document) if task.path else None,
    )
    return Template("ecs", document.source.path, (resource,), _Plain(), lambda _at: iter(()))


class _Plain:
    """JSON as it is: no expressions. Pipelines fill in placeholders such as `<IMAGE1_NAME>`, which are no images."""

    def resolved(self, at: Cursor) -> Found:
        """The node itself; a placeholder is unknown."""
        text = at.data if isinstance(at.data, str) else ""
        known = not (text.startswith("<") and text.endswith(">")) and "${" not in text and "{{" not in text
        return Found(at, known=known)


KIND = Kind("ecs", (".json",), tokens, wants, read, anchors)
