"""From texts to signals: read, take back what is taken back, try the frames, keep the best of each signal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from aiact_lint.intent.context import Surroundings
from aiact_lint.intent.language import languages
from aiact_lint.intent.lexicon import Lexicon
from aiact_lint.intent.marks import marks_of
from aiact_lint.intent.matching import Match, best_matches
from aiact_lint.intent.reading import RUN_TOGETHER, read
from aiact_lint.intent.scopes import take_back
from aiact_lint.intent.skim import worth_reading
from aiact_lint.intent.stage import set_stage
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.source import Span
from aiact_lint.subjects import Text, TextRole


@dataclass(frozen=True, slots=True, eq=False)
class Signal:
    """One practice, use or property that an artifact's texts describe."""

    id: str
    """`5.1.f`, `III.4.a`, `profiling`, `automation` (a person is taken out of the decision)."""
    text: Text
    """The text in which the decisive words stand."""
    span: Span
    """Source range of the decisive words, on one line."""
    words: tuple[tuple[str, Span], ...]
    """Every word group that made it speak, with its place, in reading order; none inside another."""
    texts: tuple[Text, ...]
    """The texts those words stand in, parallel to `words`."""
    confidence: str
    """`high`, or `low` for what is a question rather than a statement."""
    quiet: str
    """What would make it silent, one sentence for the user."""


def recognise(
    texts: Sequence[Text], lexicon: Lexicon, on_limit: Callable[[Text], None] | None = None
) -> tuple[Signal, ...]:
    """The signals of one artifact's texts, at most one an id, in order of id. Never raises for what a text holds.

    `on_limit` is told the first text that is left out, where there are more that may hold a signal than are read.
    """
    raws = [text.raw for text in texts]
    prose = [raw for raw, text in zip(raws, texts, strict=True) if text.role is not TextRole.NAME]
    spoken = languages(prose, lexicon.small_words)
    worth = worth_reading(texts, raws, lexicon, spoken)
    if on_limit is not None and worth.seen < len(texts):
        on_limit(texts[worth.seen])
    if not worth.wanted:
        return ()
    marks = marks_of(lexicon)
    # Headings such as "Out-of-scope use" come from an English template, whatever the prose is.
    around = Surroundings(lexicon, dict.fromkeys(("en", *spoken)), marks)
    reads = [
        read(raws[at], texts[at].place.span.start, texts[at], lexicon, _languages_of(texts[at], spoken), marks)
        for at in worth.wanted
    ]
    stage = set_stage(take_back(reads, around, worth.opening), texts, worth.speaking, worth.strayed)
    best = best_matches(stage, lexicon.frames)
    return tuple(_signal(found, lexicon) for id_, found in sorted(best.items()) if not _replaced(id_, best, lexicon))


def _languages_of(text: Text, spoken: tuple[str, ...]) -> tuple[str, ...]:
    """Names and tags may be English whatever the prose is."""
    return spoken if "en" in spoken or text.role not in RUN_TOGETHER else ("en", *spoken)


def _replaced(id_: str, best: Mapping[str, Match], lexicon: Lexicon) -> bool:
    """Whether a more telling signal speaks in place of this one: 5.1.f of III.1.c, say."""
    mine = best[id_]
    if any(other in best and best[other].sure >= mine.sure for other in lexicon.yields.get(id_, ())):
        return True
    here = (best[other] for other in lexicon.yields_here.get(id_, ()) if other in best)
    return any(other.place.line is mine.place.line and other.sure >= mine.sure for other in here)


def _signal(found: Match, lexicon: Lexicon) -> Signal:
    groups: dict[tuple[int, int], tuple[str, Span, Text]] = {}
    for place, (first, last, _) in found.filled:
        text, tokens = place.text, place.read.tokens
        span = Span(tokens.starts[first], tokens.ends[last - 1])
        words = " ".join(text.place.document.source.slice(span).split())
        groups.setdefault((id(text), span.start), (words, span, text))
    text = found.place.text
    told = [each for each in groups.values() if not any(_holds(other, each) for other in groups.values())]
    ordered = sorted(told, key=lambda each: (each[2].place.file, each[1].start))
    return Signal(
        id=found.frame.id,
        text=text,
        span=_on_one_line(found),
        words=tuple((words, span) for words, span, _ in ordered),
        texts=tuple(where for _, _, where in ordered),
        confidence="high" if found.sure else "low",
        quiet=found.frame.quiet or lexicon.quiet.get(found.frame.id, lexicon.quiet.get("", "")),
    )


def _holds(outer: tuple[str, Span, Text], inner: tuple[str, Span, Text]) -> bool:
    """Whether the words of one group stand inside those of another: "applicants" in "job applicants"."""
    within = outer[1].start <= inner[1].start and inner[1].end <= outer[1].end
    return within and outer[1] != inner[1] and outer[2] is inner[2]


def _on_one_line(found: Match) -> Span:
    """The frame's own words on the line that holds most of them; on a tie the line of its head."""
    source, tokens = found.place.text.place.document.source, found.place.read.tokens
    hits = [hit for place, hit in found.filled[: 1 + len(found.frame.beside)] if place is found.place]
    spans = [Span(tokens.starts[first], tokens.ends[last - 1]) for first, last, _ in hits]
    lines = [source.line_of(span.start) for span in spans]
    head = source.line_of(tokens.starts[found.head[0]])
    line = max(lines, key=lambda line: (lines.count(line), line == head))
    here = [span for span, at in zip(spans, lines, strict=True) if at == line]
    end = min(max(span.end for span in here), source.line_span(line).end)
    return Span(min(span.start for span in here), end)
