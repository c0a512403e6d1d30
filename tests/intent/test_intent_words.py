"""The small parts: words and their places, sentences, forms, compounds, languages."""

from __future__ import annotations

import pytest

from aiact_lint.intent import load_lexicon
from aiact_lint.intent.compound import Splitter
from aiact_lint.intent.inflection import english_bases, forms
from aiact_lint.intent.language import languages
from aiact_lint.intent.tokens import MAX_SENTENCE, sentences, tokenise


def cut(raw: str) -> list[str]:
    tokens = tokenise(raw)
    return [" ".join(tokens.words[each.first : each.last]) for each in sentences(tokens)]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("HiringRanker", ["hiring", "ranker"]),
        ("CVScreener", ["cv", "screener"]),
        ("CVs", ["cvs"]),
        ("InferenceError", ["inference", "error"]),
        ("face_search_collection", ["face", "search", "collection"]),
        ("cv-screener:2.0", ["cv", "screener", "2", "0"]),
        ("don't", ["don't"]),
        ("don’t", ["don't"]),
        ("the employee's face", ["the", "employee", "face"]),
        ("l'emploi", ["l", "emploi"]),
        ("**face** `search`", ["face", "search"]),
        ("[a b](http://x.example/c 'd') e", ["a", "b", "e"]),
        ("<b>face</b>&nbsp;x", ["face", "x"]),
        ("1:n search", ["1:n", "search"]),
        ("❌ no", ["✗", "no"]),
        ("Größe ÄRGER", ["größe", "ärger"]),
        ("", []),
    ],
)
def test_words(raw: str, words: list[str]) -> None:
    assert tokenise(raw).words == words


def test_words_know_where_they_stand() -> None:
    raw = "😀 HiringRanker, [ranks](x) people"
    tokens = tokenise(raw, 100)
    assert [raw[start - 100 : end - 100].lower() for start, end in zip(tokens.starts, tokens.ends, strict=True)] == [
        "hiring", "ranker", "ranks", "people",
    ]  # fmt: skip
    assert tokens.breaks == ["", "", ",", ""]


def test_product_names_stay_whole_in_prose() -> None:
    assert tokenise("TriageNet helps", names=False).words == ["triagenet", "helps"]


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("It ranks. It grades.", ["it ranks", "it grades"]),
        ("See e.g. the docs of Dr. Fox. Next.", ["see e g the docs of dr fox", "next"]),
        ("One\n\nTwo", ["one", "two"]),
        ("Not for:\n- hiring\n- loans", ["not for", "hiring", "loans"]),
        ("Version 2.0 is out.", ["version 2 0 is out"]),
        ("Works with wav2vec2. It ends.", ["works with wav 2 vec 2", "it ends"]),
        ("Really? No!", ["really", "no"]),
    ],
)
def test_sentences(raw: str, found: list[str]) -> None:
    assert cut(raw) == found


def test_a_run_without_full_stop_is_cut() -> None:
    tokens = tokenise("word " * 250)
    assert [each.last - each.first for each in sentences(tokens)] == [MAX_SENTENCE, MAX_SENTENCE, 50]


@pytest.mark.parametrize(
    ("word", "language", "some", "never"),
    [
        ("applicant", "en", {"applicant", "applicants"}, {"applicanted"}),
        ("rank*", "en", {"rank", "ranks", "ranked", "ranking", "ranker", "rankers"}, {"rankly"}),
        ("score*", "en", {"scores", "scored", "scoring", "scorer"}, {"scor"}),
        ("flag*", "en", {"flagged", "flagging"}, set()),
        ("classify*", "en", {"classifies", "classified", "classifier", "classification"}, set()),
        ("evaluate*", "en", {"evaluation", "evaluator"}, set()),
        ("behaviour", "en", {"behavior", "behaviors"}, set()),
        ("prioritise*", "en", {"prioritize", "prioritizes", "prioritization"}, set()),
        ("=fer", "en", {"fer"}, {"fers", "offer"}),
        ("bewerten*", "de", {"bewertet", "bewertung", "bewerten"}, set()),
        ("auswählen*", "de", {"ausgewählt", "auszuwählen", "auswaehlen"}, set()),
        ("schüler", "de", {"schülern", "schuelern"}, set()),
        ("évaluer*", "fr", {"évalue", "évaluation", "evaluation"}, set()),
        ("recruteur", "fr", {"recruteurs", "recruteuse"}, set()),
        ("evaluar*", "es", {"evaluado", "evaluación", "evaluador"}, set()),
        ("empleado", "es", {"empleada", "empleados"}, set()),
    ],
)
def test_forms(word: str, language: str, some: set[str], never: set[str]) -> None:
    made = forms(word, language)
    assert some <= made
    assert not never & made


def test_english_words_are_taken_back_to_what_makes_them() -> None:
    words = {"rank*", "score*", "=fer", "behaviour", "prioritise*", "deny*", "grade*"}
    for word in words:
        for form in forms(word, "en"):
            assert word in english_bases(form, words), (word, form)
    assert english_bases("inference", words) == ()
    assert english_bases("offer", words) == ()
    assert english_bases("grad", words) == ()


def test_taking_back_and_making_forms_agree_on_the_whole_lexicon() -> None:
    pack = load_lexicon().pack("en")
    for word in sorted(pack.words):
        for form in forms(word, "en"):
            assert word in pack.bases(form), (word, form)


def test_compounds() -> None:
    splitter = Splitter({"bewerber": 1, "auswahl": 1, "gesicht": 1, "erkennung": 1, "system": 1})

    def parts(word: str) -> list[str]:
        return [word[start:end] for start, end in splitter.split(word)]

    assert parts("bewerberauswahl") == ["bewerber", "auswahl"]
    assert parts("gesichtserkennungssystem") == ["gesicht", "erkennung", "system"]
    assert parts("creditworthiness") == []
    assert parts("auswahl") == []
    assert parts("x" * 5_000) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The model ranks applicants for the recruiter and it is used by many.", ("en",)),
        ("Das Modell bewertet die Bewerber und wird von der Firma genutzt.", ("de",)),
        ("Le modèle évalue les candidats pour les recruteurs de la société.", ("fr",)),
        ("cv-screener", ("en", "de", "fr", "es")),
    ],
)
def test_languages(text: str, expected: tuple[str, ...]) -> None:
    assert set(expected) <= set(languages([text], load_lexicon().small_words))
