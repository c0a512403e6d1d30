"""Write the generated pages under docs/; `--check` only says whether they are up to date."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from coverage_pages import article_pages, coverage_page

from aiact_lint import catalog, law
from aiact_lint.plugins import collect, manager
from aiact_lint.rule import Rule
from aiact_lint.rule_page import page

TOP = Path(__file__).parent
_FOLDERS = ("rules", "articles")
"""Folders that hold generated pages and nothing else."""


def pages() -> Mapping[str, str]:
    """Path below docs/ to text of every generated page."""
    tables = law.load()
    rules = catalog.load((), python_checks=collect(manager(installed=False)).checks)
    made = {f"rules/{rule.id}.md": page(rule, tables) for rule in rules}
    made["rules/README.md"] = _index(rules)
    made.update((f"articles/{name}", text) for name, text in article_pages(tables, rules).items())
    made["coverage.md"] = coverage_page(tables, rules)
    return made


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
