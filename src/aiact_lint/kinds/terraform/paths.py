"""Which resources an expression names: through locals, the arguments of callers and the outputs of called modules."""

from __future__ import annotations

from collections.abc import Iterator

from aiact_lint.expression import Expression, Traversal, traversals
from aiact_lint.kinds.terraform.instance import Instance
from aiact_lint.subjects import Place

_MAX_LOOKED_AT = 10_000
"""Expressions followed for one."""


def resources_in(expression: Expression, instance: Instance) -> Iterator[str]:
    """The ids of the resources that an expression of a module instance names, each once."""
    pending = [(instance, expression)]
    seen: set[object] = set()
    looked_at = 0
    while pending and looked_at < _MAX_LOOKED_AT:
        looked_at += 1
        at, node = pending.pop()
        for traversal in traversals(node):
            name = traversal.steps[0] if traversal.steps else None
            if not isinstance(name, str):
                continue
            for address in at.module.addresses.get((traversal.root, name), ()):
                found = at.id_of(address)
                if found not in seen:
                    seen.add(found)
                    yield found
            for other, place in _further(at, traversal, name):
                key = (id(other), id(place.document), place.path)
                if key not in seen:
                    seen.add(key)
                    pending += ((other, each) for each in other.module.expressions_at(place))


def _further(at: Instance, traversal: Traversal, name: str) -> Iterator[tuple[Instance, Place]]:
    """Where the value of a name is written, and in which instance."""
    if traversal.root == "local" and name in at.module.locals:
        yield at, at.module.locals[name]
    elif traversal.root == "var" and at.call is not None:
        place = at.argument(name)
        if place is not None:
            yield at.call.caller, place
    elif traversal.root == "module":
        outputs = [step for step in traversal.steps[1:3] if isinstance(step, str)]
        for child in at.children.get(name, ()):
            for output in outputs:
                if output in child.module.outputs:
                    yield child, child.module.outputs[output]
