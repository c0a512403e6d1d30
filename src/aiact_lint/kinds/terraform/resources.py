"""One resource block as an artifact: statements of its tags, facts, texts, and what it refers to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aiact_lint.kinds.containers import Container
from aiact_lint.kinds.terraform import facts
from aiact_lint.kinds.terraform.attributes import Attributes
from aiact_lint.kinds.terraform.containers import containers
from aiact_lint.kinds.terraform.links import Links
from aiact_lint.kinds.terraform.modules import Block, Module
from aiact_lint.kinds.terraform.table import AZAPI, ResourceType, azure_type, resource_types
from aiact_lint.kinds.terraform.texts import once, tag_texts, texts
from aiact_lint.subjects import Artifact, Carrier, Statement, Text, Value
from aiact_lint.vocabulary import statements_from_flat

_TAGS = ("tags", "labels", "user_labels", "resource_labels", "metadata.labels", "metadata.annotations")


class ResourceReader:
    """Reads the resources of one module."""

    def __init__(self, module: Module, prefixes: Sequence[str]) -> None:
        self._attributes = Attributes(module)
        self._links = Links(module, self._attributes)
        self._prefixes = prefixes

    def artifact(self, block: Block) -> Artifact | None:
        """The artifact of a resource; None for a type we do not know that states nothing, and for `count = 0`."""
        known = self._type(block)
        kind = known or ResourceType(block.labels[0])
        parts = list(facts.distinct(containers(self._attributes, block, kind)))
        server = next((found for container, _ in parts if (found := container.model_server)), None)
        sign = kind.ai or (f"model server image {server}" if server else None)
        tags = list(self._tags(block, inherits=sign is not None))
        statements = statements_from_flat(tags, Carrier.TERRAFORM, self._prefixes)
        if (known is None and not statements) or self._attributes.is_never_there(block):
            return None
        subjects = [*facts.subjects(self._attributes, block, kind), *(subject for _, subject in parts)]
        inside = [container for container, _ in parts]
        return Artifact(
            kind="terraform",
            name=block.address,
            place=block.name_place,
            ai=sign or _stated_sign(statements),
            anchor=block.address,
            names=frozenset(self._links.names(block, kind)),
            references=self._links.references(block, kind, inside),
            statements=statements,
            subjects=tuple(subjects),
            texts=tuple(self._texts(block, kind, inside, tags, statements, bool(sign or statements or kind.prompts))),
            files=tuple(sorted({place.file for each in subjects[:1] for place in facts.ways(each)})),
        )

    def _type(self, block: Block) -> ResourceType | None:
        if block.labels[0] == AZAPI:
            values = self._attributes.values(block, ("type",))
            return next((azure_type(each.value) for each in values if isinstance(each.value, str)), None)
        return resource_types().get(block.labels[0])

    def _tags(self, block: Block, *, inherits: bool) -> Iterator[tuple[str, Value]]:
        """Tags and labels; what is AI by itself also bears those that the provider block puts on everything."""
        found = dict(self._attributes.default_tags(block)) if inherits else {}
        yield from {**found, **facts.tags(self._attributes, block, _TAGS)}.items()

    def _texts(
        self,
        block: Block,
        kind: ResourceType,
        inside: Sequence[Container],
        tags: Sequence[tuple[str, Value]],
        statements: Sequence[Statement],
        wanted: bool,
    ) -> Iterator[Text]:
        """The texts of what is AI, states something or prompts a model; nobody asks what a bucket is for."""
        if wanted:
            yield from once(texts(self._attributes, block, kind, inside))
            yield from tag_texts(tags, statements)


def _stated_sign(statements: Sequence[Statement]) -> str | None:
    """Support that only states its `system` is linked by it, and not AI."""
    return "aiact statement" if any(statement.key != "system" for statement in statements) else None
