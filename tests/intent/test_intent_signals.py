"""What a signal carries: id, place, words, confidence."""

from __future__ import annotations

import pytest

from aiact_lint.document import Document
from aiact_lint.intent import Lexicon, Signal, load_lexicon, recognise
from aiact_lint.source import SourceFile, Span
from aiact_lint.subjects import Place, Text, TextRole
from intent.cases import read_card


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def texts(*parts: tuple[TextRole, str]) -> tuple[Text, ...]:
    """One file with a part a paragraph, each part one text."""
    content = "\n\n".join(part for _, part in parts)
    source = SourceFile("card.md", content.encode())
    document = Document(source, "markdown", content, {}, {}, Span(0, len(content)))
    found, at = [], 0
    for role, part in parts:
        found.append(Text(role, Place(document, (), exact=Span(at, at + len(part)))))
        at += len(part) + 2
    return tuple(found)


def only(parts: tuple[Text, ...], lexicon: Lexicon, id_: str) -> Signal:
    (signal,) = (each for each in recognise(parts, lexicon) if each.id == id_)
    return signal


def marked(signal: Signal) -> str:
    return signal.text.place.document.source.slice(signal.span)


def test_the_mark_is_the_smallest_range_that_shows_the_use(lexicon: Lexicon) -> None:
    signal = only(texts((TextRole.PROSE, "For a recruiter it ranks job applicants overnight.")), lexicon, "III.4.a")
    assert marked(signal) == "ranks job applicants"
    assert signal.span == Span(19, 39)
    assert [words for words, _ in signal.words] == ["recruiter", "ranks", "job applicants"]
    assert [span for _, span in signal.words] == [Span(6, 15), Span(19, 24), Span(25, 39)]
    assert signal.texts == (signal.text,) * 3
    assert signal.confidence == "high"
    assert signal.quiet


def test_a_statement_over_two_lines_is_marked_on_one(lexicon: Lexicon) -> None:
    signal = only(texts((TextRole.PROSE, "The network ranks\njob applicants by fit.")), lexicon, "III.4.a")
    source = signal.text.place.document.source
    assert source.line_of(signal.span.start) == source.line_of(signal.span.end) == 2
    assert marked(signal) == "job applicants"


def test_markup_line_ends_and_wide_characters_keep_places_right(lexicon: Lexicon) -> None:
    raw = "😀 The **network** [ranks](https://acme.example/rank) job\u00a0applicants.\r\nNext line."
    assert marked(only(texts((TextRole.PROSE, raw)), lexicon, "III.4.a")).startswith("ranks]")
    source, parts = read_card("card.md", "# Title\r\n\r\nIt *grades* student **essays**.\r\n")
    signal = only(parts, lexicon, "III.3.b")
    assert source.line_of(signal.span.start) == 3


def test_words_of_a_link_target_do_not_count(lexicon: Lexicon) -> None:
    linked = "See [the docs](https://acme.example/ranks-job-applicants) or <https://acme.example/ranks-job-applicants>."
    assert recognise(texts((TextRole.PROSE, linked)), lexicon) == ()


def test_two_facts_in_two_sentences_make_one_signal_with_both_places(lexicon: Lexicon) -> None:
    parts = texts(
        (TextRole.PROSE, "Detects anger and sadness in voices."),
        (TextRole.PROSE, "Call centre agents are monitored with it."),
    )
    signal = only(parts, lexicon, "5.1.f")
    assert signal.text is parts[0]
    assert parts[1] in signal.texts
    assert "III.1.c" not in {each.id for each in recognise(parts, lexicon)}, "the practice takes the place of the use"


@pytest.mark.parametrize(
    ("role", "written", "confidence"),
    [
        (TextRole.PURPOSE, "Ranks job applicants.", "high"),
        (TextRole.TITLE, "Resume screening", "high"),
        (TextRole.TAG, "resume-screening", "high"),
        (TextRole.NAME, "resume-screening", "low"),
        (TextRole.NAME, "ResumeScreening", "low"),
        (TextRole.NAME, "RESUME_SCREENING", "low"),
        (TextRole.NAME, "registry.example/acme/resume-screening:1.2", "low"),
        (TextRole.RESOURCE_TYPE, "aws_rekognition_collection", "low"),
    ],
)
def test_a_name_only_raises_a_question(role: TextRole, written: str, confidence: str, lexicon: Lexicon) -> None:
    (signal,) = (each for each in recognise(texts((role, written)), lexicon) if each.id.startswith("III."))
    assert signal.confidence == confidence


def test_prose_decides_over_title_and_tag(lexicon: Lexicon) -> None:
    parts = texts(
        (TextRole.TAG, "resume-screening"),
        (TextRole.TITLE, "Resume screener"),
        (TextRole.PROSE, "It ranks job applicants for recruiters."),
    )
    assert only(parts, lexicon, "III.4.a").text is parts[2]


def test_what_could_be_done_is_a_question(lexicon: Lexicon) -> None:
    signal = only(texts((TextRole.PROSE, "It could be used to rank job applicants.")), lexicon, "III.4.a")
    assert signal.confidence == "low"


@pytest.mark.parametrize(
    "written",
    [
        "InferenceError",
        "transfer-offer",
        "interface surface",
        "The buffer prefers a coffer.",
        "conference reference differ",
        "huggingface search",
        "upgrade-grader-free downgrade",
        "Majority voting by the leader election",
    ],
)
def test_look_alikes_stay_silent(written: str, lexicon: Lexicon) -> None:
    for role in (TextRole.NAME, TextRole.PROSE, TextRole.TAG, TextRole.TITLE):
        assert recognise(texts((role, written)), lexicon) == ()


@pytest.mark.parametrize(
    "exclusion",
    [
        "Unlocks the phone by face verification of its owner.",
        "Detects credit card fraud for banks.",
        "Rates the creditworthiness of listed companies.",
        "Prices motor insurance.",
        "Detects drowsiness of drivers for safety reasons.",
        "Detects emotions in tweets.",
        "Maps burglary hotspots for patrols.",
        "Checks passports at the border for forgery.",
        "Legal research for law firms.",
        "Forecasts electricity demand for pricing.",
        "Plans shifts by skill and availability only.",
    ],
)
def test_what_the_law_leaves_out_stays_silent(exclusion: str, lexicon: Lexicon) -> None:
    assert recognise(texts((TextRole.PROSE, exclusion)), lexicon) == ()


def test_signals_come_in_order_of_id_and_once(lexicon: Lexicon) -> None:
    parts = texts(
        (TextRole.PROSE, "It ranks job applicants. It grades student essays. It ranks job applicants again."),
    )
    ids = [each.id for each in recognise(parts, lexicon)]
    assert ids == sorted(set(ids))
    assert {"III.3.b", "III.4.a"} <= set(ids)


def test_no_texts_no_signals(lexicon: Lexicon) -> None:
    assert recognise((), lexicon) == ()
    assert recognise(texts((TextRole.PROSE, "")), lexicon) == ()
