"""Nothing that stands in a file acts in the page, and the page reaches out to nothing."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiact_lint.finding import (
    Inconclusive,
    Level,
    LinkedFile,
    Report,
    RunError,
    Skipped,
    State,
    Suppressed,
    SystemSummary,
)
from aiact_lint.law import Obligation
from aiact_lint.reporters import Checkout, RenderOptions
from aiact_lint.reporters.escape import visible_char
from aiact_lint.reporters.html import render
from aiact_lint.reporters.html.markup import Markup, joined, tag, text
from aiact_lint.source import SourceFile
from unit.reporters.html_page import Element, read
from unit.reporters.report_maker import finding, location, report, rule

_ELEMENTS = """
    html head meta title style body a header div h1 p button nav ul li main section h2 b span strong article h3 code dl dt
    dd details summary figure figcaption pre mark ol form label input fieldset legend select option output svg desc line
    text rect g table thead tbody tr th td footer script
"""
_HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style><script>alert(1)</script>",
    "</title></code></pre><svg onload=alert(1)>",
    "javascript:alert(1)",
    "<!-- --><![CDATA[",
    "&lt;b&gt; &amp;amp; &#60;",
    "\x00\x1b[2J\u202e\ud800\u2028",
    "##vso[task.setvariable variable=x]y ##[error]",
]


def _hostile(nasty: str, folder: Path) -> tuple[Report, dict[str, object]]:
    """A report with the text everywhere a file, a rule folder or a config can put one."""
    source = SourceFile(f"a/{nasty}", f"x{nasty}\n{nasty} 30 {nasty}\n{nasty}".encode("utf-8", "surrogatepass"))
    broken = "\ud800" in nasty  # such a file cannot be read, so nothing of it is quoted
    where = location(SourceFile(f"a/{nasty}", b"30\n") if broken else source, "30", nasty)
    flawed = finding(
        SourceFile(f"a/{nasty}", b"30\n") if broken else source,
        "30",
        rule="AIA103",
        message=nasty,
        system=nasty,
        remedy=f"{nasty} `{nasty}`",
        law=(nasty,),
        related=(where,),
        flow=(where,),
        level=Level.NOTE,
        state=State.FUTURE,
        applies_from=date(2027, 12, 2),
        level_in_force=Level.ERROR,
    )
    system = SystemSummary(
        nasty, f"Name {nasty}", nasty, (nasty,), (nasty,), (f"5{nasty}",), (LinkedFile(nasty, nasty, nasty),)
    )
    made = report(
        [flawed, finding(rule=nasty, message=nasty)],
        systems=(system,),
        suppressed=(Suppressed(flawed, "inSource", nasty, nasty, date(2027, 1, 1)),),
        inconclusive=(Inconclusive(nasty, where, nasty, nasty),),
        errors=(RunError(nasty, nasty, path=nasty), RunError("rule-crash", nasty, location=where, rule=nasty)),
        skipped=(Skipped(nasty, nasty),),
        rules=("AIA103", nasty),
        enforce=nasty,
    )
    duty = Obligation(nasty, nasty, nasty, nasty, (), date(2025, 2, 2), None, nasty)
    options = {
        "rules": {"AIA103": rule(folder, "AIA103", name=nasty, title=nasty, law=(nasty,))},
        "options": RenderOptions(
            duties=(duty,),
            names={nasty: nasty},
            articles={nasty: nasty},
            category=nasty,
            checkout=Checkout(f"https://{nasty}/x", nasty, nasty, nasty),
        ),
    }
    return replace(made, version=nasty), options


@pytest.mark.parametrize("nasty", _HOSTILE)
def test_hostile_text_stays_text(nasty: str, tmp_path: Path) -> None:
    made, arguments = _hostile(nasty, tmp_path)
    page = render(made, **arguments)  # type: ignore[arg-type]
    root = read(page)
    elements = list(root.walk())
    assert {each.name for each in elements} <= set(_ELEMENTS.split())
    assert [each.name for each in elements].count("script") == 1
    assert [each.name for each in elements].count("style") == 1
    for each in elements:
        for name, value in each.attributes.items():
            assert re.fullmatch(r"[a-z][a-z0-9-]*|viewbox", name), name
            assert not name.startswith("on")
            assert name not in {"style", "src", "srcset", "srcdoc", "action", "formaction", "xlink:href"}
            if name == "href":
                assert re.match(r"https://|#[a-z]|http://data\.europa\.eu/eli/reg/2024/1689/oj$", value or ""), value
    shown = "".join(visible_char(char) for char in nasty)
    assert root.text.count(shown) > 20, "the text is shown as it is"
    assert "\x1b" not in page
    assert not re.search(r"##[A-Za-z]*\[", page)
    page.encode()


@given(value=st.text())
def test_text_reads_back(value: str) -> None:
    written = tag("p", value, title=value)
    shown = "".join(visible_char(char) for char in value)
    paragraph = read(written).one("p")
    assert paragraph.text == shown
    assert paragraph.attributes == {"title": shown}


def test_finished_markup_is_not_escaped_again() -> None:
    assert tag("b", tag("i", "<"), ["&", None, [Markup("<br>")]]) == "<b><i>&lt;</i>&amp;<br></b>"
    assert joined("a", None, ("<", "b")) == "a&lt;b"
    assert tag("input", type="checkbox", checked=True, hidden=False, id=None, data_n=3, class_="a") == (
        '<input type="checkbox" checked data-n="3" class="a"/>'
    )
    assert text('"##[x]') == "&quot;#&#35;[x]"


def _policy(root: Element) -> str:
    return root.one("meta", http_equiv="Content-Security-Policy").attributes["content"] or ""


def test_the_policy_allows_our_style_and_script_alone() -> None:
    root = read(render(report([finding()]), {}, RenderOptions()))

    def hashed(name: str) -> str:
        digest = hashlib.sha256(root.one(name).text.encode()).digest()
        return f"'sha256-{base64.b64encode(digest).decode()}'"

    assert _policy(root).split("; ") == [
        "default-src 'none'",
        f"style-src {hashed('style')}",
        f"script-src {hashed('script')}",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    elements = list(root.walk())
    before = elements[: elements.index(root.one("meta", http_equiv="Content-Security-Policy"))]
    assert not {each.name for each in before} & {"style", "script", "link"}, "nothing comes before its policy"


def test_style_and_script_load_nothing() -> None:
    root = read(render(report(), {}, RenderOptions()))
    assert not re.search(r"url\(|@import|expression\(", root.one("style").text)
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacent|document\.write|eval|Function\(|fetch\(|XMLHttp|import\(|//[a-z]+\.",
        root.one("script").text,
    )
