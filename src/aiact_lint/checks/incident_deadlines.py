"""AIA727 and AIA728: an incident procedure with a wrong time limit, or without one (Art 73(2)-(4))."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aiact_lint.checks.listed_items import listed_items
from aiact_lint.checks.pages import Page, named_pages
from aiact_lint.finding import Level
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.rule import Problem, Scope, Unresolved
from aiact_lint.source import Span
from aiact_lint.subjects import Place

_KEYS = ("incidents.procedure", "incidents.evidence")
_WORDS = {
    "one": 1, "two": 2, "three": 3, "five": 5, "seven": 7, "ten": 10, "fourteen": 14, "fifteen": 15, "twenty": 20,
    "thirty": 30, "zwei": 2, "zehn": 10, "fünfzehn": 15, "dreißig": 30,
}  # fmt: skip
_DURATION = re.compile(
    rf"\b(\d{{1,3}}|{'|'.join(_WORDS)})(?:\s*\(\d{{1,3}}\))?[\s-]+(?:calendar[\s-]+)?(days?|hours?|tage?n?|stunden)\b",
    re.IGNORECASE,
)
_SEGMENT = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*+|#]|\d+[.)]))|(?<=[.;!?])\s+")
_PART = re.compile(r"[,;]|\s(?:and|or|but|und|oder)\s")
_LIMIT = re.compile(
    r"\b(?:within|in|after|up to|(?:no|not) later than|at the latest|latest|innerhalb von|binnen|in|nach|spätestens)"
    r"(?:\s+(?:the|a|period|of|maximum))*\s*$",
    re.IGNORECASE,
)
"""What stands before a time limit; "30 days after the report" has none."""
_MAX_TEXT = 200_000


@dataclass(frozen=True, slots=True)
class _Case:
    """A case of Art 73 and the days it allows from awareness."""

    words: re.Pattern[str]
    what: str
    days: int
    article: str


_CASES = (
    _Case(
        re.compile(r"\b(?:death|dies|died|deceased|fatal(?:ity|ities)?|tod(?:es\w*)?)\b", re.IGNORECASE),
        "the death of a person",
        10,
        "Art 73(4)",
    ),
    _Case(
        re.compile(
            r"\bcritical[\s-]+infrastructure|\bkritische\w*\s+infrastruktur|\bwidespread[\s-]+infringement",
            re.IGNORECASE,
        ),
        "a widespread infringement or critical infrastructure",
        2,
        "Art 73(3)",
    ),
)
_LONGEST = 15
_SERIOUS = re.compile(r"serious\s+incident|schwerwiegende\w*\s+vorf", re.IGNORECASE)
_REPORT = re.compile(r"report|notif|melde|meldung", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Flaw:
    """A wrong duration: where, why, and the limit in days that should stand there."""

    span: Span
    message: str
    limit: int
    level: Level | None = None
    """A warning where it is only shorter than it has to be."""


def deadlines(scope: Scope) -> Iterator[Problem]:
    """AIA727: sentences with one duration and one case; a limit that is another case's, or longer than the Act's."""
    for page, flaw in _flaws(scope):
        related = ((page.named_at, "named here"),)
        yield Problem(Place(page.document, exact=flaw.span), flaw.message, related=related, level=flaw.level)


def incomplete(scope: Scope) -> Iterator[Problem | Unresolved]:
    """AIA728: limits that are not there at all; where a wrong one stands in their place, AIA727 says so."""
    yield from listed_items(scope, frozenset(flaw.limit for _, flaw in _flaws(scope)))


def _flaws(scope: Scope) -> Iterator[tuple[Page, _Flaw]]:
    for page in named_pages(scope.system, scope.repository, _KEYS).pages:
        for span, text in _pieces(page):
            flaw = _flaw(text, span.start)
            if flaw is not None:
                yield page, flaw


def _pieces(page: Page) -> Iterator[tuple[Span, str]]:
    """Sentences, list items and table rows; a sentence with several durations in its parts."""
    start, text = page.span.start, page.text[:_MAX_TEXT]
    for at, end in _split(_SEGMENT, text, 0, len(text)):
        several = len(_DURATION.findall(text[at:end])) > 1
        parts = list(_split(_PART, text, at, end)) if several else [(at, end)]
        yield from ((Span(start + first, start + last), text[first:last]) for first, last in parts)


def _split(separator: re.Pattern[str], text: str, at: int, end: int) -> Iterator[tuple[int, int]]:
    for match in separator.finditer(text, at, end):
        yield at, match.start()
        at = match.end()
    yield at, end


def _flaw(text: str, start: int) -> _Flaw | None:
    """What is wrong with the duration of a piece of text that starts at an offset of its file."""
    durations = list(_DURATION.finditer(text))
    cases = [case for case in _CASES if case.words.search(text)]
    if len(durations) != 1 or len(cases) > 1:
        return None
    match = durations[0]
    days, span = _days(match), Span(start + match.start(), start + match.end())
    if cases:
        case = cases[0]
        swapped = any(days == other.days for other in _CASES if other is not case)
        if days > case.days or swapped:
            message = f"The text gives {match[0]} for {case.what}; {case.article} gives {case.days} days at most."
            if days < case.days:
                other = next(each for each in _CASES if each.days == days)
                message = f"{message[:-1]}, and {match[0]} are for {other.what}."
                return _Flaw(span, message, case.days, Level.WARNING)
            return _Flaw(span, message, case.days)
    elif days > _LONGEST and _SERIOUS.search(text) and _REPORT.search(text) and _LIMIT.search(text[: match.start()]):
        message = f"The text gives {match[0]} to report a serious incident; Art 73(2) gives {_LONGEST} days at most."
        return _Flaw(span, message, _LONGEST)
    return None


def _days(match: re.Match[str]) -> float:
    number = _WORDS.get(match[1].lower())
    days = float(match[1]) if number is None else float(number)
    return days / 24 if match[2].lower().startswith(("hour", "stunde")) else days
