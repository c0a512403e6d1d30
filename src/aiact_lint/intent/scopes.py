"""Takes back what the surroundings take back: headings, leads, table rows, announcements, the sentence that follows."""

from __future__ import annotations

from collections.abc import Sequence

from aiact_lint.intent.context import Around, Surroundings, Voice
from aiact_lint.intent.genre import is_of_another_genre
from aiact_lint.intent.marks import Marks
from aiact_lint.intent.reading import Line, Read
from aiact_lint.intent.rows import row_verdicts
from aiact_lint.intent.stance import Stance, stance
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.subjects import Text, TextRole

_NO_OBJECT = 3
"""Words that may follow the denial in "This is not an allowed use"."""
_OBJECT_FOLLOWS = frozenset(["for", "to", "of", "with", "by", "von", "für", "pour", "à", "de", "para"])
_LABEL = 8
"""Words within which the colon of a label stands: "Not to be used for: …"."""
_BARE_ANSWER = 3
"""Words of an answer that is nothing but a denial: "By no means."."""
_SHORT_ANSWER = 12
"""Words in which "No, …" answers the sentence before."""


@dataclass(slots=True, eq=False)
class Placed:
    """A line with its text and surroundings."""

    text: Text
    read: Read
    line: Line
    around: Around
    near: int = 0
    """Concepts of the line, the lines beside it, its headings and its lead."""


def take_back(reads: Sequence[Read], surroundings: Surroundings, opening: Text | None) -> list[Placed]:
    """Every line of every text, with what is left of it; `opening` is the paragraph that says what the thing is."""
    placed: list[Placed] = []
    verdicts = row_verdicts(reads, surroundings)
    elsewhere = is_of_another_genre(reads, surroundings, opening)
    for index, read in enumerate(reads):
        text = read.text
        if text is None:
            continue
        around = surroundings.of(text.headings, text.lead)
        if text.role is TextRole.TITLE:
            own = surroundings.of((text.raw,), "")
            around = own if own.voice is not Voice.STATED else around
        voice = verdicts.get(index, around.voice)
        denied = voice in (Voice.DENIED, Voice.TALK) or _introduced(read, placed)
        muted = denied or voice is Voice.DATA or elsewhere
        _Run(read, surroundings.marks, muted=muted, denied=denied).go(placed)
        placed += [Placed(text, read, line, around) for line in read.lines]
    for one in placed:
        _settle(one.line)
    return placed


def _introduced(item: Read, before: Sequence[Placed]) -> bool:
    """Whether a list item goes on with a denial that broke off before the list: "Users must not"."""
    if not before or item.text is None or item.text.role is not TextRole.LIST_ITEM:
        return False
    last = before[-1]
    if last.text.headings != item.text.headings:
        return False
    if last.text.role is TextRole.LIST_ITEM:
        follows = last.line.follows
    else:
        broken_off = last.line.sentence.closes == "" and _ends_denied(last.line)
        follows = broken_off and last.around.voice is Voice.STATED
    for line in item.lines:
        line.follows = follows
    return follows


def _ends_denied(line: Line) -> bool:
    return bool(line.denied) and line.denied[-1]


def _settle(line: Line) -> None:
    for _, _, mask in line.hits:
        line.named |= mask
    if True not in line.muted and True not in line.denied:
        line.live = line.told = line.hits
        line.mask = line.context = line.against = line.named
        return
    first = line.sentence.first
    for hit in line.hits:
        start, end, mask = hit
        if True not in line.denied[start - first : end - first]:
            line.told.append(hit)
            line.context |= mask
        if True not in line.muted[start - first : end - first]:
            line.live.append(hit)
            line.mask |= mask
            line.against |= mask
        elif line.fended[0] <= start < line.fended[1]:
            line.against |= mask


class _Run:
    """The lines of one text in order; remembers what was announced."""

    def __init__(self, read: Read, marks: Marks, *, muted: bool, denied: bool) -> None:
        self.read = read
        self.marks = marks
        self.muted = muted
        self.denied = denied
        self.announced = ""
        """What an announcement covers: "" nothing, "paragraph" or "list"."""

    def go(self, before: Sequence[Placed]) -> None:
        for number, line in enumerate(self.read.lines):
            self._open(line.sentence.opens)
            if self._is_labelled_out(line):
                self.announced = "paragraph"
            announced = bool(self.announced) or self._asks(number)
            muted = self.muted or announced or self._is_labelled_data(line)
            denied = self.denied or announced
            said = stance(self.read.tokens, line.sentence, line.hits, self.marks, muted=muted, denied=denied)
            line.muted, line.denied, line.sure, line.fended = said.muted, said.denied, not said.maybe, said.fended
            if self._takes_back_previous(line, said):
                self._deny_previous(number, before)
            if said.denies_next or (line.sentence.closes == ":" and (said.denies or _ends_denied(line))):
                self.announced = "paragraph"

    def _open(self, opens: str) -> None:
        """An announcement ends with its paragraph or, where a list follows, with the list."""
        if (self.announced == "paragraph" and opens == "¶") or (self.announced == "list" and opens != "•"):
            self.announced = ""
        elif self.announced == "paragraph" and opens == "•":
            self.announced = "list"

    def _asks(self, number: int) -> bool:
        """ "Does the system …?" asks whether, and says nothing; "Can it …? Yes." does, and so does a prompt's task.

        "Will I get the loan?" is what a customer asks, whatever the answer.
        """
        line, text, marks = self.read.lines[number], self.read.text, self.marks
        if line.sentence.closes != "?" or text is None or text.role is TextRole.PROMPT:
            return False
        if any(mask & marks.own for _, _, mask in line.hits):
            return True
        answer = self.read.lines[number + 1 : number + 2]
        if any(start == each.sentence.first and mask & marks.yes for each in answer for start, _, mask in each.hits):
            return False
        return any(start <= line.sentence.first + 1 and mask & marks.ask for start, _, mask in line.hits)

    def _is_labelled_out(self, line: Line) -> bool:
        """ "Out of scope: …" at the start of a paragraph or list item takes back all of it, as a heading would."""
        first = line.sentence.first
        colon = self._label_end(first, line.sentence.last)
        marks, named, led, points, denied_at = self.marks, 0, False, False, 0
        for start, end, mask in line.hits:
            if end <= colon:
                named |= mask
                if mask & (marks.deny | marks.negation | marks.refusal):
                    denied_at = end
            if start == colon and mask & marks.subject:
                return False  # "No gimmick: it ranks …" is a statement
            led |= start == first and bool(mask & (marks.subject | marks.this))
            points |= start == first and bool(mask & marks.this) and not mask & marks.subject
        if not colon or named & (marks.purpose | marks.exception):
            return False
        if led:  # "This is no toy: …" is none, "We will not build: …" is one
            return bool(named & marks.deny) or (not points and denied_at >= colon - 1 > first)
        return bool(named & (marks.deny | marks.out | marks.negation | marks.without))

    def _is_labelled_data(self, line: Line) -> bool:
        """ "Main dataset: …" tells of data, as a heading would."""
        colon = self._label_end(line.sentence.first, line.sentence.last)
        return colon > 0 and any(end == colon and mask & self.marks.data_noun for _, end, mask in line.hits)

    def _label_end(self, first: int, last: int) -> int:
        """The first word after the colon of a label; 0 where the sentence has none."""
        breaks = self.read.tokens.breaks
        if first and breaks[first][-1:] not in ("¶", "•"):
            return 0
        return next((at for at in range(first + 1, min(last, first + _LABEL)) if breaks[at][:1] == ":"), 0)

    def _takes_back_previous(self, line: Line, said: Stance) -> bool:
        """ "No.", "This is not supported.", "…, because that is forbidden." """
        first, last, marks = line.sentence.first, line.sentence.last, self.marks
        opening = 0
        denied_at = aim_at = -1
        for start, end, mask in line.hits:
            if start <= first + 1:
                opening |= mask
            if mask & (marks.deny | marks.negation) and not self._takes_object(end, last):
                denied_at = max(denied_at, end)
            if mask & (marks.reopen | marks.use):
                aim_at = start
        if opening & marks.nay and last - first <= _SHORT_ANSWER:
            return True
        if last - first <= _BARE_ANSWER and line.sentence.closes != "?" and denied_at == last:
            return True
        if (
            line.sentence.opens == "?"
            and said.denies
            and any(end == last and mask & marks.this for _, end, mask in line.hits)
        ):
            return True  # "Could it …? We do not allow that."
        # "It must not be used for weapons" forbids something else: a denial of what was said has no aim of its own.
        bare = denied_at >= last - _NO_OBJECT and aim_at < denied_at - 1
        return said.points_back or bool(opening & marks.this and bare)

    def _takes_object(self, end: int, last: int) -> bool:
        """ "not validated *for* …": what is denied comes after it."""
        return end < last and self.read.tokens.words[end - 1] in _OBJECT_FOLLOWS

    def _deny_previous(self, number: int, before: Sequence[Placed]) -> None:
        """The sentence before, and the whole list where that is a list item."""
        lines = self.read.lines[:number] or [one.line for one in before[-1:] if self._same_section(one.text)]
        for line in reversed(lines):
            line.muted = line.denied = [True] * len(line.muted)
            if line.sentence.opens != "•":
                break

    def _same_section(self, other: Text) -> bool:
        """A heading takes nothing back, and a section begins afresh."""
        text = self.read.text
        return text is not None and text.role is not TextRole.TITLE and text.headings == other.headings
