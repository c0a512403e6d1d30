"""What every command starts from: plugins, config, rules, the day; and how its errors are shown."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from aiact_lint.cli import cache_folder
from aiact_lint.cli.exit_status import ExitStatus
from aiact_lint.lazy_dataclass import dataclass

if TYPE_CHECKING:
    from aiact_lint.config import Config
    from aiact_lint.plugins import Manager, Toolbox
    from aiact_lint.rule import Rule


@dataclass(frozen=True)
class Session:
    """The parts of the program for one command."""

    manager: Manager
    toolbox: Toolbox
    config: Config
    rules: tuple[Rule, ...]


class UsageFailure(click.ClickException):
    """Anything that ends with exit status 2, told in one line."""

    exit_code = ExitStatus.USAGE

    def show(self, file: object = None) -> None:  # noqa: ARG002  # click's signature
        click.echo(f"error: {self.format_message()}", err=True)


def start(
    *,
    config_file: Path | None = None,
    plugins: bool = True,
    root: Path | None = None,
    keep: bool = True,
    paths: tuple[Path, ...] = (),
) -> Session:
    """Load plugins, config and rules. Raises `UsageFailure` with what is wrong and where.

    `keep`: use the cache, unless it lies below the current folder or one of `paths`.
    """
    from aiact_lint import cache, config_names
    from aiact_lint import config as configuration
    from aiact_lint.catalog import RuleFileError
    from aiact_lint.discover import UsageError
    from aiact_lint.plugins import PluginError, collect, manager
    from aiact_lint.run import load_rules

    cache.use(cache_folder.chosen(paths) if keep else None)
    try:
        made = manager(installed=plugins)
        toolbox = collect(made)
        chosen = config_file or config_names.find(root or Path())
        config = configuration.load(chosen)
        return Session(made, toolbox, config, load_rules(toolbox, config))
    except (PluginError, UsageError, RuleFileError, FileNotFoundError) as error:
        raise UsageFailure(str(error)) from error


def day(as_of: datetime | None) -> date:
    """The day of the run: `--as-of`, else today. The only reading of the clock."""
    return as_of.date() if as_of is not None else datetime.now().astimezone().date()


def fail(message: str) -> NoReturn:
    """End with exit status 2."""
    raise UsageFailure(message)
