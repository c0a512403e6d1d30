"""Plans beside their configuration: values that only the plan knows, put to the resources of the configuration.

A plan whose configuration is among the files adds to it and is not judged by itself, so that nothing is found twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from posixpath import relpath

from aiact_lint.document import Document
from aiact_lint.kinds.terraform.instance import Call, Instance
from aiact_lint.kinds.terraform.modules import Module
from aiact_lint.kinds.terraform.plan import at, items
from aiact_lint.kinds.terraform.planned import planned


def with_plans(found: Sequence[Instance], plans: Iterable[Document]) -> list[Instance]:
    """The instances of the configuration with what plans know of them, and those that only a plan has."""
    more: list[Instance] = []
    modules = {id(each.module): each.module for each in found}
    for plan in plans:
        like = [module for module in modules.values() if _fits(plan, module)]
        if not like:
            more += planned(plan)
            continue
        chosen = _nearest(plan, like)
        for top in found:
            if chosen is not None and top.call is None and top.module is chosen:
                more += _joined(top, planned(plan)[0])
    return [*found, *more]


def _joined(config: Instance, plan: Instance) -> list[Instance]:
    """Put a planned instance to that of the configuration, and all below it; what the plan alone has comes back."""
    config.plans.append(plan)
    more: list[Instance] = []
    for name, children in plan.children.items():
        known = config.children.get(name)
        call = config.module.calls.get(name)
        for child in children:
            same = [each for each in known or () if each.key is None or each.key == child.key]
            if same:
                more += _joined(same[0], child)
            elif known is None and call is not None:
                more += _under(Instance(child.module, Call(config, call, child.key)), child)
    return more


def _under(instance: Instance, plan: Instance) -> list[Instance]:
    """A planned instance and those below it, called by the configuration: a module whose files are not there."""
    found = [instance]
    for children in plan.children.values():
        for child in children:
            if child.call is not None:
                found += _under(Instance(child.module, Call(instance, child.call.block, child.key)), child)
    return found


def _fits(plan: Document, module: Module) -> bool:
    """Whether a module can be the one that was planned: all that the plan's configuration names is in it."""
    root = at(plan.data, ("configuration", "root_module"))
    named = {
        (str(each.get("type")), str(each.get("name")))
        for each in items(root, "resources")
        if isinstance(each, dict) and each.get("mode") == "managed"
    }
    calls = set(at(root, ("module_calls",)))
    if not named and not calls:
        return False
    return named <= set(module.resources) and calls <= set(module.calls)


def _nearest(plan: Document, modules: Sequence[Module]) -> Module | None:
    """The one that is most like the plan and closest to it; None where two are equally so."""
    ranked = sorted(modules, key=lambda module: _rank(plan, module))
    if len(ranked) > 1 and _rank(plan, ranked[0]) == _rank(plan, ranked[1]):
        return None
    return ranked[0]


def _rank(plan: Document, module: Module) -> tuple[int, int, int]:
    root = at(plan.data, ("configuration", "root_module"))
    variables = set(at(root, ("variables",)))
    here, there = plan.source.folder, module.folder
    way = relpath(f"/{there}", f"/{here}").split("/")
    size = len(module.resources) + len(module.calls)
    return (size, len(variables ^ set(module.variables)), 0 if here == there else len(way))
