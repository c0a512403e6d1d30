"""What an attribute comes to, as far as the files say.

Variables count with what callers give them, else with their defaults; locals, templates, loops, references between
resources of the module and the functions of Terraform are followed. Everything else is unknown, with its source text as
value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from aiact_lint.expression import (
    Binary,
    Call,
    Conditional,
    Expression,
    ForExpression,
    Index,
    Literal,
    ObjectExpression,
    Splat,
    Template,
    Traversal,
    TupleExpression,
    Unary,
    parts_of,
)
from aiact_lint.kinds.terraform import loops, tree_files
from aiact_lint.kinds.terraform.budget import Exhausted
from aiact_lint.kinds.terraform.choices import chosen
from aiact_lint.kinds.terraform.functions import call, patterns
from aiact_lint.kinds.terraform.modules import Module
from aiact_lint.kinds.terraform.names import Names, Steps, Surroundings, alone
from aiact_lint.kinds.terraform.numbers import settled
from aiact_lint.kinds.terraform.operators import binary, entry, truth, unary
from aiact_lint.kinds.terraform.resolved import UNKNOWN, Fails, Resolved, as_text, joined, number_value, text_value
from aiact_lint.kinds.terraform.tree_files import TreeFiles
from aiact_lint.subjects import Origin, Place, Value

Bound: TypeAlias = Mapping[str, Resolved]
"""Names that a loop, or the repetition of a resource or block, gives a meaning: `each`, `count`, an iterator."""

NOTHING: Bound = MappingProxyType({})


class Resolver:
    """Resolves values of one module."""

    def __init__(self, module: Module, surroundings: Surroundings | None = None) -> None:
        around = surroundings or alone(module)
        self.budget = around.budget
        self.names = Names(module, self, around)
        self._files = TreeFiles(module, self, around.top)

    def value(self, place: Place, bound: Bound = NOTHING) -> Value:
        """The fact at a place, with its origin."""
        found = self.resolved(place, bound=bound)
        if not found.is_fact:
            return Value(place.document.get(place.path), place, Origin.UNKNOWN, found.via)
        return Value(found.plain, place, Origin.DERIVED if found.via else Origin.STATED, found.via)

    def resolved(self, place: Place, depth: int = 0, bound: Bound = NOTHING) -> Resolved:
        """What the node at a place comes to; its own place is not in `via`.

        In the middle of another evaluation `depth` is how deep that is. Raises `Exhausted` there.
        """
        if depth:
            return self.at(place, bound, depth)
        return self._outermost(lambda: self.at(place, bound, 0))

    def evaluated(self, expression: Expression, place: Place, bound: Bound = NOTHING) -> Resolved:
        """What an expression that stands at a place comes to."""
        return self._outermost(lambda: self.evaluate(expression, place, bound, 0))

    def _outermost(self, work: Callable[[], Resolved]) -> Resolved:
        self.budget.renew()
        try:
            return work()
        except (Fails, Exhausted):
            return UNKNOWN

    def at(self, place: Place, bound: Bound, depth: int) -> Resolved:
        """The same, in the middle of an evaluation. What Terraform refuses is unknown."""
        document, path = place.document, place.path
        if not self.budget.spend(depth):
            return UNKNOWN
        if path in document.unknown:
            expression = document.expressions.get(path)
            try:
                return UNKNOWN if expression is None else self.evaluate(expression, place, bound, depth + 1)
            except Fails:
                return UNKNOWN
        node = document.get(path)
        if isinstance(node, dict):
            return Resolved({str(key): self.at(Place(document, (*path, key)), bound, depth) for key in node})
        if isinstance(node, list):
            return Resolved([self.at(Place(document, (*path, at)), bound, depth) for at in range(len(node))])
        return literal(node)

    def evaluate(self, expression: Expression, place: Place, bound: Bound, depth: int) -> Resolved:
        """The value of an expression that stands at a place. Raises `Fails` where Terraform refuses it."""
        if not self.budget.spend(depth):
            return UNKNOWN
        below = depth + 1
        match expression:
            case Literal(value=value):
                return literal(value)
            case Traversal(root=root, steps=steps):
                return self._traverse(root, steps, bound, depth)
            case Template(parts=parts):
                return self._template(parts, place, bound, below)
            case Call():
                return self._call(expression, place, bound, below)
            case Conditional():
                return self._conditional(expression, place, bound, below)
            case Binary() | Unary() | Index():
                return self._operation(expression, place, bound, below)
            case TupleExpression(items=items):
                return Resolved([self.evaluate(item, place, bound, below) for item in items])
            case ObjectExpression(items=pairs):
                return self._object(pairs, place, bound, below)
            case ForExpression() | Splat():
                return self._loop(expression, place, bound, below)
            case _:
                return self.budget.doubted(UNKNOWN)

    def _traverse(self, root: str, steps: Steps, bound: Bound, depth: int) -> Resolved:
        if root in bound:
            found, rest = bound[root], steps
        else:
            found, rest = self.names.look_up(root, steps, depth)
        for step in rest:
            found = entry(found, Resolved(step))
        return found if found.whole else self.budget.doubted(found)

    def _operation(self, expression: Binary | Unary | Index, place: Place, bound: Bound, depth: int) -> Resolved:
        one, *others = (self.evaluate(part, place, bound, depth) for part in parts_of(expression))
        if isinstance(expression, Unary):
            return unary(expression.operator, one)
        self.budget.charge(one.size)
        return entry(one, others[0]) if isinstance(expression, Index) else binary(expression.operator, one, others[0])

    def _template(self, parts: tuple[Expression, ...], place: Place, bound: Bound, depth: int) -> Resolved:
        found = [self.evaluate(part, place, bound, depth) for part in parts]
        if len(found) == 1:
            return found[0]  # "${x}" is x, whatever its type
        text = joined(found)
        self.budget.charge(len(text.value) // 50 if isinstance(text.value, str) else 1)
        return text

    def _call(self, expression: Call, place: Place, bound: Bound, depth: int) -> Resolved:
        name, args = expression.name, expression.args
        if name in ("try", "can") and not expression.expand_final:
            return self._try(args, place, bound, depth, asks=name == "can")
        given = [self.evaluate(arg, place, bound, depth) for arg in args]
        if expression.expand_final and given:
            last = loops.expanded(given.pop())
            if last is None:
                return self.budget.doubted(UNKNOWN)
            given += last
        self.budget.charge(sum(each.size for each in given) + patterns.cost_of(name, given))
        found = self._read(name, given, depth) if name in tree_files.NAMES else call(name, given)
        self.budget.charge(found.size + (len(found.value) // 50 if isinstance(found.value, str) else 0))
        return found if found.whole else self.budget.doubted(found)

    def _read(self, name: str, given: list[Resolved], depth: int) -> Resolved:
        return self._files.call(name, given, depth)

    def _try(self, args: tuple[Expression, ...], place: Place, bound: Bound, depth: int, *, asks: bool) -> Resolved:
        """The first that Terraform does not refuse; unknown where something unknown may make it refuse."""
        for arg in args:
            before = self.budget.doubts
            try:
                found = self.evaluate(arg, place, bound, depth)
            except Fails:
                if self.budget.doubts != before:
                    return UNKNOWN
                continue
            if self.budget.doubts != before:
                return UNKNOWN
            return Resolved(True, via=found.via) if asks else found
        if asks:
            return Resolved(False)
        raise Fails

    def _conditional(self, expression: Conditional, place: Place, bound: Bound, depth: int) -> Resolved:
        test = self.evaluate(expression.condition, place, bound, depth)
        branches: list[Resolved | None] = []
        for branch in (expression.then, expression.otherwise):
            try:
                branches.append(self.evaluate(branch, place, bound, depth))
            except Fails:
                branches.append(None)
        return chosen(truth(test), test.via, branches[0], branches[1])

    def _object(
        self, pairs: tuple[tuple[Expression, Expression], ...], place: Place, bound: Bound, depth: int
    ) -> Resolved:
        found: dict[str, Resolved] = {}
        for key, value in pairs:
            name = self.evaluate(key, place, bound, depth)
            text = as_text(name)
            entry_ = self.evaluate(value, place, bound, depth)
            if text is None:
                return UNKNOWN
            found[text] = entry_.through((Place(place.document, place.path, exact=value.span),))
        return Resolved(found)

    def _loop(self, expression: ForExpression | Splat, place: Place, bound: Bound, depth: int) -> Resolved:
        of = self.evaluate(expression.collection, place, bound, depth)
        if isinstance(expression, Splat):
            found = loops.splat(of, expression.steps)
            self.budget.charge(found.size)
            return found

        def evaluate(part: Expression, names: Bound) -> Resolved:
            self.budget.charge(10 + 2 * len(bound))
            return self.evaluate(part, place, {**bound, **names}, depth)

        def mark(part: Expression, value: Resolved) -> Resolved:
            return value.through((Place(place.document, place.path, exact=part.span),))

        if expression.condition is not None and of.known and not of.value:
            doubts = self.budget.doubts
            evaluate(expression.condition, dict.fromkeys(expression.names, UNKNOWN))  # refused without any entry, too
            self.budget.doubts = doubts
        return loops.repeated(expression, of, evaluate, mark)


def literal(value: object) -> Resolved:
    """What is written out."""
    if isinstance(value, str):
        return text_value(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number_value(settled(value))
    return Resolved(value)
