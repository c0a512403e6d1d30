"""Whole processes, measured by the operating system: CPU seconds and peak memory."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Case:
    """A command to measure, and what the runs of it took."""

    name: str
    command: Sequence[str]
    cwd: Path
    cache: str = "off"
    """`off`, `cold` (empty for every run), `warm` (filled by a run that is not counted) or `changed` (the same without
    what that run printed, as if a file had changed since)."""
    seconds: list[float] = field(default_factory=list)
    """User and system CPU time of each run."""
    peak: int = 0
    """MiB, the largest of all runs."""
    status: int = 0
    expected: tuple[int, ...] = (0, 1, 3)
    """Exit statuses of a run that did its work."""

    @property
    def best(self) -> float:
        """The run that was disturbed least."""
        return min(self.seconds)


def measure(cases: Sequence[Case], runs: int) -> None:
    """Run every case in turn, some times over, so that a change of the machine's speed meets all of them."""
    with tempfile.TemporaryDirectory(dir=Path.home(), prefix=".aiact-lint-benchmark-") as folder:
        warm = Path(folder, "warm")
        for case in cases:  # byte code and the page cache are warm for everyone
            _run(case, _environment(case, warm, Path(folder, "unused")))
        for number in range(runs):
            for case in cases:
                seconds, peak = _run(case, _environment(case, warm, Path(folder, f"cold-{number}-{id(case)}")))
                case.seconds.append(seconds)
                case.peak = max(case.peak, peak)


def _environment(case: Case, warm: Path, cold: Path) -> Mapping[str, str]:
    cache = {"off": "off", "cold": str(cold), "warm": str(warm), "changed": f"{warm}-changed"}[case.cache]
    if case.cache == "changed":
        for entry in Path(cache).glob("run-*"):
            entry.unlink()
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    return {**inherited, "AIACT_LINT_CACHE": cache, "NO_COLOR": "1"}


def _run(case: Case, environment: Mapping[str, str]) -> tuple[float, int]:
    process = subprocess.Popen(
        case.command, cwd=case.cwd, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = case.status = os.waitstatus_to_exitcode(status)
    if case.status not in case.expected:
        raise RuntimeError(f"{case.name}: exit status {case.status}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024
