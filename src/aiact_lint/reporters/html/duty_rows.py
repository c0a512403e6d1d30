"""Duties gathered into the lines of the timeline: those that start on one day for one sort of system."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from aiact_lint.finding import Finding
from aiact_lint.law import Obligation
from aiact_lint.lazy_dataclass import dataclass

_TITLES = {
    "prohibited": "Prohibited practices",
    "all": "Every system",
    "gpai": "General-purpose models",
    "transparency": "Transparency",
    "high_risk": "High-risk systems",
    "annex_i": "High-risk through Annex I",
}
_MERGED = {"classification": "high_risk", "gpai_systemic": "gpai"}
_ANNEX_I = "annex_i"
_FEW = 3
"""So many points of Article 5(1) are named one by one."""
_PRACTICE = re.compile(r"5\(1\)\([a-z]+\)")
_ARTICLE = re.compile(r"(\d+)([a-z]?)(?![0-9])")


@dataclass(frozen=True, slots=True)
class Row:
    """One line."""

    start: date
    title: str
    articles: str
    """`Art 9–27, 43, 72`."""
    findings: tuple[Finding, ...]


def rows(duties: Iterable[Obligation], findings: Sequence[Finding]) -> tuple[Row, ...]:
    """The lines by date, each with the findings about its duties; a finding without a date is in none."""
    grouped: dict[tuple[date, str], list[Obligation]] = defaultdict(list)
    for duty in duties:
        regime = _MERGED.get(duty.regime, duty.regime)
        grouped[duty.applies_from, regime].append(duty)
        if duty.applies_from_annex_i is not None:
            grouped[duty.applies_from_annex_i, _ANNEX_I].append(duty)
    keys = sorted(grouped, key=lambda key: (key[0], list(_TITLES).index(key[1]) if key[1] in _TITLES else -1))
    placed: dict[tuple[date, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        if (key := _key(finding, keys, grouped)) is not None:
            placed[key].append(finding)
    return tuple(Row(key[0], _TITLES.get(key[1], key[1]), _articles(grouped[key]), tuple(placed[key])) for key in keys)


def _key(
    finding: Finding, keys: Sequence[tuple[date, str]], grouped: dict[tuple[date, str], list[Obligation]]
) -> tuple[date, str] | None:
    """The line of the finding's day that holds most of the law it cites."""
    candidates = [key for key in keys if key[0] == finding.applies_from]
    cited = set(finding.law)
    return max(candidates, key=lambda key: len(cited & {duty.id for duty in grouped[key]}), default=None)


def _articles(duties: Sequence[Obligation]) -> str:
    points = {point for duty in duties for point in _PRACTICE.findall(duty.article)}
    if 0 < len(points) <= _FEW:
        return f"Art {', '.join(sorted(points))}"
    found = {_first_article(duty.article) for duty in duties}
    numbers = sorted({number for number, letter in found if not letter})
    lettered = sorted(f"{number}{letter}" for number, letter in found if letter)
    return f"Art {', '.join((*_ranges(numbers), *lettered))}"


def _first_article(pinpoint: str) -> tuple[int, str]:
    match = _ARTICLE.match(pinpoint)
    return (int(match[1]), match[2]) if match else (0, pinpoint)


def _ranges(numbers: Sequence[int]) -> list[str]:
    """`[9, 10, 11, 43]` as `["9–11", "43"]`."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    return [str(span[0]) if len(span) == 1 else f"{span[0]}–{span[-1]}" for span in spans]
