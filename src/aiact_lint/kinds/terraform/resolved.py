"""What an expression comes to: a value of which parts may be unknown, and the places it was followed through."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from unicodedata import normalize

from aiact_lint.kinds.terraform import numbers
from aiact_lint.kinds.terraform.types import ANY, BOOL, NUMBER, STRING, Type, object_of, tuple_of
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.subjects import Place

MAX_TEXT = 100_000
"""Code points of a text that is worked out."""
MAX_SIZE = 20_000
"""Values in one value."""
_MAX_FACT = 2_000
"""Values in one value that rules see."""
_MAX_WAY = 40
"""Places of one way: a text that is joined from more has only the first of them."""


class Fails(Exception):
    """Terraform would refuse the expression; `try` and `can` ask."""


@dataclass(frozen=True, slots=True, eq=False)
class Resolved:
    """A value: a scalar, or a container of `Resolved`. `via` are the places it was followed through."""

    value: object = None
    """None, bool, a number, str, a list (of tuples, lists and sets) or a dict (of objects and maps)."""
    known: bool = True
    via: tuple[Place, ...] = ()
    written: bool = False
    """It is a container that is written out at the end of `via`, so that its entries stand there."""
    type: Type | None = None
    """Where the value does not tell: of lists, sets, maps, nulls and the unknown."""
    opens: Callable[[object], Resolved] | None = None
    """Of a resource, of which only what is written is known: its attributes (or its instances) by name."""
    size: int = field(init=False, default=1)
    whole: bool = field(init=False, default=True)
    """Whether nothing in it is unknown."""

    def __init__(
        self,
        value: object = None,
        known: bool = True,
        via: tuple[Place, ...] = (),
        written: bool = False,
        type: Type | None = None,  # noqa: A002  # the field's name
        opens: Callable[[object], Resolved] | None = None,
    ) -> None:
        """By hand, because size and wholeness follow from the value: one too large is unknown."""
        size, whole = 1, known
        if isinstance(value, dict | list):
            for each in value.values() if isinstance(value, dict) else value:
                size += each.size
                whole = whole and each.whole
            if size > MAX_SIZE:
                value, known, size, whole = None, False, 1, False
        put = object.__setattr__
        put(self, "value", value)
        put(self, "known", known)
        put(self, "via", via)
        put(self, "written", written)
        put(self, "type", type)
        put(self, "opens", opens)
        put(self, "size", size)
        put(self, "whole", whole)

    def step(self, key: object) -> Resolved:
        """An entry of a container; unknown where there is none."""
        node = self.value
        if self.opens is not None:
            return self.opens(key)
        if self.known and isinstance(node, dict) and key in node:
            found: Resolved = node[key]
        elif self.known and isinstance(node, list) and isinstance(key, int) and 0 <= key < len(node):
            found = node[key]
        else:
            return UNKNOWN
        return self._entered(key, found)

    def _entered(self, key: object, found: Resolved) -> Resolved:
        """The way to an entry leads to the entry, not to the whole that holds it."""
        if self.written and isinstance(key, str | int):
            document, path = self.via[-1].document, (*self.via[-1].path, key)
            if path in document.values:
                way = (*self.via[:-1], replace(self.via[-1], path=path))
                return found.through(way, written=found.written or not found.via)
        return found.through(self.via)

    def through(self, way: tuple[Place, ...], *, written: bool | None = None) -> Resolved:
        """The same, reached on a way."""
        if not way and written is None:
            return self
        via = (*way, *self.via)[:_MAX_WAY] if self.via else way
        keeps = self.written if written is None else written
        return Resolved(self.value, self.known, via, keeps and len(via) < _MAX_WAY, self.type, self.opens)

    @property
    def plain(self) -> object:
        """The value without wrappers; entries that are unknown are None."""
        if isinstance(self.value, dict):
            return {key: each.plain for key, each in self.value.items()}
        if isinstance(self.value, list):
            return [each.plain for each in self.value]
        return numbers.plain(self.value) if numbers.is_number(self.value) else self.value

    @property
    def wholly_known(self) -> bool:
        """Whether nothing in it is unknown."""
        return self.whole

    @property
    def is_fact(self) -> bool:
        """Whether it is known, and of a size that somebody can look at."""
        return self.whole and self.size <= _MAX_FACT

    @property
    def is_null(self) -> bool:
        return self.known and self.value is None


UNKNOWN = Resolved(known=False)


def unknown(type_: Type = ANY, via: tuple[Place, ...] = ()) -> Resolved:
    """A value of which at most the type is known."""
    return Resolved(known=False, via=via, type=type_)


def text_value(value: str, via: tuple[Place, ...] = ()) -> Resolved:
    """A text, in the normal form that Terraform keeps texts in; unknown where it is too long."""
    if len(value) > MAX_TEXT:
        return unknown(STRING, via)
    return Resolved(value if value.isascii() else normalize("NFC", value), via=via)


def number_value(value: numbers.Number | None, via: tuple[Place, ...] = ()) -> Resolved:
    """A number; None is one that we cannot hold."""
    return unknown(NUMBER, via) if value is None else Resolved(value, via=via)


def type_of(found: Resolved) -> Type:
    """The type of a value."""
    if found.type is not None:
        return found.type
    value = found.value
    if not found.known or value is None:
        return ANY
    if isinstance(value, bool):
        return BOOL
    if isinstance(value, str):
        return STRING
    if isinstance(value, list):
        return tuple_of(type_of(each) for each in value)
    if isinstance(value, dict):
        return object_of({str(name): type_of(each) for name, each in value.items()})
    return NUMBER


def joined(parts: Sequence[Resolved]) -> Resolved:
    """The parts of a template as one text. Raises `Fails` for what has no text."""
    via = via_of(parts)
    words = [as_text(part) for part in parts]
    length = 0
    for word in words:
        if word is None:
            return unknown(STRING, via)
        length += len(word)
    if length > MAX_TEXT:
        return unknown(STRING, via)
    return text_value("".join(word or "" for word in words), via)


def as_text(found: Resolved) -> str | None:
    """A scalar as Terraform writes it into a text; None where it is unknown. Raises `Fails` for null and containers."""
    value = found.value
    if not found.known:
        if found.type is not None and not found.type.is_primitive and found.type.kind != "any":
            raise Fails
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if numbers.is_number(value):
        return numbers.text(value)
    raise Fails


def via_of(parts: Iterable[Resolved]) -> tuple[Place, ...]:
    """The places that several values were followed through, each once, in order."""
    found: dict[tuple[object, ...], Place] = {}
    for part in parts:
        for place in part.via:
            found.setdefault((id(place.document), place.path, place.exact), place)
        if len(found) > _MAX_WAY:
            break
    return tuple(found.values())[:_MAX_WAY]


def entries(found: Resolved) -> list[tuple[Resolved, Resolved]] | None:
    """Key and value of each entry in Terraform's order, reached through their container; None where not known.

    Raises `Fails` for what has no entries.
    """
    value = found.value
    if not found.known:
        return None
    if isinstance(value, dict):
        return [(Resolved(name), found.step(name)) for name in sorted(value)]
    if not isinstance(value, list):
        raise Fails
    if found.type is not None and found.type.kind == "set":
        return None if not has_order(found) else [(found.step(at), found.step(at)) for at in range(len(value))]
    return [(Resolved(at), found.step(at)) for at in range(len(value))]


def has_order(found: Resolved) -> bool:
    """Whether the entries of a list or set come in an order that we know; sets of containers have Terraform's own."""
    value = found.value
    if found.type is None or found.type.kind != "set" or not isinstance(value, list) or len(value) < 2:
        return True
    return found.whole and (found.type.element or ANY).is_primitive


def mapping(values: Mapping[str, Resolved]) -> Resolved:
    """An object."""
    return Resolved(dict(values))
