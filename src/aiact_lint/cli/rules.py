"""`aiact-lint rules`: list the rules, or run the samples of a rule folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aiact_lint import law
from aiact_lint.cli import crosswalk, session
from aiact_lint.cli.exit_status import ExitStatus

if TYPE_CHECKING:
    from aiact_lint.rule import Rule

_SETTINGS = {"help_option_names": ["-h", "--help"]}


@click.group(name="rules", invoke_without_command=True, context_settings=_SETTINGS)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@click.option(
    "--config", "config_file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Config file."
)
@click.option("--no-plugins", is_flag=True, help="Load no installed plugins.")
@click.option(
    "--crosswalk",
    "framework",
    type=click.Choice(crosswalk.FRAMEWORKS),
    help="Per control of ISO/IEC 42001 or NIST AI RMF: the rules that cover it, and what it leaves of the Act.",
)
@click.pass_context
def command(
    context: click.Context, format_: str, config_file: Path | None, no_plugins: bool, framework: str | None
) -> int:
    """List all rules; `aiact-lint rules test DIR` runs the samples of a rule folder."""
    if context.invoked_subcommand is not None:
        return ExitStatus.CLEAN
    ready = session.start(config_file=config_file, plugins=not no_plugins)
    tables = law.load()
    if framework is not None and format_ == "json":
        click.echo(json.dumps(crosswalk.as_data(framework, tables, ready.rules), indent=2, ensure_ascii=False))
    elif framework is not None:
        click.echo("\n".join(crosswalk.as_text(framework, tables, ready.rules)))
    elif format_ == "json":
        click.echo(json.dumps([_as_data(rule, tables) for rule in ready.rules], indent=2, ensure_ascii=False))
    else:
        for rule in ready.rules:
            click.echo(f"{rule.id}  {rule.level:<7}  {rule.name:<34}  {rule.title}")
    return ExitStatus.CLEAN


@command.command(name="test", context_settings=_SETTINGS)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
def test(folder: Path) -> int:
    """Run the samples in FOLDER: good/ must be silent, bad/ must give what its comments expect."""
    from aiact_lint.samples import run_samples

    ready = session.start(plugins=True)
    failed = total = 0
    for outcome in run_samples(folder, ready.toolbox, ready.rules):
        total += 1
        if outcome.problems:
            failed += 1
            click.echo(f"FAIL {outcome.case}")
            for problem in outcome.problems:
                click.echo(f"     {problem}")
    if not total:
        session.fail(f"{folder}: no rule.yaml with samples in good/ or bad/ was found")
    click.echo(f"{total} samples, {failed} failed")
    return ExitStatus.FINDINGS if failed else ExitStatus.CLEAN


def _as_data(rule: Rule, tables: law.Law) -> dict[str, object]:
    return {
        "id": rule.id,
        "name": rule.name,
        "title": rule.title,
        "level": str(rule.level),
        "confidence": rule.confidence,
        "status": rule.status,
        "since": rule.since,
        "obligations": list(rule.obligations),
        "law": list(rule.law),
        "crosswalk": {each.key: list(each.entries(rule.obligations)) for each in tables.taxonomies[1:]},
        "dated": rule.dated,
        "remedy": rule.remedy,
    }
