"""AIA007: texts that cite the Act as it was, as it was once drafted, or as it never was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from typing import cast

from aiact_lint.document import Document
from aiact_lint.evidence import stated_by
from aiact_lint.kinds.card_texts import texts
from aiact_lint.law import Law
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.lazy_pattern import compile_later
from aiact_lint.rule import Problem, Scope
from aiact_lint.source import Span
from aiact_lint.subjects import Place, TextRole

_SILENT_ROLES = frozenset((TextRole.NAME, TextRole.RESOURCE_TYPE))
_END = compile_later(
    r"(?<![ (]Art)(?<!\bNo)(?<!\bAbs)(?<!\blit)(?<!\bcf)(?<!e\.g)(?<!i\.e)[.!?][)\"”]?(?=\s+\S)|\n\s*\n"
)
_LONGEST = 20_000
"""Characters of one text that are read."""

_MOST = 20
"""Places of one text at which a citation is looked at."""

_FARTHEST = 600
"""Characters before and after a citation in which its sentence is looked for."""


@dataclass(frozen=True, slots=True)
class _Passage:
    """A piece of text: what is written, where it begins, and the titles above it."""

    place: Place
    start: int
    raw: str
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Citation:
    """A turn of phrase that is wrong in sentences that also say `about`, and none of `unless`."""

    words: str
    about: str
    unless: str
    """Patterns, compiled when a text asks for them: most say nothing of the Act."""
    message: str
    law: tuple[str, ...]


def outdated(scope: Scope) -> Iterator[Problem]:
    """One finding per wrong citation; a sentence that denies it or tells of the past is no citation."""
    options = scope.rule.check.options
    past = str(options["tells-of-the-past"])
    citations = [_citation(each) for each in cast(list[Mapping[str, object]], options["citations"])]
    seen: set[tuple[str, int]] = set()
    for passage in _passages(scope):
        for citation in citations:
            for match in islice(_compiled(citation.words).finditer(passage.raw), _MOST):
                sentence = _sentence_around(passage.raw, match.start(), match.end())
                if not _holds(citation, sentence) or any(
                    _compiled(past).search(each) for each in (sentence, *passage.headings)
                ):
                    continue
                span = Span(passage.start + match.start(), passage.start + match.end())
                if (passage.place.file, span.start) not in seen:
                    seen.add((passage.place.file, span.start))
                    message = _filled(citation.message, match[0], scope.law)
                    place = Place(passage.place.document, passage.place.path, exact=span)
                    yield Problem(place, message, law=citation.law)


def _holds(citation: _Citation, sentence: str) -> bool:
    return _compiled(citation.about).search(sentence) is not None and not _compiled(citation.unless).search(sentence)


def _filled(message: str, words: str, law: Law) -> str:
    """The words that were found, and the days from which high-risk duties apply."""
    duty = law.obligations["cls.determination"]
    days = {"{annex-iii}": duty.applies_from, "{annex-i}": duty.applies_from_annex_i}
    for name, day in days.items():
        message = message.replace(name, str(day))
    return message.replace("{words}", " ".join(words.split()))


def _passages(scope: Scope) -> Iterator[_Passage]:
    """The texts of the system, the words that its statements hold, and the documents that it names."""
    tokens = cast(list[str], scope.rule.check.options["tokens"])
    artifacts = [each for each in scope.system.artifacts if _holds_one(each.document, tokens)]
    for artifact in artifacts:
        yield from (_passage(text.place, text.headings) for text in artifact.texts if text.role not in _SILENT_ROLES)
        for statement in artifact.statements:
            value = statement.value
            if value.known and isinstance(value.value, str) and " " in value.value.strip():
                yield _passage(value.place)
    named = (target.path for artifact in scope.system.artifacts for _, target in stated_by(artifact))
    for path in dict.fromkeys(named):
        document = scope.repository.document(path)
        if document is not None and document.language == "markdown" and _holds_one(document, tokens):
            yield from (_passage(text.place, text.headings) for text in texts(document))


def _holds_one(document: Document, tokens: list[str]) -> bool:
    """Whether a file holds any of the words without which nothing is cited: most hold none."""
    return any(token in document.source.text for token in tokens)


def _passage(place: Place, headings: tuple[str, ...] = ()) -> _Passage:
    span = place.span
    return _Passage(place, span.start, place.document.source.slice(span)[:_LONGEST], headings)


def _sentence_around(raw: str, start: int, end: int) -> str:
    """The sentence in which a stretch stands; a title, list item or cell without a full stop is one."""
    first, last = max(0, start - _FARTHEST), min(len(raw), end + _FARTHEST)
    before = max((each.end() for each in _END.finditer(raw, first, start)), default=first)
    after = _END.search(raw, end, last)
    return raw[before : after.start() if after else last]


def _citation(entry: Mapping[str, object]) -> _Citation:
    return _Citation(
        str(entry["words"]),
        str(entry.get("about", "")),
        str(entry.get("unless", r"(?!)")),
        str(entry["message"]),
        tuple(cast(list[str], entry.get("law") or [])),
    )


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace(" |", "|"), re.IGNORECASE)  # YAML folds a line end into a space
