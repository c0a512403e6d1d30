"""Frames: which concepts, how close together, make a signal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_WINDOW = 14
_SCOPES = ("with", "near", "card")
_KEYS = frozenset(
    {
        "id",
        "name",
        "head",
        "with",
        "near",
        "card",
        "not",
        "not-near",
        "not-card",
        "window",
        "confidence",
        "quiet",
        "roles",
    }
)


class BadFrame(ValueError):
    """A frame is not of the shape described in docs/recognition.md."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One way to say one thing. Every mask is a set of concepts, any of which fills the slot."""

    id: str
    name: str
    head: int
    """The most telling slot; nothing is looked at where no word fills it."""
    beside: tuple[int, ...]
    """Slots to be filled in the same sentence, within `window` words of the head."""
    near: tuple[int, ...]
    """Slots to be filled in the sentence, one beside it, a heading above, the title, purpose or tags."""
    card: tuple[int, ...]
    """Slots to be filled anywhere the text is not disclaiming."""
    unless: int
    unless_near: int
    unless_card: int
    window: int
    sure: bool
    quiet: str
    roles: frozenset[str]
    """Text roles it is for; empty means all."""

    @property
    def needs(self) -> int:
        return len(self.beside) + len(self.near) + len(self.card)


class FrameReader:
    """Collects the frames of several files; `bits` gives each concept its bit."""

    def __init__(self, bits: dict[str, int]) -> None:
        self.bits = bits
        self.frames: list[Frame] = []
        self.yields: dict[str, tuple[str, ...]] = {}
        self.yields_here: dict[str, tuple[str, ...]] = {}
        self.quiet: dict[str, str] = {}

    def read(self, data: Mapping[str, object], where: str) -> None:
        """Adds the content of one `frames.yaml`. Raises `BadFrame`."""
        for signal, instead in _items(data.get("yields", {}), where):
            self.yields[signal] = (*self.yields.get(signal, ()), *str(instead).split())
        for signal, instead in _items(data.get("yields-here", {}), where):
            self.yields_here[signal] = (*self.yields_here.get(signal, ()), *str(instead).split())
        for signal, text in _items(data.get("quiet", {}), where):
            self.quiet[signal] = str(text)
        for signal, entries in _items(data.get("frames", {}), where):
            if not isinstance(entries, list):
                raise BadFrame(f"{where}: {signal}: expected a list of frames")
            for number, entry in enumerate(entries, 1):
                self.frames.append(self._frame(signal, entry, f"{where}: {signal}, frame {number}"))

    def _frame(self, signal: str, entry: object, where: str) -> Frame:
        if not isinstance(entry, dict) or not isinstance(entry.get("head"), str):
            raise BadFrame(f"{where}: expected a mapping with `head`")
        unknown = sorted(set(entry) - _KEYS)
        if unknown:
            raise BadFrame(f"{where}: unknown key {unknown[0]}")
        window, confidence = entry.get("window", _WINDOW), entry.get("confidence", "high")
        if not isinstance(window, int) or confidence not in ("high", "low"):
            raise BadFrame(f"{where}: `window` is a number of words and `confidence` is high or low")
        beside, near, card = (
            tuple(self._mask(slot, where) for slot in _list(entry.get(key, []), where)) for key in _SCOPES
        )
        return Frame(
            id=signal,
            name=str(entry.get("name", "")),
            head=self._mask(entry["head"], where),
            beside=beside,
            near=near,
            card=card,
            unless=self._mask(entry.get("not", ""), where),
            unless_near=self._mask(entry.get("not-near", ""), where),
            unless_card=self._mask(entry.get("not-card", ""), where),
            window=window,
            sure=confidence == "high",
            quiet=str(entry.get("quiet", "")),
            roles=frozenset(str(entry.get("roles", "")).split()),
        )

    def _mask(self, names: object, where: str) -> int:
        if not isinstance(names, str):
            raise BadFrame(f"{where}: a slot is a line of concept names")
        total = 0
        for name in names.split():
            total |= self.bits.setdefault(name, 1 << len(self.bits))
        return total


def _items(data: object, where: str) -> list[tuple[str, object]]:
    if not isinstance(data, dict):
        raise BadFrame(f"{where}: expected a mapping")
    return [(str(key), value) for key, value in data.items()]


def _list(data: object, where: str) -> list[object]:
    if isinstance(data, str):
        return [data]
    if not isinstance(data, list):
        raise BadFrame(f"{where}: expected a list of slots")
    return data
