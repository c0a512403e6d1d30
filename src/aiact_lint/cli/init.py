"""`aiact-lint init`: draft an aiact.yaml from what is in the repository."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from aiact_lint.cli import requests, session
from aiact_lint.cli.exit_status import ExitStatus

_NAMES = ("aiact.yaml", "aiact.yml", ".aiact.yaml", ".aiact.yml")


@click.command(name="init", context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--output",
    "file",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    default="aiact.yaml",
    metavar="FILE",
    help="Where to write (default: aiact.yaml); - is stdout.",
)
@click.option("--dry-run", is_flag=True, help="Print the draft instead of writing it.")
@click.option("--force", is_flag=True, help="Replace an aiact.yaml that exists.")
@click.option(
    "--config", "config_file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Config file."
)
@click.option("--no-plugins", is_flag=True, help="Load no installed plugins.")
def command(
    paths: tuple[Path, ...], file: Path, dry_run: bool, force: bool, config_file: Path | None, no_plugins: bool
) -> int:
    """Draft an aiact.yaml for the AI systems in PATHS that none declares yet.

    The draft links the files of each system and asks, in comments, what a person has to decide. It never states a class
    and never says that anything is in order.
    """
    from aiact_lint import draft_text, drafting, law
    from aiact_lint.cli.writing import write_whole
    from aiact_lint.discover import UsageError
    from aiact_lint.reporters.summary import counted
    from aiact_lint.run import find_systems

    if dry_run or str(file) == "-":
        target = Path(_NAMES[0]) if str(file) == "-" else file
        dry_run = True
    else:
        target = file
        _refuse_existing(target, force=force)
    folder = _folder(target)
    ready = session.start(config_file=config_file, plugins=not no_plugins)
    old = f"/{folder}/{target.name}" if folder else f"/{target.name}"
    ready = replace(ready, config=replace(ready.config, exclude=(*ready.config.exclude, old), baseline=None))
    try:
        systems = find_systems(requests.build(ready, paths, session.day(None)), ready.toolbox)
    except UsageError as error:
        session.fail(str(error))
    drafts = drafting.drafts(systems, folder)
    known = drafting.declared(systems)
    if not drafts:
        click.echo("every AI system found is declared" if known else "no AI system found", err=dry_run)
        return ExitStatus.CLEAN
    text = draft_text.text(drafts, known, law.load())
    if dry_run:
        click.echo(text, nl=False)
        return ExitStatus.CLEAN
    write_whole(target, text.encode("utf-8"))
    click.echo(f"{target}: {counted(len(drafts), 'AI system')} drafted; what is TODO stands in its comments")
    return ExitStatus.CLEAN


def _refuse_existing(target: Path, *, force: bool) -> None:
    existing = next((name for name in (target.name, *_NAMES) if (target.parent / name).exists()), None)
    if existing == target.name and force:
        return
    if existing is not None:
        other = "--dry-run shows a draft" + ("; --force replaces it" if existing == target.name else "")
        session.fail(f"{target.parent / existing}: exists already; {other}")


def _folder(target: Path) -> str:
    """The folder of the declaration, relative to the working folder."""
    parent, working = target.resolve().parent, Path.cwd().resolve()
    if not parent.is_relative_to(working):
        session.fail(f"{target}: lies outside this folder, so it cannot name the files in it")
    folder = parent.relative_to(working).as_posix()
    return "" if folder == "." else folder
