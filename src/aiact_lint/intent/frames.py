"""Frames: which concepts, how close together, make a signal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aiact_lint.lazy_dataclass import dataclass

_WINDOW = 14
FRAME_KEYS = frozenset(
    (
        "name",
        "head",
        "with",
        "near",
        "card",
        "not",
        "not-before",
        "not-near",
        "not-card",
        "window",
        "confidence",
        "quiet",
        "roles",
        "data",
    )
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
    unless_before: int
    """Keeps it silent where it stands before the last of the frame's own words: "*explains* how the score is made"."""
    unless_near: int
    unless_card: int
    window: int
    sure: bool
    quiet: str
    roles: frozenset[str]
    """Text roles it is for; empty means all."""
    needs: int
    """Number of slots, the head not counted."""
    beyond: int
    """All concepts that count outside the sentence, for or against the frame."""
    far: int
    """Those of them that count anywhere in the artifact."""
    data: bool
    """Whether it also reads what the text says about the data the thing was made from."""


class FrameReader:
    """Collects the frames of several files; `bits` gives each concept its bit."""

    def __init__(self, bits: dict[str, int]) -> None:
        self.bits = bits
        self.frames: list[Frame] = []
        self.yields: dict[str, tuple[str, ...]] = {}
        self.yields_here: dict[str, tuple[str, ...]] = {}
        self.quiet: dict[str, str] = {}
        self.topics: dict[str, int] = {}
        self.machines: dict[str, int] = {}

    def read(self, data: Mapping[str, object], where: str) -> None:
        """Adds the content of one `frames.yaml`. Raises `BadFrame`."""
        for key, known in (("yields", self.yields), ("yields-here", self.yields_here)):
            for signal, instead in _items(data.get(key, {}), where):
                known[signal] = (*known.get(signal, ()), *str(instead).split())
        for signal, text in _items(data.get("quiet", {}), where):
            self.quiet[signal] = str(text)
        for key, masks in (("topics", self.topics), ("machines", self.machines)):
            for signal, concepts in _items(data.get(key, {}), where):
                masks[signal] = masks.get(signal, 0) | self._mask(concepts, where)
        for signal, entries in _items(data.get("frames", {}), where):
            if not isinstance(entries, list):
                raise BadFrame(f"{where}: {signal}: expected a list of frames")
            for number, entry in enumerate(entries, 1):
                self.frames.append(self._frame(signal, entry, f"{where}: {signal}, frame {number}"))

    def _frame(self, signal: str, entry: object, where: str) -> Frame:
        if not isinstance(entry, dict) or not isinstance(entry.get("head"), str):
            raise BadFrame(f"{where}: expected a mapping with `head`")
        unknown = sorted(str(key) for key in entry if key not in FRAME_KEYS)
        if unknown:
            raise BadFrame(f"{where}: unknown key {unknown[0]}")
        window, confidence = entry.get("window", _WINDOW), entry.get("confidence", "high")
        if not isinstance(window, int) or confidence not in ("high", "low"):
            raise BadFrame(f"{where}: `window` is a number of words and `confidence` is high or low")
        beside, near, card = (self._slots(entry.get(key, []), where) for key in ("with", "near", "card"))
        unless_near, unless_card = (
            self._mask(entry.get("not-near", ""), where),
            self._mask(entry.get("not-card", ""), where),
        )
        far = _all(card) | unless_card
        return Frame(
            id=signal,
            name=str(entry.get("name", "")),
            head=self._mask(entry["head"], where),
            beside=beside,
            near=near,
            card=card,
            unless=self._mask(entry.get("not", ""), where),
            unless_before=self._mask(entry.get("not-before", ""), where),
            unless_near=unless_near,
            unless_card=unless_card,
            window=window,
            sure=confidence == "high",
            quiet=str(entry.get("quiet", "")),
            roles=frozenset(str(entry.get("roles", "")).split()),
            needs=len(beside) + len(near) + len(card),
            beyond=_all(near) | unless_near | far,
            far=far,
            data=entry.get("data") is True,
        )

    def _slots(self, written: object, where: str) -> tuple[int, ...]:
        """One slot is a line of concept names, several are a list of such lines."""
        slots = [written] if isinstance(written, str) else written
        if not isinstance(slots, list):
            raise BadFrame(f"{where}: expected a list of slots")
        return tuple(self._mask(slot, where) for slot in slots)

    def _mask(self, names: object, where: str) -> int:
        if not isinstance(names, str):
            raise BadFrame(f"{where}: a slot is a line of concept names")
        total = 0
        for name in names.split():
            total |= self.bits.setdefault(name, 1 << len(self.bits))
        return total


def _all(slots: Sequence[int]) -> int:
    total = 0
    for slot in slots:
        total |= slot
    return total


def _items(data: object, where: str) -> list[tuple[str, object]]:
    if not isinstance(data, dict):
        raise BadFrame(f"{where}: expected a mapping")
    return [(str(key), value) for key, value in data.items()]
