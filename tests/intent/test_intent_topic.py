"""What a long document is about: a lone line deep in it is no use, its title, opening or several lines are."""

from __future__ import annotations

import pytest

from aiact_lint.intent import load_lexicon, recognise
from aiact_lint.intent.topic import come_back_to, opening_of, speaks_for_all, strayed
from aiact_lint.subjects import Text, TextRole
from intent.cases import read_card

FILLER = "\n".join(f"- Part {number} of the machine learning kit is painted blue" for number in range(24))
RANKS = "- Evaluates job applicants by fit"


def ids(written: str) -> set[str]:
    _, texts = read_card("README.md", written)
    return {signal.id for signal in recognise(texts, load_lexicon())}


def card(written: str) -> tuple[Text, ...]:
    return read_card("README.md", written)[1]


@pytest.mark.parametrize(
    "written",
    [
        f"# Blue kit\n\nA kit of many parts.\n\n{FILLER}\n{RANKS}\n",
        f"# Blue kit\n\nA kit of many parts.\n\n## Hall\n\n{RANKS}\n\n## Parts\n\n{FILLER}\n",
    ],
)
def test_a_lone_line_of_a_long_document_is_no_use(written: str) -> None:
    assert ids(written) == set()


@pytest.mark.parametrize(
    "written",
    [
        f"# Blue kit\n\nA kit of many parts.\n\n{RANKS}\n",
        f"# Blue recruiter kit\n\nA kit of many parts.\n\n{FILLER}\n{RANKS}\n",
        f"# Blue kit\n\nA kit of many parts for the recruiters.\n\n{FILLER}\n{RANKS}\n",
        f"# Blue kit\n\nA kit of many parts.\n\n{FILLER}\n{RANKS}\n- Recruiters see it\n- Vacancies are listed\n",
        f"# Blue kit\n\nA kit of many parts.\n\n{FILLER}\n\n## Intended use\n\n{RANKS}\n",
        f"# Blue kit\n\nA kit of many parts.\n\n{FILLER}\n\n## For recruiters\n\n{RANKS}\n",
    ],
    ids=["short", "title", "opening", "several lines", "a heading for uses", "a heading that names it"],
)
def test_what_makes_it_one(written: str) -> None:
    assert ids(written) == {"III.4.a"}


def test_a_sentence_that_says_all_by_itself_is_a_use() -> None:
    said = "It infers the emotions of job candidates from their facial expressions in the recorded interview."
    assert ids(f"# Blue kit\n\nA kit of many parts.\n\n{FILLER}\n\n## Video\n\n{said}\n") == {"5.1.f"}


def test_a_card_with_tags_is_about_its_model_throughout() -> None:
    written = f"# Blue kit\n\nA kit of many parts.\n\n{FILLER}\n{RANKS}\n"
    assert ids(f"---\ntags: [blue]\n---\n{written}") == {"III.4.a"}


def test_a_long_document_without_any_machine_is_about_none() -> None:
    plain = FILLER.replace(" of the machine learning kit", "")
    text = "# Blue recruiter kit\n\nA kit of many parts.\n\n{}\n" + RANKS + "\n"
    assert ids(text.format(plain)) == set()
    assert ids(text.format(FILLER)) == {"III.4.a"}


def test_the_opening_is_the_first_paragraph_that_says_something() -> None:
    opening = opening_of(
        card(
            "# Kit\n\n[![build](https://acme.example/b.svg)](https://acme.example)\n\nDocs | Chat\n\nA kit of many parts for you.\n"
        )
    )
    assert opening is not None
    assert opening.raw == "A kit of many parts for you."


def test_a_list_before_the_second_section_opens_where_no_paragraph_does() -> None:
    written = "# Kit\n\n- It paints all the parts blue\n\n## Two\n\n### Deep\n\nx\n\n## Three\n\nThe dataset of parts lies elsewhere.\n"
    opening = opening_of(card(written))
    assert opening is not None
    assert opening.raw == "It paints all the parts blue"


def test_nothing_opens_an_artifact_of_names() -> None:
    assert opening_of(()) is None


def test_only_the_first_title_speaks_for_all() -> None:
    texts = card("# Kit\n\nA kit of many parts for you.\n\n## Blue parts\n\nMore words stand in this paragraph.\n")
    heard = speaks_for_all(texts)
    assert [text.raw for at, text in enumerate(texts) if at in heard] == ["Kit", "A kit of many parts for you."]
    assert [text.role for text in texts].count(TextRole.TITLE) == 2


def test_which_ids_an_artifact_strays_from() -> None:
    topics, machines = {"a": 1, "b": 2}, {"c": 4}
    masks = [0] * 17 + [1, 1, 2]
    assert strayed(masks[1:], frozenset(), topics, machines) == {}
    assert strayed(masks, frozenset(), topics, machines) == {"a": 1, "b": 2, "c": 0}
    assert strayed([*masks, 1, 4], frozenset(), topics, machines) == {"b": 2}
    assert strayed(masks, frozenset({19}), topics, machines) == {"a": 1, "c": 0}
    assert strayed([1] * 4 + [0] * 200, frozenset(), {"a": 1}, {}) == {"a": 1}
    assert strayed([1] * 5 + [0] * 200, frozenset(), {"a": 1}, {}) == {}


def test_what_a_long_artifact_comes_back_to() -> None:
    assert come_back_to([1, 2, 2, 4, 4, 4], 8, 20) == 12
    assert come_back_to([1, 2, 2, 4, 4, 4], 8, 19) == 7


@pytest.mark.parametrize("code", ["`rank/job_applicants.py`", "`rank(job applicants)`", "`job applicants = rank`"])
def test_code_is_no_text(code: str) -> None:
    assert ids(f"See {code} for it.\n") == set()


def test_words_in_backticks_are_text() -> None:
    assert ids("It `evaluates` every `job applicant` by fit.\n") == {"III.4.a"}


def test_signs_at_the_start_of_a_line_begin_items() -> None:
    assert ids("Parts:\n✅ Fire one of the sensors\n✅ Employee badge\n✅ Decides on a colour\n") == set()
    assert ids("Never for:\n❌ ranking job applicants\n❌ grading essays\n") == set()
