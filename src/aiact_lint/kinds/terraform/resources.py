"""One resource block as an artifact: statements of its tags, facts, texts, and what it refers to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from aiact_lint.kinds.containers import Container
from aiact_lint.kinds.terraform import facts
from aiact_lint.kinds.terraform.attributes import Attributes
from aiact_lint.kinds.terraform.containers import containers
from aiact_lint.kinds.terraform.instance import Instance
from aiact_lint.kinds.terraform.links import Links
from aiact_lint.kinds.terraform.modules import Block
from aiact_lint.kinds.terraform.outward import call_of, outward
from aiact_lint.kinds.terraform.providers import inherited, tagging_blocks, tags_of
from aiact_lint.kinds.terraform.table import AZAPI, ResourceType, azure_type, resource_types
from aiact_lint.kinds.terraform.texts import once, tag_texts, texts
from aiact_lint.subjects import Artifact, Carrier, Statement, Subject, Text, Value
from aiact_lint.vocabulary import statements_from_flat

_TAGS = ("tags", "labels", "user_labels", "resource_labels", "metadata.labels", "metadata.annotations")


class ResourceReader:
    """Reads the resources of one module instance."""

    def __init__(self, instance: Instance, prefixes: Sequence[str], title: Block | None = None) -> None:
        """`title`: the call that stands for what is in it, where the module alone does not say which."""
        self._instance = instance
        self._attributes = Attributes(instance)
        self._links = Links(instance, self._attributes)
        self._prefixes = prefixes
        self._callers = tuple(call.block.name_place for call in instance.calls)
        self._title = title.name_place if title is not None else None

    def artifacts(self) -> Iterator[Artifact]:
        """The artifacts of its resources."""
        call = call_of(self._instance)
        for block in self._instance.module.resources.values():
            artifact = self._artifact(block)
            if artifact is not None:
                yield artifact if call is None else outward(artifact, call)

    def of_providers(self) -> Iterator[Artifact]:
        """What its provider blocks state about all that they make, for want of a resource that is AI by itself."""
        for block in tagging_blocks(self._instance):
            statements = self._statements(tags_of(block, self._attributes))
            if (sign := _stated_sign(statements)) is not None:
                yield self._made(block, f"provider.{block.labels[0]}", sign, statements)

    def _made(self, block: Block, address: str, sign: str | None, statements: Sequence[Statement]) -> Artifact:
        return Artifact(
            kind="terraform",
            name=f"{self._instance.address}{address}",
            place=block.name_place,
            ai=sign,
            anchor=address,
            statements=tuple(statements),
            callers=self._callers,
            title=self._title,
        )

    def _artifact(self, block: Block) -> Artifact | None:
        """The artifact of a resource; None for a type we do not know that states nothing, and for `count = 0`."""
        known = self._type(block)
        kind = known or ResourceType(block.labels[0])
        parts = list(facts.distinct(containers(self._attributes, block, kind)))
        server = next((found for container, _ in parts if (found := container.model_server)), None)
        sign = kind.ai or (f"model server image {server}" if server else None)
        own = facts.tags(self._attributes, block, _TAGS)
        stated = self._statements(own.items())
        if (known is None and not stated) or self._attributes.is_never_there(block):
            return None
        tags = {**dict(inherited(block, self._instance)), **own}
        statements = self._statements(tags.items())
        if not (sign or stated):  # support follows the provider block to a system, and says no more
            statements = tuple(each for each in statements if each.key == "system")
        subjects = [*facts.subjects(self._attributes, block, kind), *(subject for _, subject in parts)]
        inside = [container for container, _ in parts]
        made = self._made(block, block.address, sign or _stated_sign(stated), statements)
        wanted = bool(sign or stated or kind.prompts)
        return replace(
            made,
            names=frozenset(self._links.names(block, kind)),
            references=self._links.references(block, kind, inside),
            subjects=tuple(subjects),
            texts=tuple(self._texts(block, kind, inside, [*tags.items()], statements, wanted)),
            files=tuple(sorted(_files(made, subjects[:1]))),
        )

    def _type(self, block: Block) -> ResourceType | None:
        if block.labels[0] == AZAPI:
            values = self._attributes.values(block, ("type",))
            return next((azure_type(each.value) for each in values if isinstance(each.value, str)), None)
        return resource_types().get(block.labels[0])

    def _statements(self, tags: Iterable[tuple[str, Value]]) -> tuple[Statement, ...]:
        return statements_from_flat(tags, Carrier.TERRAFORM, self._prefixes)

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


def _files(artifact: Artifact, subjects: Sequence[Subject]) -> set[str]:
    """Further files with something of an artifact in them: callers, and where values are written."""
    written = {file for subject in subjects for file in facts.files(subject)}
    stated = {each.value.place.file for each in artifact.statements}
    return {*written, *stated, *(place.file for place in artifact.callers)} - {artifact.file}


def _stated_sign(statements: Sequence[Statement]) -> str | None:
    """Support that only states its `system` is linked by it, and not AI."""
    return "aiact statement" if any(statement.key != "system" for statement in statements) else None
