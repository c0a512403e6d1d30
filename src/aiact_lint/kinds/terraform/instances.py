"""Modules as they are used: the top of a configuration, and what it calls with which arguments, to any depth.

Terraform evaluates a module once per call; so do we. A folder that another one calls is not looked at by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from aiact_lint.expression import traversals
from aiact_lint.kinds.terraform.calls import source_folder
from aiact_lint.kinds.terraform.instance import Call, Instance
from aiact_lint.kinds.terraform.modules import Block, Module
from aiact_lint.kinds.terraform.vendored import is_vendored

_MAX_DEPTH = 12
"""Calls inside calls."""
_MAX_INSTANCES = 300
"""Module instances below one top."""
_MAX_RESOURCES = 20_000
"""Resources of called modules in one run; a hostile tree multiplies them."""
_MAX_KEYS = 20
"""Instances by `for_each` or `count`; of more than that, one stands for all."""


def instances(modules: Sequence[Module], elsewhere: Mapping[tuple[str, str], str] | None = None) -> list[Instance]:
    """Every module as often as it is used, callers before what they call.

    `elsewhere`: folders of modules from elsewhere, by the folder of the configuration and the names of the calls.
    """
    usage = _Usage(modules, elsewhere or {})
    for module in modules:
        if module.folder not in usage.called and not is_vendored(module.folder):
            usage.add_top(module)
    for module in modules:  # those that call each other in a circle, and what was too much
        if module.folder not in usage.reached and not is_vendored(module.folder):
            usage.add_top(module)
    return usage.found


def titles_of(found: Sequence[Instance]) -> Mapping[Instance, Block]:
    """For modules that are used several times, the call that tells one use from the others: the innermost that does."""
    uses: dict[str, list[Instance]] = {}
    for instance in found:
        uses.setdefault(instance.module.folder, []).append(instance)
    titles: dict[Instance, Block] = {}
    for same in uses.values():
        shared = Counter(id(call.block) for instance in same for call in instance.calls)
        for instance in same if len(same) > 1 else ():
            calls = [each.block for each in reversed(instance.calls)]
            if calls:
                titles[instance] = next((each for each in calls if shared[id(each)] == 1), calls[0])
    return titles


class _Usage:
    def __init__(self, modules: Iterable[Module], elsewhere: Mapping[tuple[str, str], str]) -> None:
        self._elsewhere = elsewhere
        self._modules = {module.folder: module for module in modules}
        self.called = {
            target.folder
            for module in self._modules.values()
            for target in self._targets(module)
            if target is not module
        }
        """Folders of modules that another one calls."""
        self.reached: set[str] = set()
        self.found: list[Instance] = []
        self._left = _MAX_RESOURCES

    def add_top(self, module: Module) -> None:
        """A module that nobody calls, and all it calls."""
        pending = [Instance(module)]
        left = _MAX_INSTANCES
        while pending:
            instance = pending.pop(0)
            self.found.append(instance)
            self.reached.add(instance.module.folder)
            for name, call in instance.module.calls.items():
                target = self._target(instance.module, call) or self._from_elsewhere(instance, name)
                if target is None or len(instance.calls) >= _MAX_DEPTH or _is_among_callers(target, instance):
                    continue
                uses = list(_uses(instance, call))
                made = [Instance(target, each) for each in uses[: min(left, self._room_for(target))]]
                left -= len(made)
                self._left -= len(made) * len(target.resources)
                if made:
                    instance.children[name] = made
                    pending += made
                elif not uses:
                    self._leave_out(target)

    def _room_for(self, module: Module) -> int:
        """How many more instances of a module may be made."""
        return self._left // max(1, len(module.resources))

    def _leave_out(self, module: Module) -> None:
        """A module that is called no times, and all it calls, is not there at all."""
        pending = [module]
        while pending:
            at = pending.pop()
            if at.folder not in self.reached:
                self.reached.add(at.folder)
                pending += self._targets(at)

    def _targets(self, module: Module) -> Iterator[Module]:
        for call in module.calls.values():
            target = self._target(module, call)
            if target is not None:
                yield target

    def _target(self, module: Module, call: Block) -> Module | None:
        place = call.attribute("source")
        folder = source_folder(module.folder, place.document.get(place.path)) if place is not None else None
        return self._modules.get(folder) if folder is not None else None

    def _from_elsewhere(self, instance: Instance, call: str) -> Module | None:
        key = ".".join((*_names_of(instance), call))
        folder = self._elsewhere.get((instance.top.module.folder, key))
        return self._modules.get(folder) if folder is not None else None


def _names_of(instance: Instance) -> tuple[str, ...]:
    return tuple(call.block.labels[0] for call in instance.calls)


def _is_among_callers(module: Module, instance: Instance) -> bool:
    return any(each.module is module for each in (instance, *(call.caller for call in instance.calls)))


def _uses(caller: Instance, block: Block) -> Iterator[Call]:
    """A call once for each key of its `for_each` or number of its `count`, where these matter and are known.

    None where the files say that there is none; the default of a variable that may be set does not say that.
    """
    names = caller.resolver.names
    repeats = names.repetition(block)
    place, keys = repeats.place, repeats.keys
    if place is None:
        yield Call(caller, block)
    elif repeats.is_nothing and not names.may_be_set(place):
        return
    elif not keys or len(keys) > _MAX_KEYS or not _names(caller.module, block, "count" if repeats.counted else "each"):
        yield Call(caller, block, bound=repeats.bound(None), repeats=place)
    else:
        yield from (Call(caller, block, key, repeats.bound(key), place) for key in keys)


def _names(module: Module, block: Block, root: str) -> bool:
    """Whether the arguments of a call differ by `each` or `count`."""
    return any(
        traversal.root == root for expression, _ in module.expressions_of(block) for traversal in traversals(expression)
    )
