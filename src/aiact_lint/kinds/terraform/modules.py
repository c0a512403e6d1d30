"""One folder of Terraform files as a module: its variables, locals and resources by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from typing import cast

from aiact_lint.document import Document, Path
from aiact_lint.expression import Expression
from aiact_lint.kinds.terraform.files import configuration, is_configuration, variable_files
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.subjects import Place


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A top-level block."""

    document: Document
    index: int
    type: str
    labels: tuple[str, ...]
    overrides: tuple[Block, ...] = ()
    """Blocks of override files that replace attributes and nested blocks of it, the strongest last."""

    @property
    def key_in_plan(self) -> str | int | None:
        """Of a resource of a plan, what tells it from others of its block."""
        return None

    def attribute(self, name: str) -> Place | None:
        """Where an attribute, or the nested blocks of a name, stand; None where they do not."""
        for block in (*reversed(self.overrides), self):
            path = (*block.body, name)
            if path in block.document.values:
                return Place(block.document, path)
        return None

    @property
    def path(self) -> Path:
        return ("blocks", self.index)

    @property
    def body(self) -> Path:
        return ("blocks", self.index, "body")

    @property
    def address(self) -> str:
        """`aws_s3_bucket.models`, `data.aws_caller_identity.me`; for other blocks their last label."""
        prefix = "data." if self.type == "data" else ""
        return prefix + ".".join(self.labels)

    @property
    def name_place(self) -> Place:
        """The last label, which bears the name; the keyword of a block without labels."""
        if not self.labels:
            return Place(self.document, ("blocks", self.index, "type"))
        return Place(self.document, ("blocks", self.index, "labels", len(self.labels) - 1))

    @property
    def type_place(self) -> Place:
        """The first label: the type of a resource."""
        return Place(self.document, ("blocks", self.index, "labels", 0))


@dataclass(frozen=True)
class Module:
    """The files of one folder: `documents` are configuration, `assignments` files that give values to variables."""

    folder: str
    documents: tuple[Document, ...] = field(repr=False)
    assignments: tuple[Document, ...] = field(default=(), repr=False)
    """`terraform.tfvars` and the like, the strongest last; they hold where the module is not called by another."""
    texts: Mapping[str, Document] = field(default_factory=dict, repr=False)
    """Files that functions read, by path, of all modules."""

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """All top-level blocks in the order of the files, what override files say put into what it overrides."""
        base, overriding = configuration(self.documents)
        found = [block for document in base for block in blocks_of(document)]
        extra: dict[object, list[Block]] = {}
        for document in overriding:
            for block in blocks_of(document):
                extra.setdefault((block.type, block.labels) if block.labels else block.path, []).append(block)
        merged = [
            Block(each.document, each.index, each.type, each.labels, tuple(extra.pop((each.type, each.labels), ())))
            if each.labels and extra
            else each
            for each in found
        ]
        return (*merged, *(block for blocks in extra.values() for block in blocks))

    def named(self, block_type: str) -> Iterator[Block]:
        """The blocks of a type that have labels."""
        return (block for block in self.blocks if block.type == block_type and block.labels)

    def _first_of(self, block_type: str) -> Mapping[str, Block]:
        found: dict[str, Block] = {}
        for block in self.named(block_type):
            found.setdefault(block.labels[0], block)
        return found

    @cached_property
    def resources(self) -> Mapping[tuple[str, str], Block]:
        """Resources by type and name; the first of a name counts."""
        found: dict[tuple[str, str], Block] = {}
        for block in self.named("resource"):
            if len(block.labels) == 2:
                found.setdefault((block.labels[0], block.labels[1]), block)
        return found

    @cached_property
    def calls(self) -> Mapping[str, Block]:
        """Calls of other modules by name."""
        return self._first_of("module")

    @cached_property
    def variables(self) -> Mapping[str, Block]:
        """Declared variables by name."""
        return self._first_of("variable")

    @cached_property
    def outputs(self) -> Mapping[str, Place]:
        """Where the value of each output stands."""
        return {block.labels[0]: place for block in self.named("output") if (place := block.attribute("value"))}

    @property
    def output_values(self) -> Mapping[str, Place]:
        """Those of the outputs whose value can be worked out from what stands there."""
        return self.outputs

    @cached_property
    def addresses(self) -> Mapping[tuple[str, str], Sequence[str]]:
        """Addresses of resources by type and name."""
        return {labels: (block.address,) for labels, block in self.resources.items()}

    def has_variable(self, name: str) -> bool:
        """Whether a variable is declared."""
        return name in self.variables

    def expressions_of(self, block: Block, attribute: str = "") -> Iterator[tuple[Expression, Place]]:
        """The expressions in a block, or in one attribute of it, in source order, those of override files last."""
        for each in (block, *block.overrides):
            for path in self._expressions.get((id(each.document), each.path), ()):
                place = Place(each.document, path)
                counts = not block.overrides or _counts(block, place)
                if counts and (not attribute or path[3:4] == (attribute,)):
                    yield each.document.expressions[path], place

    def expressions_at(self, attribute: Place) -> Iterator[Expression]:
        """The expressions in the value of a block's attribute, in source order."""
        for path in self._expressions.get((id(attribute.document), attribute.path), ()):
            yield attribute.document.expressions[path]

    @cached_property
    def _expressions(self) -> Mapping[tuple[int, Path], Sequence[Path]]:
        """Paths of expressions by document and path of their block, and of their attribute."""
        found: dict[tuple[int, Path], list[Path]] = {}
        for document in self.documents:
            for path in document.expressions:
                for above in (path[:2], path[:4]):
                    found.setdefault((id(document), above), []).append(path)
        return found

    @cached_property
    def defaults(self) -> Mapping[str, Place]:
        """Where the default of each variable stands, for the variables that have one."""
        return {name: place for name, block in self.variables.items() if (place := block.attribute("default"))}

    @cached_property
    def assigned(self) -> Mapping[str, Place]:
        """Where the files that give values to variables do so, for those that are declared."""
        found: dict[str, Place] = {}
        for document in self.assignments:
            above: Path = ("attributes",) if document.language == "hcl" else ()
            node = document.get(above)
            for name in node if isinstance(node, dict) else ():
                if name in self.variables:
                    found[name] = Place(document, (*above, name))
        return found

    @cached_property
    def locals(self) -> Mapping[str, Place]:
        """Where each local value stands."""
        return {
            name: Place(block.document, (*block.body, name))
            for block in self.blocks
            if block.type == "locals"
            for name in cast(Mapping[str, object], block.document.get(block.body, {}))
        }


def _counts(block: Block, place: Place) -> bool:
    """Whether what stands at a place in a block is not replaced by an override file."""
    name = place.path[3] if len(place.path) > 3 else None
    found = block.attribute(name) if isinstance(name, str) else None
    return found is not None and found.document is place.document


def blocks_of(document: Document) -> Iterator[Block]:
    """The top-level blocks of a file; none where it is no HCL."""
    data = document.data
    if document.language != "hcl" or not isinstance(data, dict):
        return
    for index, block in enumerate(data.get("blocks") or []):
        yield Block(document, index, str(block["type"]), tuple(str(label) for label in block["labels"]))


def modules(documents: Sequence[Document], var_files: Mapping[str, Sequence[str]] | None = None) -> list[Module]:
    """One module per folder with configuration, in the order of the folders.

    `var_files`: further files with values of variables, as `-var-file` names them, by folder.
    """
    folders: dict[str, list[Document]] = {}
    texts: dict[str, Document] = {}
    by_path: dict[str, Document] = {}
    for document in documents:
        if document.language == "template":
            texts[document.source.path] = document
            continue
        folders.setdefault(document.source.folder, []).append(document)
        by_path[document.source.path] = document
    found = []
    for folder, inside in folders.items():
        config = tuple(each for each in inside if is_configuration(each.source.path))
        named = [by_path[path] for path in (var_files or {}).get(folder, ()) if path in by_path]
        if config:
            found.append(Module(folder, config, (*variable_files(inside), *named), texts))
    return found
