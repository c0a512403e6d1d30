"""A module as it is used once: by itself, or by one call of another module with its arguments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from aiact_lint.kinds.terraform.arguments import argument, plain
from aiact_lint.kinds.terraform.convert import converted
from aiact_lint.kinds.terraform.modules import Block, Module
from aiact_lint.kinds.terraform.resolve import Resolver, Steps
from aiact_lint.kinds.terraform.resolved import Resolved
from aiact_lint.subjects import Place


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """One use of a module by another."""

    caller: Instance
    block: Block
    key: str | int | None = None
    """The key or number where the call has `for_each` or `count`."""
    each: Resolved | None = None
    """`each.value`."""


class Instance:
    """One module instance; values of it are resolved with what its caller gives."""

    def __init__(self, module: Module, call: Call | None = None) -> None:
        self.module = module
        self.call = call
        self.children: dict[str, list[Instance]] = {}
        """What it calls, by the name of the call."""
        self.plans: list[Instance] = []
        """The same instance in plans, which may know more of its resources."""
        self.settings: Mapping[str, Sequence[tuple[str, Place]]] | None = None
        """Of a top: settings and log stores below it that hold for a whole service, once somebody has looked."""
        self._inputs: dict[str, Resolved | None] = {}
        self._busy: set[tuple[str, str]] = set()

    @cached_property
    def resolver(self) -> Resolver:
        """Resolves what is written in the module."""
        return Resolver(self.module, self._outside)

    @cached_property
    def address(self) -> str:
        """What comes before the addresses of its resources: `module.cv["a"].`; "" for the top."""
        if self.call is None:
            return ""
        shown = "" if self.key is None else f"[{self.key}]" if isinstance(self.key, int) else f'["{self.key}"]'
        return f"{self.call.caller.address}module.{self.call.block.labels[0]}{shown}."

    @property
    def key(self) -> str | int | None:
        """The key or number that tells it from other instances of its call, if there are several."""
        return self.call.key if self.call is not None else None

    @cached_property
    def calls(self) -> Sequence[Call]:
        """The calls that lead here, outermost first."""
        return () if self.call is None else (*self.call.caller.calls, self.call)

    @property
    def top(self) -> Instance:
        """The instance that nobody calls."""
        return self.calls[0].caller if self.call is not None else self

    def all_below(self) -> Iterator[Instance]:
        """This instance and all that it calls, directly or not."""
        pending = [self]
        while pending:
            instance = pending.pop()
            yield instance
            pending += (each for children in instance.children.values() for each in children)

    def id_of(self, address: str) -> str:
        """A name for something in this instance that no other instance of the run has."""
        return f"{self.top.module.folder}//{self.address}{address}"

    def argument(self, name: str) -> Place | None:
        """Where the caller gives a declared variable its value."""
        return self.call.block.attribute(name) if self.call is not None and self.module.has_variable(name) else None

    def _outside(self, root: str, steps: Steps, depth: int) -> tuple[Resolved, Steps] | None:
        """See `resolve.Outside`."""
        if root == "var" and steps and isinstance(steps[0], str):
            found = self._once("var", steps[0], depth)
            return None if found is None else (found, steps[1:])
        if root == "module" and steps and isinstance(steps[0], str) and steps[0] in self.children:
            return self._output(steps[0], steps[1:], depth)
        return None

    def _once(self, kind: str, name: str, depth: int) -> Resolved | None:
        """An input or output, worked out once; unknown while it is being worked out, as it then depends on itself."""
        asked = f"{kind}.{name}"
        if asked in self._inputs:
            return self._inputs[asked]
        if (kind, name) in self._busy:
            return Resolved(known=False)
        self._busy.add((kind, name))
        try:
            found = self._input(name, depth) if kind == "var" else self._leaving(name, depth)
        finally:
            self._busy.discard((kind, name))
        if found is None or found.known or depth < _SHALLOW:
            self._inputs[asked] = found
        return found

    def _input(self, name: str, depth: int) -> Resolved | None:
        """What the caller, or a file with values of variables, gives a variable; None where its default counts."""
        variable = self.module.variables.get(name)
        if variable is None:
            return None
        if self.call is None:
            place = self.module.assigned.get(name)
            if place is None:
                return None
            found = converted(self.resolver.resolved(place, depth + 1), variable)
            return _written_at(place, place, found)
        place = self.argument(name)
        if place is None:
            return None
        found = converted(self.call.caller.in_call(self.call).resolved(place, depth + 1), variable)
        if found.known and found.value is None and _refuses_null(variable):
            return None
        return _written_at(argument(place, variable.name_place, found), place, found)

    def in_call(self, call: Call) -> Resolver:
        """Resolves the arguments of a call in this module."""
        if call.key is None:
            return self.resolver
        each = {"key": Resolved(call.key), "value": call.each or Resolved(call.key)}

        def outside(root: str, steps: Steps, depth: int) -> tuple[Resolved, Steps] | None:
            if root == "each" and steps and steps[0] in each:
                return each[str(steps[0])], steps[1:]
            if root == "count" and steps == ("index",):
                return Resolved(call.key), ()
            return self._outside(root, steps, depth)

        return Resolver(self.module, outside)

    def _output(self, call: str, steps: Steps, depth: int) -> tuple[Resolved, Steps]:
        """`module.x.y`, `module.x["a"].y`, `module.x[0].y`; all of it where no more is named."""
        found = self.children[call]
        if found[0].key is not None:
            if not steps:
                return _by_key({each.key: each._outputs(depth) for each in found}), ()
            found, steps = [each for each in found if each.key == steps[0]], steps[1:]
        elif steps and isinstance(steps[0], int):
            steps = steps[1:]
        if len(found) != 1:
            return Resolved(known=False), ()
        if not steps:
            return found[0]._outputs(depth), ()
        return found[0]._once("output", str(steps[0]), depth) or Resolved(known=False), steps[1:]

    def _outputs(self, depth: int) -> Resolved:
        """All outputs, for whoever takes them by a name that is not written out."""
        names = self.module.output_values
        return Resolved({name: self._once("output", name, depth) or Resolved(known=False) for name in names})

    def _leaving(self, name: str, depth: int) -> Resolved | None:
        place = self.module.output_values.get(name)
        if place is None:
            return None
        found = self.resolver.resolved(place, depth + 1)
        return _written_at(place, place, _left(found))


_SHALLOW = 20
"""What is unknown further down may only be so because the evaluation was cut off there."""


def _written_at(first: Place, place: Place, found: Resolved) -> Resolved:
    """A value that is written at a place, or comes there from further on."""
    written = found.written or place.path not in place.document.unknown
    return replace(found, via=(first, *found.via), written=written)


def _by_key(outputs: dict[str | int | None, Resolved]) -> Resolved:
    if all(isinstance(key, int) for key in outputs):
        return Resolved([*outputs.values()])
    return Resolved({str(key): found for key, found in outputs.items()})


def _left(found: Resolved) -> Resolved:
    """A value as the caller sees it: whatever way it took inside the module, it is not an argument's any more."""
    value = found.value
    if isinstance(value, dict):
        value = {key: _left(each) for key, each in value.items()}
    elif isinstance(value, list):
        value = [_left(each) for each in value]
    return replace(found, value=value, via=tuple(plain(each) for each in found.via))


def _refuses_null(variable: Block) -> bool:
    place = variable.attribute("nullable")
    return place is not None and place.document.get(place.path) is False
