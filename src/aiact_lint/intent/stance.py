"""What a sentence takes back: which of its words are denied, excepted, hypothetical or about data and other work."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from aiact_lint.intent.marks import Hit, Marks
from aiact_lint.intent.tokens import CLAUSE_ENDS, Sentence, Tokens
from aiact_lint.lazy_dataclass import dataclass

_WITHOUT_REACH = 8
_DATA_REACH = 16
_NOUN_REACH = 6
_SUBJECT_REACH = 3
"""Words between a denial and what joins it to an earlier statement: "and it", "which"."""


@dataclass(slots=True, eq=False)
class Stance:
    """What holds for the words of one sentence."""

    muted: list[bool]
    """Word by word, from the sentence's first word: not a statement about the thing."""
    denied: list[bool]
    """Those of them that are taken back, not merely about data, tests or other work."""
    denies: bool = False
    """It rules something out as a whole, so it may speak for its neighbours."""
    denies_next: bool = False
    """It announces that what follows is ruled out."""
    maybe: bool = False
    points_back: bool = False
    """It denies "this": what was said before."""
    fended: tuple[int, int] = (0, 0)
    """The words that it is said to work against; they still say what the thing is about."""


def stance(
    tokens: Tokens, sentence: Sentence, hits: Sequence[Hit], marks: Marks, *, muted: bool = False, denied: bool = False
) -> Stance:
    """Reads the scope marks of one sentence; `muted` and `denied` are what its surroundings say about all of it."""
    size = sentence.last - sentence.first
    found = [hit for hit in hits if hit[2] & marks.scope]
    if not found:
        return Stance([muted] * size, [denied] * size)
    return _Reader(tokens, sentence, found, marks, Stance([muted] * size, [denied] * size)).read()


class _Reader:
    """Applies the marks of one sentence in order, exceptions last: they turn round what the others say."""

    def __init__(self, tokens: Tokens, sentence: Sentence, found: list[Hit], marks: Marks, result: Stance) -> None:
        self.breaks = tokens.breaks
        self.first, self.last = sentence.first, sentence.last
        self.found = found
        self.marks = marks
        self.result = result
        self.edges = sorted(self._edges())
        self.subjects = self._starts(marks.subject | marks.use)
        self.joints = self._starts(marks.joint)
        self.relatives = self._starts(marks.relative)
        self.openers = self._starts(marks.subject | marks.use | marks.this | marks.deny | marks.negation)
        """Words that go on after "and" without a new object: "and it", "and must not"."""
        self.opens_negated = any(start == self.first and mask & marks.negation for start, _, mask in found)
        self.denials = [start for start, _, mask in found if mask & (marks.deny | marks.negation)]

    def read(self) -> Stance:
        exceptions = []
        for hit in self.found:
            if hit[2] & self.marks.exception:
                exceptions.append(hit)
            else:
                self._apply(*hit)
        self.result.points_back = any(self._points_back(end, mask) for _, end, mask in self.found)
        for start, end, _ in exceptions:
            self._except(start, end)
        return self.result

    def _starts(self, mask: int) -> set[int]:
        return {hit[0] for hit in self.found if hit[2] & mask}

    def _edges(self) -> Iterator[int]:
        """Where clauses begin, and the end of the sentence."""
        yield self.first
        yield self.last
        for index in range(self.first + 1, self.last):
            if self.breaks[index] and self.breaks[index][0] in CLAUSE_ENDS:
                yield index
        yield from (start for start, _, mask in self.found if mask & self.marks.but and start > self.first)

    def _apply(self, start: int, end: int, mask: int) -> None:
        marks, result = self.marks, self.result
        at = bisect_right(self.edges, start)
        low, high = self.edges[at - 1], self.edges[at]
        if mask & marks.deny and self._goes_on(high):
            high = self.last  # "The following is ruled out: …"
        result.maybe |= bool(mask & marks.maybe)
        if mask & (marks.deny | marks.deny_next) or (mask & marks.negation and self._is_what(low, start)):
            result.denies = True
            result.denies_next |= bool(mask & marks.deny_next)
            back = self.first if self._sums_up(low, start) else self._back(low, start)
            self._mute(back, self._reach(end, high))
        elif mask & marks.negation:
            if not self._undone(start, high):
                self._mute(self._verb_before(start) if mask & marks.after_verb else start, self._reach(end, high))
        elif mask & marks.defend:
            reach = self._until(self.marks.means, end, self._reach(end, high))
            self._mute(start, reach)
            result.fended = (end, reach)
        elif mask & marks.without:
            if not (low == self.first and self.opens_negated):
                self._mute(start, self._until_break(end, min(high, end + _WITHOUT_REACH)))
        elif mask & (marks.misuse | marks.talk):
            self._mute(self.first, self.last)
        else:
            self._about_data(start, end, mask, low, high)

    def _about_data(self, start: int, end: int, mask: int, low: int, high: int) -> None:
        marks = self.marks
        if mask & marks.evaluate:
            self._mute(start, high, denied=False)
        elif mask & marks.data:
            reach = self._until_break(end, min(high, end + _DATA_REACH))
            self._mute(start, self._until(marks.reopen | marks.relative, end, reach), denied=False)
        if mask & marks.data_noun:
            self._mute(self._noun_phrase(low, start), start, denied=False)

    def _except(self, start: int, end: int) -> None:
        at = bisect_right(self.edges, start)
        high = self.edges[at]
        index = start - self.first
        leads = start == self.first and any(denial > end for denial in self.denials)
        if self.result.muted[index] or leads:
            size = high - end
            self.result.muted[end - self.first : high - self.first] = [False] * size
            self.result.denied[end - self.first : high - self.first] = [False] * size
        else:
            self._mute(start, self._until_break(end, high) if start == self.first else high)

    def _mute(self, start: int, end: int, *, denied: bool = True) -> None:
        low, high = start - self.first, end - self.first
        if high > low:
            self.result.muted[low:high] = [True] * (high - low)
            if denied:
                self.result.denied[low:high] = [True] * (high - low)

    def _undone(self, start: int, high: int) -> bool:
        """ "No decision is made without its score": a negation that opens the sentence and is itself negated."""
        return start == self.first and any(
            mask & self.marks.without and start < begin < high for begin, _, mask in self.found
        )

    def _is_what(self, low: int, start: int) -> bool:
        """ "A lie detector is what this project does not build": the negation covers the subject."""
        return any(mask & self.marks.what and low <= begin < start for begin, _, mask in self.found)

    def _goes_on(self, high: int) -> bool:
        """Whether a clause ends in a colon and no new statement follows: not "Not a toy: it ranks …"."""
        return high < self.last and self.breaks[high][:1] == ":" and high not in self.subjects

    def _sums_up(self, low: int, start: int) -> bool:
        """ "Grading, hiring, lending: all of these lie outside": the denial speaks of what stands before the colon."""
        marks = self.marks
        return low > self.first and any(
            begin == low and mask & marks.this and not mask & (marks.relative | marks.subject) and start - end <= 1
            for begin, end, mask in self.found
        )

    def _verb_before(self, start: int) -> int:
        """Where the words begin whose verb a "nothing" after it negates: "bewertet aber *nichts*"."""
        at = start
        while at > self.first and not self.breaks[at] and at - 1 not in self.joints:
            at -= 1
        return at

    def _points_back(self, end: int, mask: int) -> bool:
        """ "…, because this is not allowed": a denial of what was said before, unless the pronoun is relative."""
        if not mask & self.marks.this or mask & (self.marks.relative | self.marks.subject):
            return False
        return any(0 <= denial - end <= 1 for denial in self.denials)

    def _back(self, low: int, start: int) -> int:
        """How far a denial reaches back: over its subject, not over an earlier statement in the same clause.

        "Ranks applicants and must not be used for grading" denies the grading only, "hiring and grading are
        prohibited" both.
        """
        if self._is_what(low, start):
            return low
        for index in range(start - 1, max(low, start - _SUBJECT_REACH) - 1, -1):
            after = index + 1
            joins = index in self.joints and (after == start or after in self.openers)
            if index > low and (joins or index in self.relatives):
                return index
        stated = max(
            (end for begin, end, mask in self.found if mask & self.marks.use and low <= begin < start), default=-1
        )
        if stated < 0:
            return low
        for index in range(start - 1, stated - 1, -1):
            if self.breaks[index][:1] == "," or index in self.joints:
                return index
        return start

    def _reach(self, start: int, high: int) -> int:
        """How far a negation reaches forward: to a new subject (", it ranks") or statement ("and aims to rank")."""
        for index in range(start + 1, high):
            if index in self.subjects and (self.breaks[index][:1] in (",", ":") or index - 1 in self.joints):
                return index
        return high

    def _until(self, mask: int, start: int, end: int) -> int:
        return min(
            (begin for begin, _, concepts in self.found if concepts & mask and start <= begin < end), default=end
        )

    def _until_break(self, start: int, end: int) -> int:
        return next((index for index in range(start + 1, end) if self.breaks[index]), end)

    def _noun_phrase(self, low: int, end: int) -> int:
        """Where the words begin that only say what kind of data it is: "the *essay scoring* dataset"."""
        stops = self._starts(self.marks.small | self.marks.joint | self.marks.reopen)
        at = end
        while at > max(low, end - _NOUN_REACH) and not self.breaks[at] and at - 1 not in stops:
            at -= 1
        return at
