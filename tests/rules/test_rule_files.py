"""Rule folders are what docs/writing-rules.md says: complete, valid, and tied to the law tables."""

import re
from pathlib import Path
from typing import Any

import pytest

from aiact_lint import bundled, law
from aiact_lint.checks import expression
from aiact_lint.checks.builtin import CHECKS
from aiact_lint.checks.shape import shape_errors
from aiact_lint.samples import cases

RULES = bundled.root() / "rules"
FOLDERS = sorted(file.parent for file in RULES.glob("*/*/rule.yaml"))
HEADINGS = ["Why it matters", "What is looked at", "How to satisfy it", "Known limits"]
LAW = law.load()


def _data(folder: Path) -> dict[str, Any]:
    data = bundled.table(folder / "rule.yaml")
    assert isinstance(data, dict)
    return data


def _prose(doc: str) -> str:
    """A page without its fenced samples."""
    return re.sub(r"^```.*?^```$", "", doc, flags=re.DOTALL | re.MULTILINE)


each_folder = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


def test_ids_and_names_are_unique() -> None:
    ids = [_data(folder)["id"] for folder in FOLDERS]
    names = [_data(folder)["name"] for folder in FOLDERS]
    assert len(ids) >= 30
    assert len(set(ids)) == len(ids)
    assert len(set(names)) == len(names)


def test_the_first_digit_is_the_duty() -> None:
    duties = {(folder.name[3], folder.parent.name) for folder in FOLDERS}
    assert len(duties) == len({digit for digit, _ in duties}) == len({name for _, name in duties})


@each_folder
def test_the_file_is_valid(folder: Path) -> None:
    assert list(shape_errors(_data(folder), "rule.schema.json")) == []


@each_folder
def test_the_folder_bears_id_and_name(folder: Path) -> None:
    data = _data(folder)
    assert folder.name == f"{data['id']}-{data['name']}"
    assert re.fullmatch(r"AIA\d{3}-[a-z][a-z0-9]*(-[a-z0-9]+)*", folder.name)


@each_folder
def test_the_law_it_names_is_in_the_tables(folder: Path) -> None:
    data = _data(folder)
    assert set(data.get("obligations", ())) <= set(LAW.obligations)
    assert set(data.get("law", ())) <= set(LAW.practices) | set(LAW.annex_iii)
    assert data.get("obligations") or data.get("dated") is False, "a rule has a duty, or is about the tool's own data"


@each_folder
def test_its_body_can_run(folder: Path) -> None:
    body = _data(folder)["check"]
    for key in ("when", "assert"):
        if key in body:
            expression.compiled(body[key])
    if "python" in body:
        assert body["python"] in dict(CHECKS)


@each_folder
def test_its_words(folder: Path) -> None:
    """A linter sees files, not compliance; no date is written down outside the tables."""
    data = _data(folder)
    doc = (folder / "doc.md").read_text(encoding="utf-8")
    for text in (data["title"], data["message"], data["remedy"], _prose(doc)):
        assert not re.search(r"violat|complian", text, re.IGNORECASE)
        assert not re.search(r"\b202[4-9]-\d\d-\d\d\b", text)
    assert not data["title"].endswith(".")
    assert data["message"].endswith(".")
    assert data["remedy"].endswith((".", "`."))


@each_folder
def test_its_page(folder: Path) -> None:
    doc = (folder / "doc.md").read_text(encoding="utf-8")
    assert re.findall(r"^#+ (.*)$", _prose(doc), re.MULTILINE) == HEADINGS
    assert re.findall(r"^#+ ", _prose(doc), re.MULTILINE) == ["## "] * len(HEADINGS)
    assert doc.startswith("## ")
    satisfy = doc.split("## How to satisfy it")[1].split("## Known limits")[0]
    assert "```" in satisfy, "a sample of how to satisfy it"
    assert len(doc.splitlines()) <= 60


@each_folder
def test_it_has_samples(folder: Path) -> None:
    groups = [case.parent.name for case in cases(folder)]
    assert groups.count("good") >= 2, "the fact is there, and it is absent"
    assert groups.count("bad") >= 1
    for group in ("good", "bad"):
        assert any(file.is_file() for file in (folder / group).iterdir()), "one case in a single file, for the page"


@each_folder
def test_an_unresolved_value_is_a_sample_or_ruled_out(folder: Path) -> None:
    files = [file for file in (folder / "good").rglob("*") if file.is_file()]
    announced = any(b"unresolved: " in file.read_bytes() for file in files)
    limits = (folder / "doc.md").read_text(encoding="utf-8").split("## Known limits")[1]
    assert announced or "unresolved" in limits
