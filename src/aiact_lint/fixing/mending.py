"""Which fixes can be made together, and what the files look like after them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from aiact_lint.document import Parsed
from aiact_lint.finding import Edit, Finding, Fix
from aiact_lint.fixing.splice import collides, spliced
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.parsers import Parser
from aiact_lint.source import SourceFile, UndecodableText, has_ending

Read = Callable[[str], SourceFile | None]
"""A file as it was linted; None where it may not be changed (a link, changed since)."""


@dataclass(frozen=True, slots=True)
class Mended:
    """Files after a round of fixes."""

    before: Mapping[str, SourceFile]
    after: Mapping[str, SourceFile]
    """The changed files, by path."""
    fixes: tuple[tuple[Finding, Fix], ...]
    """What was done."""


def mend(findings: Iterable[Finding], read: Read, parsers: Sequence[Parser], *, unsafe: bool) -> Mended:
    """Make the fixes that do not collide; what collides is left for the next round."""
    return _Mender(read, parsers).mend(findings, unsafe=unsafe)


def fixable(finding: Finding, *, unsafe: bool) -> Fix | None:
    """The fix that would be made for a finding."""
    return next((fix for fix in finding.fixes if fix.safe or unsafe), None)


class _Mender:
    def __init__(self, read: Read, parsers: Sequence[Parser]) -> None:
        self._read = read
        self._parsers = [(suffix, parser) for parser in parsers for suffix in parser.suffixes]
        self._sources: dict[str, SourceFile | None] = {}

    def mend(self, findings: Iterable[Finding], *, unsafe: bool) -> Mended:
        taken: list[tuple[Finding, Fix]] = []
        edits: dict[str, list[Edit]] = {}
        for finding in findings:
            fix = fixable(finding, unsafe=unsafe)
            if fix is None or not self._possible(fix):
                continue
            if not any(collides([each], edits.get(each.path, ())) for each in fix.edits):
                taken.append((finding, fix))
                for edit in fix.edits:
                    edits.setdefault(edit.path, []).append(edit)
        if not self._holds([fix for _, fix in taken]):
            taken = self._one_by_one(taken)
        return self._result(taken)

    def _possible(self, fix: Fix) -> bool:
        """Whether its files may be changed, and it changes something."""
        return bool(fix.edits) and all(self._source(each.path) is not None for each in fix.edits)

    def _one_by_one(self, given: Sequence[tuple[Finding, Fix]]) -> list[tuple[Finding, Fix]]:
        """Those that leave every file readable, each tried with the ones before it."""
        taken: list[tuple[Finding, Fix]] = []
        for finding, fix in given:
            if self._holds([*(each for _, each in taken), fix], only={edit.path for edit in fix.edits}):
                taken.append((finding, fix))
        return taken

    def _holds(self, fixes: Sequence[Fix], only: set[str] | None = None) -> bool:
        """Whether the changed files can still be read, and comments were all that changed where that was meant."""
        paths = {edit.path for fix in fixes for edit in fix.edits}
        return all(self._file_holds(path, fixes) for path in (paths if only is None else only))

    def _file_holds(self, path: str, fixes: Sequence[Fix]) -> bool:
        before = self._source(path)
        parser = next((parser for suffix, parser in self._parsers if has_ending(path, suffix)), None)
        if before is None or parser is None:
            return False
        old = parser.parse(before)
        new = parser.parse(spliced(before, (edit for fix in fixes for edit in fix.edits)))
        if len(new.failures) > len(old.failures) or len(new.documents) != len(old.documents):
            return False
        quiet = [edit for fix in fixes if fix.only_comments for edit in fix.edits]
        return not quiet or _data(parser.parse(spliced(before, quiet))) == _data(old)

    def _source(self, path: str) -> SourceFile | None:
        if path not in self._sources:
            self._sources[path] = _decodable(self._read(path))
        return self._sources[path]

    def _result(self, taken: Sequence[tuple[Finding, Fix]]) -> Mended:
        edits = [edit for _, fix in taken for edit in fix.edits]
        before = {path: source for path in sorted({each.path for each in edits}) if (source := self._source(path))}
        after = {path: spliced(source, edits) for path, source in before.items()}
        changed = {path: source for path, source in after.items() if source.data != before[path].data}
        return Mended({path: before[path] for path in changed}, changed, tuple(taken))


def _decodable(source: SourceFile | None) -> SourceFile | None:
    try:
        return source if source is None or source.text is not None else None
    except UndecodableText:
        return None


def _data(parsed: Parsed) -> list[object]:
    """What a file says; of Markdown its front matter, because comments are part of its text."""
    return [
        document.get(("front_matter",)) if document.language == "markdown" else document.data
        for document in parsed.documents
    ]
