"""`aiact-lint systems`: the AI systems found, their files, and why these belong together."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from aiact_lint.cli import session
from aiact_lint.cli.exit_status import ExitStatus


@click.command(name="systems", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@click.option(
    "--config", "config_file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Config file."
)
@click.option("--no-plugins", is_flag=True, help="Load no installed plugins.")
def command(paths: tuple[Path, ...], format_: str, config_file: Path | None, no_plugins: bool) -> int:
    """Show each AI system in PATHS: class, roles, files, and how each file was linked."""
    from aiact_lint.discover import UsageError
    from aiact_lint.reporters.escape import visible
    from aiact_lint.run import Request, find_systems, summary

    ready = session.start(config_file=config_file, plugins=not no_plugins)
    request = Request(paths or (Path(),), Path.cwd(), session.day(None), ready.config)
    try:
        systems = [summary(system) for system in find_systems(request, ready.toolbox)]
    except UsageError as error:
        session.fail(str(error))
    if format_ == "json":
        click.echo(json.dumps([asdict(system) for system in systems], indent=2, ensure_ascii=False))
        return ExitStatus.CLEAN
    if not systems:
        click.echo("no AI system found")
    for system in systems:
        click.echo(f"{visible(system.id)}")
        click.echo(f"  class       {visible(system.risk_class or 'not stated')}")
        click.echo(f"  role        {visible(', '.join(system.roles))}")
        if system.annex_iii:
            click.echo(f"  Annex III   {visible(', '.join(system.annex_iii))}")
        if system.recognised:
            click.echo(f"  recognised  {', '.join(system.recognised)}")
        click.echo("  files")
        for file in system.files:
            click.echo(f"    {visible(file.path)}  {visible(file.what)}  ({visible(file.reason)})")
        click.echo()
    return ExitStatus.CLEAN
