"""Recognition on any input: it never raises, its places are right, and its time grows with the text alone."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aiact_lint.document import Document
from aiact_lint.intent import Lexicon, load_lexicon, recognise
from aiact_lint.source import SourceFile, Span
from aiact_lint.subjects import Place, Text, TextRole
from intent.cases import cases

LEXICON = load_lexicon()
WORDS = sorted({word.strip("*=") for word in LEXICON.pack("en").words})
SIGNS = [". ", ", ", "\n\n", "\n- ", ": ", " | ", "? ", "](", "**", "'s ", "…", "\r\n", "😀", "&nbsp;", "<b>", "\\n"]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return LEXICON


def text(raw: str, role: TextRole = TextRole.PROSE, headings: tuple[str, ...] = (), lead: str = "") -> Text:
    source = SourceFile("any.md", raw.encode("utf-8", "replace"))
    document = Document(source, "markdown", raw, {}, {}, Span(0, len(source.text)))
    return Text(role, Place(document, (), exact=Span(0, len(source.text))), headings, lead)


pieces = st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(SIGNS), st.text(max_size=8)), max_size=60)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(pieces, st.sampled_from(list(TextRole)), pieces, pieces), min_size=1, max_size=4),
)
def test_any_texts(parts: list[tuple[list[str], TextRole, list[str], list[str]]]) -> None:
    texts = [text(" ".join(raw), role, (" ".join(above),), " ".join(lead)) for raw, role, above, lead in parts]
    for signal in recognise(texts, LEXICON):
        source = signal.text.place.document.source
        assert signal.text in texts
        assert 0 <= signal.span.start < signal.span.end <= len(source.text)
        assert source.line_of(signal.span.start) == source.line_of(signal.span.end - 1)
        assert len(signal.words) == len(signal.texts) > 0
        for (words, span), where in zip(signal.words, signal.texts, strict=True):
            assert words == " ".join(where.place.document.source.slice(span).split())
        assert signal.confidence in ("high", "low")
        assert signal.quiet


def test_the_same_texts_give_the_same_signals(lexicon: Lexicon) -> None:
    fresh = load_lexicon()
    for case in reversed(cases("dev")[::7]):
        first = [(each.id, each.span, each.words) for each in recognise(case.texts, lexicon)]
        again = [(each.id, each.span, each.words) for each in recognise(case.texts, fresh)]
        assert first == again


SIZE = 1_000_000
_RANDOM = random.Random(4)  # noqa: S311
LARGE = {
    "statements": "It ranks job applicants for a recruiter who decides. ",
    "denials": "It must not be used to rank job applicants, and emotion recognition is prohibited. ",
    "no full stop": "ranks job applicants and scores credit of people with emotion recognition of employees ",
    "marks only": "not without never no nor must not is prohibited except for ",
    "words of the lexicon": " ".join(_RANDOM.choice(WORDS) for _ in range(5_000)) + " ",
    "German compounds": "Bewerberauswahlrisikobewertungsverfahren und Gesichtserkennungsentscheidungen sind für die Firma. ",
    "punctuation": ".,;:!?()—…|",
    "one word": "a",
    "brackets": "](",
    "angles": "<a ",
    "run together": "HiringRankerCv",
    "line ends": "\n",
}


@pytest.mark.parametrize("unit", LARGE.values(), ids=LARGE.keys())
def test_a_megabyte_takes_no_longer_than_ten_times_a_tenth(unit: str, lexicon: Lexicon) -> None:
    def seconds(size: int) -> float:
        raw = (unit * (size // len(unit) + 1))[:size]
        given = [text(raw, TextRole.NAME if unit == LARGE["run together"] else TextRole.PROSE)]
        start = time.process_time()
        recognise(given, lexicon)
        return time.process_time() - start

    seconds(1_000)
    small, large = max(seconds(SIZE // 10), 0.02), seconds(SIZE)
    assert large < 25 * small, "more than linear"
    assert large < 6, "two seconds on an idle machine"


@pytest.mark.parametrize("role", [TextRole.LIST_ITEM, TextRole.TABLE_CELL, TextRole.PROSE, TextRole.TITLE])
def test_many_small_texts(role: TextRole, lexicon: Lexicon) -> None:
    parts = [text(f"ranks job applicants {number}", role, (f"Section {number}",)) for number in range(20_000)]
    start = time.process_time()
    recognise(parts, lexicon)
    assert time.process_time() - start < 6
