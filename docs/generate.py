"""Write the generated pages under docs/rules/; `--check` only says whether they are up to date."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from aiact_lint import catalog, law
from aiact_lint.plugins import collect, manager
from aiact_lint.rule import Rule
from aiact_lint.rule_page import page

FOLDER = Path(__file__).parent / "rules"


def pages() -> Mapping[str, str]:
    """File name to text of every generated page."""
    tables = law.load()
    rules = catalog.load((), python_checks=collect(manager(installed=False)).checks)
    made = {f"{rule.id}.md": page(rule, tables) for rule in rules}
    made["README.md"] = _index(rules)
    return made


def _index(rules: tuple[Rule, ...]) -> str:
    lines = ["# Rules", "", "Generated from `rules/` by `python docs/generate.py`.", ""]
    lines += ["| rule | name | level in force | flaw |", "| --- | --- | --- | --- |"]
    lines += [f"| [{rule.id}]({rule.id}.md) | {rule.name} | {rule.level} | {rule.title} |" for rule in rules]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write or check; 1 where a page differs."""
    wanted = pages()
    present = {file.name for file in FOLDER.glob("*.md")}
    stale = sorted(present - wanted.keys())
    changed = [
        name
        for name, text in wanted.items()
        if name not in present or (FOLDER / name).read_text(encoding="utf-8") != text
    ]
    if "--check" in sys.argv[1:]:
        for name in (*changed, *stale):
            print(f"docs/rules/{name} is not up to date; run python docs/generate.py")
        return 1 if changed or stale else 0
    FOLDER.mkdir(exist_ok=True)
    for name in changed:
        (FOLDER / name).write_text(wanted[name], encoding="utf-8")
    for name in stale:
        (FOLDER / name).unlink()
    print(f"{len(changed)} pages written, {len(stale)} removed, {len(wanted)} in all")
    return 0


if __name__ == "__main__":
    sys.exit(main())
