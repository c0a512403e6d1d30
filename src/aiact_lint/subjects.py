"""The vocabulary between file formats and rules: what kinds read out of documents, and what rules look at.

A kind turns documents into `Artifact`s. An artifact carries everything later steps need (statements, subjects, texts,
references), so linking and rules never ask which format a fact came from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from types import MappingProxyType

from aiact_lint.document import Document, Path
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.source import Span


class Carrier(StrEnum):
    """Where the one vocabulary can be stated; where two state the same key, the first here speaks."""

    DECLARATION = "declaration"
    CARD = "model card"
    MANIFEST = "manifest"
    TERRAFORM = "Terraform"
    TEMPLATE = "template"
    """CloudFormation, ARM, Bicep, Pulumi: tags, as in Terraform."""
    BOM = "bill of materials"


class SubjectKind(StrEnum):
    """The closed list of things a rule can be written for."""

    SYSTEM = "system"
    DECLARATION = "declaration"
    CARD = "card"
    DATASET = "dataset"
    WORKLOAD = "workload"
    CONTAINER = "container"
    ENDPOINT = "endpoint"
    LOG_STORE = "log-store"
    SETTINGS = "settings"
    RESOURCE = "resource"


class Origin(StrEnum):
    """How a value is known."""

    STATED = "stated"
    DERIVED = "derived"
    """Through a variable, local or other reference inside the files."""
    DEFAULT = "default"
    """Not in the files: what the provider or platform does when the attribute is absent."""
    UNKNOWN = "unknown"
    """The files name something whose value they do not hold."""


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A place in a document, named by path; the span is found only when it is shown."""

    document: Document
    path: Path = ()
    on_key: bool = False
    """Mark the key rather than the value."""
    exact: Span | None = None
    """A narrower span inside the value: the words of a sentence, say."""
    through: tuple[Place, ...] = ()
    """Where the value goes from here until it sets something: a module's variable, the attribute of a resource."""

    @property
    def span(self) -> Span:
        if self.exact is not None:
            return self.exact
        if self.on_key:
            return self.document.locate_key(self.path)
        return self.document.locate(self.path)

    @property
    def file(self) -> str:
        return self.document.source.path


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """One fact with its evidence."""

    value: object
    place: Place
    origin: Origin = Origin.STATED
    via: tuple[Place, ...] = ()
    """Where a derived value is written, from the place that uses it to its source."""

    @property
    def known(self) -> bool:
        return self.origin is not Origin.UNKNOWN


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """One key of the vocabulary, as one carrier states it.

    `key` is canonical: kebab-case, sub-keys joined by a dot (`risk-class`, `registration.reference`,
    `oversight.confidence-threshold.value`). Lists of scalars are one statement whose value is a tuple.
    """

    key: str
    value: Value
    carrier: Carrier


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """One thing a rule can look at; its facts bear the same names in every format."""

    kind: SubjectKind
    name: str
    place: Place
    """What to mark when nothing narrower fits: the name of the thing."""
    facts: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))


class TextRole(StrEnum):
    """What a piece of text is, for the recognition of intended use."""

    TITLE = "title"
    PROSE = "prose"
    LIST_ITEM = "list-item"
    TABLE_CELL = "table-cell"
    TAG = "tag"
    NAME = "name"
    """An identifier: workload, image, resource or environment names."""
    DESCRIPTION = "description"
    PURPOSE = "purpose"
    """A declared intended purpose."""
    PROMPT = "prompt"
    RESOURCE_TYPE = "resource-type"


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """A piece of running text or a name; `place.span` gives its exact source range."""

    role: TextRole
    place: Place
    headings: tuple[str, ...] = ()
    """Titles of the sections it stands in, outermost first; for a table cell the column header comes last."""
    lead: str = ""
    """The sentence that introduces the list or table it stands in, if any."""

    @property
    def raw(self) -> str:
        """The characters of the file under `place.span`, line ends and all."""
        return self.place.document.source.slice(self.place.span)


class ReferenceKind(StrEnum):
    """What a reference names."""

    MODEL = "model"
    """A model id, name or storage location."""
    BASE = "base"
    """A model that a card's builds on: somebody else's, and no part of the system."""
    SELF = "self"
    """A name of the model that the artifact itself describes: it meets the card of that name."""
    DATASET = "dataset"
    """A dataset's id, name or address."""
    RESOURCE = "resource"
    """A Terraform address, in the same module."""
    OBJECT = "object"
    """A Kubernetes object, `Kind/name`."""
    ENDPOINT = "endpoint"
    """A cloud endpoint or deployment name, also inside a log group's name."""


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """A name in one artifact that may point at another."""

    kind: ReferenceKind
    value: str
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class Artifact:
    """A model card, declared system, manifest object or Terraform resource.

    `ai` says why it is an AI system's (a structural sign, in words); None for what only counts once it is linked to
    one: log groups, buckets, flags.
    """

    kind: str
    """`model-card`, `declaration`, `kubernetes`, `compose`, `terraform`, `cloudformation`, `arm`, `bom`, …"""
    name: str
    place: Place
    """What AIA101 marks: card title, `metadata.name`, resource name label, system id."""
    ai: str | None = None
    anchor: str = ""
    """How `evidence: path#anchor` names it: `Kind/name`, a resource address; "" for a whole file."""
    names: frozenset[str] = frozenset()
    """Names by which references may point at it, each with the prefix of its reference kind: `model:org/name`."""
    references: tuple[Reference, ...] = ()
    statements: tuple[Statement, ...] = ()
    subjects: tuple[Subject, ...] = ()
    texts: tuple[Text, ...] = ()
    files: tuple[str, ...] = ()
    """Further files it was read from (variables, values)."""
    callers: tuple[Place, ...] = ()
    """The module calls that make it, outermost first; empty where it stands for itself."""
    title: Place | None = None
    """What AIA101 marks where it is not `place`: the call of a module that makes several systems."""

    @property
    def document(self) -> Document:
        return self.place.document

    @property
    def is_card(self) -> bool:
        """Whether it describes a model as a card does, in whatever format."""
        return any(each.kind is SubjectKind.CARD for each in self.subjects)

    @property
    def file(self) -> str:
        return self.place.file

    @property
    def addresses(self) -> tuple[tuple[str, str], ...]:
        """File and anchor by which evidence can name it; what a module makes also by its name in the calling file."""
        own = (self.file, self.anchor)
        return (own, (self.callers[0].file, self.name)) if self.callers else (own,)
