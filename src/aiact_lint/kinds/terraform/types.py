"""Types of Terraform's values, and which type several of them have in common.

The names are Terraform's: a tuple and an object know each entry's type, a list, set or map has one for all. `any` is
the type of what is not known, and of a bare `null`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from aiact_lint.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Type:
    """One type; which fields count depends on `kind`."""

    kind: str
    """`string`, `number`, `bool`, `any`, `list`, `set`, `map`, `tuple` or `object`."""
    element: Type | None = None
    """Of a list, set or map."""
    items: tuple[Type, ...] = ()
    """Of a tuple."""
    attributes: tuple[tuple[str, Type], ...] = ()
    """Of an object, sorted by name."""
    optional: frozenset[str] = frozenset()
    """Attributes that a value may lack; only in constraints of variables."""

    @property
    def is_primitive(self) -> bool:
        return self.kind in ("string", "number", "bool")

    @property
    def is_settled(self) -> bool:
        """Whether no `any` is in it."""
        if self.kind == "any":
            return False
        inner = (*self.items, *(each for _, each in self.attributes), *((self.element,) if self.element else ()))
        return all(each.is_settled for each in inner)


STRING, NUMBER, BOOL, ANY = Type("string"), Type("number"), Type("bool"), Type("any")


def list_of(element: Type) -> Type:
    """`list(element)`."""
    return Type("list", element)


def set_of(element: Type) -> Type:
    """`set(element)`."""
    return Type("set", element)


def map_of(element: Type) -> Type:
    """`map(element)`."""
    return Type("map", element)


def tuple_of(items: Iterable[Type]) -> Type:
    """`tuple([…])`."""
    return Type("tuple", items=tuple(items))


def object_of(attributes: Mapping[str, Type], optional: Iterable[str] = ()) -> Type:
    """`object({…})`."""
    return Type("object", attributes=tuple(sorted(attributes.items())), optional=frozenset(optional))


def element_of(type_: Type) -> Type:
    """The element type of a collection; `any` of everything else."""
    return type_.element or ANY


def of_values(constraint: Type) -> Type:
    """The type that values of a constraint have: what was optional is there."""
    return Type(
        constraint.kind,
        of_values(constraint.element) if constraint.element else None,
        tuple(of_values(each) for each in constraint.items),
        tuple((name, of_values(each)) for name, each in constraint.attributes),
    )


def convertible(source: Type, target: Type) -> bool:
    """Whether a value of one type may convert to the other, depending on the value ("5" does to a number)."""
    if source == target or "any" in (source.kind, target.kind):
        return True
    if source.is_primitive or target.is_primitive:
        return source.is_primitive and target.is_primitive and "string" in (source.kind, target.kind)
    if target.kind in ("list", "set"):
        return _to_sequence(source, element_of(target))
    if target.kind == "map":
        inner = [element_of(source)] if source.kind == "map" else [each for _, each in source.attributes]
        return source.kind in ("map", "object") and _all_convert(inner, element_of(target))
    if target.kind == "tuple":
        return (
            source.kind == "tuple"
            and len(source.items) == len(target.items)
            and all(convertible(*pair) for pair in zip(source.items, target.items, strict=True))
        )
    return _to_object(source, target)


def _to_sequence(source: Type, element: Type) -> bool:
    if source.kind in ("list", "set"):
        return convertible(element_of(source), element)
    return source.kind == "tuple" and _all_convert(source.items, element)


def _to_object(source: Type, target: Type) -> bool:
    if source.kind == "map":
        return all(convertible(element_of(source), each) for _, each in target.attributes)
    there = dict(source.attributes)
    return source.kind == "object" and all(
        convertible(there[name], each) if name in there else name in target.optional for name, each in target.attributes
    )


def _all_convert(types: Sequence[Type], target: Type) -> bool:
    if target.kind == "any":
        return not types or unified(types) is not None
    return all(convertible(each, target) for each in types)


def unified(types: Sequence[Type]) -> Type | None:
    """The type that all convert to: that of a conditional, or of the elements of `tolist`. None where there is none."""
    distinct = list(dict.fromkeys(types))
    if len(distinct) == 1:
        return distinct[0]
    kinds = {each.kind for each in distinct}
    if "any" in kinds:
        return ANY
    if len(kinds) == 1 and kinds & {"list", "set", "map"}:
        inner = unified([element_of(each) for each in distinct])
        return None if inner is None else Type(distinct[0].kind, inner)
    if kinds == {"object"}:
        return _unified_objects(distinct)
    if kinds == {"tuple"}:
        return _unified_tuples(distinct)
    if kinds == {"map", "object"} or kinds == {"list", "tuple"}:
        found = _unified_with_collections(distinct, "map" if "map" in kinds else "list")
        if found is not None:
            return found
    if {"object", "tuple"} <= kinds:
        return None
    return _preferred(distinct)


def _preferred(types: Sequence[Type]) -> Type | None:
    """The first of the types that all others convert to; texts take everything, lists come before sets."""
    order = ("string", "number", "bool", "list", "set", "map", "object", "tuple")
    for wanted in sorted(types, key=lambda each: order.index(each.kind)):
        if all(convertible(each, wanted) for each in types):
            return wanted
    return None


def _unified_with_collections(types: Sequence[Type], kind: str) -> Type | None:
    inner: list[Type] = []
    for each in types:
        inner += [each.element] if each.element else [*each.items, *(of for _, of in each.attributes)]
    found = unified(inner) if inner else ANY
    return None if found is None else Type(kind, found)


def _unified_objects(types: Sequence[Type]) -> Type | None:
    names = [dict(each.attributes) for each in types]
    if all(each.keys() == names[0].keys() for each in names):
        return _each_unified(
            [[each[name] for each in names] for name in names[0]],
            lambda found: object_of(dict(zip(names[0], found, strict=True))),
        )
    return _unified_with_collections(types, "map")


def _unified_tuples(types: Sequence[Type]) -> Type | None:
    if len({len(each.items) for each in types}) == 1:
        columns = [list(column) for column in zip(*(each.items for each in types), strict=True)]
        return _each_unified(columns, tuple_of)
    return _unified_with_collections(types, "list")


def _each_unified(columns: Sequence[Sequence[Type]], make: Callable[[list[Type]], Type]) -> Type | None:
    found: list[Type] = []
    for column in columns:
        each = unified(column)
        if each is None:
            return None
        found.append(each)
    return make(found)
