"""Writes templates out, as far as the files say what stands in them. What nobody knows stays a hole.

A block under an unknown condition is written out in doubt: it may be there or not. An `else` to it is a hole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import field, replace

from aiact_lint.charts.frame import Frame
from aiact_lint.charts.rope import HOLE, Chunk, Rope, Written, text_of
from aiact_lint.charts.syntax import (
    Action,
    Branch,
    Call,
    Function,
    Jump,
    Node,
    Pipeline,
    Template,
    Text,
)
from aiact_lint.charts.traced import TooMuch, Traced, of_plain, rope_of, size_of, unknown
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.source import Span

_MAX_CALLS = 40
"""Named templates in named templates, and parentheses in them."""
_MAX_STEPS = 300_000
"""Of one template file."""
_MAX_ALL_STEPS = 1_500_000
"""Of a chart."""
_MAX_TEXT = 4_000_000
_MAX_ROUNDS = 2_000
"""Rounds of one `range`."""
_ENTRY = re.compile(r"\s*(?:- +)?[\w./-]+:(?:\s|\Z)")
"""How a line begins that is an entry of a mapping."""


class _Jumped(Exception):
    def __init__(self, word: str) -> None:
        self.word = word


FunctionBody = Callable[["Machine", Sequence[Traced]], Traced]


@dataclass(slots=True)
class Machine:
    """What all templates of one chart share while they are written out."""

    templates: Mapping[str, Template]
    functions: Mapping[str, FunctionBody]
    steps: int = _MAX_STEPS
    left: int = _MAX_ALL_STEPS
    text: int = _MAX_TEXT
    calls: int = 0
    doubt: int = 0
    """How many unknown conditions the current place stands under."""
    cautious: bool = False
    """Leave out what stands under an unknown condition, where it would not fit to what stands around."""
    active: list[str] = field(default_factory=list)
    """Names of the templates that are being written out."""

    def render(self, template: Template, dot: Traced) -> Rope:
        """Everything a template writes out. Raises `TooMuch`."""
        with self.deeper():
            return _Writer(self, template, Frame(self, dot)).written()

    def top(self, template: Template, dot: Traced) -> Rope:
        """Everything that the template of a file writes out. Raises `TooMuch`."""
        self.steps = min(_MAX_STEPS, self.left)
        self.text, self.doubt, self.calls = _MAX_TEXT, 0, 0
        self.active.clear()
        given = self.steps
        try:
            return self.render(template, dot)
        finally:
            self.left -= given - self.steps

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """One level deeper in calls and parentheses. Raises `TooMuch`."""
        if self.calls >= _MAX_CALLS:
            raise TooMuch
        self.calls += 1
        try:
            yield
        finally:
            self.calls -= 1

    def include(self, name: str, dot: Traced) -> Rope | None:
        """What a named template writes out; None where the chart does not hold it, or nobody knows."""
        template = self.templates.get(name)
        if template is None or (self.doubt and name in self.active):
            return None  # what calls itself on an unknown condition has no end
        self.active.append(name)
        try:
            return self.render(template, dot)
        finally:
            self.active.pop()

    def step(self) -> None:
        self.steps -= 1
        if self.steps < 0:
            raise TooMuch

    def charge(self, value: Traced) -> None:
        """Pay for looking at everything in a value. Raises `TooMuch`."""
        if isinstance(value.data, dict | list):
            self.steps -= size_of(value, max(self.steps, 0))
        elif isinstance(value.data, str):
            self.steps -= len(value.data) // 50 + len(value.rope or ())
        if self.steps < 0:
            raise TooMuch


@dataclass(slots=True)
class _Writer:
    """Writes one template out."""

    machine: Machine
    template: Template
    frame: Frame
    out: list[Chunk] = field(default_factory=list)

    def written(self) -> Rope:
        self._loop_body(self.template.nodes)
        return tuple(self.out)

    def _all(self, nodes: Sequence[Node]) -> None:
        for node in nodes:
            self.machine.step()
            match node:
                case Text(span=span):
                    self._text(span)
                case Action(span=span, pipeline=pipeline):
                    value = self.frame.pipeline(pipeline)
                    if not pipeline.names:
                        self.machine.charge(value)
                        self._emit(rope_of(value), span)
                case Call(span=span, name=name, argument=argument):
                    dot = self.frame.pipeline(argument) if argument is not None else Traced(None)
                    found = self.machine.include(name, dot)
                    self._emit(found if found is not None else (Chunk(HOLE, known=False),), span)
                case Branch():
                    self._branch(node)
                case Jump(word=word):
                    raise _Jumped(word)

    def _text(self, span: Span) -> None:
        source = self.template.source
        text = source.text[span.start : span.end]
        self._put(Chunk(text, at=Written(source, span.start, span.end, True), doubt=self.machine.doubt))

    def _emit(self, rope: Rope, span: Span) -> None:
        """Put out what an action writes; what comes from a named template keeps its place there."""
        here = Written(self.template.source, span.start, span.end, False)
        for chunk in rope:
            doubt = max(chunk.doubt, self.machine.doubt)
            self._put(replace(chunk, at=chunk.at or here, outer=here, doubt=doubt))

    def _put(self, chunk: Chunk) -> None:
        self.machine.text -= len(chunk.text)
        if self.machine.text < 0:
            raise TooMuch
        self.out.append(chunk)

    # Blocks

    def _branch(self, node: Branch) -> None:
        with self.frame.scope():
            value = self.frame.pipeline(node.pipeline, of_range=node.word == "range")
            truth = value.truth
            if truth is None:
                self._in_doubt(node, value)
            elif not truth:
                self._all(node.otherwise)
            elif node.word == "range":
                self._range(node, value)
            else:
                with self.frame.looking_at(value if node.word == "with" else self.frame.dot):
                    self._all(node.body)

    def _in_doubt(self, node: Branch, value: Traced) -> None:
        """A block of which nobody knows whether it is there, or how often."""
        lines = _spans_lines(node.body, self.template) or _spans_lines(node.otherwise, self.template)
        body = self._written_in_doubt(node.body, node, value)
        otherwise = self._written_in_doubt(node.otherwise, node, None)
        hole = Chunk(HOLE, value.via, known=False)
        if not lines and not _ENTRY.match(text_of(body)):
            if _writes(node.body) or _writes(node.otherwise):
                self._emit((hole,), node.span)
            return
        if not self.machine.cautious:
            self.out += body
        if self.machine.cautious or node.otherwise or node.word == "range":
            depth = _depth(otherwise or body)
            self._emit((Chunk("\n" + " " * depth), hole, Chunk("\n")), node.span)

    def _written_in_doubt(self, nodes: Sequence[Node], node: Branch, looked_at: Traced | None) -> Rope:
        """What some nodes write, and do to variables, if they are reached."""
        kept, self.out = self.out, []
        self.machine.doubt += 1
        dot = unknown(looked_at) if looked_at is not None and node.word != "if" else self.frame.dot
        try:
            with self.frame.scope(), self.frame.looking_at(dot):
                if node.word == "range" and looked_at is not None:
                    for name in node.pipeline.names:
                        self.frame.declare(name, dot)
                self._loop_body(nodes)
            return tuple(self.out)
        finally:
            self.machine.doubt -= 1
            self.out = kept

    def _loop_body(self, nodes: Sequence[Node]) -> None:
        with suppress(_Jumped):  # in doubt nobody knows whether it jumps
            self._all(nodes)

    def _range(self, node: Branch, value: Traced) -> None:
        for number, (key, item) in enumerate(_items(value)):
            if number >= _MAX_ROUNDS:
                if self.machine.doubt:
                    return  # a number in place of a list, which is not what it is for
                raise TooMuch
            names = node.pipeline.names
            given = (key, item) if len(names) == 2 else (item,) if names else ()
            with self.frame.scope(), self.frame.looking_at(item):
                for name, each in zip(names, given, strict=True):
                    self.frame.declare(name, each)
                try:
                    self._all(node.body)
                except _Jumped as jump:
                    if jump.word == "break":
                        return


def _items(value: Traced) -> Iterator[tuple[Traced, Traced]]:
    """Keys and items in Go's order."""
    if isinstance(value.data, dict):
        for key in sorted(value.data):
            yield (
                Traced(key, via=tuple(replace(place, on_key=True) for place in value.data[key].via[:1])),
                value.data[key],
            )
    elif isinstance(value.data, list):
        for index, item in enumerate(value.data):
            yield Traced(index), item
    elif isinstance(value.data, int) and not isinstance(value.data, bool):
        for index in range(value.data):
            yield Traced(index), of_plain(index, value.via)


def _depth(rope: Rope) -> int:
    """How deep the first line that says something is indented."""
    lines = text_of(rope).split("\n")
    first = next((line for line in lines if line.strip()), lines[-1])
    return len(first) - len(first.lstrip(" "))


def _spans_lines(nodes: Sequence[Node], template: Template) -> bool:
    """Whether some nodes hold a line end of their own, so that they are lines and not part of one."""
    for node in nodes:
        if isinstance(node, Text) and "\n" in template.source.slice(node.span):
            return True
        if isinstance(node, Branch) and (_spans_lines(node.body, template) or _spans_lines(node.otherwise, template)):
            return True
        if isinstance(node, Action) and _breaks_line(node.pipeline):
            return True
    return False


def _breaks_line(pipeline: Pipeline) -> bool:
    last = pipeline.commands[-1].operands[0]
    return isinstance(last, Function) and last.name == "nindent"


def _writes(nodes: Sequence[Node]) -> bool:
    return any(not (isinstance(node, Action) and node.pipeline.names) for node in nodes)
