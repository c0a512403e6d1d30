"""`aiact-lint explain`: one rule."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

import click

from aiact_lint.cli import session
from aiact_lint.cli.exit_status import ExitStatus


@click.command(name="explain", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("rule")
@click.option(
    "--config", "config_file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Config file."
)
@click.option("--no-plugins", is_flag=True, help="Load no installed plugins.")
def command(rule: str, config_file: Path | None, no_plugins: bool) -> int:
    """Explain RULE (an id such as AIA502, or a name): why, law, dates, how to satisfy it, samples."""
    from aiact_lint import law
    from aiact_lint.rule_page import page

    ready = session.start(config_file=config_file, plugins=not no_plugins)
    names = {name: each for each in ready.rules for name in (each.id, each.name)}
    found = names.get(rule) or names.get(rule.upper())
    if found is None:
        close = get_close_matches(rule.lower(), [name.lower() for name in names], n=1)
        hint = f"; did you mean '{close[0]}'?" if close else ""
        session.fail(f"no rule is called '{rule}'{hint} (`aiact-lint rules` lists them)")
    click.echo(page(found, law.load()), nl=False)
    return ExitStatus.CLEAN
