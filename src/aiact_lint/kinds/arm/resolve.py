"""What a node of an Azure template or Bicep file comes to, as far as it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aiact_lint.document import Document, Path
from aiact_lint.expression import (
    Binary,
    Call,
    Conditional,
    Expression,
    Index,
    Literal,
    ObjectExpression,
    Template,
    Traversal,
    TupleExpression,
    Unary,
    parts_of,
)
from aiact_lint.kinds.arm.expressions import is_expression, parsed
from aiact_lint.kinds.arm.functions import FUNCTIONS, as_text
from aiact_lint.kinds.arm.scopes import Scope, scopes_of
from aiact_lint.kinds.cloud.spots import Found
from aiact_lint.kinds.cloud.values import MAX_WAY, joined, unknown, with_data
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.subjects import Place

_MAX_DEPTH = 40
_BUDGET = 5_000
_MAX_PLAIN = 1_000
_OPERATORS = {"==": "equals", "&&": "and", "||": "or", "??": "coalesce"}
_SECRET = ("securestring", "secureobject")


class Resolver:
    """Follows the expressions of one template and those nested in it."""

    def __init__(self, document: Document) -> None:
        self._scopes: Mapping[Path, Scope] = scopes_of(document)
        self._budget = _BUDGET
        self._cached: dict[tuple[int, str, str], Found] = {}

    def resolved(self, at: Cursor) -> Found:
        """What a node comes to; the node itself where it is no expression."""
        self._budget = _BUDGET
        return self._at(at, 0)

    def name_of(self, at: Cursor) -> str:
        """A name for comparison: what it comes to, its unknown parts as they are written."""
        self._budget = _BUDGET
        tree, text = tree_of(at)
        return str(at.data or "") if tree is None else self._canonical(tree, text, at, 0)

    def names_in(self, tree: Expression, text: str, at: Cursor) -> str:
        """The same for a part of an expression."""
        self._budget = _BUDGET
        return self._canonical(tree, text, at, 0)

    def _canonical(self, tree: Expression, text: str, at: Cursor, depth: int) -> str:
        found = self._evaluate(tree, at, depth)
        if found.known and isinstance(found.at.data, str | int):
            return as_text(found.at.data)
        if isinstance(tree, Template) or (isinstance(tree, Call) and tree.name.lower() == "concat"):
            return "".join(self._canonical(each, text, at, depth + 1) for each in parts_of(tree))
        if isinstance(tree, Call) and tree.name.lower() == "format" and tree.args:
            pattern = tree.args[0].value if isinstance(tree.args[0], Literal) else None
            written = str(pattern) if isinstance(pattern, str) else "{0}"
            for index, each in enumerate(tree.args[1:]):
                written = written.replace(f"{{{index}}}", self._canonical(each, text, at, depth + 1))
            return written
        return "".join(text[tree.span.start : tree.span.end].split())

    def _scope(self, path: Path) -> Scope:
        """The innermost scope that a path lies in."""
        for length in range(len(path), 0, -1):
            if path[length - 1] == "template" and path[:length] in self._scopes:
                return self._scopes[path[:length]]
        return self._scopes[()]

    def _at(self, at: Cursor, depth: int) -> Found:
        self._budget -= 1
        if depth > _MAX_DEPTH or self._budget < 0:
            return unknown(at)
        if not isinstance(at.data, str):
            return Found(at)
        tree = tree_of(at)[0]
        if tree is not None:
            return self._evaluate(tree, at, depth + 1)
        if at.document.language != "json":
            return Found(at)
        if at.data.startswith("[["):
            return Found(Cursor(at.document, at.path, at.data[1:]))
        return Found(at, known=not is_expression(at.data))

    def _followed(self, at: Cursor, depth: int) -> Found:
        found = self._at(at, depth)
        return Found(found.at, (at.place, *found.via), found.known, found.made)

    def _evaluate(self, tree: Expression, at: Cursor, depth: int) -> Found:
        self._budget -= 1
        if depth > _MAX_DEPTH or self._budget < 0:
            return unknown(at)
        match tree:
            case Literal(value=value):
                return Found(with_data(at, value), made=True)
            case Index(collection=collection, key=key):
                return self._step(collection, key, at, depth + 1)
            case Call(name=name, args=args):
                return self._call(name.lower(), args, at, depth + 1)
            case Traversal(root=root):
                group = "parameters" if _entry(self._scope(at.path).top.at("parameters"), root) else "variables"
                return self._named(group, root, at, depth + 1)
            case Conditional(condition=condition, then=then, otherwise=otherwise):
                return self._chosen(condition, then, otherwise, at, depth + 1)
            case Template(parts=parts):
                return joined(at, [self._evaluate(each, at, depth + 1) for each in parts])
            case Binary(operator=operator, left=left, right=right) if operator in _OPERATORS:
                return self._call(_OPERATORS[operator], (left, right), at, depth + 1)
            case Unary(operator="!", operand=operand):
                return self._call("not", (operand,), at, depth + 1)
            case TupleExpression(items=items):
                return self._call("createarray", items, at, depth + 1)
            case ObjectExpression(items=pairs):
                return self._call("createobject", tuple(part for pair in pairs for part in pair), at, depth + 1)
            case _:
                return unknown(at)

    def _step(self, collection: Expression, key: Expression, at: Cursor, depth: int) -> Found:
        whole, step = self._evaluate(collection, at, depth), self._evaluate(key, at, depth)
        data, name = whole.at.data, step.at.data
        if not whole.known or not step.known:
            return unknown(at)
        if isinstance(data, dict) and isinstance(name, str):
            own = next((each for each in data if isinstance(each, str) and each.lower() == name.lower()), None)
            name = own
        elif not (isinstance(data, list) and isinstance(name, int) and 0 <= name < len(data)):
            return unknown(at)
        if not isinstance(name, str | int):
            return unknown(at)
        below = whole.at.at(name)
        if whole.made:
            return Found(below, whole.via, made=True)
        found = self._at(below, depth)
        return Found(found.at, (*whole.via[:-1], below.place, *found.via), found.known, found.made)

    def _call(self, name: str, args: Sequence[Expression], at: Cursor, depth: int) -> Found:
        if name in ("parameters", "variables") and len(args) == 1 and isinstance(args[0], Literal):
            return self._named(name, str(args[0].value), at, depth)
        if name == "if" and len(args) == 3:
            return self._chosen(args[0], args[1], args[2], at, depth)
        function = FUNCTIONS.get(name)
        parts = [self._evaluate(each, at, depth) for each in args] if function is not None else []
        if function is None:
            return unknown(at)
        plain = [self._plain(each, [_MAX_PLAIN]) for each in parts]
        via: tuple[Place, ...] = tuple(place for each in parts for place in each.via)[:MAX_WAY]
        if any(value is _UNKNOWN for value in plain):
            return Found(at, via, known=False)
        value = function(plain)
        return Found(at, via, known=False) if value is NotImplemented else Found(with_data(at, value), via, made=True)

    def _chosen(self, condition: Expression, then: Expression, otherwise: Expression, at: Cursor, depth: int) -> Found:
        holds = self._evaluate(condition, at, depth)
        if not holds.known or not isinstance(holds.at.data, bool):
            return unknown(at)
        return self._evaluate(then if holds.at.data else otherwise, at, depth)

    def _named(self, group: str, name: str, at: Cursor, depth: int) -> Found:
        """A parameter, as it is given or by default, or a variable."""
        scope = self._scope(at.path)
        key = (id(scope), group, name.lower())
        if key not in self._cached:
            found = self._looked_up(scope, group, name, at, depth)
            if self._budget < 0:
                return found  # cut off: perhaps not so from another place
            self._cached[key] = found
        found = self._cached[key]
        return found if found.known else Found(at, found.via, known=False)

    def _looked_up(self, scope: Scope, group: str, name: str, at: Cursor, depth: int) -> Found:
        own = _entry(scope.top.at(group), name)
        if group == "variables":
            return unknown(at) if own is None else self._followed(own, depth)
        if own is None or own.at("type").text.lower() in _SECRET:
            return unknown(at)
        given = None if scope.given is None else _entry(scope.given, name)
        if given is not None:
            return unknown(at) if given.at("value").data is None else self._followed(given.at("value"), depth)
        default = own.at("defaultValue")
        if not isinstance(own.data, dict) or "defaultValue" not in own.data:
            return unknown(at)
        return self._followed(default, depth)

    def _plain(self, found: Found, budget: list[int]) -> object:
        """The whole value of an argument, or `_UNKNOWN`."""
        budget[0] -= 1
        data = found.at.data
        if not found.known or budget[0] < 0:
            return _UNKNOWN
        if not isinstance(data, dict | list) or found.made:
            return data
        steps = [key for key in data if isinstance(key, str)] if isinstance(data, dict) else range(len(data))
        parts = {step: self._plain(self._at(found.at.at(step), 1), budget) for step in steps}
        if any(value is _UNKNOWN for value in parts.values()):
            return _UNKNOWN
        return parts if isinstance(data, dict) else list(parts.values())


_UNKNOWN = object()


def tree_of(at: Cursor) -> tuple[Expression | None, str]:
    """The expression at a node, and the text that its spans count from; None for what is none."""
    if at.document.language == "bicep":
        return at.document.expressions.get(at.path), at.document.source.text
    text = at.data if isinstance(at.data, str) else ""
    return parsed(text), text


def _entry(at: Cursor, name: str) -> Cursor | None:
    """An entry by its name, in any case."""
    return next((each for key, each in at.entries() if key.lower() == name.lower()), None)
