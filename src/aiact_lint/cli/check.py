"""`aiact-lint check`: lint files and folders."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aiact_lint.cli import fixes, kept_runs, requests, session
from aiact_lint.cli.exit_status import ExitStatus

if TYPE_CHECKING:
    from aiact_lint.finding import BaselineSummary, Report

_WITH_CHECKOUT = frozenset({"sarif", "markdown", "html"})
"""Formats that link to the lines of the commit; git is asked for these only."""
_FROM_TOP = frozenset({"sarif", "github", "gitlab"})
"""Formats for forges, which know files by their paths in the repository."""
_WITH_LAW = frozenset({"html"})
_LEVELS = ("error", "warning", "note", "never")


def _words(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """`--select AIA1,AIA502 --select AIA7` as one tuple."""
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


def _jobs(_ctx: click.Context, _param: click.Parameter, value: str) -> int:
    """The number of processes; 0 for as many as pay."""
    if value == "auto":
        return 0
    if not value.isascii() or not value.isdigit() or value.strip("0") == "":
        raise click.BadParameter("write a number from 1, or auto")
    return int(value)


@click.command(name="check", context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_",
    default="text",
    metavar="FORMAT",
    help="Output on stdout: text (default), json, sarif, github, gitlab, junit, markdown, html.",
)
@click.option(
    "--output", "outputs", multiple=True, metavar="FORMAT=FILE", help="Also write this format to a file; repeatable."
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Judge by the law as it applies on this day (default: today).",
)
@click.option(
    "--enforce",
    type=click.Choice(["dated", "all"]),
    help="dated (default): duties count in full from their date; all: now.",
)
@click.option(
    "--horizon",
    type=click.IntRange(min=0),
    metavar="DAYS",
    help="Duties that start within DAYS are warnings (default: 180).",
)
@click.option("--fail-on", type=click.Choice(_LEVELS), help="Lowest level that gives exit status 1 (default: error).")
@click.option(
    "--profile",
    type=click.Choice(["starter", "default", "strict"]),
    help="Which rules run where --select names none (default: default, every stable rule).",
)
@click.option(
    "--select",
    multiple=True,
    callback=_words,
    metavar="RULES",
    help="Only these rules: ids, prefixes (AIA2) or names, comma-separated.",
)
@click.option("--ignore", multiple=True, callback=_words, metavar="RULES", help="All but these rules.")
@click.option(
    "--config",
    "config_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Config file (default: aiact-lint.yaml here).",
)
@click.option(
    "--baseline",
    "baseline_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Show only findings that are not in this file (`aiact-lint baseline` writes it).",
)
@click.option(
    "--diff",
    metavar="REF",
    help="Show only findings in lines that changed since the branch left REF (git); everything is still read.",
)
@click.option(
    "--sarif-include-suppressed",
    "include_suppressed",
    is_flag=True,
    help="Write suppressed findings into SARIF, with their reasons.",
)
@click.option("--fix", is_flag=True, help="Mend what can be mended safely, and report what is left.")
@click.option(
    "--unsafe-fixes", is_flag=True, help="With --fix or --show-fixes: also fixes that change what a file says."
)
@click.option("--show-fixes", is_flag=True, help="Print the fixes as a diff, and change nothing.")
@click.option(
    "--jobs",
    default="auto",
    callback=_jobs,
    metavar="N",
    help="Processes that read files: auto (default, more than one where there is much to read) or a number.",
)
@click.option("--no-plugins", is_flag=True, help="Load no installed plugins.")
@click.option("--no-cache", is_flag=True, help="Neither read nor write the cache (docs/cache.md).")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Colour in text output (default: auto).",
)
@click.option("-q", "--quiet", is_flag=True, help="One line a finding.")
@click.option("-v", "--verbose", is_flag=True, help="Also what was inconclusive, skipped and suppressed.")
def command(
    paths: tuple[Path, ...],
    format_: str,
    outputs: tuple[str, ...],
    as_of: datetime | None,
    enforce: str | None,
    horizon: int | None,
    fail_on: str | None,
    profile: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    config_file: Path | None,
    baseline_file: Path | None,
    diff: str | None,
    include_suppressed: bool,
    fix: bool,
    unsafe_fixes: bool,
    show_fixes: bool,
    jobs: int,
    no_plugins: bool,
    no_cache: bool,
    color: str,
    quiet: bool,
    verbose: bool,
) -> int:
    """Lint PATHS ("." by default) and report what the files do not show.

    \b
    Examples:
      aiact-lint
      aiact-lint deploy/ models/ --as-of 2027-12-02
      aiact-lint --format github --output sarif=aiact.sarif
      aiact-lint --enforce all --fail-on warning
    """
    today = session.day(as_of)
    coloured, width = _colour(color), _width()
    kept = kept_runs.KeptRun(click.get_current_context().params, today, (coloured, width))
    if (known := kept.find()) is not None:
        click.echo(known.text, nl=False, color=coloured)
        return known.status

    from aiact_lint import law
    from aiact_lint.cli.checkout import checkout, prefix
    from aiact_lint.cli.progress import progress
    from aiact_lint.discover import UsageError
    from aiact_lint.plugins import reporters
    from aiact_lint.reporters import RenderOptions
    from aiact_lint.reporters.rooted import from_top
    from aiact_lint.run import run

    ready = session.start(config_file=config_file, plugins=not no_plugins, keep=not no_cache, paths=paths)
    formats = reporters(ready.manager)
    targets = _targets(outputs, format_, tuple(formats))
    config = ready.config
    request = requests.build(
        ready,
        paths,
        today,
        enforce=enforce,
        horizon=horizon,
        select=select,
        ignore=ignore,
        baseline=baseline_file,
        diff=diff,
        profile=profile,
        jobs=jobs,
    )
    if unsafe_fixes and not (fix or show_fixes):
        session.fail("--unsafe-fixes goes with --fix, or with --show-fixes to look at them first")
    try:
        if fix and not show_fixes:
            report = fixes.made(request, ready, unsafe=unsafe_fixes)
        else:
            told = None if quiet else progress()
            report = run(replace(request, progress=told, answers=kept.answers), ready.toolbox, ready.rules)
    except UsageError as error:
        session.fail(str(error))
    if show_fixes:
        click.echo(fixes.shown(request, ready, report, unsafe=unsafe_fixes), nl=False)
        return status(report, fail_on or config.fail_on)
    by_id = {rule.id: rule for rule in ready.rules}
    wanted = {format_, *(name for name, _ in targets)}
    tables = law.load()
    root = report.root or Path.cwd()
    top = checkout(root) if wanted & _WITH_CHECKOUT else None
    seen = from_top(report, top.prefix if top else prefix(root)) if wanted & _FROM_TOP else report
    plain = RenderOptions(
        articles={each.id: each.article for each in tables.obligations.values()},
        include_suppressed=include_suppressed,
        checkout=top,
        fail_on=fail_on or config.fail_on,
        duties=tables.duties if wanted & _WITH_LAW else (),
        names=tables.short_names if wanted & _WITH_LAW else {},
        taxonomies=tables.taxonomies if "sarif" in wanted else (),
    )
    options = replace(plain, colour=coloured, verbosity=verbose - quiet, width=width)
    for name, file in targets:
        _write(file, formats[name].render(seen if name in _FROM_TOP else report, by_id, plain))
    shown = seen if format_ in _FROM_TOP else report
    text = formats[format_].render(shown, by_id, options)
    click.echo(text, nl=False, color=coloured)
    if verbose and report.baseline is not None and report.baseline.absent:
        click.echo(_stale(report.baseline), err=True)
    ended = status(report, fail_on or config.fail_on)
    if all(each.path for each in report.errors):  # a rule that crashed may run the next time
        kept.keep(request, kept_runs.Kept(text, ended))
    return ended


def status(report: Report, fail_on: str) -> ExitStatus:
    """The exit status of a finished run."""
    from aiact_lint.finding import Level

    if report.errors:
        return ExitStatus.INCOMPLETE
    if fail_on == "never":
        return ExitStatus.CLEAN
    threshold = Level(fail_on).rank
    return ExitStatus.FINDINGS if any(each.level.rank >= threshold for each in report.findings) else ExitStatus.CLEAN


def _stale(baseline: BaselineSummary) -> str:
    """What has been mended since the baseline was written."""
    gone = len(baseline.absent)
    what = "1 entry is" if gone == 1 else f"{gone} entries are"
    return f"{baseline.file}: {what} no longer found; `aiact-lint baseline` drops what is gone"


def _targets(outputs: tuple[str, ...], format_: str, known: tuple[str, ...]) -> list[tuple[str, Path]]:
    """`FORMAT=FILE` pairs, checked before anything runs."""
    if format_ not in known:
        session.fail(f"there is no format '{format_}'; choose one of {', '.join(known)}")
    targets = []
    for output in outputs:
        name, separator, file = output.partition("=")
        if not separator or not file:
            session.fail(f"--output {output}: write FORMAT=FILE, such as sarif=aiact.sarif")
        if name not in known:
            session.fail(f"--output {output}: there is no format '{name}'; choose one of {', '.join(known)}")
        targets.append((name, Path(file)))
    return targets


def _write(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        session.fail(f"{file}: cannot be written: {error.strerror or error}")


def _width() -> int:
    """Columns of the terminal; a wide default where there is none, so that logs are not cut."""
    return max(60, os.get_terminal_size().columns) if sys.stdout.isatty() else 160


def _colour(choice: str) -> bool:
    """Whether to colour: as asked, else on a terminal unless NO_COLOR or TERM=dumb say no (FORCE_COLOR says yes)."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()
