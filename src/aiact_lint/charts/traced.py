"""Values as templates compute with them: plain data that knows where it is written, and what is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from aiact_lint.charts import rope as ropes
from aiact_lint.charts.rope import HOLE, Chunk, Rope
from aiact_lint.document import Document, Path
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.subjects import Place

_MAX_DEPTH = 60
_MAX_PIECES = 50_000
_MAX_TEXT = 1_000_000
_SWITCHES = {**dict.fromkeys(("y", "yes", "on"), True), **dict.fromkeys(("n", "no", "off"), False)}
"""Words without quotes that Helm, which reads YAML 1.1, takes for booleans."""


class TooMuch(Exception):
    """A chart that costs more than it is worth."""


@dataclass(slots=True, eq=False)
class Traced:
    """A scalar, or a dict or list of `Traced`. Dicts change in place where a template's `set` changes them."""

    data: Any = None
    known: bool = True
    via: tuple[Place, ...] = ()
    rope: Rope | None = None
    """A text in pieces, where they come from different places; may be partly known though the whole is not."""
    absent: bool = False
    """Nobody states it: nothing where a template asks whether it is there, unknown where its value is used."""

    @property
    def wholly_known(self) -> bool:
        """Whether nothing in it is unknown."""
        return self.known and not self.absent and all(each.wholly_known for each in self.below)

    @property
    def below(self) -> Iterable[Traced]:
        if isinstance(self.data, dict):
            return self.data.values()
        return self.data if isinstance(self.data, list) else ()

    @property
    def plain(self) -> object:
        """The value without wrappers; entries that are unknown are None."""
        if isinstance(self.data, dict):
            return {key: each.plain for key, each in self.data.items()}
        if isinstance(self.data, list):
            return [each.plain for each in self.data]
        return self.data if self.known else None

    @property
    def truth(self) -> bool | None:
        """What `if` makes of it; None where nobody knows."""
        if self.absent:
            return False
        if not self.known:
            return True if self.rope and any(chunk.known and chunk.text for chunk in self.rope) else None
        return bool(self.data)


def unknown(*of: Traced) -> Traced:
    """What nobody knows, made of some values."""
    return Traced(known=False, via=via_of(of))


def via_of(values: Iterable[Traced]) -> tuple[Place, ...]:
    """Where some values are written, each place once."""
    return ropes.via_of(Chunk("", each.via) for each in values)


def absent() -> Traced:
    """What nobody states."""
    return Traced(absent=True)


def from_rope(rope: Rope) -> Traced:
    """A text in pieces as a value. Raises `TooMuch`."""
    if len(rope) > _MAX_PIECES or sum(len(chunk.text) for chunk in rope) > _MAX_TEXT:
        raise TooMuch
    return Traced(ropes.text_of(rope), ropes.is_known(rope), ropes.via_of(rope), rope)


def rope_of(value: Traced) -> Rope:
    """What an action writes out for a value."""
    if value.rope is not None:
        return value.rope
    if not value.known or value.absent or not all(each.wholly_known for each in value.below):
        return (Chunk(HOLE, value.via, known=False),)
    text = printed(value.data)
    return (Chunk(text, value.via),) if text else ()


def printed(data: object) -> str:
    """A value as Go writes it."""
    if data is None:
        return ""
    if isinstance(data, bool):
        return "true" if data else "false"
    if isinstance(data, Traced):
        return printed(data.data)
    if isinstance(data, dict):
        return f"map[{' '.join(f'{key}:{printed(data[key])}' for key in sorted(data))}]"
    if isinstance(data, list):
        return f"[{' '.join(printed(each) for each in data)}]"
    if isinstance(data, float) and data.is_integer() and abs(data) < 1e6:
        return str(int(data))
    return str(data)


def of_document(document: Document, path: Path = ()) -> Traced:
    """The data of a document, each value with its place."""
    return _of_data(document.get(path), document, path, _MAX_DEPTH)


def _of_data(data: object, document: Document, path: Path, depth: int) -> Traced:
    via = (Place(document, path),)
    if depth <= 0:
        return Traced(known=False, via=via)
    if isinstance(data, dict):
        return Traced({key: _of_data(each, document, (*path, key), depth - 1) for key, each in data.items()}, via=via)
    if isinstance(data, list):
        return Traced([_of_data(each, document, (*path, at), depth - 1) for at, each in enumerate(data)], via=via)
    if isinstance(data, str) and data.lower() in _SWITCHES and document.source.slice(document.values[path]) == data:
        return Traced(_SWITCHES[data.lower()], via=via)
    return Traced(data, via=via)


def of_plain(data: object, via: tuple[Place, ...] = ()) -> Traced:
    """Plain data as a value; all of it comes from the same places."""
    if isinstance(data, dict):
        return Traced({str(key): of_plain(each, via) for key, each in data.items()}, via=via)
    if isinstance(data, list | tuple):
        return Traced([of_plain(each, via) for each in data], via=via)
    return Traced(data, via=via)


def merged(over: Traced, under: Traced, *, keep_null: bool = False) -> Traced:
    """Two values as Helm coalesces them: maps by key, where `over` wins; a null in `over` takes a key away."""
    if not (isinstance(over.data, dict) and isinstance(under.data, dict)):
        return over
    found: dict[str, Traced] = {}
    for key in {**under.data, **over.data}:
        if key not in over.data:
            found[key] = under.data[key]
        elif key not in under.data:
            found[key] = over.data[key]
        elif over.data[key].data is not None or not over.data[key].known or keep_null:
            found[key] = merged(over.data[key], under.data[key], keep_null=keep_null)
    return Traced(found, via=over.via or under.via)


def without_null(value: Traced) -> Traced:
    """Without the keys that are null, as Helm reads the values of a chart."""
    if isinstance(value.data, dict):
        kept = {key: without_null(each) for key, each in value.data.items() if each.data is not None or not each.known}
        return replace(value, data=kept)
    return value


def copied(value: Traced) -> Traced:
    """A copy that may be changed without changing the original."""
    if isinstance(value.data, dict):
        return replace(value, data={key: copied(each) for key, each in value.data.items()})
    if isinstance(value.data, list):
        return replace(value, data=[copied(each) for each in value.data])
    return replace(value)


def size_of(value: Traced, limit: int) -> int:
    """How many values stand in one, counting what is shared as often as it appears. Raises `TooMuch`."""
    pending = [(value, 0)]
    count = 0
    while pending:
        each, depth = pending.pop()
        count += 1
        if count > limit or depth > 2 * _MAX_DEPTH:
            raise TooMuch
        if isinstance(each.data, dict | list):
            pending.extend((below, depth + 1) for below in each.below)
    return count


def entries(value: Traced) -> Mapping[str, Traced]:
    """The entries of a map; none of anything else."""
    return value.data if value.known and isinstance(value.data, dict) else {}


def field_of(value: Traced, name: str) -> Traced:
    """One field of a value: absent where its map is known and does not have it."""
    if value.absent or (value.known and value.data is None):
        return absent()
    if not value.known or not isinstance(value.data, dict):
        return unknown(value)
    return value.data[name] if name in value.data else absent()
