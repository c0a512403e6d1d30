"""What a plan says will be there, as modules and resources with literal values and the references of the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from aiact_lint.document import Document, Path
from aiact_lint.expression import Expression, Traversal
from aiact_lint.kinds.terraform.instance import Call, Instance
from aiact_lint.kinds.terraform.modules import Block, Module
from aiact_lint.kinds.terraform.plan import MAX_DEPTH, ROOT, at, items
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.source import Span
from aiact_lint.subjects import Place

_LAST_CALL = re.compile(r'(?:^|\.)module\.(?P<name>[\w-]+)(?:\[(?:(?P<number>\d+)|"(?P<key>.*)")\])?$', re.DOTALL)
_STEP = re.compile(r'(?:^|\.)([\w-]+)|\[(\d+)\]|\["([^"]*)"\]')
_MAX_REFERENCES = 1_000

Way = Path
"""A path in the document of the plan."""


@dataclass(frozen=True, slots=True, eq=False)
class PlannedBlock(Block):
    """A resource, or a call of a module, as the plan has it."""

    way: Way = ()
    """Where the resource or module stands among the planned values."""
    said: Way = ()
    """Where the configuration in the plan has its expressions."""
    key: str | int | None = None

    @property
    def key_in_plan(self) -> str | int | None:
        return self.key

    def attribute(self, name: str) -> Place | None:
        """Where a value stands; of a call where its argument does."""
        path = (*self.body, name)
        node = at(self.document.data, self.body)
        return Place(self.document, path) if name in node else None

    @property
    def path(self) -> Path:
        return self.way

    @property
    def body(self) -> Path:
        return self.said if self.type == "module" else (*self.way, "values")

    @property
    def address(self) -> str:
        """With its key: `aws_s3_bucket.models["eu"]`."""
        shown = "" if self.key is None else f"[{self.key}]" if isinstance(self.key, int) else f'["{self.key}"]'
        return f"{'.'.join(self.labels)}{shown}"

    @property
    def name_place(self) -> Place:
        return Place(self.document, (*self.way, "address" if self.type == "module" else "name"))

    @property
    def type_place(self) -> Place:
        return Place(self.document, (*self.way, "type"))


@dataclass(frozen=True)
class PlannedModule(Module):
    """A module of a plan: the planned resources of one instance of it, and what the configuration says."""

    way: Way = ()
    said: Way = ()

    @property
    def document(self) -> Document:
        return self.documents[0]

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The planned resources."""
        configured = {
            str(each.get("address")): (*self.said, "resources", index, "expressions")
            for index, each in enumerate(items(at(self.document.data, self.said), "resources"))
            if isinstance(each, dict)
        }
        return tuple(self._resources(configured))

    def _resources(self, configured: Mapping[str, Way]) -> Iterator[Block]:
        for index, each in enumerate(items(at(self.document.data, self.way), "resources")):
            if not isinstance(each, dict) or each.get("mode") != "managed":
                continue
            labels, key = (str(each.get("type")), str(each.get("name"))), each.get("index")
            yield PlannedBlock(
                self.document,
                index,
                "resource",
                labels,
                way=(*self.way, "resources", index),
                said=configured.get(".".join(labels), ()),
                key=key if isinstance(key, str | int) else None,
            )

    @cached_property
    def resources(self) -> Mapping[tuple[str, str], Block]:
        """All planned resources; those of one block that are told apart by a key have it in their name."""
        return {(each.labels[0], each.address.partition(".")[2]): each for each in self.blocks}

    @cached_property
    def addresses(self) -> Mapping[tuple[str, str], Sequence[str]]:
        """Addresses of resources by type and name."""
        found: dict[tuple[str, str], list[str]] = {}
        for each in self.blocks:
            found.setdefault((each.labels[0], each.labels[1]), []).append(each.address)
        return found

    @cached_property
    def outputs(self) -> Mapping[str, Place]:
        said = (*self.said, "outputs")
        return {name: Place(self.document, (*said, name, "expression")) for name in at(self.document.data, said)}

    @property
    def output_values(self) -> Mapping[str, Place]:
        return {}  # a plan has values of the outputs of its top only

    def has_variable(self, name: str) -> bool:
        return name in at(self.document.data, (*self.said, "variables"))

    def expressions_of(self, block: Block, attribute: str = "") -> Iterator[tuple[Expression, Place]]:
        """The references of a resource's attributes, each placed on the planned value."""
        if not isinstance(block, PlannedBlock) or not block.said:
            return
        for name, said in at(self.document.data, block.said).items():
            if not attribute or name == attribute:
                for expression in _references(said):
                    yield expression, Place(self.document, (*block.body, name))

    def expressions_at(self, attribute: Place) -> Iterator[Expression]:
        yield from _references(at(self.document.data, attribute.path))


def _references(said: object) -> Iterator[Expression]:
    """What an expression of the configuration names, through nested blocks."""
    pending = [said]
    count = 0
    while pending and count < _MAX_REFERENCES:
        node = pending.pop()
        count += 1
        if isinstance(node, list):
            pending += node
        elif isinstance(node, dict):
            for reference in items(node, "references"):
                steps = [_step(match) for match in _STEP.finditer(str(reference)[:500])]
                if steps and isinstance(steps[0], str):
                    yield Traversal(Span(0, 0), steps[0], tuple(steps[1:]))
            pending += (each for name, each in node.items() if name != "references")


def _step(match: re.Match[str]) -> str | int:
    if match[2] is not None:
        return int(match[2][:9])
    return match[1] if match[1] is not None else match[3]


def planned(document: Document) -> list[Instance]:
    """The module instances of a readable plan, callers first."""
    folder = document.source.path
    top = Instance(PlannedModule(folder, (document,), way=ROOT, said=("configuration", "root_module")))
    found = [top]
    pending = [(top, 0)]
    while pending:
        instance, depth = pending.pop(0)
        module = instance.module
        if not isinstance(module, PlannedModule) or depth >= MAX_DEPTH:
            continue
        for index, child in enumerate(items(at(document.data, module.way), "child_modules")):
            match = _LAST_CALL.search(str(child.get("address"))) if isinstance(child, dict) else None
            if match is not None:
                made = _child(instance, module, (*module.way, "child_modules", index), match)
                instance.children.setdefault(match["name"], []).append(made)
                found.append(made)
                pending.append((made, depth + 1))
    return found


def _child(caller: Instance, module: PlannedModule, way: Way, match: re.Match[str]) -> Instance:
    call = (*module.said, "module_calls", match["name"])
    key = int(match["number"][:9]) if match["number"] else match["key"]
    block = PlannedBlock(
        module.document,
        way[-1] if isinstance(way[-1], int) else 0,
        "module",
        (match["name"],),
        way=way,
        said=(*call, "expressions"),
    )
    below = PlannedModule(module.folder, module.documents, way=way, said=(*call, "module"))
    return Instance(below, Call(caller, block, key))
