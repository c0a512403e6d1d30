"""One folder of Terraform files as a module: its variables, locals and resources by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from typing import cast

from aiact_lint.document import Document, Path
from aiact_lint.expression import Expression
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.subjects import Place


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A top-level block."""

    document: Document
    index: int
    type: str
    labels: tuple[str, ...]

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
    """The documents of one folder."""

    folder: str
    documents: tuple[Document, ...] = field(repr=False)
    texts: Mapping[str, Document] = field(default_factory=dict, repr=False)
    """Files that functions read, by path, of all modules."""

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """All top-level blocks in the order of the files."""
        return tuple(block for document in self.documents for block in blocks_of(document))

    @cached_property
    def resources(self) -> Mapping[tuple[str, str], Block]:
        """Resources by type and name; the first of a name counts."""
        found: dict[tuple[str, str], Block] = {}
        for block in self.blocks:
            if block.type == "resource" and len(block.labels) == 2:
                found.setdefault((block.labels[0], block.labels[1]), block)
        return found

    def expressions_in(self, block: Block) -> Sequence[Path]:
        """Where expressions stand in a block, in source order."""
        return self._expressions.get((id(block.document), block.path), ())

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
        return {
            block.labels[0]: Place(block.document, (*block.body, "default"))
            for block in self.blocks
            if block.type == "variable" and block.labels and (*block.body, "default") in block.document.values
        }

    @cached_property
    def locals(self) -> Mapping[str, Place]:
        """Where each local value stands."""
        return {
            name: Place(block.document, (*block.body, name))
            for block in self.blocks
            if block.type == "locals"
            for name in cast(Mapping[str, object], block.document.get(block.body, {}))
        }


def blocks_of(document: Document) -> Iterator[Block]:
    """The top-level blocks of a file; none where it is no HCL."""
    data = document.data
    if document.language != "hcl" or not isinstance(data, dict):
        return
    for index, block in enumerate(data.get("blocks") or []):
        yield Block(document, index, str(block["type"]), tuple(str(label) for label in block["labels"]))


def modules(documents: Sequence[Document]) -> list[Module]:
    """One module per folder, in the order of the folders."""
    folders: dict[str, list[Document]] = {}
    texts: dict[str, Document] = {}
    for document in documents:
        if document.language == "template":
            texts[document.source.path] = document
        else:
            folders.setdefault(document.source.folder, []).append(document)
    return [Module(folder, tuple(found), texts) for folder, found in folders.items()]
