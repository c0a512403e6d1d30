from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from aiact_lint.config import ConfiguredSuppression
from aiact_lint.finding import Finding, Inconclusive, Level, Location
from aiact_lint.rule import Check, Rule
from aiact_lint.source import Region, SourceFile
from aiact_lint.suppress import Result, apply, by_config, comments

DAY = date(2026, 11, 24)


def _rule(rule_id: str, name: str) -> Rule:
    return Rule(rule_id, name, "", Level.ERROR, "high", "stable", "", "", "", Check(), Path())


RULES = (
    _rule("AIA001", "unreadable-file"),
    _rule("AIA502", "short-log-retention"),
    _rule("AIA401", "missing-oversight"),
)


def _finding(line: int, rule: str = "AIA502", path: str = "logs.tf") -> Finding:
    return Finding(rule, Level.ERROR, "m", Location(path, Region(line, 3, line, 9, 3, 9), ""))


def _apply(text: str, *findings: Finding, path: str = "logs.tf", day: date = DAY) -> Result:
    found = tuple(comments(SourceFile(path, text.encode())))
    return apply(findings, found, (), RULES, day)


@pytest.mark.parametrize("line", [1, 2])
def test_on_the_line_and_on_the_line_above(line: int) -> None:
    result = _apply("# aiact-lint: ignore[AIA502] kept in the archive\nx\ny\n", _finding(line))
    assert [each.reason for each in result.suppressed] == ["kept in the archive"]
    assert result.suppressed[0].where == "logs.tf:1"
    assert (result.shown, result.flaws) == ((), ())


def test_not_two_lines_above() -> None:
    result = _apply("# aiact-lint: ignore[AIA502] why\nx\ny\n", _finding(3))
    assert len(result.shown) == 1
    assert [(flaw.rule, flaw.comment.line) for flaw in result.flaws] == [("AIA003", 1)]


def test_on_the_first_line_of_the_block() -> None:
    finding = replace(_finding(9), block_line=2)
    assert _apply("# aiact-lint: ignore[AIA502] why\nresource {\n", finding).shown == ()


def test_by_name_and_several_at_once() -> None:
    text = "a # aiact-lint: ignore[short-log-retention, AIA401] why\n"
    assert _apply(text, _finding(1), _finding(1, "AIA401")).shown == ()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("card.md", "<!-- aiact-lint: ignore[AIA502] why --> text\n"),
        ("logs.tf", "x = 1 // aiact-lint: ignore[AIA502] why\n"),
        ("logs.tf", "x = 1 /* aiact-lint: ignore[AIA502] why */\n"),
    ],
)
def test_every_kind_of_comment(path: str, text: str) -> None:
    result = _apply(text, _finding(1, path=path), path=path)
    assert [each.reason for each in result.suppressed] == ["why"]


def test_an_expired_one_does_not_suppress() -> None:
    text = "# aiact-lint: ignore[AIA502] until=2026-11-23 moving house\n"
    result = _apply(text, _finding(1))
    assert len(result.shown) == 1
    assert [flaw.rule for flaw in result.flaws] == ["AIA005"]
    assert _apply(text, _finding(1), day=date(2026, 11, 23)).suppressed[0].reason == "moving house"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("# aiact-lint: ignore[AIA502]\n", "AIA004"),
        ("# aiact-lint: ignore[AIA502] until=2027-01-01\n", "AIA004"),
        ("# aiact-lint: ignore[*] all of it\n", "AIA004"),
        ("# aiact-lint: ignore all of it\n", "AIA004"),
        ("# aiact-lint: ignore[AIA502] until=soon why\n", "AIA005"),
    ],
)
def test_what_does_not_work_is_reported_and_suppresses_nothing(text: str, rule: str) -> None:
    result = _apply(text, _finding(1))
    assert len(result.shown) == 1
    assert [flaw.rule for flaw in result.flaws] == [rule]


def test_an_unreadable_file_cannot_be_suppressed() -> None:
    result = _apply("# aiact-lint: ignore[AIA001] known\n", _finding(1, "AIA001"))
    assert len(result.shown) == 1


def test_a_rule_that_did_not_run_is_not_called_unused() -> None:
    assert _apply("# aiact-lint: ignore[AIA999] why\n").flaws == ()


def test_half_used_comments_name_the_idle_half() -> None:
    result = _apply("# aiact-lint: ignore[AIA502, AIA401] why\n", _finding(1))
    assert [flaw.message for flaw in result.flaws] == [
        "Nothing here is reported under 'AIA401', so the comment has no use."
    ]


def test_the_position_of_a_comment_is_its_own() -> None:
    (comment,) = comments(SourceFile("x.tf", b"a = 1  # aiact-lint: ignore[AIA502] why  \n"))
    assert (comment.span.start, comment.span.end) == (7, 39)


def _configured(until: date | None = None) -> ConfiguredSuppression:
    return ConfiguredSuppression(("AIA502",), ("legacy/**",), "old", until, "aiact-lint.yaml:3")


@pytest.mark.parametrize(
    ("path", "until", "shown"),
    [
        ("legacy/a/logs.json", None, 0),
        ("infra/logs.json", None, 1),
        ("legacy/logs.json", date(2026, 11, 24), 0),
        ("legacy/logs.json", date(2026, 11, 23), 1),
    ],
)
def test_config_suppressions(path: str, until: date | None, shown: int) -> None:
    result = apply([_finding(1, path=path)], (), [_configured(until)], RULES, DAY)
    assert len(result.shown) == shown
    assert [each.where for each in result.suppressed] == ["aiact-lint.yaml:3"] * (1 - shown)


@pytest.mark.parametrize(
    ("rules", "path", "shown"),
    [
        (("AIA5",), "legacy/logs.json", 0),
        (("AIA50",), "legacy/logs.json", 0),
        (("short-log-retention",), "legacy/logs.json", 0),
        (("AIA4", "missing-oversight"), "legacy/logs.json", 1),
    ],
)
def test_config_suppressions_by_the_beginning_of_an_id_or_by_name(
    rules: tuple[str, ...], path: str, shown: int
) -> None:
    entry = replace(_configured(), rules=rules)
    assert len(apply([_finding(1, path=path)], (), [entry], RULES, DAY).shown) == shown


@pytest.mark.parametrize(
    ("path", "shown"),
    [("a/legacy/logs.json", 0), ("legacy/logs.json", 1), ("ab/legacy/logs.json", 1), ("a/b/legacy/x.json", 1)],
)
def test_a_config_in_a_folder_is_about_the_files_of_that_folder(path: str, shown: int) -> None:
    entry = replace(_configured(), folder="a")
    assert len(apply([_finding(1, path=path)], (), [entry], RULES, DAY).shown) == shown


def test_findings_about_comments_can_be_quieted_by_config_but_not_unreadable_files() -> None:
    entry = replace(_configured(), rules=("AIA00",), paths=("*",))
    idle, unreadable = _finding(1, "AIA003"), _finding(1, "AIA001")
    shown, suppressed = by_config([idle, unreadable], [entry], RULES, DAY)
    assert (shown, [each.finding for each in suppressed]) == ((unreadable,), [idle])


def test_a_comment_beside_a_value_that_could_not_be_judged_is_not_called_unused() -> None:
    found = tuple(comments(SourceFile("logs.tf", b"# aiact-lint: ignore[AIA502] why\nx\n")))
    undecided = Inconclusive("AIA502", _finding(2).location, "not in the files")
    assert apply([], found, (), RULES, DAY, RULES, [undecided]).flaws == ()
    assert [each.rule for each in apply([], found, (), RULES, DAY, RULES).flaws] == ["AIA003"]
