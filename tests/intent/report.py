"""Precision, recall, line accuracy and confusions of recognition on the labelled set.

Run it as `python -m intent.report [dev|test] [--errors]` in `tests/`; without a half it shows each that has cases.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field

from aiact_lint.intent import Lexicon, Signal, load_lexicon, recognise
from intent.cases import Case, cases

PROPERTIES = frozenset({"profiling", "automation"})
NOTHING = "(none)"


@dataclass(slots=True)
class Tally:
    """Counts of one signal id."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


@dataclass(slots=True)
class Result:
    """What one half gave."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    lines_right: int = 0
    lines: int = 0
    errors: list[str] = field(default_factory=list)
    cases: int = 0
    negatives: int = 0

    def tally(self, id_: str) -> Tally:
        return self.tallies.setdefault(id_, Tally())

    @property
    def total(self) -> Tally:
        every = list(self.tallies.values())
        return Tally(sum(t.right for t in every), sum(t.wrong for t in every), sum(t.missed for t in every))

    @property
    def line_accuracy(self) -> float:
        return self.lines_right / self.lines if self.lines else 1.0


def judged(case: Case, signals: tuple[Signal, ...]) -> tuple[Signal, ...]:
    """The signals a case speaks about: properties of a system are labelled in files of their own."""
    about_properties = "properties" in case.where
    return tuple(signal for signal in signals if (signal.id in PROPERTIES) == about_properties)


def measure(half: str, lexicon: Lexicon) -> Result:
    """Recognises every case of a half and counts."""
    result = Result()
    for case in cases(half):
        _count(case, judged(case, recognise(case.texts, lexicon)), result)
    return result


def _count(case: Case, signals: tuple[Signal, ...], result: Result) -> None:
    got = {signal.id for signal in signals}
    result.cases += 1
    result.negatives += not case.want
    wrong, missed = got - case.want - case.may, case.want - got
    for id_ in case.want & got:
        result.tally(id_).right += 1
        result.confusion[id_, id_] += 1
    for id_ in wrong:
        result.tally(id_).wrong += 1
    for id_ in missed:
        result.tally(id_).missed += 1
    for want in missed or ({NOTHING} if wrong and not case.want else set()):
        for id_ in wrong or {NOTHING}:
            result.confusion[want, id_] += 1
    for signal in signals:
        marked = {line for id_, line in case.lines if id_ == signal.id}
        if marked:
            line = case.source.line_of(signal.span.start)
            result.lines += 1
            result.lines_right += line in marked
            if line not in marked:
                result.errors.append(f"{case.where}: {signal.id} on line {line}, not {sorted(marked)}")
    if wrong or missed:
        shown = " ".join(case.text.split())[:150]
        words = "; ".join(f"{s.id} {s.confidence}: {', '.join(w for w, _ in s.words)}" for s in signals)
        result.errors.append(f"{case.where}: want {sorted(case.want)} got {sorted(got)} [{words}] {shown}")


def show(result: Result) -> str:
    """The table of one half as text."""
    rows = [f"{'signal':<12}{'right':>6}{'wrong':>6}{'missed':>7}{'precision':>11}{'recall':>8}"]
    for id_, tally in [*sorted(result.tallies.items()), ("all", result.total)]:
        rows.append(
            f"{id_:<12}{tally.right:>6}{tally.wrong:>6}{tally.missed:>7}{tally.precision:>11.3f}{tally.recall:>8.3f}"
        )
    rows += ["", f"{result.cases} cases, {result.negatives} of them negative; line accuracy {result.line_accuracy:.3f}"]
    confusions = [(pair, count) for pair, count in sorted(result.confusion.items()) if pair[0] != pair[1]]
    if confusions:
        rows += ["", "confusions (wanted → given):"]
        rows += [f"  {want:<12}→ {got:<12}{count:>4}" for (want, got), count in confusions]
    return "\n".join(rows)


def main(arguments: list[str]) -> None:
    lexicon = load_lexicon()
    asked = [each for each in arguments if not each.startswith("-")]
    for half in asked or [half for half in ("dev", "test") if cases(half)]:
        result = measure(half, lexicon)
        print(f"== {half}\n{show(result)}\n")
        if "--errors" in arguments:
            print("\n".join(result.errors), "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
