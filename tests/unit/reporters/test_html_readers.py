"""What readers without eyes, mouse or script get of the HTML report."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest

from aiact_lint import law
from aiact_lint.finding import Finding, Level, RunError
from aiact_lint.reporters import RenderOptions
from aiact_lint.reporters.html import render
from aiact_lint.rule import Rule
from unit.reporters.html_page import Element, read
from unit.reporters.report_maker import DECLARATION, SYSTEM, finding, location, report


def _words(element: Element) -> str:
    return " ".join(element.text.split())


class TestReaders:
    """What every page has, whatever is in it."""

    @pytest.fixture(params=["full", "empty"])
    def page(self, request: pytest.FixtureRequest, rules: Mapping[str, Rule]) -> Element:
        pair = finding(rule="AIA103", related=(location(DECLARATION, "365"),), system="cv")
        found: list[Finding] = [pair, finding(level=Level.WARNING)] if request.param == "full" else []
        errors = (RunError("rule-crash", "failed"),) if request.param == "full" else ()
        options = RenderOptions(duties=law.load().duties)
        return read(render(report(found, systems=(SYSTEM,) if found else (), errors=errors), rules, options))

    def test_landmarks(self, page: Element) -> None:
        assert page.one("html").attributes["lang"] == "en"
        for name in ("header", "nav", "main", "footer", "h1"):
            page.one(name)
        assert page.one("nav").attributes["aria-label"]

    def test_headings_skip_no_step(self, page: Element) -> None:
        steps = [int(each.name[1]) for each in page.walk() if re.fullmatch(r"h[1-6]", each.name)]
        assert steps[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(steps))

    def test_ids_are_unique_and_every_reference_has_its_target(self, page: Element) -> None:
        ids = [each.attributes["id"] for each in page.walk() if "id" in each.attributes]
        assert len(ids) == len(set(ids))
        targets = [
            (each.attributes["href"] or "")[1:]
            for each in page.all("a")
            if (each.attributes["href"] or "").startswith("#")
        ]
        assert set(targets) <= set(ids)
        assert "main" in targets, "there is a link that skips the banner"
        assert {each.attributes["aria-labelledby"] for each in page.all("section")} <= set(ids)
        assert len(page.all("nav")[0].all("a")) == len(page.one("main").all("section")) - 1 - len(
            page.all("section", id="errors")
        )

    def test_every_control_has_a_name(self, page: Element) -> None:
        for label in page.all("label"):
            assert _words(label).strip()
        labelled = [each for label in page.all("label") for each in label.walk()]
        for control in (*page.all("input"), *page.all("select")):
            assert any(control is each for each in labelled)
        assert all(_words(each) for each in page.all("button"))
        assert page.one("svg").attributes["role"] == "img"
        assert page.one("svg").one("title").text

    def test_nothing_hangs_on_the_script(self, page: Element) -> None:
        hidden = [each.attributes.get("id") for each in page.walk() if "hidden" in each.attributes]
        assert set(hidden) <= {"theme", "filter", "nothing"}
        for control in (*page.all("input"), *page.all("select")):
            assert any(control is each for each in page.one("form", id="filter").walk())

    def test_the_count_is_announced(self, page: Element) -> None:
        for count in page.all("output"):
            assert (count.attributes["role"], count.attributes["aria-live"]) == ("status", "polite")
            assert count.text == "2 of 2 findings"


_STYLE = Path(law.__file__).parent / "reporters" / "html" / "page.css"
_PAIRS = [
    *(("text", ground) for ground in ("page", "card", "inset")),
    *(("quiet", ground) for ground in ("page", "card", "inset")),
    *(("link", ground) for ground in ("page", "card")),
    *((level, f"{level}-soft") for level in ("error", "warning", "note", "clear")),
    *((level, "card") for level in ("error", "warning", "note")),
    ("on-accent", "accent"),
    ("on-mark", "mark"),
]


def _colours(block: str) -> dict[str, tuple[int, ...]]:
    found = re.findall(r"--([a-z-]+): #([0-9a-f]{6});", block)
    return {name: tuple(bytes.fromhex(value)) for name, value in found}


def _luminance(colour: tuple[int, ...]) -> float:
    shares = [part / 255 for part in colour]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _blocks() -> list[dict[str, tuple[int, ...]]]:
    blocks = re.findall(r":root[^{]*\{([^}]*)\}", _STYLE.read_text(encoding="utf-8"))
    return [_colours(block) for block in blocks]


def test_dark_is_the_same_whether_chosen_or_preferred() -> None:
    light, preferred, chosen = _blocks()
    assert preferred == chosen
    assert set(light) == set(chosen)


@pytest.mark.parametrize("theme", [0, 1])
@pytest.mark.parametrize(("front", "back"), _PAIRS)
def test_text_stands_out_from_its_ground(theme: int, front: str, back: str) -> None:
    colours = _blocks()[theme]
    low, high = sorted((_luminance(colours[front]), _luminance(colours[back])))
    assert (high + 0.05) / (low + 0.05) >= 4.5
