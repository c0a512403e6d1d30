"""Comments and config entries that keep findings quiet, and the ones that do not do what they seem to.

`# aiact-lint: ignore[AIA502] reason`, optionally with `until=2027-06-30`, on the marked line or the line above;
`<!-- aiact-lint: ignore[…] reason -->` in Markdown. A reason is mandatory, `[*]` is not allowed, and AIA001 cannot be
suppressed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from aiact_lint.config import ConfiguredSuppression
from aiact_lint.finding import Finding, Inconclusive, Location, Suppressed
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.lazy_pattern import compile_later
from aiact_lint.rule import Rule
from aiact_lint.source import SourceFile, Span

MARK = b"aiact-lint:"
"""Files without these bytes hold no suppression."""

UNSUPPRESSABLE = "AIA001"
"""An unreadable file stays visible: nobody knows what it holds."""

_RULE_ID = compile_later(r"[A-Z]{3}\d{3}")
_COMMENT = compile_later(
    r"(?P<open>\#|//|/\*|<!--)[ \t]*aiact-lint:[ \t]*ignore(?:\[(?P<rules>[^\]\r\n]{0,400})\])?(?P<rest>[^\r\n]*)"
)
_UNTIL = compile_later(r"(?:^|\s)until=(\S+)")


@dataclass(frozen=True, slots=True)
class Comment:
    """One suppression comment."""

    source: SourceFile
    span: Span
    line: int
    rules: tuple[str, ...]
    """Upper-case ids or kebab-case names; empty where the brackets are missing or empty."""
    reason: str
    until: date | None
    bad_until: str
    """An `until=` that is not a date."""


def comments(source: SourceFile) -> Iterator[Comment]:
    """The suppression comments of a file, in order."""
    if MARK not in source.data:
        return
    for match in _COMMENT.finditer(source.text):
        rest = match["rest"]
        if match["open"] == "<!--":
            rest = rest.partition("-->")[0]
        elif match["open"] == "/*":
            rest = rest.partition("*/")[0]
        end = match.start("rest") + len(rest.rstrip())
        until, bad = None, ""
        if (named := _UNTIL.search(rest)) is not None:
            try:
                until = date.fromisoformat(named[1])
            except ValueError:
                bad = named[1]
            rest = rest[: named.start()] + rest[named.end() :]
        rules = tuple(word.strip() for word in (match["rules"] or "").split(",") if word.strip())
        line = source.line_of(match.start())
        yield Comment(source, Span(match.start(), end), line, rules, rest.strip(" \t-–—:"), until, bad)


def comments_of(sources: Iterable[SourceFile]) -> tuple[Comment, ...]:
    """The suppression comments of some files."""
    return tuple(comment for source in sources for comment in comments(source))


@dataclass(frozen=True, slots=True)
class Flaw:
    """A suppression comment that does not work, for AIA003, AIA004 and AIA005."""

    rule: str
    comment: Comment
    message: str
    kept: tuple[str, ...] = ()
    """AIA003: the words of the comment that are of use."""


@dataclass(frozen=True, slots=True)
class Result:
    """Findings after suppression."""

    shown: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...]
    flaws: tuple[Flaw, ...]


def apply(
    findings: Iterable[Finding],
    found: Sequence[Comment],
    configured: Sequence[ConfiguredSuppression],
    rules: Sequence[Rule],
    as_of: date,
    every: Sequence[Rule] = (),
    undecided: Iterable[Inconclusive] = (),
) -> Result:
    """Split findings into shown and suppressed; comments that do not work or have no use are flaws.

    `rules` are those that ran, `every` all that there are: a comment for one that was left out is not called unused,
    nor is one beside a value that a rule could not judge.
    """
    names = _names((*rules, *every))
    flaws = [flaw for comment in found if (flaw := _flaw(comment, as_of)) is not None]
    broken = {id(flaw.comment) for flaw in flaws}
    by_line = {(comment.source.path, comment.line): comment for comment in reversed(found) if id(comment) not in broken}
    in_config = _Configured(configured, names, as_of)
    used: set[tuple[int, str]] = set()
    shown: list[Finding] = []
    suppressed: list[Suppressed] = []
    for finding in findings:
        comment = _matching(finding.rule, finding.location, finding.block_line, by_line, names)
        if comment is not None:
            used.add((id(comment), finding.rule))
            where = f"{comment.source.path}:{comment.line}"
            suppressed.append(Suppressed(finding, "inSource", comment.reason, where, comment.until))
        elif (entry := in_config.matching(finding)) is not None:
            suppressed.append(Suppressed(finding, "external", entry.reason, entry.where, entry.until))
        else:
            shown.append(finding)
    for each in undecided:
        if (comment := _matching(each.rule, each.location, None, by_line, names)) is not None:
            used.add((id(comment), each.rule))
    left_out = {rule.id for rule in every} - {rule.id for rule in rules}
    ran = {rule.id for rule in rules}
    for comment in by_line.values():
        idle = [
            word
            for word, rule in _idle(comment, used, names)
            # without the list of all rules, an id that did not run may be one that was left out
            if rule in ran or not _RULE_ID.fullmatch(rule) or (every and rule not in left_out)
        ]
        kept = tuple(word for word in comment.rules if word not in idle)
        flaws += (_no_use(comment, word, kept) for word in idle)
    return Result(tuple(shown), tuple(suppressed), tuple(flaws))


def _flaw(comment: Comment, as_of: date) -> Flaw | None:
    if not comment.rules or "*" in comment.rules:
        return Flaw("AIA004", comment, "The comment names no rule, so it suppresses nothing; write ignore[AIA…].")
    if not comment.reason:
        return Flaw("AIA004", comment, "The comment gives no reason, so it suppresses nothing.")
    if comment.bad_until:
        return Flaw(
            "AIA005", comment, f"'until={comment.bad_until}' is not a date (YYYY-MM-DD), so nothing is suppressed."
        )
    if comment.until is not None and comment.until < as_of:
        return Flaw("AIA005", comment, f"The comment expired on {comment.until.isoformat()}, so it suppresses nothing.")
    return None


def _matching(
    rule: str,
    location: Location,
    block_line: int | None,
    by_line: Mapping[tuple[str, int], Comment],
    names: Mapping[str, str],
) -> Comment | None:
    """The comment that names a rule, on the marked line, the first line of its block, or the line above either."""
    if rule == UNSUPPRESSABLE:
        return None
    for line in {location.region.line, block_line or location.region.line}:
        for number in (line, line - 1):
            comment = by_line.get((location.path, number))
            if comment is not None and rule in _ids(comment, names):
                return comment
    return None


def _ids(comment: Comment, names: Mapping[str, str]) -> set[str]:
    return {names.get(word, word.upper()) for word in comment.rules}


def _idle(comment: Comment, used: set[tuple[int, str]], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The words of a comment that suppressed nothing, each with the id it means."""
    for word in comment.rules:
        rule = names.get(word, word.upper())
        if (id(comment), rule) not in used:
            yield word, rule


def _no_use(comment: Comment, word: str, kept: tuple[str, ...]) -> Flaw:
    return Flaw("AIA003", comment, f"Nothing here is reported under '{word}', so the comment has no use.", kept)


def by_config(
    findings: Iterable[Finding], configured: Sequence[ConfiguredSuppression], rules: Iterable[Rule], as_of: date
) -> tuple[tuple[Finding, ...], tuple[Suppressed, ...]]:
    """Findings that no comment can reach (those about comments, say), shown and suppressed."""
    in_config = _Configured(configured, _names(rules), as_of)
    shown, suppressed = [], []
    for finding in findings:
        if (entry := in_config.matching(finding)) is not None:
            suppressed.append(Suppressed(finding, "external", entry.reason, entry.where, entry.until))
        else:
            shown.append(finding)
    return tuple(shown), tuple(suppressed)


def _names(rules: Iterable[Rule]) -> dict[str, str]:
    return {rule.name: rule.id for rule in rules}


class _Configured:
    """Suppressions of the config file, their patterns compiled when the first one is asked."""

    def __init__(self, entries: Sequence[ConfiguredSuppression], names: Mapping[str, str], as_of: date) -> None:
        self._entries = [
            (entry, tuple(names.get(word, word) for word in entry.rules), _paths(entry))
            for entry in entries
            if entry.until is None or entry.until >= as_of
        ]

    def matching(self, finding: Finding) -> ConfiguredSuppression | None:
        """The first entry that covers a finding."""
        if finding.rule == UNSUPPRESSABLE:
            return None
        for entry, rules, covers in self._entries:
            if finding.rule.startswith(rules) and covers(finding.location.path):
                return entry
        return None


def _paths(entry: ConfiguredSuppression) -> Callable[[str], bool]:
    from pathspec import GitIgnoreSpec  # only where the config suppresses something

    matches = GitIgnoreSpec.from_lines(entry.paths).match_file
    if not entry.folder:
        return matches
    below = f"{entry.folder}/"
    return lambda path: path.startswith(below) and matches(path[len(below) :])
