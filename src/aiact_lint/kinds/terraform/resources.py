"""One resource block as an artifact: statements of its tags, facts, texts, and what it refers to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from aiact_lint.document import Path
from aiact_lint.expression import traversals
from aiact_lint.kinds.containers import MODEL_VARIABLES
from aiact_lint.kinds.setting_texts import setting_texts
from aiact_lint.kinds.terraform.modules import Block, Module
from aiact_lint.kinds.terraform.resolve import Resolver
from aiact_lint.kinds.terraform.table import ResourceType
from aiact_lint.subjects import (
    Artifact,
    Carrier,
    Origin,
    Place,
    Reference,
    ReferenceKind,
    Statement,
    Subject,
    SubjectKind,
    Text,
    TextRole,
    Value,
)
from aiact_lint.vocabulary import statements_from_flat

_TAGS = ("tags", "labels", "user_labels", "resource_labels")
_SAGEMAKER_LOGS = re.compile(r"/aws/sagemaker/(?:Endpoints|InferenceComponents)/(.+)")
_BEDROCK_LOGS = re.compile(r"/?aws/bedrock(?:[/-].*)?")
_MAX_TEXT = 20_000


class ResourceReader:
    """Reads the resources of one module."""

    def __init__(self, module: Module, prefixes: Sequence[str]) -> None:
        self._module = module
        self._resolver = Resolver(module)
        self._prefixes = prefixes

    def artifact(self, block: Block, kind: ResourceType | None) -> Artifact | None:
        """The artifact of a resource; None for a type we do not know that states nothing."""
        tags = list(self._tags(block))
        statements = statements_from_flat(tags, Carrier.TERRAFORM, self._prefixes)
        if kind is None and not statements:
            return None
        kind = kind or ResourceType(block.labels[0], None, SubjectKind.RESOURCE)
        said = any(statement.key != "system" for statement in statements)
        return Artifact(
            kind="terraform",
            name=block.address,
            place=block.label_place(1),
            ai=kind.ai or ("aiact statement" if said else None),
            anchor=block.address,
            names=frozenset(self._names(block, kind)),
            references=tuple(self._references(block, kind)),
            statements=statements,
            subjects=tuple(self._subjects(block, kind)),
            texts=tuple(self._texts(block, kind, tags, statements)),
            files=tuple(sorted({place.file for value in self._facts(block, kind).values() for place in value.via})),
        )

    def _tags(self, block: Block) -> Iterator[tuple[str, Value]]:
        for attribute in _TAGS:
            place = Place(block.document, (*block.body, attribute))
            if place.path not in block.document.values:
                continue
            found = self._resolver.at(place)
            if not found.known or not isinstance(found.value, dict):
                continue
            for name, each in found.value.items():
                own = (*place.path, name)
                here = Place(block.document, own) if own in block.document.values else place
                via = (*found.via, *each.via)
                origin = Origin.UNKNOWN if not each.wholly_known else Origin.DERIVED if via else Origin.STATED
                yield str(name), Value(each.plain if each.wholly_known else None, here, origin, via)

    def _places(self, block: Block, attribute: str) -> Iterator[Place]:
        """Where an attribute stands; a dotted path goes through every nested block on its way."""
        paths: list[Path] = [block.body]
        for step in attribute.split(".") if attribute else []:
            paths = [(*each, step) for path in paths for each in _items(block, path)]
        for path in paths:
            for each in _items(block, path):
                if each in block.document.values or block.document.get(each) is not None:
                    yield Place(block.document, each)

    def _values(self, block: Block, attributes: Sequence[str]) -> Iterator[Value]:
        for attribute in attributes:
            for place in self._places(block, attribute):
                yield self._resolver.value(place)

    def _facts(self, block: Block, kind: ResourceType) -> Mapping[str, Value]:
        facts: dict[str, Value] = {
            name: Value(value, block.label_place(1), Origin.DEFAULT) for name, value in kind.defaults.items()
        }
        for name, attribute in kind.facts.items():
            for place in self._places(block, attribute):
                value = self._resolver.value(place)
                if value.value is not None or not value.known:
                    facts[name] = value
                    break
        facts.update((name, Value(value, block.label_place(1))) for name, value in kind.always.items())
        return facts

    def _subjects(self, block: Block, kind: ResourceType) -> Iterator[Subject]:
        facts = {"type": Value(block.labels[0], block.label_place(0)), **self._facts(block, kind)}
        yield Subject(kind.subject, block.address, block.label_place(1), facts)
        for attribute in kind.containers:
            for place in self._places(block, attribute):
                variables = {f"env.{name}": value for name, _, value in self._environment(place)}
                image = Place(place.document, (*place.path, "image"))
                if image.path in place.document.values:
                    variables["image"] = self._resolver.value(image)
                if variables:
                    yield Subject(SubjectKind.CONTAINER, block.address, place, variables)

    def _environment(self, container: Place) -> Iterator[tuple[str, Place, Value]]:
        for attribute in ("environment", "environment_variables"):
            place = Place(container.document, (*container.path, attribute))
            if place.path not in container.document.values:
                continue
            found = self._resolver.at(place)
            if not found.known or not isinstance(found.value, dict):
                continue
            for name, each in found.value.items():
                own = Place(place.document, (*place.path, name))
                here = own if own.path in place.document.values else place
                via = (*found.via, *each.via)
                origin = Origin.UNKNOWN if not each.wholly_known else Origin.DERIVED if via else Origin.STATED
                written = place.document.get(here.path) if not each.wholly_known else each.plain
                yield str(name), Place(here.document, here.path, on_key=True), Value(written, here, origin, via)

    def _names(self, block: Block, kind: ResourceType) -> Iterator[str]:
        yield f"{ReferenceKind.RESOURCE}:{self._module.folder}//{block.address}"
        for value in self._values(block, kind.endpoint):
            if value.known and isinstance(value.value, str):
                yield f"{ReferenceKind.ENDPOINT}:{value.value}"
        if kind.ai and kind.service:
            yield f"{ReferenceKind.ENDPOINT}:{self._module.folder}//{kind.service}"

    def _references(self, block: Block, kind: ResourceType) -> Iterator[Reference]:
        seen: set[tuple[str, str]] = set()
        for each in self._all_references(block, kind):
            if (each.kind, each.value) not in seen:
                seen.add((each.kind, each.value))
                yield each

    def _all_references(self, block: Block, kind: ResourceType) -> Iterator[Reference]:
        for path, expression in block.document.expressions.items():
            if path[:2] == block.path:
                for address, place in self._addresses(Place(block.document, path), expression, set()):
                    yield Reference(ReferenceKind.RESOURCE, f"{self._module.folder}//{address}", place)
        for value in self._values(block, kind.models):
            if value.known and isinstance(value.value, str):
                yield Reference(ReferenceKind.MODEL, value.value, value.place)
        for attribute in kind.containers:
            for container in self._places(block, attribute):
                for name, _, value in self._environment(container):
                    if name.upper() in MODEL_VARIABLES and value.known and isinstance(value.value, str):
                        yield Reference(ReferenceKind.MODEL, value.value, value.place)
        yield from self._service_references(block, kind)

    def _addresses(self, place: Place, expression: object, seen: set[str]) -> Iterator[tuple[str, Place]]:
        """Resources of the module that an expression names, also through its locals."""
        for traversal in traversals(expression):  # type: ignore[arg-type]
            head = traversal.steps[0] if traversal.steps else None
            if not isinstance(head, str):
                continue
            if (traversal.root, head) in self._module.resources:
                yield f"{traversal.root}.{head}", place
            elif traversal.root == "local" and head not in seen and head in self._module.locals:
                seen.add(head)
                start = self._module.locals[head]
                for path, below in start.document.expressions.items():
                    if path[: len(start.path)] == start.path:
                        yield from self._addresses(place, below, seen)

    def _service_references(self, block: Block, kind: ResourceType) -> Iterator[Reference]:
        """Links by the clouds' own naming of log groups, and of settings that hold for a whole service."""
        if kind.ai is None and kind.service:
            yield Reference(ReferenceKind.ENDPOINT, f"{self._module.folder}//{kind.service}", block.label_place(1))
        for value in self._values(block, (kind.log_name,) if kind.log_name else ()):
            if value.known and isinstance(value.value, str):
                if (named := _SAGEMAKER_LOGS.fullmatch(value.value)) is not None:
                    yield Reference(ReferenceKind.ENDPOINT, named[1], value.place)
                elif _BEDROCK_LOGS.fullmatch(value.value):
                    yield Reference(ReferenceKind.ENDPOINT, f"{self._module.folder}//bedrock", value.place)

    def _texts(
        self, block: Block, kind: ResourceType, tags: Sequence[tuple[str, Value]], statements: Sequence[Statement]
    ) -> Iterator[Text]:
        if kind.ai is None and not statements:
            return
        yield Text(TextRole.RESOURCE_TYPE, block.label_place(0))
        yield Text(TextRole.NAME, block.label_place(1))
        for attributes, role in (
            (kind.names, TextRole.NAME),
            (kind.descriptions, TextRole.DESCRIPTION),
            (kind.prompts, TextRole.PROMPT),
        ):
            for value in self._values(block, attributes):
                if isinstance(value.value, str) and 0 < len(value.value) <= _MAX_TEXT:
                    yield Text(role, value.place if value.origin is Origin.STATED or not value.via else value.via[-1])
        for attribute in kind.containers:
            for container in self._places(block, attribute):
                for name, name_place, value in self._environment(container):
                    if value.origin is Origin.STATED:
                        yield from setting_texts(name, name_place, value.value, value.place)
        yield from _tag_texts(tags, statements)


def _tag_texts(tags: Sequence[tuple[str, Value]], statements: Sequence[Statement]) -> Iterator[Text]:
    """Words in tags; of our own keys only a declared purpose."""
    stated = {id(statement.value.place) for statement in statements}
    for _, value in tags:
        if value.origin is Origin.STATED and isinstance(value.value, str) and id(value.place) not in stated:
            yield Text(TextRole.TAG, value.place)
    for statement in statements:
        if statement.key == "intended-purpose" and statement.value.origin is Origin.STATED:
            yield Text(TextRole.PURPOSE, statement.value.place)


def _items(block: Block, path: Path) -> list[Path]:
    """A path, or those of the items where it is a list of nested blocks."""
    node = block.document.get(path)
    if isinstance(node, list) and node and all(isinstance(each, dict) for each in node):
        return [(*path, index) for index in range(len(node))]
    return [path]
