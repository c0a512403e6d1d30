"""What GitHub does not take or show: the log stays within it and says what is left out."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import replace

import pytest

from aiact_lint.finding import Level, Skipped, Suppressed
from aiact_lint.reporters import RenderOptions, sarif
from aiact_lint.reporters.sarif import notifications, results
from aiact_lint.rule import Rule
from unit.reporters.logs import Run, notified
from unit.reporters.report_maker import LOGS, finding, location, report


def test_too_many_results_keep_the_most_severe(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (results.RESULT_LIMIT, notifications.SHOWN_LIMIT) == (25_000, 5_000)
    monkeypatch.setattr(results, "RESULT_LIMIT", 4)
    monkeypatch.setattr(notifications, "SHOWN_LIMIT", 3)
    lesser = [finding(level=Level.NOTE, needle="name")] * 5
    worse = [finding(level=Level.ERROR)] * 2
    made = run(report([*lesser, *worse]))
    assert [each["level"] for each in made["results"]] == ["note", "note", "error", "error"]
    assert notified(made) == [
        ("warning", "Of 7 results the 4 most severe are in this log, as GitHub takes no more."),
        ("note", "GitHub shows 3 of these 4 results, the most severe."),
    ]


def test_choice_keeps_report_order_and_drops_suppressed_first(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, third = (finding(needle=needle) for needle in ("inference", "name", "30"))
    made = report(
        [replace(first, level=Level.NOTE), replace(third, level=Level.WARNING)],
        suppressed=(Suppressed(replace(second, level=Level.ERROR), "inSource", "r", "w"),),
    )
    whole = results.choose(made, include_suppressed=True)
    assert [suppressed is None for _, suppressed in whole.findings] == [True, False, True]
    assert results.choose(made, include_suppressed=False).left_out == 0
    monkeypatch.setattr(results, "RESULT_LIMIT", 2)
    chosen = results.choose(made, include_suppressed=True)
    assert [each.level for each, _ in chosen.findings] == [Level.NOTE, Level.WARNING]
    assert chosen.left_out == 1


def test_too_many_locations_are_said(run: Run) -> None:
    made = run(report([finding(related=(location(LOGS, "name"),) * 1_001)]))
    assert len(made["results"][0]["relatedLocations"]) == 1_000
    assert notified(made) == [("warning", "Locations beyond the first 1000 were left out in 1 of the 1 results.")]


def test_too_many_notifications_are_counted(run: Run) -> None:
    made = run(report(skipped=tuple(Skipped(f"{number}.json", "large") for number in range(1_500))))
    assert len(made["invocations"][0]["toolExecutionNotifications"]) == 1_001
    assert notified(made) == [("note", "Of 1500 skipped files the first 1000 are listed.")]


def test_too_large_a_log_keeps_the_most_severe(
    run: Run, rules: Mapping[str, Rule], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sarif.SIZE_LIMIT == 10_000_000
    lesser = [finding(level=Level.NOTE, needle="name", message=f"{number * 7919:x} days.") for number in range(800)]
    made = report([*lesser, finding(level=Level.ERROR)])
    limit = len(zlib.compress(sarif.render(made, rules, RenderOptions()).encode())) // 2
    monkeypatch.setattr(sarif, "SIZE_LIMIT", limit)
    assert len(zlib.compress(sarif.render(made, rules, RenderOptions()).encode())) <= limit
    log = run(made)
    kept = [each["level"] for each in log["results"]]
    assert kept.count("error") == 1
    assert 100 < len(kept) < 800
    assert notified(log) == [
        ("warning", f"Of 801 results the {len(kept)} most severe are in this log, as GitHub takes no more.")
    ]


def test_what_is_said_about_the_run_stays_whatever_its_size(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "SIZE_LIMIT", 1)
    assert run(report([finding()]))["results"] == []
