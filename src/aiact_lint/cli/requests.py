"""From options and config to the request of a run; what is asked for twice, the option wins."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from aiact_lint.cli import session

if TYPE_CHECKING:
    from datetime import date

    from aiact_lint.baseline import Baseline
    from aiact_lint.cli.session import Session
    from aiact_lint.run import Request


def build(
    ready: Session,
    paths: tuple[Path, ...],
    as_of: date,
    *,
    enforce: str | None = None,
    horizon: int | None = None,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    baseline: Path | None = None,
    diff: str | None = None,
    profile: str | None = None,
    jobs: int = 1,
) -> Request:
    """The request. Raises `session.UsageFailure` for rules, baselines and commits that do not exist."""
    from aiact_lint import changes
    from aiact_lint.catalog import unknown_words
    from aiact_lint.discover import UsageError
    from aiact_lint.run import Request

    config = ready.config
    if unknown := unknown_words(ready.rules, (*select, *ignore, *config.select, *config.ignore)):
        session.fail(f"no rule is called '{unknown[0]}'; `aiact-lint rules` lists them")
    file = baseline or config.baseline
    try:
        known = _baseline(file) if file is not None else None
        suffixes = [suffix for parser in ready.toolbox.parsers for suffix in parser.suffixes]
        changed = changes.since(diff, Path.cwd(), suffixes) if diff is not None else None
    except UsageError as error:
        session.fail(str(error))
    return Request(
        paths=paths or (Path(),),
        working_folder=Path.cwd(),
        as_of=as_of,
        config=config,
        enforce=enforce or config.enforce,
        horizon=config.horizon if horizon is None else horizon,
        select=select or (() if profile else config.select),
        ignore=(*ignore, *config.ignore),
        baseline=known,
        changes=changed,
        profile=profile or config.profile,
        jobs=jobs,
    )


def _baseline(file: Path) -> Baseline:
    from aiact_lint import baseline_file

    return baseline_file.load(file)
