"""What the last run of the same command printed, for as long as nothing it looked at has changed.

Most commits touch no file that a run reads. The entry of a command holds what its outcome rests on (the answers that it
got about files, the config, rules of one's own, the baseline); if all of it is the same, so is what there is to say.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from aiact_lint import answers, bundled, cache, config_names, plugin_search
from aiact_lint.cli import cache_folder
from aiact_lint.discover import UsageError, discover
from aiact_lint.file_identity import Identity, identity

if TYPE_CHECKING:
    from aiact_lint.run import Request

_GROUP = "run"
_FORMATS = frozenset({"text", "json", "junit"})
"""The others link to a commit, or go to a forge, where no run follows another on the same files."""
_ALONE = ("outputs", "diff", "fix", "unsafe_fixes", "show_fixes", "no_cache", "verbose")
"""Options with which nothing is kept: they do more than print, or ask git."""


class Kept(NamedTuple):
    """What a run printed, and its exit status."""

    text: str
    status: int


class KeptRun:
    """The entry of one command in one folder on one day."""

    def __init__(self, options: Mapping[str, Any], day: date, look: tuple[bool, int]) -> None:
        """`options` as the command line has them; `look`: colour, and columns of the terminal."""
        self._paths: tuple[Path, ...] = options["paths"] or (Path(),)
        self._config: Path | None = options["config_file"]
        self._name = ""
        self.answers: answers.Answers | None = None
        """Is to take note of what the run asks; None where nothing is kept."""
        if options["format_"] not in _FORMATS or any(options[each] for each in _ALONE):
            return
        cache.use(cache_folder.chosen(self._paths))
        packages = plugin_search.packages_without_plugins() if cache.in_use() else None
        if packages is not None:
            asked = sorted((name, str(value)) for name, value in options.items())
            made_by = (packages, bundled.state())
            self._name = cache.key(str(Path.cwd()), asked, day.isoformat(), look, made_by)
            self.answers = answers.Answers()

    def find(self) -> Kept | None:
        """What the last run printed, if a run today would print the same."""
        entry = cast("tuple[Any, ...] | None", cache.load(_GROUP, self._name)) if self._name else None
        if entry is None:
            return None
        config, folders, files, outcome, text, status = entry
        if config != self._found_config() or files != _identities(files, folders):
            return None
        try:
            same = answers.still(outcome, lambda exclude, endings: discover(self._paths, Path.cwd(), exclude, endings))
        except UsageError:
            return None
        return Kept(text, status) if same else None

    def keep(self, request: Request, made: Kept) -> None:
        """Keep what a run printed, if all that it rests on is known."""
        if self.answers is None:
            return
        config, baseline = request.config.path, request.baseline
        named = [str(config)] if config is not None else []
        named += [baseline.file] if baseline is not None else []
        folders = [str(each) for each in request.config.rules]
        files = _identities(named, folders)
        outcome = self.answers.kept()
        if outcome is not None and all(map(self.answers.was_settled, files.values())):
            entry = (self._found_config(), folders, files, outcome, made.text, int(made.status))
            cache.save(_GROUP, self._name, entry)

    def _found_config(self) -> str | None:
        found = self._config or config_names.find(Path())
        return None if found is None else str(found)


def _identities(named: Iterable[str], folders: Iterable[str]) -> dict[str, Identity | None]:
    """What some files are, and all files below the folders of rules."""
    found = set(named)
    waiting = list(folders)
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    (waiting.append if entry.is_dir(follow_symlinks=False) else found.add)(entry.path)
        except OSError:
            continue
    return {file: identity(file) for file in sorted(found)}
