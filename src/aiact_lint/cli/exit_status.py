"""Exit statuses; CI jobs rely on them."""

from __future__ import annotations

from enum import IntEnum


class ExitStatus(IntEnum):
    """What a run ends with."""

    CLEAN = 0
    """Nothing at or above the level of `--fail-on`."""
    FINDINGS = 1
    """Findings, and everything ran."""
    USAGE = 2
    """Usage, config, rule file or plugin error."""
    INCOMPLETE = 3
    """A file that bears on an AI system could not be read, or a rule crashed; wins over FINDINGS."""
