"""`aiact-lint schema`: print a bundled JSON Schema."""

from __future__ import annotations

import click

from aiact_lint.cli.exit_status import ExitStatus

_FILES = {
    "declaration": "aiact.schema.json",
    "rule": "rule.schema.json",
    "config": "config.schema.json",
    "baseline": "baseline.schema.json",
    "report": "report.schema.json",
}


@click.command(name="schema", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("name", type=click.Choice(list(_FILES)))
def command(name: str) -> int:
    """Print the JSON Schema of aiact.yaml (declaration), rule files, the config, baselines or the JSON report."""
    from aiact_lint import bundled

    click.echo((bundled.root() / "schemas" / _FILES[name]).read_text(encoding="utf-8"), nl=False)
    return ExitStatus.CLEAN
