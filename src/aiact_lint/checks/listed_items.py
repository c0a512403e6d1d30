"""One finding for all the items of a list in the Act that neither a document, a card nor a declared key shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import cast

from aiact_lint.checks.pages import Named, Page, card_pages, named_pages
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.rule import Problem, Scope, Unresolved
from aiact_lint.subjects import Place, Statement, Value
from aiact_lint.system import System

_MAX_TEXT = 500_000
"""Characters of one document that are searched."""


@dataclass(frozen=True, slots=True)
class _Item:
    """One item of the list: how to call it, the words that show it, the keys that state it."""

    title: str
    words: re.Pattern[str]
    keys: tuple[str, ...]
    limit: int | None = None
    """The time limit in days that the item asks for, if it does."""

    def shown_by(self, lines: Sequence[str]) -> bool:
        return any(self.words.search(line) for line in lines)


def listed_items(scope: Scope, spoken_for: Set[int] = frozenset()) -> Iterator[Problem | Unresolved]:
    """The items under `items` that are missing, but for those whose `limit` another rule speaks for.

    `files`: keys that name the documents. `cards`: model cards are searched too. `text`: running text counts, not only
    headings, list items and table cells. `needs`: a key that has to be stated at all. `without-pages`: the keys are
    judged also where no document can be read.
    """
    options, system = scope.rule.check.options, scope.system
    keys = cast("list[str]", options["files"])
    named = named_pages(system, scope.repository, keys)
    pages = (*named.pages, *(card_pages(system) if options.get("cards") else ()))
    needed = options.get("needs")
    if needed is not None and not system.claims(str(needed)):
        return
    if named.elsewhere and not named.pages:
        return  # what is named is kept where this run does not look
    if pages or options.get("without-pages") or named.unknown:
        yield from _judged(scope, named, pages, spoken_for)


def _judged(scope: Scope, named: Named, pages: Sequence[Page], spoken_for: Set[int]) -> Iterator[Problem | Unresolved]:
    system, options = scope.system, scope.rule.check.options
    lines = [line for page in pages for line in _lines(page, whole=bool(options.get("text")))]
    items = [item for item in _items(options) if item.limit not in spoken_for]
    open_items = [item for item in items if not item.shown_by(lines) and not _stated(system, item)]
    unknown = named.unknown or next((value for item in open_items if (value := _unknown(system, item))), None)
    missing = [item for item in open_items if _unknown(system, item) is None]
    if open_items and unknown is not None and (named.unknown or not missing):
        yield Unresolved(unknown.place, f"the value of '{unknown.value}' is not in the files")
    elif missing:
        titles = "; ".join(item.title for item in missing)
        message = scope.rule.message.replace("{name}", system.id).replace("{missing}", titles)
        yield Problem(_mark(scope, pages), message)


def _items(options: Mapping[str, object]) -> list[_Item]:
    return [
        _Item(
            str(each["title"]),
            re.compile(str(each["words"]), re.IGNORECASE),
            tuple(cast("list[str]", each.get("keys", []))),
            cast("int | None", each.get("limit")),
        )
        for each in cast("list[Mapping[str, object]]", options["items"])
    ]


def _lines(page: Page, *, whole: bool) -> list[str]:
    if whole:
        return [" ".join(page.text[:_MAX_TEXT].split())]
    return [" ".join(entry.split()) for entry in page.entries()]


def _stated(system: System, item: _Item) -> bool:
    return any(system.claims(key) for key in item.keys) and _unknown(system, item) is None


def _unknown(system: System, item: _Item) -> Value | None:
    """The value that would decide, where every statement of the item's keys is unknown."""
    stated = [statement.value for key in item.keys for statement in _below(system, key)]
    return stated[0] if stated and not any(value.known for value in stated) else None


def _below(system: System, key: str) -> list[Statement]:
    return [
        each for name, found in system.statements.items() if name == key or name.startswith(f"{key}.") for each in found
    ]


def _mark(scope: Scope, pages: Sequence[Page]) -> Place:
    """The statement that names the document, else the card's title, else where the missing keys belong."""
    return pages[0].named_at if pages else scope.system.place_for(scope.rule.check.at)
