"""What is taken back is not reported: the same statement in every kind of disclaimer, and in none."""

from __future__ import annotations

import pytest

from aiact_lint.intent import Lexicon, load_lexicon, recognise
from aiact_lint.intent.language import languages
from aiact_lint.subjects import TextRole
from intent.cases import Case, cases, read_card, single

DISCLAIMERS = {
    "heading": "# X\n\nA model.\n\n## Out-of-scope use\n\n{}.\n",
    "list under a heading": "# X\n\nA model.\n\n## Misuse\n\n- {}\n- another thing\n",
    "heading two levels up": "# X\n\n## Prohibited uses\n\n### In general\n\n{}.\n",
    "limitations": "# X\n\n## Limitations\n\n{}.\n",
    "bold line": "# X\n\n**Out of scope**\n\n- {}\n",
    "lead": "# X\n\nThe model must not be used for any of these:\n\n- {}\n- another thing\n",
    "numbered": "# X\n\nDo not use it as a system that does the following:\n\n1. {}\n",
    "announcement": "# X\n\nThe following uses are prohibited. {}.\n",
    "sentence after": "# X\n\n{}. This is not allowed.\n",
    "question": "# X\n\nCan it do this: {}? No.\n",
    "column": "# X\n\n| Allowed | Prohibited |\n|---|---|\n| chat | {} |\n",
    "row": "# X\n\n| Use | Allowed |\n|---|---|\n| {} | No |\n",
    "cross": "# X\n\n| Use | Allowed |\n|---|---|\n| {} | ❌ |\n",
    "short lead": "# X\n\n## Z\n\nExcluded:\n\n- {}\n",
    "uses to avoid": "# X\n\nA model.\n\n## Uses to avoid\n\n- {}\n",
    "bare answer": "# X\n\nSomeone may want this: {}. Don't.\n",
    "policy": "# Acceptable use policy\n\nYou agree not to use the model for these things:\n\n* {}\n",
}
STATEMENTS = {
    "section": "# X\n\n## Uses\n\n### Direct use\n\n{}\n\n### Out-of-scope use\n\n- weapons\n",
    "list": "# X\n\nThe model is intended for:\n\n- {}\n",
    "uses and limitations": "# X\n\n## Intended uses & limitations\n\n{}\n",
    "uses and limits": "# X\n\n## Uses and limits\n\n{}\n",
    "colon after a denial": "# X\n\nThis is not a toy: it does this. {}\n",
    "bold": "# X\n\n**{}**\n",
    "denial after": "# X\n\n{} It must not be used for weapons.\n",
    "denial before": "# X\n\nIt must not be used for weapons. {}\n",
}


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def sentences() -> list[Case]:
    """The English sentences that state a use and deny nothing themselves."""
    apart = ("languages", "scopes", "batch-10", "batch-7")
    return [
        case
        for case in cases("dev")
        if case.form == "say"
        and case.want
        and not any(word in case.where for word in apart)
        and languages([case.text], load_lexicon().small_words) == ("en",)
        and not any(turn in case.text for turn in ("other than", "Apart from", "Except", ". ", "? "))
    ]


@pytest.mark.parametrize("frame", DISCLAIMERS.values(), ids=DISCLAIMERS.keys())
def test_a_disclaimer_silences_every_statement(frame: str, lexicon: Lexicon) -> None:
    assert len(sentences()) > 500
    heard = []
    for case in sentences():
        _, texts = read_card("card.md", frame.format(case.text.rstrip(".")))
        heard += [(case.text, signal.id) for signal in recognise(texts, lexicon)]
    assert heard == []


@pytest.mark.parametrize("frame", STATEMENTS.values(), ids=STATEMENTS.keys())
def test_other_surroundings_silence_none(frame: str, lexicon: Lexicon) -> None:
    lost = []
    for case in sentences():
        alone = {signal.id for signal in recognise(case.texts, lexicon)} & case.want
        _, texts = read_card("card.md", frame.format(case.text))
        lost += [(case.text, id_) for id_ in alone - {signal.id for signal in recognise(texts, lexicon)}]
    assert lost == []


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("It ranks job applicants and must not be used for grading exams.", {"III.4.a"}),
        ("It grades exams of students, but it must not rank job applicants.", {"III.3.b"}),
        ("Neither ranks job applicants nor grades exams of students.", set()),
        ("It does not only rank job applicants.", {"III.4.a"}),
        ("Not a chatbot: it ranks job applicants.", {"III.4.a"}),
        ("Any use other than ranking job applicants is prohibited.", {"III.4.a"}),
        ("Everything is allowed except ranking job applicants.", set()),
        ("Instead of ranking job applicants it formats letters.", set()),
        ("Blocks prompts that ask it to rank job applicants.", set()),
        ("Prevents churn by ranking job applicants.", {"III.4.a"}),
        ("Models like this may be misused to rank job applicants.", set()),
        ("Trained on résumés to rank job applicants.", {"III.4.a"}),
        ("Evaluated on ranking job applicants.", set()),
        ("Smith et al. rank job applicants.", set()),
        ("The job applicant ranking dataset has 5,000 rows.", set()),
        ("Anyone may ask it to rank job applicants. That is not supported.", set()),
        ("Out of scope: ranking job applicants; scoring borrowers.", set()),
        ("It refuses: ranking job applicants.", set()),
        ("Not in this release: ranking job applicants.", set()),
        ("Task: ranking job applicants.", {"III.4.a"}),
        ("This is no toy: since May it ranks job applicants.", {"III.4.a"}),
        ("The following is ruled out: scoring citizens, ranking job applicants.", set()),
        ("Ranking job applicants, grading exams: all of these are out of scope.", set()),
        ("It ranks suppliers and judges no one among the job applicants.", set()),
        ("Ratings of job applicants are not stored.", set()),
        ("Is it allowed to rank job applicants with it? By no means.", set()),
        ("Stellt Übungen zusammen, bewertet aber nichts von Bewerbern.", set()),
        ("Bewertet Bewerber nicht.", set()),
        ("After the recruiter has picked a candidate, the tool books a room.", set()),
        ("Darf nicht verwendet werden, um Bewerber zu bewerten.", set()),
        ("Bewertet Bewerber für die Personalabteilung.", {"III.4.a"}),
        ("Ne doit pas être utilisé pour classer des candidats.", set()),
        ("Classe les candidats pour les recruteurs.", {"III.4.a"}),
        ("No debe usarse para clasificar candidatos.", set()),
        ("Clasifica candidatos para una vacante.", {"III.4.a"}),
    ],
)
def test_scope_inside_a_sentence(written: str, wanted: set[str], lexicon: Lexicon) -> None:
    _, texts = read_card("card.md", written + "\n")
    assert {each.id for each in recognise(texts, lexicon) if each.id.startswith(("III", "5"))} == wanted


GENRES = {
    "title": "# Flash cards on the AI Act\n\n## Uses\n\n- {}\n",
    "opening": "# X\n\nA curated list of papers.\n\n## Entries\n\n- {}\n",
    "dataset card": "---\npretty_name: X\ntask_categories: [text-classification]\n---\n# X\n\n{}\n",
    "negated heading": "# X\n\nA model.\n\n## Things we are not after\n\n- {}\n",
    "question": "# X\n\nA model.\n\nCan it do the following: {}? It translates letters.\n",
    "dropped column": "# X\n\n| Feature | Note |\n|---|---|\n| {} | dropped |\n",
}
"""Cards that say such things without doing them."""
NO_GENRE = {
    "negated title": "# No-nonsense X\n\n{}\n",
    "denied genre": "# X\n\nThis is not a curated list.\n\n{}\n",
    "data keys beside model keys": "---\npretty_name: X\nlibrary_name: onnx\n---\n# X\n\n{}\n",
    "answered question": "# X\n\nCan it help us? Yes. {}\n",
}


@pytest.mark.parametrize("frame", GENRES.values(), ids=GENRES.keys())
def test_a_card_about_something_else_states_nothing(frame: str, lexicon: Lexicon) -> None:
    _, texts = read_card("card.md", frame.format("ranks job applicants for a recruiter"))
    assert recognise(texts, lexicon) == ()


@pytest.mark.parametrize("frame", NO_GENRE.values(), ids=NO_GENRE.keys())
def test_a_card_about_itself_does(frame: str, lexicon: Lexicon) -> None:
    _, texts = read_card("card.md", frame.format("It ranks job applicants for a recruiter."))
    assert "III.4.a" in {each.id for each in recognise(texts, lexicon)}


def test_a_question_in_a_prompt_is_its_task(lexicon: Lexicon) -> None:
    _, texts = single("agent.yaml", "Can the system shortlist this job applicant? Rank the CVs.", TextRole.PROMPT)
    assert "III.4.a" in {each.id for each in recognise(texts, lexicon)}
