"""A template as its dialect gives it: its resources, and who reads its expressions."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from aiact_lint.kinds.cloud.spots import Reader
from aiact_lint.kinds.cloud.types import CloudType
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.subjects import Place


@dataclass(frozen=True, slots=True, eq=False)
class Resource:
    """One declared resource."""

    id: str
    """How the template calls it, and evidence names it."""
    place: Place
    """What AIA101 marks."""
    type: str
    """As it is written."""
    type_place: Place
    known: CloudType | None
    body: Cursor
    """Its attributes."""
    whole: Cursor
    """Everything that belongs to it, where references may stand."""
    tagged: Cursor | None = None
    """What bears its tags, where that is not the body."""
    parent: str | None = None
    """The resource that it is part of."""


@dataclass(frozen=True, slots=True, eq=False)
class Template:
    """The resources that are declared together and may refer to each other."""

    kind: str
    """The kind of its artifacts: `cloudformation`."""
    scope: str
    """Unique in a run; references between resources hold within it."""
    resources: tuple[Resource, ...]
    reader: Reader
    mentioned: Callable[[Cursor], Iterator[tuple[str, Place]]]
    """The ids of resources that a node names, also deep inside, each with its place."""
