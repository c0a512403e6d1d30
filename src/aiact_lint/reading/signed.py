"""The files of a tree that hold a sign, looked for in this process, or with workers beside it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING, TypeAlias

from aiact_lint import kept_documents
from aiact_lint.file_memory import FileMemory
from aiact_lint.finding import Skipped
from aiact_lint.module_folders import ModuleFolders
from aiact_lint.parsers import Parser
from aiact_lint.reading.files import Files
from aiact_lint.search.signs import Signs
from aiact_lint.source import ending_of

if TYPE_CHECKING:
    from aiact_lint.search.look import Answer, Task

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many files of how many have been looked at."""

_ELSEWHERE = frozenset({"yaml", "markdown", "json", "template", "dotenv"})
"""Parsers of files that workers look at: what a Terraform file calls is noted here whether it holds a sign or not."""


_FEW = 20
"""Files for which no process is ever started."""
_SAMPLE = 500
"""Files by whose size that of all is estimated."""
_MOST = 64
"""Processes, whatever is asked for."""


class SignedFiles:
    """Looks through the files of a tree, which are in memory one at a time, and parses those with a sign."""

    def __init__(self, files: Files, signs: Signs, memory: FileMemory, modules: ModuleFolders) -> None:
        self._files = files
        self._signs = signs
        self._memory = memory
        self._modules = modules

    def parse(self, jobs: int = 1, progress: Progress | None = None) -> Iterator[str]:
        """Parse the files that hold bytes of a sign, and say which; all others go no further.

        `jobs`: processes to do so with; 0 for as many as pay.
        """
        paths = self._files.tree.files
        with closing(self._by_workers(jobs)) as elsewhere:
            following = next(elsewhere, None)
            for number, path in enumerate(paths, 1):
                if following is not None and following[0] == path:
                    sign = self._take(path, following[1])
                    following = next(elsewhere, None)
                else:
                    sign = self._parse_if_signed(path)
                if sign:
                    yield path
                if progress is not None:
                    progress(number, len(paths))

    def _parse_if_signed(self, path: str) -> bool:
        if self._files.is_seen(path) or not self._signs.of(path):
            return False
        idle = self._memory.is_idle(path)
        if idle and not self._modules.wants(path):
            return False
        before = self._memory.identity(path)
        source = self._files.load(path)
        if source is None:
            return False
        self._modules.note(path, source.data)
        if idle:
            return False
        known = self._memory.holds_sign(source, before)
        sign = self._signs.are_in(source) if known is None else known
        if self._memory.needs_digests:
            self._memory.note(path, before, source.digest, sign=sign)
        if sign:
            self._files.charts.want(path)
            self._files.parse(path, loaded=source)
        return sign

    def _by_workers(self, jobs: int) -> Generator[tuple[str, Answer | None]]:
        """What workers saw of files, in order; None of files that one has left by dying."""
        if jobs == 1 or len(self._files.tree.files) < _FEW:
            return
        from aiact_lint.search.shares import processes, shared_out, weigh

        count = min(jobs, _MOST) or processes(self._estimate())
        if count == 1:
            return
        paths = self._for_workers(self._files.tree.files)
        if len(paths) < _FEW:
            return
        from aiact_lint.search.look import Answer
        from aiact_lint.search.workers import Workers

        nothing = Answer()
        weights = weigh(self._files.tree, paths)
        workers = Workers(count, self._files.tree.root, self._signs.by_ending, digests=self._memory.needs_digests)
        shares = list(shared_out([self._task(path) for path in paths], weights, count))
        with closing(workers.answers(shares)) as given:  # an interrupted run ends them at once
            for share, answers in zip(shares, given, strict=True):
                for at, task in enumerate(share):
                    yield task.path, None if answers is None else answers.get(at, nothing)

    def _estimate(self) -> int:
        """About how many bytes are to be looked at, from some of the files: asking for all would slow every run."""
        from aiact_lint.search.shares import weigh

        every = self._files.tree.files
        step = max(1, len(every) // _SAMPLE)
        return step * sum(weigh(self._files.tree, self._for_workers(every[::step])))

    def _for_workers(self, paths: Iterable[str]) -> list[str]:
        """Files that have to be read to know what is in them, and that nothing but their signs counts of."""
        parsers = self._files.parsers
        possible = {each for each in parsers if self._signs.by_ending[each] and parsers[each].name in _ELSEWHERE}
        return [
            path
            for path in paths
            if ending_of(path, parsers) in possible and not self._files.is_seen(path) and not self._memory.knows(path)
        ]

    def _task(self, path: str) -> Task:
        from aiact_lint.search.look import Task

        parser = self._files.parser_of(path)
        is_left_here = parser is None or not _is_built_in(parser) or self._files.charts.is_template(path)
        seen = self._memory.last_seen(path) or (b"", False)
        return Task(path, "" if is_left_here or parser is None else parser.name, *seen)

    def _take(self, path: str, answer: Answer | None) -> bool:
        """Take over what a worker saw, as if it had been seen here."""
        if answer is None:
            return self._parse_if_signed(path)
        if answer.skipped:
            self._files.library.skip(Skipped(path, answer.skipped))
            return False
        source = self._files.load(path) if answer.sign else None
        if answer.sign and (source is None or answer.identity != self._files.tree.identity(path)):
            return self._parse_if_signed(path)  # it has changed meanwhile
        self._memory.note(path, answer.identity, answer.digest, sign=answer.sign)
        if source is None:
            return False
        if answer.digest:
            source.known_by(answer.digest)
        self._files.charts.want(path)
        parsed = kept_documents.of_plain(answer.parsed, source) if answer.parsed is not None else None
        self._files.parse(path, loaded=source, parsed=parsed)
        return True


def _is_built_in(parser: Parser) -> bool:
    """Whether a worker has the same parser: plugins are not loaded there."""
    return str(getattr(parser.parse, "__module__", "")).startswith("aiact_lint.")
