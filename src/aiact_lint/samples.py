"""Samples of a rule: `good/` yields nothing of it, `bad/` exactly what its comments expect.

Each file or folder directly under `good/` or `bad/` is one case, linted on its own with every duty in force. A comment
`expect: AIA502` (several ids by comma) on a line announces findings on that line; `unresolved: AIA502` announces that
the rule cannot decide there. Where a file takes no comments (JSON), a line of an `expect.txt` beside it says
`path:line: expect: AIA001`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from aiact_lint.config import Config
from aiact_lint.finding import Report
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.plugins import Toolbox
from aiact_lint.rule import Rule
from aiact_lint.run import Request, run

ALL_IN_FORCE = date(2031, 1, 1)
"""A day on which every duty of the law tables applies."""

_EXPECTED = re.compile(r"\b(expect|unresolved):[ \t]*([A-Z]{3}\d{3}(?:,[ \t]*[A-Z]{3}\d{3})*)")


@dataclass(frozen=True, slots=True)
class SampleOutcome:
    """What one case gave, against what it should."""

    case: Path
    problems: tuple[str, ...]


def run_samples(folder: Path, toolbox: Toolbox, rules: Sequence[Rule]) -> Iterator[SampleOutcome]:
    """All cases of the rules at or below a folder."""
    by_folder = {rule.folder.resolve(): rule for rule in rules}
    for file in sorted(folder.resolve().rglob("rule.yaml")):
        rule = by_folder.get(file.parent)
        if rule is None:
            yield SampleOutcome(file, ("the rule is not loaded; name its folder under `rules:` in the config",))
            continue
        for case in cases(file.parent):
            yield SampleOutcome(case, tuple(check_case(case, rule, toolbox, rules)))


def cases(folder: Path) -> list[Path]:
    """The cases of one rule folder."""
    return [
        case
        for group in ("good", "bad")
        if (folder / group).is_dir()
        for case in sorted((folder / group).iterdir())
        if not case.name.startswith(".")
    ]


def check_case(case: Path, rule: Rule, toolbox: Toolbox, rules: Sequence[Rule]) -> Iterator[str]:
    """Every way in which a case is not what it says, one line each."""
    root = case if case.is_dir() else case.parent
    alone = () if rule.check.subject is None else (rule.id,)  # what the run reports depends on the other rules
    request = Request((case,), root, ALL_IN_FORCE, Config(), "all", select=alone)
    report = run(request, toolbox, rules)
    wanted, seen = _announced(case, root, rule.id), _seen(report, rule.id)
    if case.parent.name == "bad" and not any(kind == "expect" for kind, *_ in wanted):
        yield "a case under bad/ has to expect a finding"
    if case.parent.name == "good" and any(kind == "expect" for kind, *_ in wanted):
        yield "a case under good/ may not expect a finding"
    for kind, path, line in (wanted - seen).elements():
        yield f"{path}:{line}: {rule.id} is announced ({kind}) but did not come"
    for kind, path, line in (seen - wanted).elements():
        yield f"{path}:{line}: {rule.id} came ({kind}) but is not announced"
    for error in report.errors:
        if error.what == "rule-crash":
            yield error.message


def _announced(case: Path, root: Path, rule_id: str) -> Counter[tuple[str, str, int]]:
    found: Counter[tuple[str, str, int]] = Counter()
    for file in sorted(case.rglob("*")) if case.is_dir() else [case]:
        if not file.is_file():
            continue
        path = file.relative_to(root).as_posix()
        for number, line in enumerate(file.read_bytes().decode("utf-8", "replace").splitlines(), 1):
            at, where = (path, number) if file.name != "expect.txt" else _elsewhere(line)
            for match in _EXPECTED.finditer(line):
                for word in match[2].split(","):
                    if word.strip() == rule_id:
                        found[match[1], at, where] += 1
    return found


def _elsewhere(line: str) -> tuple[str, int]:
    """`path:line: expect: AIA001` in an expect.txt."""
    path, number, _ = [*line.split(":", 2), "", "0"][:3]
    return path, int(number) if number.strip().isdigit() else 0


def _seen(report: Report, rule_id: str) -> Counter[tuple[str, str, int]]:
    found: Counter[tuple[str, str, int]] = Counter()
    for finding in report.findings:
        if finding.rule == rule_id:
            found["expect", finding.location.path, finding.location.region.line] += 1
    for each in report.inconclusive:
        if each.rule == rule_id:
            found["unresolved", each.location.path, each.location.region.line] += 1
    return found
