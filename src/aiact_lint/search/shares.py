"""How files are shared out among processes, and whether that pays."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence

from aiact_lint.discover import Tree
from aiact_lint.search.look import Task

_PER_FILE = 4_000
"""What looking at a file costs beside its bytes, in bytes."""
_PAYS = 300_000_000
"""Bytes to look at, two seconds for one process, from which more are started; docs/decisions/0007-speed.md says why."""
_MOST_BY_ITSELF = 4
"""Processes that a run starts unless it is told how many."""
_CHUNKS = 8
"""Chunks for each process: with few, one of them waits long for the other."""
_SMALLEST, _LARGEST = 200_000, 4_000_000
"""Bytes of a chunk."""


def weigh(tree: Tree, paths: Iterable[str]) -> list[int]:
    """What there is to look at in each file, in bytes."""
    identities = (tree.identity(path) for path in paths)
    return [_PER_FILE + (about[0] if about is not None else 0) for about in identities]


def processes(weight: int) -> int:
    """How many pay for so many bytes; 1 is none beside this one."""
    return min(_processors(), _MOST_BY_ITSELF) if weight >= _PAYS else 1


def _processors() -> int:
    """Those that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def shared_out(tasks: Sequence[Task], weights: Sequence[int], count: int) -> Iterator[Sequence[Task]]:
    """Tasks in chunks of about the same weight, in order."""
    enough = min(max(sum(weights) // (count * _CHUNKS), _SMALLEST), _LARGEST)
    chunk: list[Task] = []
    weight = 0
    for task, own in zip(tasks, weights, strict=True):
        chunk.append(task)
        weight += own
        if weight >= enough:
            yield chunk
            chunk, weight = [], 0
    if chunk:
        yield chunk
