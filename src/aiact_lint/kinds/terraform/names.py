"""What names of a module mean: variables, locals, resources and data with their repetition, and paths."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cached_property
from posixpath import relpath
from typing import Protocol, TypeAlias

from aiact_lint.expression import traversals
from aiact_lint.kinds.terraform.budget import Budget, Exhausted
from aiact_lint.kinds.terraform.constraints import as_declared, declared_type
from aiact_lint.kinds.terraform.modules import Block, Module
from aiact_lint.kinds.terraform.repetition import Repetition, repetition
from aiact_lint.kinds.terraform.resolved import UNKNOWN, Resolved, text_value, unknown
from aiact_lint.kinds.terraform.types import ANY
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.subjects import Place

Steps: TypeAlias = tuple[str | int, ...]
Outside: TypeAlias = Callable[[str, Steps, int], "tuple[Resolved, Steps] | None"]
"""What a name means that the module's own files do not say (an argument of its caller, a called module's output): from
its root, its steps and the depth of the evaluation to a value and the steps left; None where the module decides."""

_META = frozenset(("count", "depends_on", "for_each", "lifecycle", "provider", "connection", "provisioner"))
"""Arguments that a resource does not have as attributes."""
_MAX_NESTING = 30
"""Resources whose attributes are looked up inside each other."""


class Evaluator(Protocol):
    """Who works out what stands at a place."""

    budget: Budget

    def resolved(self, place: Place, depth: int = 0) -> Resolved: ...
    def at(self, place: Place, bound: Mapping[str, Resolved], depth: int) -> Resolved: ...


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """What counts for one use of a module beside its own files."""

    outside: Outside
    is_open: Callable[[str, Steps], bool]
    """Whether a variable (`var`), or an output of a called module (`module`), rests on what somebody may well set whom
    the files do not show: the default of a variable of the top module."""
    top: str
    """The folder of the configuration, from which Terraform counts paths."""
    budget: Budget


def alone(module: Module) -> Surroundings:
    """Those of a module of which nobody knows who calls it."""
    size = sum(len(each.source.data) for each in module.documents)
    return Surroundings(lambda *_: None, lambda root, _: root == "var", module.folder, Budget(size))


class Names:
    """Looks up names of one module; locals and variables are worked out once."""

    def __init__(self, module: Module, evaluator: Evaluator, surroundings: Surroundings) -> None:
        self._module = module
        self._evaluator = evaluator
        self._around = surroundings
        self._kept: dict[tuple[str, str], Resolved] = {}
        self._repetitions: dict[int, Repetition] = {}
        self._nesting = 0

    def look_up(self, root: str, steps: Steps, depth: int) -> tuple[Resolved, Steps]:
        """A value, and the steps that are still to be taken from it."""
        if (given := self._around.outside(root, steps, depth)) is not None:
            return given
        if root == "resource" and len(steps) > 1:
            root, steps = str(steps[0]), steps[1:]
        first = steps[0] if steps else None
        if root in ("var", "local") and isinstance(first, str):
            return self._once(root, first, depth), steps[1:]
        if root == "path" and len(steps) == 1:
            return self._path(steps[0]), ()
        if root == "data" and len(steps) > 1:
            block = self._data.get((str(first), str(steps[1])))
            rest = steps[2:]
        else:
            block = self._module.resources.get((root, first)) if isinstance(first, str) else None
            rest = steps[1:]
        return (UNKNOWN, ()) if block is None else (self._resource(block, depth), rest)

    def repetition(self, block: Block, depth: int = 0) -> Repetition:
        """How often a resource is there, and what `each` and `count` mean in each instance."""
        if id(block) not in self._repetitions:
            self._repetitions[id(block)] = Repetition(True, False, None)  # while it is worked out, or if that fails
            with suppress(Exhausted):
                self._repetitions[id(block)] = repetition(block, lambda place: self._evaluator.resolved(place, depth))
        return self._repetitions[id(block)]

    def may_be_set(self, place: Place, repeats: Place | None = None) -> bool:
        """Whether a value rests on the default of a variable: who calls the module may well say otherwise.

        `repeats`: the `for_each` or `count` that says what `each` and `count` are there, if that is known.
        """
        pending = [place.document.expressions.get(place.path)]
        seen: set[str] = set()
        while pending:
            expression = pending.pop()
            for each in traversals(expression) if expression is not None else ():
                name = str(each.steps[0]) if each.steps else ""
                if each.root in ("each", "count"):
                    if repeats is None:
                        return True
                    pending += self._module.expressions_at(repeats) if each.root not in seen else ()
                    seen.add(each.root)
                if each.root in ("var", "module") and self._around.is_open(each.root, each.steps):
                    return True
                if each.root == "local" and name in self._module.locals and f"local.{name}" not in seen:
                    seen.add(f"local.{name}")
                    pending += self._module.expressions_at(self._module.locals[name])
        return False

    @cached_property
    def _data(self) -> Mapping[tuple[str, str], Block]:
        return {
            (block.labels[0], block.labels[1]): block
            for block in self._module.blocks
            if block.type == "data" and len(block.labels) == 2
        }

    def _once(self, root: str, name: str, depth: int) -> Resolved:
        """A variable's default or a local. One that depends on itself is unknown."""
        asked = (root, name)
        if asked in self._kept:
            return self._kept[asked]
        cuts = self._evaluator.budget.cuts
        self._kept[asked] = UNKNOWN
        try:
            found = self._variable(name, depth) if root == "var" else self._local(name, depth)
        finally:
            del self._kept[asked]
        if self._evaluator.budget.cuts == cuts:  # else it may be known less deep inside another value
            self._kept[asked] = found
        return found

    def _local(self, name: str, depth: int) -> Resolved:
        place = self._module.locals.get(name)
        return UNKNOWN if place is None else self._written_at(place, depth)

    def _variable(self, name: str, depth: int) -> Resolved:
        block, place = self._module.variables.get(name), self._module.defaults.get(name)
        if block is None:
            return UNKNOWN
        if place is None:
            return unknown(declared_type(block))
        return as_declared(self._written_at(place, depth), block)

    def _written_at(self, place: Place, depth: int, bound: Mapping[str, Resolved] | None = None) -> Resolved:
        found = self._evaluator.at(place, bound or {}, depth + 1)
        return found.through((place,), written=found.written or place.path not in place.document.unknown)

    def _path(self, which: str | int) -> Resolved:
        """Where Terraform runs nobody knows; relative to there the top module is `.`."""
        if which == "module":
            return text_value(relpath(f"/{self._module.folder}", f"/{self._around.top}"))
        return text_value(".") if which == "root" else UNKNOWN

    def _resource(self, block: Block, depth: int) -> Resolved:
        """A resource, or all its instances."""
        repeats = self.repetition(block, depth)
        if not repeats.is_repeated:
            return self._instance(block, {}, depth)
        if repeats.keys is None:
            return Resolved(known=False, opens=lambda key: self._instance(block, repeats.bound(key), depth), type=_MANY)
        instances = {key: self._instance(block, repeats.bound(key), depth) for key in repeats.keys}
        return Resolved(list(instances.values()) if repeats.counted else {str(k): v for k, v in instances.items()})

    def _instance(self, block: Block, bound: Mapping[str, Resolved], depth: int) -> Resolved:
        return Resolved(known=False, opens=lambda key: self._attribute(block, key, bound, depth))

    def _attribute(self, block: Block, name: object, bound: Mapping[str, Resolved], depth: int) -> Resolved:
        """What a file says of an attribute. A null is left to the provider, so nobody knows what it becomes."""
        place = block.attribute(name) if isinstance(name, str) and name not in _META else None
        if place is None or self._nesting >= _MAX_NESTING or _may_come_from_dynamic(block, str(name)):
            return UNKNOWN
        self._evaluator.budget.charge(10)
        self._nesting += 1
        try:
            found = self._written_at(place, max(depth, self._nesting), bound)
        finally:
            self._nesting -= 1
        return UNKNOWN if found.is_null else found


_MANY = ANY
"""The type of all instances of a resource, of which nobody knows how many there are."""


def _may_come_from_dynamic(block: Block, name: str) -> bool:
    blocks = block.document.get((*block.body, "dynamic"))
    return isinstance(blocks, list) and any(isinstance(each, dict) and name in each for each in blocks)
