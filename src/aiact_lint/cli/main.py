"""Entry point: the group of commands, each imported only when it is called."""

from __future__ import annotations

import gc
import sys
from importlib import import_module

import click

from aiact_lint import __version__
from aiact_lint.cli.exit_status import ExitStatus

_COMMANDS = {
    "check": "lint files and folders (the default command)",
    "systems": "show the AI systems found and why their files belong together",
    "rules": "list the rules, or test a rule folder",
    "explain": "explain one rule: why, law, dates, how to satisfy it",
    "init": "draft an aiact.yaml from what is in the repository",
    "baseline": "write or update a baseline, so that only new findings are shown",
    "schema": "print a bundled JSON Schema",
}

_EPILOG = """\b
Exit status:
  0  nothing at or above --fail-on (default: error)
  1  findings
  2  wrong usage, config, rule file or plugin
  3  incomplete: a file of an AI system could not be read, or a rule crashed

A linter sees files, not compliance: no finding is no proof of conformity, and no output is legal advice.
"""


class _LazyGroup(click.Group):
    """Commands by name; `aiact-lint PATH` is `aiact-lint check PATH`."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"aiact_lint.cli.{cmd_name}").command
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {"--help", "-h", "--version", "-V"}
        if not args or (args[0] not in _COMMANDS and args[0] not in own):
            args = ["check", *args]
        return super().parse_args(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=_EPILOG,
    options_metavar="",
    subcommand_metavar="[COMMAND] [OPTIONS] [PATHS]...",
)
@click.version_option(__version__, "-V", "--version", prog_name="aiact-lint", message="%(prog)s %(version)s")
def cli() -> None:
    """Lint model cards, aiact.yaml, manifests and Terraform for what the EU AI Act asks a repository to show.

    Without a command, PATHS are linted ("." by default): `aiact-lint` is `aiact-lint check .`; see
    `aiact-lint check --help` for its options.
    """


def main() -> None:
    """Run the command line and exit."""
    gc.set_threshold(1_000_000, 20, 50)  # a run makes millions of objects that stay: looking at them finds nothing
    try:
        status = cli.main(standalone_mode=False)
    except click.exceptions.Exit as wanted:
        status = wanted.exit_code
    except click.ClickException as error:
        error.show()
        status = ExitStatus.USAGE
    except click.Abort:
        click.echo("Interrupted.", err=True)
        status = 130
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has gone; there is nobody to tell
        status = ExitStatus.INCOMPLETE
    gc.freeze()  # else the interpreter looks through all objects of the run once more before it ends: a tenth of a run
    sys.exit(status if isinstance(status, int) else ExitStatus.CLEAN)
