"""The formats for CI on the example, all of one run: they tell of the same findings; and what the passing of time does."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from e2e.command import aiact_lint

EXAMPLE = "examples/cv-screener"
AS_OF = "2026-11-24"
FORMATS = ("json", "gitlab", "junit", "markdown", "html")


@pytest.fixture(scope="module")
def written(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What one run wrote, by format."""
    folder = tmp_path_factory.mktemp("outputs")
    outputs = [part for name in FORMATS for part in ("--output", f"{name}={folder / name}")]
    run = aiact_lint(EXAMPLE, "--as-of", AS_OF, *outputs, cwd=checkout)
    assert run.status == 1, run.err
    return {name: (folder / name).read_text(encoding="utf-8") for name in FORMATS}


@pytest.fixture(scope="module")
def findings(written: dict[str, str]) -> list[Any]:
    found: list[Any] = json.loads(written["json"])["findings"]
    assert len(found) > 5
    return found


def test_gitlab(written: dict[str, str], findings: list[Any]) -> None:
    entries = json.loads(written["gitlab"])
    assert [(each["description"], each["location"]["path"]) for each in entries] == [
        (each["message"], each["path"]) for each in findings
    ]
    assert len({each["fingerprint"] for each in entries}) == len(entries)


def test_gitlab_knows_the_findings_again_a_year_later(written: dict[str, str], checkout: Path) -> None:
    def known(text: str) -> dict[tuple[str, str, int], str]:
        return {
            (each["check_name"], each["location"]["path"], each["location"]["lines"]["begin"]): each["fingerprint"]
            for each in json.loads(text)
        }

    later = aiact_lint(EXAMPLE, "--as-of", "2028-01-01", "--format", "gitlab", cwd=checkout)
    assert known(later.out) == known(written["gitlab"])


def test_junit(written: dict[str, str], findings: list[Any]) -> None:
    (suite,) = ElementTree.fromstring(written["junit"])  # noqa: S314  # our own text
    failed = {
        (str(each.get("classname"))[:6], each.get("name"))
        for each in suite.iter("testcase")
        if each.find("failure") is not None
    }
    assert failed == {(each["rule"], each["path"]) for each in findings if each["level"] == "error"}
    told = {(str(each.get("classname"))[:6], each.get("name")) for each in suite.iter("testcase") if len(each)}
    assert told == {(each["rule"], each["path"]) for each in findings}


def test_markdown(written: dict[str, str], findings: list[Any]) -> None:
    rows = re.findall(r"^\| (?:\*\*)?(?:error|warning|note)\b.*?\[(AIA\d{3})\]", written["markdown"], re.MULTILINE)
    assert Counter(rows) == Counter(each["rule"] for each in findings)


def test_html(written: dict[str, str], findings: list[Any]) -> None:
    cards = re.findall(r'class="card finding (\w+)" data-level="(\w+)" data-rule="(\w+)"', written["html"])
    assert Counter((level, rule) for _, level, rule in cards) == Counter(
        (each["level"], each["rule"]) for each in findings
    )
    assert len(written["html"].encode()) < 150_000


def _levels(checkout: Path, day: str) -> tuple[Counter[str], str]:
    """Levels by number, and the last line of the text."""
    run = aiact_lint(EXAMPLE, "--as-of", day, "--format", "json", cwd=checkout)
    text = aiact_lint(EXAMPLE, "--as-of", day, cwd=checkout).out
    return Counter(each["level"] for each in run.json["findings"]), text.splitlines()[-1]


def test_the_last_line_foretells_what_happens(checkout: Path) -> None:
    """From today on, each foretold change comes on its day, not a day before, until there is none left."""
    day, changes = AS_OF, 0
    levels, line = _levels(checkout, day)
    while (foretold := re.search(r" · ([^·]+) on (\d{4}-\d{2}-\d{2})(?: ·|$)", line)) is not None:
        expected = Counter(levels)
        for number, now, then in re.findall(r"(\d+) (\w+?)s? becomes? (?:an? )?(\w+?)s?\b", foretold[1]):
            expected[now] -= int(number)
            expected[then] += int(number)
        assert +expected != levels
        eve = date.fromisoformat(foretold[2]) - timedelta(days=1)
        assert _levels(checkout, eve.isoformat())[0] == levels
        levels, line = _levels(checkout, foretold[2])
        assert levels == +expected
        changes += 1
    assert changes >= 2, "at least a horizon before the high-risk date, and the date itself"
