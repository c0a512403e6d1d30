"""Go templates as a small syntax tree: text with actions between, each knowing where it stands in its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TypeAlias

from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.source import SourceFile, Span


@dataclass(frozen=True, slots=True)
class Literal:
    """A string, number, boolean or `nil` that is written out."""

    value: str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Dot:
    """`.`, the value that is looked at."""


@dataclass(frozen=True, slots=True)
class Variable:
    """`$name`; `$` alone is what the template was called with."""

    name: str


@dataclass(frozen=True, slots=True)
class Function:
    """The name of a function."""

    name: str


@dataclass(frozen=True, slots=True)
class Chain:
    """Fields of an operand: `.a.b` is a chain on `Dot`."""

    operand: Operand
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Command:
    """An operand, or a function with its arguments."""

    operands: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Commands of which each is the last argument of the next; its value may be given to variables."""

    commands: tuple[Command, ...]
    names: tuple[str, ...] = ()
    declares: bool = False
    """`:=` rather than `=`."""


Operand: TypeAlias = Literal | Dot | Variable | Function | Chain | Pipeline


@dataclass(frozen=True, slots=True)
class Text:
    """Text between actions, without the blanks that actions beside it trim."""

    span: Span


@dataclass(frozen=True, slots=True)
class Action:
    """An action whose value is written out, unless it goes to a variable."""

    span: Span
    pipeline: Pipeline


@dataclass(frozen=True, slots=True)
class Call:
    """`{{ template "name" . }}`."""

    span: Span
    name: str
    argument: Pipeline | None


@dataclass(frozen=True, slots=True)
class Branch:
    """`if`, `with` or `range`, with what comes after `else`."""

    span: Span
    word: str
    pipeline: Pipeline
    body: tuple[Node, ...]
    otherwise: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Jump:
    """`break` or `continue`."""

    span: Span
    word: str


Node: TypeAlias = Text | Action | Call | Branch | Jump


@dataclass(frozen=True, slots=True)
class Template:
    """A template: the top of a file, or what stands in a `define`."""

    source: SourceFile
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A file with the templates it defines."""

    top: Template
    defined: Mapping[str, Template] = field(default_factory=dict)
