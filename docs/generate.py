"""Write the generated pages and pictures of runs under docs/; `--check` only says whether they are up to date."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from coverage_pages import article_pages, coverage_page
from terminal_picture import picture

from aiact_lint import catalog, law
from aiact_lint.plugins import collect, manager
from aiact_lint.rule import Rule
from aiact_lint.rule_page import page

TOP = Path(__file__).parent
_FOLDERS = ("rules", "articles")
"""Folders that hold generated pages and nothing else."""
_SHOWN = ("--as-of", "2027-12-02", "--select", "AIA206,AIA502")
"""The run in the picture: few enough findings to read."""


def pages() -> Mapping[str, str]:
    """Path below docs/ to text of every generated page."""
    tables = law.load()
    rules = catalog.load((), python_checks=collect(manager(installed=False)).checks)
    made = {f"rules/{rule.id}.md": page(rule, tables) for rule in rules}
    made["rules/README.md"] = _index(rules)
    made.update((f"articles/{name}", text) for name, text in article_pages(tables, rules).items())
    made["coverage.md"] = coverage_page(tables, rules)
    made["pictures/findings.svg"] = picture(f"aiact-lint {' '.join(_SHOWN)}", _printed(*_SHOWN))
    return made


def _printed(*arguments: str) -> str:
    """What the command prints on the example with known flaws, in colour."""
    done = subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-m", "aiact_lint", *arguments, "--color", "always", "--no-plugins"],
        cwd=TOP.parent / "examples" / "cv-screener",
        env={name: value for name, value in os.environ.items() if name != "GITHUB_ACTIONS"},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    if done.returncode != 1:
        raise SystemExit(f"the run for the picture ended with status {done.returncode}: {done.stderr}")
    return done.stdout


def _index(rules: tuple[Rule, ...]) -> str:
    lines = ["# Rules", "", "Generated from `rules/` by `python docs/generate.py`.", ""]
    lines += ["| rule | name | level in force | flaw |", "| --- | --- | --- | --- |"]
    lines += [f"| [{rule.id}]({rule.id}.md) | {rule.name} | {rule.level} | {rule.title} |" for rule in rules]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write or check; 1 where a page differs."""
    wanted = pages()
    present = {f"{folder}/{file.name}" for folder in _FOLDERS for file in (TOP / folder).glob("*.md")}
    stale = sorted(present - wanted.keys())
    changed = [
        name
        for name, text in wanted.items()
        if not (TOP / name).is_file() or (TOP / name).read_text(encoding="utf-8") != text
    ]
    if "--check" in sys.argv[1:]:
        for name in (*changed, *stale):
            print(f"docs/{name} is not up to date; run python docs/generate.py")
        return 1 if changed or stale else 0
    for name in changed:
        (TOP / name).parent.mkdir(exist_ok=True)
        (TOP / name).write_text(wanted[name], encoding="utf-8")
    for name in stale:
        (TOP / name).unlink()
    print(f"{len(changed)} pages written, {len(stale)} removed, {len(wanted)} in all")
    return 0


if __name__ == "__main__":
    sys.exit(main())
