"""`aiact-lint baseline`: write today's findings down, so that only new ones are shown from now on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aiact_lint.cli import requests, session
from aiact_lint.cli.exit_status import ExitStatus

if TYPE_CHECKING:
    from aiact_lint.finding import BaselineSummary


@click.command(name="baseline", context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--output",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The baseline (default: `baseline` in the config, else .aiact-baseline.json).",
)
@click.option(
    "--config", "config_file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Config file."
)
@click.option("--no-plugins", is_flag=True, help="Load no installed plugins.")
def command(paths: tuple[Path, ...], file: Path | None, config_file: Path | None, no_plugins: bool) -> int:
    """Write or update the baseline of PATHS: its findings stay quiet until their line changes.

    Entries whose finding is gone are dropped; reasons that you wrote into the file are kept. A file that cannot be read
    (AIA001) is never baselined.
    """
    from aiact_lint import baseline_file
    from aiact_lint.baseline import NAME
    from aiact_lint.cli.writing import write_whole
    from aiact_lint.discover import UsageError
    from aiact_lint.run import run

    ready = session.start(config_file=config_file, plugins=not no_plugins)
    file = file or ready.config.baseline or Path(NAME)
    working = Path.cwd().resolve()
    if outside := [path for path in paths if not path.resolve().is_relative_to(working)]:
        session.fail(f"{outside[0]}: lies outside this folder; write the baseline from a folder that holds all paths")
    ready = replace(ready, config=replace(ready.config, baseline=None))  # loaded here, where it may not exist yet
    try:
        old = baseline_file.load(file) if file.exists() else baseline_file.empty(file)
        request = replace(requests.build(ready, paths, session.day(None)), baseline=old)
        report = run(request, ready.toolbox, ready.rules)
    except UsageError as error:
        session.fail(str(error))
    summary = report.baseline
    if summary is None:  # a run that is given a baseline always compares with it
        raise AssertionError
    text = baseline_file.text(old.holding(summary.current, working))
    write_whole(file, text.encode("utf-8"))
    click.echo(_told(summary))
    for left_out in report.errors:
        where = left_out.path or left_out.rule
        click.echo(f"warning: {left_out.message} ({where}); what is known about it is kept", err=True)
    if ready.config.path is None or file != ready.config.baseline:
        click.echo(f"Use it with `--baseline {file}`, or `baseline: {file}` in aiact-lint.yaml.")
    return ExitStatus.INCOMPLETE if report.errors else ExitStatus.CLEAN


def _told(summary: BaselineSummary) -> str:
    count = len(summary.current)
    changes = [f"{summary.new} new" if summary.new else "", f"{len(summary.absent)} dropped" if summary.absent else ""]
    told = ", ".join(each for each in changes if each)
    return f"{summary.file}: {count} finding{'' if count == 1 else 's'}" + (f" ({told})" if told else "")
