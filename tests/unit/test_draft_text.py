from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiact_lint import draft_text, law
from aiact_lint.checks.shape import shape_errors
from aiact_lint.drafting import Draft, Quote
from aiact_lint.parsers import yaml_
from aiact_lint.source import SourceFile

LAW = law.load()
words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
quotes = st.builds(Quote, st.sampled_from(["risk-class", "role", "annex-iii"]), words, words)
uses = st.builds(Quote, st.sampled_from(["III.4.a", "III.5.b"]), words, words)
practices = st.builds(Quote, st.sampled_from(["5.1.f", "5.1.ba"]), words, words)
drafts = st.builds(
    Draft,
    words,
    st.lists(st.tuples(words, words, words), max_size=15).map(tuple),
    st.lists(words, max_size=3).map(tuple),
    st.lists(words, max_size=3).map(tuple),
    st.lists(quotes, max_size=3).map(tuple),
    st.lists(uses, max_size=2).map(tuple),
    st.lists(practices, max_size=2).map(tuple),
)


def read(text: str) -> Any:
    parsed = yaml_.parse(SourceFile("aiact.yaml", text.encode()))
    assert not parsed.failures, parsed.failures[0]
    (document,) = parsed.documents
    return document.data


def draft(**changes: Any) -> Draft:
    empty: dict[str, Any] = dict.fromkeys(("found", "artifacts", "evidence", "stated", "uses", "practices"), ())
    return Draft(**({"id": "cv"} | empty | changes))


@given(st.lists(drafts, min_size=1, max_size=3), st.lists(st.tuples(words, words), max_size=2))
def test_whatever_the_files_hold_only_ids_and_files_are_stated(made: list[Draft], known: list[tuple[str, str]]) -> None:
    data = read(draft_text.text(made, known, LAW))
    assert data["version"] == 1
    for system, each in zip(data["systems"], made, strict=True):
        lists = {"artifacts": list(each.artifacts), "evidence": list(each.evidence)}
        assert system == {"system": each.id} | {key: value for key, value in lists.items() if value}


@pytest.mark.parametrize(
    "word",
    [
        "true",
        "No",
        "null",
        "~",
        "1",
        "1.5",
        "1e3",
        ".inf",
        "0x1f",
        "2026-10-01",
        "a: b",
        "- a",
        "##[error]a",
        "\u202ea",
        "\ufffe\uffff",
    ],
)
def test_a_name_that_yaml_or_a_terminal_takes_for_something_else_stays_text(word: str) -> None:
    text = draft_text.text([draft(id=word)], [], LAW)
    assert read(text)["systems"] == [{"system": word}]
    assert "##[" not in text
    assert "\u202e" not in text


def test_everything_uncommented_is_valid_and_what_is_open_states_nothing() -> None:
    """Uncommenting a key without filling it in must not count as a statement."""
    made = draft(
        uses=(Quote("III.4.a", "The text says 'ranks'", "a.md:1"),), practices=(Quote("5.1.f", "…", "a.md:2"),)
    )
    lines = draft_text.text([made], [], LAW).splitlines()
    keys = ("role: provider", "risk-class: minimal", "annex-iii:", "intended-purpose:", "prohibited-uses:")
    nested = ("  excluded:", "  reviewed-")
    taken = [
        line.replace("# ", "", 1).replace("#", "", 1)
        if line.lstrip("# ").startswith((*keys, *(each.strip() for each in nested)))
        else line
        for line in lines
    ]
    (system,) = read("\n".join(taken))["systems"]
    assert system == {
        "system": "cv",
        "role": "provider",
        "risk-class": "minimal",
        "annex-iii": ["recruitment"],
        "prohibited-uses": {
            "excluded": ["emotion-inference-work-education"],
            "reviewed-by": None,
            "reviewed-on": None,
        },
        "intended-purpose": None,
    }


def test_every_class_and_role_is_offered_and_explained() -> None:
    lines = draft_text.text([draft()], [], LAW).splitlines()
    for word in ("prohibited", "high-risk", "transparency", "minimal", "out-of-scope"):
        assert f"    # risk-class: {word}" in lines
        assert any(line.startswith(f"#   {word} ") for line in lines)
    for word in ("provider", "deployer", "importer", "distributor", "authorised-representative"):
        assert f"    # role: {word}" in lines
        assert any(line.startswith(f"#   {word} ") for line in lines)


def test_the_draft_fits_the_schema() -> None:
    data = read(draft_text.text([draft(artifacts=("deploy/**",), evidence=("a.yaml#Kind/name",))], [], LAW))
    assert list(shape_errors(data, "aiact.schema.json")) == []


def test_a_recognised_use_is_a_question_with_its_words() -> None:
    made = draft(uses=(Quote("III.4.a", "The text says 'ranks', 'job applicants'", "models/README.md:12"),))
    text = draft_text.text([made], [], LAW)
    assert "# The text says 'ranks', 'job applicants' (models/README.md:12)." in text
    assert "    # annex-iii: [recruitment]" in text


def test_what_is_stated_elsewhere_is_not_asked_again() -> None:
    text = draft_text.text([draft(stated=(Quote("risk-class", "minimal", "deploy/a.yaml:7"),))], [], LAW)
    assert "# risk-class is stated in deploy/a.yaml:7: minimal" in text
    assert "# risk-class: minimal" not in text
