"""An organisation's rule folder adds concepts, words and frames."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aiact_lint.intent import BadLexicon, load_lexicon, recognise
from aiact_lint.intent.frames import FRAME_KEYS
from intent.cases import read_card


def folder(base: Path, **files: str) -> Path:
    for name, content in files.items():
        path = base / "intent" / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".yaml").write_text(content, encoding="utf-8")
    return base


def ids(written: str, *folders: Path) -> dict[str, str]:
    _, texts = read_card("card.md", written + "\n")
    return {each.id: each.quiet for each in recognise(texts, load_lexicon(folders))}


def test_a_new_frame_over_new_and_bundled_concepts(tmp_path: Path) -> None:
    own = folder(
        tmp_path,
        frames="""
frames:
  acme.drones:
    - {name: drones over people, head: drone-type, with: [watch], near: [person], quiet: Silent without people.}
""",
        en__acme="drone-type: skyhawk, hover box\n",
    )
    assert ids("The skyhawk observes people on the campus.") == {}
    assert ids("The skyhawk observes people on the campus.", own) == {"acme.drones": "Silent without people."}
    assert ids("The hover boxes are observing persons.", own) == {"acme.drones": "Silent without people."}
    assert ids("The skyhawk must not observe people.", own) == {}


def test_more_words_for_a_bundled_concept(tmp_path: Path) -> None:
    own = folder(tmp_path, en__words="job-applicant: rolehunter\n")
    assert "III.4.a" not in ids("It ranks rolehunters.")
    assert "III.4.a" in ids("It ranks rolehunters.", own)


def test_words_in_another_language(tmp_path: Path) -> None:
    own = folder(tmp_path, de__worte="job-applicant: stellenjäger\n")
    assert "III.4.a" in ids("Das Modell bewertet Stellenjäger für die Firma und wird von uns genutzt.", own)


@pytest.mark.parametrize(
    ("frames", "said"),
    [
        ("frames: [1]", "expected a mapping"),
        ("frames: {a: {head: x}}", "expected a list of frames"),
        ("frames: {a: [{with: [x]}]}", "expected a mapping with `head`"),
        ("frames: {a: [{head: x, wiht: [y]}]}", "unknown key wiht"),
        ("frames: {a: [{head: x, window: far}]}", "`window` is a number"),
        ("frames: {a: [{head: x, confidence: sure}]}", "`confidence` is high or low"),
        ("frames: {a: [{head: x, with: [[y]]}]}", "a slot is a line of concept names"),
        ("frames: {a: [{head: x, with: 3}]}", "expected a list of slots"),
        ("- a", "expected a mapping"),
        ("a: [", "frames.yaml"),
    ],
)
def test_a_broken_frame_file_is_named(tmp_path: Path, frames: str, said: str) -> None:
    own = folder(tmp_path, frames=frames)
    with pytest.raises(BadLexicon, match=r"frames\.yaml") as raised:
        load_lexicon([own])
    assert said in str(raised.value)


def test_a_broken_word_file_is_named(tmp_path: Path) -> None:
    own = folder(tmp_path, en__words="applicant: [a, b]\n")
    lexicon = load_lexicon([own])
    _, texts = read_card("card.md", "Some text.\n")
    with pytest.raises(BadLexicon, match=r"words\.yaml: applicant: expected terms"):
        recognise(texts, lexicon)


def test_a_folder_without_intent_changes_nothing(tmp_path: Path) -> None:
    assert ids("It ranks job applicants.", tmp_path) == ids("It ranks job applicants.")


def test_a_term_of_a_whole_concept_uses_up_its_words(tmp_path: Path) -> None:
    written = "Ranks job applicants for the badger league."
    assert "III.4.a" in ids(written)
    assert "III.4.a" in ids(written, folder(tmp_path / "a", en__own="league: job applicants for the badger league"))
    assert "III.4.a" not in ids(
        written, folder(tmp_path / "b", en__own="league!: job applicants for the badger league")
    )


def test_the_example_of_the_page_does_what_the_page_says(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "recognition.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n# house-rules/(\S+)\n(.*?)```", page, re.DOTALL)
    assert [path for path, _ in blocks] == ["intent/en/words.yaml", "intent/frames.yaml"]
    for path, content in blocks:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content, encoding="utf-8")
    assert "III.4.b" not in ids("Rates every hauler by pace and lateness.")
    assert "III.4.b" in ids("Rates every hauler by pace and lateness.", tmp_path)
    observed = ids("The yardcam observes haulers at the gate.", tmp_path)
    assert observed == {"acme.yard": "Silent where faces are blurred or nobody is in view."}
    assert ids("The yardcam observes haulers; faces are blurred.", tmp_path) == {}
    assert ids("The yardcam must not observe haulers.", tmp_path) == {}


def test_the_page_names_every_key_of_a_frame() -> None:
    page = (Path(__file__).parents[2] / "docs" / "recognition.md").read_text(encoding="utf-8")
    assert [key for key in FRAME_KEYS if f"`{key}`" not in page] == []
