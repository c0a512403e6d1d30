"""A module as it is used once: by itself, or by one call of another module with its arguments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property

from aiact_lint.kinds.terraform.arguments import argument, plain
from aiact_lint.kinds.terraform.budget import Budget
from aiact_lint.kinds.terraform.constraints import as_declared
from aiact_lint.kinds.terraform.modules import Block, Module
from aiact_lint.kinds.terraform.names import Steps, Surroundings
from aiact_lint.kinds.terraform.repetition import Key
from aiact_lint.kinds.terraform.resolve import Bound, Resolver
from aiact_lint.kinds.terraform.resolved import UNKNOWN, Resolved
from aiact_lint.kinds.terraform.types import ANY
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.subjects import Place


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """One use of a module by another."""

    caller: Instance
    block: Block
    key: Key = None
    """The key or number where the call has `for_each` or `count`."""
    bound: Bound = field(default_factory=dict)
    """What `each` and `count` mean in the arguments."""
    repeats: Place | None = None
    """The `for_each` or `count`."""


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
        self.budget: Budget = Budget(_size(module)) if call is None else call.caller.budget
        """One for all of a configuration, since a value may be worked out in many modules."""
        self._inputs: dict[str, Resolved | None] = {}
        self._busy: set[tuple[str, str]] = set()
        if call is not None:
            self.budget.admit(_size(module))

    @cached_property
    def resolver(self) -> Resolver:
        """Resolves what is written in the module."""
        around = Surroundings(self._outside, self._is_open, self.top.module.folder, self.budget)
        return Resolver(self.module, around)

    @cached_property
    def address(self) -> str:
        """What comes before the addresses of its resources: `module.cv["a"].`; "" for the top."""
        if self.call is None:
            return ""
        shown = "" if self.key is None else f"[{self.key}]" if isinstance(self.key, int) else f'["{self.key}"]'
        return f"{self.call.caller.address}module.{self.call.block.labels[0]}{shown}."

    @property
    def key(self) -> Key:
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

    def in_plans(self, block: Block, key: Key = None) -> Iterator[tuple[Instance, Block]]:
        """What plans have for a resource, or for the instance of it with a key, each with the instance it is in."""
        for plan in self.plans:
            for each in plan.module.blocks:
                if each.labels == block.labels and (key is None or each.key_in_plan in (None, key)):
                    yield plan, each

    def _is_open(self, root: str, steps: Steps) -> bool:
        """See `names.Surroundings`."""
        name = str(steps[0]) if steps else ""
        asked = ("open", f"{root}.{'.'.join(map(str, steps))}")
        if asked in self._busy:
            return True
        self._busy.add(asked)
        try:
            return self._rests_on_default(name) if root == "var" else self._output_is_open(name, steps[1:])
        finally:
            self._busy.discard(asked)

    def _rests_on_default(self, name: str) -> bool:
        if self.call is None:
            return name not in self.module.assigned
        place = self.argument(name)
        return place is not None and self.call.caller.resolver.names.may_be_set(place, self.call.repeats)

    def _output_is_open(self, call: str, steps: Steps) -> bool:
        named = [(child, step) for child in self.children.get(call, ()) for step in steps[:2]]
        places = ((child, child.module.output_values.get(str(step))) for child, step in named)
        return any(place is not None and child.resolver.names.may_be_set(place) for child, place in places)

    def _outside(self, root: str, steps: Steps, depth: int) -> tuple[Resolved, Steps] | None:
        """See `names.Outside`."""
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
            return UNKNOWN
        self._busy.add((kind, name))
        cuts = self.budget.cuts
        try:
            found = self._input(name, depth) if kind == "var" else self._leaving(name, depth)
        finally:
            self._busy.discard((kind, name))
        if self.budget.cuts == cuts:  # else it may be known less deep inside another value
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
            return as_declared(_written_at(place, place, self.resolver.resolved(place, depth + 1)), variable)
        place = self.argument(name)
        if place is None:
            return None
        found = self.call.caller.resolver.resolved(place, depth + 1, self.call.bound)
        if found.known and found.value is None and _refuses_null(variable):
            return None
        return as_declared(_written_at(argument(place, variable.name_place, found), place, found), variable)

    def _output(self, call: str, steps: Steps, depth: int) -> tuple[Resolved, Steps]:
        """`module.x.y`, `module.x["a"].y`, `module.x[0].y`; all of it where no more is named."""
        found = self.children[call]
        if found[0].call is None or (found[0].call.repeats is None and found[0].key is None):
            return found[0]._one_of(steps, depth)
        if steps:
            chosen = [each for each in found if each.key in (None, steps[0])]
            return chosen[0]._one_of(steps[1:], depth) if len(chosen) == 1 else (UNKNOWN, ())
        if any(each.key is None for each in found):  # one stands for all
            return Resolved(known=False, type=ANY, opens=lambda _: found[0]._outputs(depth)), ()
        return _by_key({each.key: each._outputs(depth) for each in found}), ()

    def _one_of(self, steps: Steps, depth: int) -> tuple[Resolved, Steps]:
        """An output, or all of them where none is named."""
        if not steps:
            return self._outputs(depth), ()
        return self._once("output", str(steps[0]), depth) or UNKNOWN, steps[1:]

    def _outputs(self, depth: int) -> Resolved:
        """All outputs, for whoever takes them by a name that is not written out."""
        names = self.module.output_values
        return Resolved({name: self._once("output", name, depth) or UNKNOWN for name in names})

    def _leaving(self, name: str, depth: int) -> Resolved | None:
        place = self.module.output_values.get(name)
        if place is None:
            return None
        found = self.resolver.resolved(place, depth + 1)
        return _written_at(place, place, _left(found))


def _size(module: Module) -> int:
    return sum(len(each.source.data) for each in module.documents)


def _written_at(first: Place, place: Place, found: Resolved) -> Resolved:
    """A value that is written at a place, or comes there from further on."""
    written = found.written or place.path not in place.document.unknown
    return found.through((first,), written=written)


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
    opens = found.opens
    leaving = None if opens is None else lambda key: _left(opens(key))
    return replace(found, value=value, via=tuple(plain(each) for each in found.via), opens=leaving)


def _refuses_null(variable: Block) -> bool:
    place = variable.attribute("nullable")
    return place is not None and place.document.get(place.path) is False
