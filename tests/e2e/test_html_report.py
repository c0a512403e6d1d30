"""The HTML report in a real browser: the filter works, nothing is refused or fails, and nothing is fetched."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from e2e.command import aiact_lint

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_BROWSER = next((found for name in _NAMES if (found := shutil.which(name))), None)
_QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-logging=stderr",
)
_FINDING = re.compile(r'<li( hidden="")?><article id="(f\d+)" class="card finding (\w+)"[^>]* data-rule="(\w+)"')

pytestmark = pytest.mark.skipif(_BROWSER is None, reason=f"none of {', '.join(_NAMES)} is installed")


@pytest.fixture(scope="module")
def page(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on the example, in a folder of its own."""
    file = tmp_path_factory.mktemp("page") / "report.html"
    arguments = ("examples/cv-screener", "--as-of", "2026-11-24", "--output", f"html={file}", "--format", "json")
    run = aiact_lint(*arguments, cwd=checkout)
    assert run.status == 1, run.err
    return file


class _Visit:
    """A page after its script has run, and what the browser's console said."""

    def __init__(self, page: Path, address: str, profile: Path, *flags: str) -> None:
        command = [
            str(_BROWSER),
            *_QUIET,
            f"--user-data-dir={profile}",
            *flags,
            "--dump-dom",
            f"{page.as_uri()}{address}",
        ]
        done = subprocess.run(command, capture_output=True, check=True, timeout=120, encoding="utf-8")
        self.html = done.stdout
        self.console = [line for line in done.stderr.splitlines() if "CONSOLE" in line]

    @property
    def shown(self) -> list[tuple[str, str]]:
        """Level and rule of each finding that is not hidden."""
        return [(level, rule) for hidden, _, level, rule in _FINDING.findall(self.html) if not hidden]

    @property
    def count(self) -> str:
        found = re.search(r'<output id="count"[^>]*>([^<]*)</output>', self.html)
        assert found is not None
        return found[1]


def test_everything_is_shown_at_first_and_the_console_is_silent(page: Path, tmp_path: Path) -> None:
    visit = _Visit(page, "", tmp_path)
    every = len(_FINDING.findall(visit.html))
    assert every > 5
    assert len(visit.shown) == every
    assert visit.count == f"{every} of {every} findings"
    assert '<form id="filter" class="card" role="search" aria-label="Filter the findings">' in visit.html
    assert ">Colours: auto</button>" in visit.html
    assert visit.console == []


def test_the_address_fills_the_filter(page: Path, tmp_path: Path) -> None:
    every = _Visit(page, "", tmp_path / "1")
    total = len(every.shown)
    searched = _Visit(page, "#q=AUTO_REJECT+deploy", tmp_path / "2")
    assert searched.shown
    assert {rule for _, rule in searched.shown} == {"AIA407"}
    assert searched.count == f"{len(searched.shown)} of {total} findings"
    errors = _Visit(page, "#level=error", tmp_path / "3")
    assert errors.shown == [each for each in every.shown if each[0] == "error"]
    assert 0 < len(errors.shown) < total
    one_rule = _Visit(page, "#rule=AIA103&level=error%2Cnote&system=cv-screener", tmp_path / "4")
    assert {rule for _, rule in one_rule.shown} == {"AIA103"}
    nothing = _Visit(page, "#q=thisoccursnowhere", tmp_path / "5")
    assert nothing.shown == []
    assert nothing.count == f"0 of {total} findings"
    assert '<p id="nothing" class="card">No finding fits the filter.</p>' in nothing.html
    assert [*searched.console, *errors.console, *one_rule.console, *nothing.console] == []


def test_without_its_script_all_findings_are_there_and_no_dead_control(page: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    copy = tmp_path / "no-script.html"
    copy.write_text(re.sub(r"script-src &#x27;[^;]*;", "script-src &#x27;none&#x27;", text, count=1), encoding="utf-8")
    visit = _Visit(copy, "#level=error", tmp_path / "profile")
    assert len(visit.console) == 1, "the script was refused"
    assert len(visit.shown) == len(_FINDING.findall(visit.html)) > 5
    assert re.search(r'<form id="filter"[^>]* hidden=""', visit.html)
    assert re.search(r'<button id="theme"[^>]* hidden=""', visit.html)


def test_the_browser_refuses_what_the_policy_forbids(page: Path, tmp_path: Path) -> None:
    """Were escaping ever to fail, this would still stand; it also shows that the console is heard by these tests."""
    planted = '<img src="https://127.0.0.1:9/x"><script>document.title = "taken over"</script><b onclick="1" style="color:red">x</b>'
    copy = tmp_path / "planted.html"
    copy.write_text(page.read_text(encoding="utf-8").replace("<footer>", f"<footer>{planted}", 1), encoding="utf-8")
    visit = _Visit(copy, "", tmp_path / "profile")
    assert "<title>EU AI Act lint, 2026-11-24</title>" in visit.html
    refused = "\n".join(visit.console)
    for what in (
        "Loading the image",
        "Executing inline script",
        "Executing inline event handler",
        "Applying inline style",
    ):
        assert f"{what} " in refused


def test_it_prints_everything_on_paper(page: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "report.pdf"
    command = [
        str(_BROWSER),
        *_QUIET,
        f"--user-data-dir={tmp_path / 'p'}",
        "--no-pdf-header-footer",
        f"--print-to-pdf={pdf}",
    ]
    subprocess.run([*command, page.as_uri()], capture_output=True, check=True, timeout=120)
    data = pdf.read_bytes()
    assert data.startswith(b"%PDF-")
    pages = max(int(number) for number in re.findall(rb"/Count (\d+)", data))
    assert 5 < pages < 40
