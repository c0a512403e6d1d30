"""Processes that look at files beside this one, for trees in which there is much to look at.

They are this program again, started afresh on every platform alike: with the module folders of this process and none of
the current folder, which may be a stranger's. They are told paths and hand back plain data. A process that dies leaves
its files to whoever asked.
"""

from __future__ import annotations

import marshal
import sys
from collections import deque
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from aiact_lint import cache
from aiact_lint.search.look import Answer, Task
from aiact_lint.search.worker import receive_bytes, send

if TYPE_CHECKING:
    from queue import SimpleQueue
    from subprocess import Popen

_START = """\
import marshal, sys
sys.path[:] = marshal.load(sys.stdin.buffer)
from aiact_lint.search.worker import main
main()
"""
_MOST_DEATHS = 3
"""Processes that may die before no more are started."""
_AHEAD = 2
"""Chunks a process that are worked on or wait before this process has taken in what comes first."""

_Process: TypeAlias = "Popen[bytes] | None"
"""None: one that is not started."""


class Workers:
    """Up to so many processes, which are started when there is something to do for them."""

    def __init__(self, count: int, root: Path, looked_for: Mapping[str, tuple[bytes, ...]], *, digests: bool) -> None:
        """`root` of the tree; `looked_for`: signs by ending; `digests`: of all files, not only of those with a sign."""
        self._count = count
        self._settings = (str(root), dict(looked_for), str(cache.folder() or ""), digests)
        self._running: list[Popen[bytes]] = []
        self._deaths = 0
        self._closed = False

    def answers(self, chunks: Iterable[Sequence[Task]]) -> Generator[Mapping[int, Answer] | None]:
        """What was seen in the files of each chunk, by their number in it, chunks in order.

        A file without a sign is left out. None for a chunk whose process has died.
        """
        from concurrent.futures import Future, ThreadPoolExecutor  # a thread waits for each process
        from queue import SimpleQueue

        idle: SimpleQueue[_Process] = SimpleQueue()
        for _ in range(self._count):
            idle.put(None)
        threads = ThreadPoolExecutor(self._count)
        waiting: deque[Future[bytes | None]] = deque()
        try:
            for chunk in chunks:
                waiting.append(threads.submit(self._ask, chunk, idle))
                if len(waiting) > self._count * _AHEAD:
                    yield _decoded(waiting.popleft().result())
            while waiting:
                yield _decoded(waiting.popleft().result())
        finally:
            self._end()
            threads.shutdown(cancel_futures=True)
            self._end()  # one may have been started meanwhile

    def _ask(self, chunk: Sequence[Task], idle: SimpleQueue[_Process]) -> bytes | None:
        process = idle.get()
        answer = None
        try:
            if process is None and self._deaths < _MOST_DEATHS:
                process = self._start()
            if process is not None and process.stdin is not None and process.stdout is not None:
                send(process.stdin, [tuple(each) for each in chunk])
                answer = receive_bytes(process.stdout)
        except (OSError, ValueError):  # it is gone, or this run is being ended
            answer = None
        if process is not None and answer is None:
            self._deaths += 1
            process.kill()
            process = None
        idle.put(process)
        return answer

    def _start(self) -> Popen[bytes] | None:
        import subprocess

        if self._closed or not sys.executable or getattr(sys, "frozen", False):
            return None
        process = subprocess.Popen(  # noqa: S603  # this program, with fixed arguments
            [sys.executable, *_flags(), "-c", _START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._running.append(process)
        if process.stdin is not None:
            process.stdin.write(marshal.dumps(_module_folders()))
            send(process.stdin, self._settings)
        return process

    def _end(self) -> None:
        """End all processes: they have nothing to finish."""
        self._closed = True
        for process in self._running:
            process.kill()
        for process in self._running:
            process.wait()
            for stream in (process.stdin, process.stdout):
                with suppress(OSError, ValueError):
                    if stream is not None:
                        stream.close()


def _decoded(answers: bytes | None) -> dict[int, Answer] | None:
    if answers is None:
        return None
    given = marshal.loads(answers)  # noqa: S302  # from a process that we started
    return {at: Answer(*each) for at, each in given.items()}


def _flags() -> list[str]:
    """Nothing from the environment, the current folder or the user's own packages: the folders are handed over."""
    flags = ["-I", "-S"]
    if sys.flags.utf8_mode:
        flags += ["-X", "utf8"]
    return [*flags, "-B"] if sys.dont_write_bytecode else flags


def _module_folders() -> list[str]:
    """Where modules come from here, the current folder aside."""
    own = str(Path(__file__).resolve().parents[2])
    folders = [each for each in sys.path if Path(each).is_absolute()]
    return folders if own in folders else [*folders, own]
