"""One declared resource as an artifact: statements of its tags, facts, containers, texts, and what it refers to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from aiact_lint.kinds.cloud.containers import containers
from aiact_lint.kinds.cloud.links import Links
from aiact_lint.kinds.cloud.spots import Spot, entries, find, spot_at, values
from aiact_lint.kinds.cloud.template import Resource, Template
from aiact_lint.kinds.cloud.texts import tag_texts, texts
from aiact_lint.kinds.cloud.types import CloudType, folded
from aiact_lint.kinds.cloud.values import as_number
from aiact_lint.kinds.resource_types import ResourceType
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.subjects import Artifact, Carrier, Origin, Place, Statement, Subject, SubjectKind, Value
from aiact_lint.vocabulary import statements_from_flat

_TAGS = ("tags", "labels")
_NUMBERS = frozenset(
    (
        "confidence_threshold", "data_capture_percentage", "expiration_days", "keep_days", "keep_seconds", "keep_years",
        "max_replicas", "min_replicas", "replicas", "retention_days", "reviewers",
    )
)  # fmt: skip
"""Facts that are numbers, also where a template writes them as text."""
_SWITCHES = {"true": True, "false": False}


def artifacts(template: Template, prefixes: Sequence[str]) -> Iterator[Artifact]:
    """The resources of a template that the table knows or that state something."""
    links = Links(template)
    for resource in template.resources:
        artifact = _Reading(template, resource, links).artifact(prefixes)
        if artifact is not None:
            yield artifact


@dataclass(frozen=True)
class _Reading:
    """One resource while it is read."""

    template: Template
    resource: Resource
    links: Links

    def artifact(self, prefixes: Sequence[str]) -> Artifact | None:
        """The artifact of a resource; None for a type we do not know that states nothing."""
        resource, reader = self.resource, self.template.reader
        known = resource.known
        kind = known or CloudType(ResourceType(resource.type))
        body = spot_at(reader, resource.body)
        inside = list(containers(reader, body, kind.type, resource.id))
        server = next((found for container, _ in inside if (found := container.model_server)), None)
        sign = kind.type.ai or (f"model server image {server}" if server else None)
        tags = list(self._tags(body, kind))
        statements = statements_from_flat(((name, value) for name, _, value in tags), Carrier.TEMPLATE, prefixes)
        if known is None and not statements:
            return None
        facts = self._facts(body, kind.type)
        held = [container for container, _ in inside]
        named = [*texts(reader, body, resource, kind, held), *tag_texts(tags, statements)]
        return Artifact(
            kind=self.template.kind,
            name=resource.id,
            place=resource.place,
            ai=sign or _stated_sign(statements),
            anchor=resource.id,
            names=frozenset(self.links.names(resource)),
            references=self.links.references(resource, held),
            statements=statements,
            subjects=(
                Subject(_subject(kind.type, facts), resource.id, resource.place, facts),
                *(subject for _, subject in inside),
            ),
            texts=tuple(named) if sign or statements or kind.type.prompts else (),
            files=tuple(sorted(_files(facts, statements) - {resource.place.file})),
        )

    def _tags(self, body: Spot, kind: CloudType) -> Iterator[tuple[str, Place, Value]]:
        found: dict[str, tuple[str, Place, Value]] = {}
        tagged = self.resource.tagged or self.resource.body
        for start, paths in ((spot_at(self.template.reader, tagged), _TAGS), (body, kind.statements)):
            for path in paths:
                for spot in find(self.template.reader, start, path):
                    found.update((each[0], each) for each in entries(self.template.reader, spot))
        yield from found.values()

    def _facts(self, body: Spot, kind: ResourceType) -> Mapping[str, Value]:
        """`type`, and what the table says of the type."""
        here, reader = self.resource.place, self.template.reader
        facts: dict[str, Value] = {"type": Value(self.resource.type, self.resource.type_place)}
        facts.update((name, Value(each, here, Origin.DEFAULT)) for name, each in kind.defaults.items())
        for name, paths in kind.facts.items():
            found = next(values(reader, body, paths), None)
            if found is not None:
                facts[name] = _typed(name, found, kind)
        for name, path in kind.present.items():
            for spot in find(reader, body, path):
                place = Place(spot.place.document, spot.place.path, on_key=True)
                facts.setdefault(name, Value(True, place, Origin.STATED if spot.found.known else Origin.UNKNOWN))
        facts.update((name, Value(each, here)) for name, each in kind.always.items())
        if kind.setting is not None:
            called = next(values(reader, body, kind.setting[:1]), None)
            value = next(values(reader, body, kind.setting[1]), None)
            if called is not None and called.known and value is not None:
                facts[f"setting.{str(called.value).rsplit('/', 1)[-1]}"] = value
        if kind.card:
            from aiact_lint.kinds.resource_cards import card_facts

            content = kind.card
            facts.update(card_facts(lambda path: values(reader, body, (folded(f"{content}.{path}"),)), here))
        return facts


def _subject(kind: ResourceType, facts: Mapping[str, Value]) -> SubjectKind:
    """A card where it holds one that can be read."""
    return SubjectKind.CARD if kind.card and "sections" in facts else kind.subject


def _typed(name: str, value: Value, kind: ResourceType) -> Value:
    """A fact as the number or switch that it is; templates may write either as text."""
    written = value.value
    if value.known and isinstance(written, str):
        if written.lower() in _SWITCHES:
            value = replace(value, value=_SWITCHES[written.lower()])
        elif name in _NUMBERS and (number := as_number(written)) is not None:
            value = replace(value, value=number)
    zero = value.known and value.value == 0 and not isinstance(value.value, bool) and name in kind.zero
    return replace(value, value=kind.zero[name]) if zero else value


def _stated_sign(statements: Sequence[Statement]) -> str | None:
    """Support that only states its `system` is linked by it, and not AI."""
    return "aiact statement" if any(statement.key != "system" for statement in statements) else None


def _files(facts: Mapping[str, Value], statements: Sequence[Statement]) -> set[str]:
    found = [*facts.values(), *(each.value for each in statements)]
    return {place.file for value in found for place in value.via}
