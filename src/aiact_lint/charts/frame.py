"""What a template computes with: its variables, the value it looks at, and the values of its pipelines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import field
from typing import TYPE_CHECKING

from aiact_lint.charts.chart_files import METHODS, ChartFiles
from aiact_lint.charts.rope import HOLE, Chunk
from aiact_lint.charts.syntax import Chain, Command, Dot, Function, Literal, Operand, Pipeline, Variable
from aiact_lint.charts.traced import Traced, field_of, unknown
from aiact_lint.lazy_dataclass import dataclass

if TYPE_CHECKING:
    from aiact_lint.charts.machine import Machine

_LAZY = frozenset(
    """
    coalesce default dict dig empty first get hasKey include index last list not pluck required rest set ternary tpl
    tuple
    """.split()  # noqa: SIM905
)
"""Functions that do not look at everything in their arguments."""


@dataclass(slots=True)
class _Variable:
    value: Traced
    doubt: int
    """Where it was declared: what changes it in more doubt makes it unknown."""


@dataclass(slots=True)
class Frame:
    """One template being written out."""

    machine: Machine
    root: Traced
    """`$`."""
    dot: Traced = field(init=False)
    variables: list[dict[str, _Variable]] = field(default_factory=lambda: [{}])

    def __post_init__(self) -> None:
        self.dot = self.root

    def declare(self, name: str, value: Traced) -> None:
        """Give a variable of the innermost block a value."""
        self.variables[-1][name] = _Variable(value, self.machine.doubt)

    @contextmanager
    def scope(self) -> Iterator[None]:
        """A block with variables of its own."""
        self.variables.append({})
        try:
            yield
        finally:
            self.variables.pop()

    @contextmanager
    def looking_at(self, value: Traced) -> Iterator[None]:
        """A block in which `.` is a value."""
        kept, self.dot = self.dot, value
        try:
            yield
        finally:
            self.dot = kept

    def pipeline(self, pipeline: Pipeline, *, of_range: bool = False) -> Traced:
        """The value of a pipeline; the variables it names get it, unless they are those of a `range`."""
        value: Traced | None = None
        for command in pipeline.commands:
            value = self._command(command, value)
        assert value is not None  # noqa: S101  # a pipeline has a command
        if not of_range:
            for name in pipeline.names:
                self._assign(name, value, pipeline.declares)
        return value

    def _assign(self, name: str, value: Traced, declares: bool) -> None:
        if declares:
            self.declare(name, value)
            return
        for scope in reversed(self.variables):
            if name in scope:
                variable = scope[name]
                variable.value = value if variable.doubt >= self.machine.doubt else unknown(value)
                return

    def _command(self, command: Command, piped: Traced | None) -> Traced:
        self.machine.step()
        first, *rest = command.operands
        last = () if piped is None else (piped,)
        if isinstance(first, Function):
            return self._call(first.name, rest, last)
        if isinstance(first, Chain) and first.fields[-1] in METHODS and len(rest) == 1:
            return self._method(first, self._operand(rest[0]))
        value = self._operand(first)
        if not rest and piped is None:
            return value
        return unknown(value, *(self._operand(each) for each in rest))  # a method: of files, of capabilities

    def _method(self, chain: Chain, name: Traced) -> Traced:
        """`.Files.Get "name"` and the like: the content of a file of the chart."""
        value = self._operand(chain.operand)
        for each in chain.fields[:-1]:
            value = field_of(value, each)
        if not isinstance(value.data, ChartFiles) or not name.wholly_known:
            return unknown(name)
        return METHODS[chain.fields[-1]](value.data, str(name.plain))

    def _call(self, name: str, operands: Sequence[Operand], last: tuple[Traced, ...]) -> Traced:
        if name in ("and", "or"):
            return self._logic(name, operands, last)
        args = [*(self._operand(each) for each in operands), *last]
        if name not in _LAZY:
            for each in args:
                self.machine.charge(each)
        body = self.machine.functions.get(name)
        return body(self.machine, args) if body is not None else unknown(*args)

    def _logic(self, name: str, operands: Sequence[Operand], last: tuple[Traced, ...]) -> Traced:
        """`and` and `or`, which leave the rest alone once one argument decides."""
        doubtful: Traced | None = None
        value = unknown()
        decides = name == "or"
        for each in (*operands, *last):
            value = each if isinstance(each, Traced) else self._operand(each)
            if value.truth is decides:
                return value if doubtful is None else _certain_truth(decides, name, doubtful, value)
            if value.truth is None:
                doubtful = doubtful or value
        return value if doubtful is None else unknown(doubtful)

    def _operand(self, operand: Operand) -> Traced:
        self.machine.step()
        match operand:
            case Literal(value=literal):
                return Traced(literal)
            case Dot():
                return self.dot
            case Variable(name=name):
                return self._variable(name)
            case Function(name=name):
                return self._call(name, (), ())
            case Pipeline():
                return self._nested(operand)
            case Chain(operand=inner, fields=fields):
                value = self._operand(inner)
                for each in fields:
                    value = field_of(value, each)
                return value

    def _nested(self, pipeline: Pipeline) -> Traced:
        with self.machine.deeper():
            return self.pipeline(pipeline)

    def _variable(self, name: str) -> Traced:
        if name == "$":
            return self.root
        for scope in reversed(self.variables):
            if name in scope:
                return scope[name].value
        return unknown()


def _certain_truth(decides: bool, name: str, doubtful: Traced, value: Traced) -> Traced:
    """`or unknown true` is true and `and unknown false` false, though nobody knows which value it gives."""
    if name == "and":
        return Traced(False, via=value.via)
    return Traced(known=False, via=(*doubtful.via, *value.via), rope=(Chunk(str(decides)), Chunk(HOLE, known=False)))
