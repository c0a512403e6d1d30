"""The plugin contract: five hooks, each called once per run, each giving a list.

A plugin is a module or object with some of these functions, marked with `hookimpl` and registered under the entry point
group `aiact_lint`. Arguments are only ever added. Rules that need no code are better kept as data in a folder that the
config names under `rules:`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from aiact_lint.kinds import Kind
    from aiact_lint.parsers import Parser
    from aiact_lint.reporters import Reporter
    from aiact_lint.rule import PythonCheck

API_VERSION = 1
"""Raised when a hook changes in a way that old plugins notice."""

PROJECT = "aiact_lint"
"""Name of the pluggy project and of the entry point group."""

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


class Hooks:
    """What a plugin may provide."""

    @hookspec
    def aiact_parsers(self) -> list[Parser]:  # type: ignore[empty-body]
        """File formats."""

    @hookspec
    def aiact_kinds(self) -> list[Kind]:  # type: ignore[empty-body]
        """Kinds of file content."""

    @hookspec
    def aiact_rule_dirs(self) -> list[Path]:  # type: ignore[empty-body]
        """Folders of rules; these may name Python checks of the same plugin."""

    @hookspec
    def aiact_checks(self) -> list[tuple[str, PythonCheck]]:  # type: ignore[empty-body]
        """Python checks by the name that rule files use."""

    @hookspec
    def aiact_reporters(self) -> list[Reporter]:  # type: ignore[empty-body]
        """Output formats."""
