"""What stands above a text: its headings and the sentence that leads to its list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum

from aiact_lint.intent.lexicon import Lexicon
from aiact_lint.intent.marks import Marks
from aiact_lint.intent.reading import Line, Read, read
from aiact_lint.intent.stance import stance
from aiact_lint.lazy_dataclass import dataclass

_LONGEST_HEADING = 300
_LONGEST_LEAD = 600
"""Characters; what is longer is cut."""

_LABEL = 6
"""Words of a lead that is judged like a heading: "Excluded:"."""
_HEADED = 2
"""Words of "Uses and"."""
_MOST_READ = 2_000
"""Different headings or leads of one artifact; no real document has more."""


class Voice(IntEnum):
    """How a text as a whole is meant."""

    STATED = 0
    DATA = 1
    """About the data the thing was made from: no statement, but what it is about still counts."""
    TALK = 2
    """About tests, other work, the document itself, the world at large."""
    DENIED = 3


@dataclass(frozen=True, slots=True)
class Around:
    """What the headings and the lead say."""

    voice: Voice
    mask: int
    """Concepts they name, for frames that look there."""
    favoured: bool
    """They announce a use: a better place for the mark than any other."""
    actor: bool = False
    """The innermost heading says that it is told who uses the thing."""
    negated: bool = False
    """It holds a "not" or "no"; below a document's title such a heading disclaims, whatever its words."""


_PLAIN = Around(Voice.STATED, 0, favoured=False)
_DENIED = Around(Voice.DENIED, 0, favoured=False)


class Surroundings:
    """Reads headings and leads, each once."""

    def __init__(self, lexicon: Lexicon, languages: Iterable[str], marks: Marks) -> None:
        self.marks = marks
        self._lexicon = lexicon
        self._languages = tuple(languages)
        self._headings: dict[str, Around] = {}
        self._leads: dict[str, Around] = {}

    def of(self, headings: Sequence[str], lead: str) -> Around:
        """The innermost heading that says anything decides; a lead that says anything overrules it."""
        voice, mask, favoured = Voice.STATED, 0, False
        decided = False
        for level in range(len(headings) - 1, -1, -1):
            seen = self._seen(headings[level], self._headings, self._heading)
            if level and seen.negated:
                seen = _DENIED
            mask |= seen.mask
            if not decided and (seen.voice is not Voice.STATED or seen.favoured):
                voice, favoured, decided = seen.voice, seen.favoured, True
        if lead:
            seen = self._seen(lead, self._leads, self._lead)
            mask |= seen.mask
            if seen.voice is not Voice.STATED or seen.favoured:
                voice, favoured = seen.voice, seen.favoured
        actor = bool(headings) and self._seen(headings[-1], self._headings, self._heading).actor
        return Around(voice, mask, favoured, actor)

    @staticmethod
    def _seen(words: str, known: dict[str, Around], look: Callable[[str], Around]) -> Around:
        if words not in known:
            known[words] = look(words) if len(known) < _MOST_READ else _PLAIN
        return known[words]

    def _heading(self, title: str) -> Around:
        found = self.read(title[:_LONGEST_HEADING])
        named, mask, denied = self._stances(found, found.lines)
        marks = self.marks
        bare = self._only_classes(found)
        disclaims = bool(named & marks.out)
        if named & marks.who and not disclaims:
            return Around(Voice.STATED, mask, favoured=False, actor=True)
        if (mask & marks.purpose and not self._forbids_uses(found)) or self._says_uses(found, mask, disclaims):
            return Around(Voice.STATED, mask, favoured=not disclaims)
        if disclaims or denied or (bare and named & marks.out_weak):
            return _DENIED
        if named & marks.data_heading or (bare and named & marks.data_heading_weak):
            return Around(Voice.DATA, mask, favoured=False)
        if named & marks.about or (bare and named & marks.about_weak):
            return Around(Voice.TALK, mask, favoured=False)
        return Around(Voice.STATED, mask, favoured=False, negated=bool(named & (marks.negation | marks.without)))

    def _says_uses(self, found: Read, mask: int, disclaims: bool) -> bool:
        """ "Uses", or "Uses and limits"; not "Limits of use"."""
        if not disclaims:
            return bool(mask & self.marks.purpose_weak)
        early = [(end, concepts) for line in found.lines for start, end, concepts in line.hits if start < _HEADED]
        leads = any(end == 1 and concepts & self.marks.purpose_weak for end, concepts in early)
        return leads and any(end == _HEADED and concepts & self.marks.joint for end, concepts in early)

    def _forbids_uses(self, found: Read) -> bool:
        """ "Verbotene Zwecke", not "Limits and purpose": what disclaims stands before what it disclaims."""
        marks = self.marks
        out = -1
        for line in found.lines:
            for _, end, concepts in line.hits:
                if concepts & marks.joint:
                    out = -1
                elif concepts & marks.purpose and out >= 0:
                    return True
                elif concepts & marks.out and not concepts & marks.purpose:
                    out = end
        return False

    def _only_classes(self, found: Read) -> bool:
        """Whether a heading is made of class words and small words alone: "Known risks", not "Credit risk"."""
        covered: set[int] = set()
        for line in found.lines:
            for start, end, concepts in line.hits:
                if concepts & (self.marks.heading | self.marks.small | self.marks.joint | self.marks.reopen):
                    covered.update(range(start, end))
        return len(covered) == len(found.tokens.words)

    def _lead(self, lead: str) -> Around:
        found = self.read(lead[-_LONGEST_LEAD:])
        if not found.lines:
            return _PLAIN
        named, mask, denied = self._stances(found, found.lines[-1:])
        marks = self.marks
        negated = named & (marks.negation | marks.without) and not named & marks.exception
        label = len(found.tokens.words) <= _LABEL and not named & (marks.purpose | marks.exception)
        disclaims = label and (named & marks.out or (named & marks.out_weak and self._only_classes(found)))
        if denied or negated or disclaims or named & marks.defend:
            return _DENIED
        if named & (marks.data | marks.evaluate):
            return Around(Voice.DATA, mask, favoured=False)
        if named & (marks.talk | marks.misuse):
            return Around(Voice.TALK, mask, favoured=False)
        return Around(Voice.STATED, mask, favoured=bool(named & (marks.use | marks.purpose)))

    def read(self, raw: str) -> Read:
        """A heading or lead, as any other text is read."""
        return read(raw, 0, None, self._lexicon, self._languages, self.marks)

    def _stances(self, found: Read, lines: Sequence[Line]) -> tuple[int, int, bool]:
        """All concepts named, those not taken back, and whether anything is ruled out as a whole."""
        named = mask = 0
        denied = False
        for line in lines:
            first = line.sentence.first
            said = stance(found.tokens, line.sentence, line.hits, self.marks)
            denied |= said.denies
            for start, end, concepts in line.hits:
                named |= concepts
                if not any(said.muted[start - first : end - first]):
                    mask |= concepts
        return named, mask, denied
