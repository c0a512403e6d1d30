"""Concepts, scope marks and frames from data files.

Files lie under `law/intent/`: `frames.yaml` for all languages and one folder a language. An organisation's rule folder
adds to them with the same files under its own `intent/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache as once
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import cast

from aiact_lint import bundled, cache
from aiact_lint.intent.frames import BadFrame, Frame, FrameReader
from aiact_lint.intent.pack import Pack, Plain

LANGUAGES = ("en", "de", "fr", "es")
DECOY = "decoy"
"""The concept of look-alikes: its terms use up their words, so nothing inside them is read as something else."""
DECOY_BIT = 1
_FOLDER = "intent"
_WHOLE = "!"
"""Ends the name of a concept whose terms use up their words, so that nothing inside them counts."""
_IDLE = "@affirm"


class BadLexicon(ValueError):
    """A lexicon file is not of the shape described in docs/recognition.md; the message names it."""


@dataclass(eq=False)
class Lexicon:
    """What recognition knows; languages other than English are loaded when a text asks for them."""

    sources: Mapping[str, tuple[Path, ...]]
    """Language → its files."""
    bits: dict[str, int]
    """Concept → its bit; every set of concepts is an integer."""
    frames: tuple[Frame, ...]
    yields: Mapping[str, tuple[str, ...]]
    """Signal id → ids that take its place where they speak."""
    yields_here: Mapping[str, tuple[str, ...]]
    """The same, only where both rest on the same sentence."""
    quiet: Mapping[str, str]
    """Signal id → what would silence it."""
    topics: Mapping[str, int]
    """Signal id → the concepts one of which a long artifact that is about it comes back to."""
    machines: Mapping[str, int]
    """Signal id → the concepts one of which it names anywhere."""
    small_words: Mapping[str, frozenset[str]]
    """Language → the words that tell it."""
    packs: dict[str, Pack] = field(default_factory=dict)

    def pack(self, language: str) -> Pack:
        """The words of a language. Raises `BadLexicon`."""
        if language not in self.packs:
            self.packs[language] = self._kept_pack(language, self.sources.get(language, ()))
        return self.packs[language]

    def _kept_pack(self, language: str, files: Sequence[Path]) -> Pack:
        """From the wheel or the cache if it can be: working out all forms of a language takes 10 to 60 ms."""
        shipped = cast("tuple[dict[str, int], dict[str, int], Plain] | None", cache.shipped(f"pack-{language}"))
        if shipped is not None and shipped[0] == self.bits and all(map(bundled.holds, files)):
            self.bits.update(shipped[1])
            return Pack.of(language, shipped[2])
        key = cache.key(language, cache.identity(files), self.bits) if cache.in_use() else ""
        known = cast("tuple[dict[str, int], Plain] | None", cache.load("pack", key))
        if known is not None:
            self.bits.update(known[0])
            return Pack.of(language, known[1])
        pack = Pack(language, _concepts(files, self.bits))
        cache.save("pack", key, (self.bits, pack.plain))
        return pack

    @cached_property
    def heads_mask(self) -> int:
        """Every concept that can fill the head of a frame."""
        total = 0
        for frame in self.frames:
            total |= frame.head
        return total

    @cached_property
    def framed_mask(self) -> int:
        """Every concept that any frame asks for, for or against it, or that tells what an artifact is about."""
        total = 0
        for asked in (*self.topics.values(), *self.machines.values()):
            total |= asked
        for frame in self.frames:
            total |= frame.head | frame.beyond
            for slot in frame.beside:
                total |= slot
        return total

    def mask(self, *names: str) -> int:
        """The bits of concepts; a name nobody defines has a bit of its own that no word sets."""
        total = 0
        for name in names:
            total |= self.bits.setdefault(name, 1 << len(self.bits))
        return total


def prepared() -> Iterator[tuple[str, object]]:
    """The packs that a wheel carries: each language after those before it, which is how short texts ask for them."""
    lexicon = load_lexicon()
    for language in LANGUAGES:
        before = dict(lexicon.bits)
        plain = lexicon.pack(language).plain
        yield f"pack-{language}", (before, dict(lexicon.bits), plain)


def load_lexicon(folders: Sequence[Path] = ()) -> Lexicon:
    """The bundled lexicon, extended by the `intent/` folders of rule folders. Raises `BadLexicon`."""
    return _read(folders) if folders else _bundled()


@once
def _bundled() -> Lexicon:
    """The one without extensions, whose words are read once a process however many trees it lints."""
    return _read(())


def _read(folders: Sequence[Path]) -> Lexicon:
    sources: dict[str, tuple[Path, ...]] = {}
    bits: dict[str, int] = {DECOY: DECOY_BIT}
    reader = FrameReader(bits)
    for folder in (bundled.root() / "law" / _FOLDER, *(folder / _FOLDER for folder in folders)):
        frames = folder / "frames.yaml"
        if frames.is_file():
            try:
                reader.read(_mapping(frames), str(frames))
            except BadFrame as error:
                raise BadLexicon(str(error)) from error
        for language in LANGUAGES:
            sources[language] = (*sources.get(language, ()), *sorted((folder / language).glob("*.yaml")))
    return Lexicon(
        sources=MappingProxyType(sources),
        bits=bits,
        frames=tuple(reader.frames),
        yields=MappingProxyType(reader.yields),
        yields_here=MappingProxyType(reader.yields_here),
        quiet=MappingProxyType(reader.quiet),
        topics=MappingProxyType(reader.topics),
        machines=MappingProxyType(reader.machines),
        small_words=_small_words(bundled.root() / "law" / _FOLDER / "languages.yaml"),
    )


def _mapping(path: Path) -> Mapping[str, object]:
    try:
        data = bundled.table(path)
    except (ValueError, OSError) as error:
        raise BadLexicon(f"{path}: {error}") from error
    if not isinstance(data, dict):
        raise BadLexicon(f"{path}: expected a mapping")
    return data


def _small_words(path: Path) -> Mapping[str, frozenset[str]]:
    return MappingProxyType({language: frozenset(str(words).split()) for language, words in _mapping(path).items()})


def _concepts(files: Iterable[Path], bits: dict[str, int]) -> Iterator[tuple[str, int]]:
    for file in files:
        for name, terms in _mapping(file).items():
            if not isinstance(terms, str):
                raise BadLexicon(f"{file}: {name}: expected terms separated by commas")
            concept = str(name).removesuffix(_WHOLE)
            bit = bits.setdefault(concept, 1 << len(bits))
            yield terms, bit | (bits.setdefault(_IDLE, 1 << len(bits)) if name != concept else 0)
