"""JUnit XML: which cases there are, which of them fail, and XML that every reader takes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiact_lint.finding import Inconclusive, Level, Report, RunError, Suppressed
from aiact_lint.reporters import RenderOptions
from aiact_lint.reporters.junit import render
from aiact_lint.rule import Rule
from aiact_lint.source import SourceFile
from unit.reporters.report_maker import ARTICLES, DECLARATION, LOGS, finding, location, report

OPTIONS = RenderOptions(articles=ARTICLES)


def _suite(made: Report, rules: Mapping[str, Rule], options: RenderOptions = OPTIONS) -> ElementTree.Element:
    root = ElementTree.fromstring(render(made, rules, options))  # noqa: S314  # our own text
    assert root.tag == "testsuites"
    (suite,) = root
    for counter in ("tests", "failures", "errors"):
        assert root.get(counter) == suite.get(counter)
    return suite


def _cases(suite: ElementTree.Element) -> list[tuple[str | None, str | None, list[str]]]:
    return [(each.get("classname"), each.get("name"), [child.tag for child in each]) for each in suite.iter("testcase")]


def test_a_case_a_rule_and_file(rules: Mapping[str, Rule]) -> None:
    twice = finding(LOGS, "name", message="Second.", level=Level.WARNING)
    made = report([finding(), twice, finding(DECLARATION, "365")], rules=("AIA206", "AIA502"))
    suite = _suite(made, rules)
    assert _cases(suite) == [
        ("AIA206 emotion-inference", "no findings", []),
        ("AIA502 short-log-retention", "aiact.yaml", ["failure"]),
        ("AIA502 short-log-retention", "infra/logs.tf", ["failure"]),
    ]
    assert {key: suite.get(key) for key in ("name", "tests", "failures", "errors", "skipped")} == {
        "name": "aiact-lint",
        "tests": "3",
        "failures": "2",
        "errors": "0",
        "skipped": "0",
    }
    failure = suite.findall("testcase/failure")[1]
    assert failure.get("type") == "error"
    assert failure.get("message") == "Logs are kept for 30 days; six months can be 184 days. (and 1 more)"


def test_the_text_has_places_remedy_and_law(rules: Mapping[str, Rule]) -> None:
    made = finding(
        related=(location(DECLARATION, "365", "declared here"),),
        flow=(location(LOGS, "name"),),
        remedy="Keep them.",
        law=("hrp.log_retention",),
    )
    failure = _suite(report([made]), rules).find("testcase/failure")
    assert failure is not None
    assert failure.text == (
        "infra/logs.tf:3:23: error: Logs are kept for 30 days; six months can be 184 days.\n"
        "aiact.yaml:10:23: declared here\n"
        "infra/logs.tf:2:3\n"
        "Keep them.\n"
        "Art 19(1) · hrp.log_retention"
    )


@pytest.mark.parametrize(
    ("fail_on", "failing"),
    [("error", {"error"}), ("warning", {"error", "warning"}), ("note", {"error", "warning", "note"}), ("never", set())],
)
def test_what_fails_is_what_fails_the_run(rules: Mapping[str, Rule], fail_on: str, failing: set[str]) -> None:
    sources = {level: SourceFile(f"{level}.tf", b"30\n") for level in Level}
    made = report([finding(source, level=level) for level, source in sources.items()])
    suite = _suite(made, rules, RenderOptions(fail_on=fail_on))
    assert {each.get("name") for each in suite.findall("testcase") if each.find("failure") is not None} == {
        f"{level}.tf" for level in failing
    }
    outputs = [each.text or "" for each in suite.findall("testcase/system-out")]
    assert len(outputs) == 3 - len(failing), "what does not fail is still told"
    assert all(": Logs are kept for 30 days;" in output for output in outputs)


def test_undecided_rules_are_skipped_and_crashes_are_errors(rules: Mapping[str, Rule]) -> None:
    made = report(
        inconclusive=(Inconclusive("AIA502", location(LOGS, "name"), "the value is not in the files"),),
        errors=(
            RunError("rule-crash", "failed", location=location(LOGS, "name"), rule="AIA206"),
            RunError("unreadable-file", "byte 3 is not valid UTF-8", path="a.md"),
            RunError("rule-crash", "no place"),
        ),
        suppressed=(Suppressed(finding(), "inSource", "agreed", "a:1"),),
    )
    suite = _suite(made, rules)
    assert _cases(suite) == [
        ("AIA502 short-log-retention", "infra/logs.tf", ["skipped"]),
        ("AIA206 rule-crash", "infra/logs.tf", ["error"]),
        ("unreadable-file", "a.md", ["error"]),
        ("rule-crash", "rule-crash", ["error"]),
    ]
    assert (suite.get("skipped"), suite.get("errors")) == ("1", "3")
    skipped, error = suite.find("testcase/skipped"), suite.find("testcase/error")
    assert skipped is not None
    assert error is not None
    assert (skipped.get("message"), skipped.text) == (
        "the value is not in the files",
        "infra/logs.tf:2: the value is not in the files",
    )
    assert error.text == "infra/logs.tf:2: failed"


def test_the_terms_of_the_run_are_properties(rules: Mapping[str, Rule]) -> None:
    found = {each.get("name"): each.get("value") for each in _suite(report(), rules).iter("property")}
    assert found == {"as-of": "2026-11-24", "enforce": "dated", "version": "0.1.0"}


@given(text=st.text())
def test_any_text_gives_xml_that_reads_back(text: str) -> None:
    source = SourceFile(f"a/{text}", b"30\n")
    made = report([finding(source, "30", rule=f"X{text}", message=text, remedy=f"]]>{text}<x>&amp;")])
    written = render(made, {}, OPTIONS)
    written.encode()  # no lone surrogates
    assert not re.search("[\x00-\x08\x0b-\x1f\ufffe\uffff]", written)
    names = [str(name) for _, name, _ in _cases(_suite(made, {}))]
    assert len(names) == 2
    assert any(name.startswith("a/") for name in names)


def test_control_characters_are_shown_as_escapes(rules: Mapping[str, Rule]) -> None:
    made = finding(message="a\x00b\x1b[2J\ud800\uffff\n##vso[x]")
    failure = _suite(report([made]), rules).find("testcase/failure")
    assert failure is not None
    assert failure.get("message") == "a\\x00b\\x1b[2J\\ud800\\uffff\\n#\\x23vso[x]"
