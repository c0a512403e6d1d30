"""The way of a value into a module: marked on the argument that the caller writes, not on the attribute it sets."""

from __future__ import annotations

from collections.abc import Iterator

from aiact_lint.kinds.terraform.resolved import Resolved
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.subjects import Place


@dataclass(frozen=True, slots=True, eq=False)
class Argument(Place):
    """An argument of a module call, on the way of a value from there to the module's variable."""

    value: object = None
    """What the argument comes to, where it is a scalar."""
    known: bool = True


def argument(place: Place, variable: Place, found: Resolved) -> Argument:
    """The argument at a place, which gives a variable its value."""
    scalar = found.plain if not isinstance(found.value, dict | list) else None
    return Argument(place.document, place.path, exact=place.exact, through=(variable,), value=scalar, known=found.known)


def plain(place: Place) -> Place:
    """The same place, as one that a value only comes by: it left the module again through an output."""
    if not isinstance(place, Argument):
        return place
    return Place(place.document, place.path, place.on_key, place.exact)


def marked(place: Place, via: tuple[Place, ...], value: object, *, known: bool) -> tuple[Place, tuple[Place, ...]]:
    """Where to mark a value that is used at a place, and how it comes there.

    A value that is an argument's is marked on the argument of the outermost call that writes it; the way from there to
    the place is in `through`. A value that an argument only has a part in stays where it is.
    """
    last = max((at for at, each in enumerate(via) if _gives(each, value, known=known)), default=None)
    if last is None:
        return place, tuple(plain(each) for each in via)
    way = [step for each in reversed(via[:last]) for step in _steps(each)]
    found = via[last]
    moved = Place(found.document, found.path, exact=found.exact, through=(*found.through, *way, plain(place)))
    return moved, tuple(plain(each) for each in via[last + 1 :])


def _steps(place: Place) -> Iterator[Place]:
    yield plain(place)
    yield from place.through


def _gives(place: Place, value: object, *, known: bool) -> bool:
    if not isinstance(place, Argument) or place.known is not known:
        return False
    if not known:
        return True
    if place.path in place.document.unknown and place.value is None:
        return True  # an entry of what an expression builds
    written = place.value if place.path in place.document.unknown else place.document.get(place.path)
    if isinstance(value, dict | list) or isinstance(written, dict | list):
        return written == value
    return written is not None and value is not None and _text(written) == _text(value)


def _text(value: object) -> str:
    """A scalar as text: an argument "30" gives a variable of type number the value 30."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
