"""What a config file is called, and which one a run has."""

from __future__ import annotations

from pathlib import Path

NAMES = ("aiact-lint.yaml", "aiact-lint.yml", ".aiact-lint.yaml", ".aiact-lint.yml")


def find(root: Path) -> Path | None:
    """The config file of a root folder, if it has one."""
    return next((root / name for name in NAMES if (root / name).is_file()), None)
