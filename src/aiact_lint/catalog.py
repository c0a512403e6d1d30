"""Rule folders to rules.

A rule folder holds `rule.yaml`, `doc.md`, `good/` and `bad/`. The rules that ship are checked against
`schemas/rule.schema.json` when the project is built; rule folders of others are checked when they are loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import cast

from aiact_lint import bundled
from aiact_lint.finding import Level
from aiact_lint.rule import Applies, Check, Rule, RuleFix
from aiact_lint.rule_files import Data, RuleFileError, Trust, below
from aiact_lint.subjects import SubjectKind

__all__ = ["RuleFileError", "load", "select", "unknown_words"]


def load(
    folders: Sequence[Path], *, plugin_folders: Sequence[Path] = (), python_checks: Iterable[str] = ()
) -> tuple[Rule, ...]:
    """The bundled rules, those of installed plugins, and those of further folders, by id.

    `folders` are rule folders named by a config: declarative only, so a `python:` body in one is an error. Raises
    `RuleFileError` for an invalid file, a duplicate id or a Python check that does not exist.
    """
    rules: dict[str, Rule] = {}
    checks = frozenset(python_checks)
    for file, data in (*_bundled_rules(), *below(plugin_folders, Trust.PLUGIN), *below(folders, Trust.CONFIG)):
        rule = _rule(data, file)
        if rule.id in rules:
            raise RuleFileError(f"{file}: rule id {rule.id} is already taken by {rules[rule.id].folder / 'rule.yaml'}")
        if rule.check.python and rule.check.python not in checks:
            raise RuleFileError(f"{file}: no Python check is called '{rule.check.python}'")
        rules[rule.id] = rule
    return tuple(sorted(rules.values(), key=lambda rule: rule.id))


def _bundled_rules() -> Iterator[tuple[str, Data]]:
    for file in bundled.rule_files():
        try:
            yield str(file), cast(Data, bundled.table(file))
        except ValueError as error:
            raise RuleFileError(str(error)) from error


_LEVELS = {str(each): each for each in Level}
_SUBJECTS = {str(each): each for each in SubjectKind}


def _rule(data: Data, file: str) -> Rule:
    return Rule(
        id=str(data["id"]),
        name=str(data["name"]),
        title=str(data["title"]),
        level=_LEVELS[str(data["level"])],
        confidence=str(data.get("confidence", "high")),
        status=str(data.get("status", "stable")),
        since=str(data.get("since", "")),
        message=str(data["message"]),
        remedy=str(data.get("remedy", "")),
        obligations=_texts(data.get("obligations")),
        law=_texts(data.get("law")),
        dated=bool(data.get("dated", True)),
        applies=_applies(cast("Data | None", data.get("applies"))),
        check=_check(cast(Data, data["check"])),
        false_positives=_texts(data.get("false-positives")),
        fix=_fix(cast("Data | None", data.get("fix"))),
        folder=Path(file[: -len("/rule.yaml")]),
    )


def _applies(data: Data | None) -> Applies:
    if not data:
        return _TO_ALL
    return Applies(
        risk_class=_texts(data.get("risk-class")),
        role=_texts(data.get("role")),
        annex_iii=_texts(data.get("annex-iii")),
        gpai=_texts(data.get("gpai")),
    )


_TO_ALL = Applies()


def _check(data: Data) -> Check:
    subject = data.get("for")
    return Check(
        subject=_SUBJECTS[str(subject)] if subject else None,
        when=str(data.get("when", "")),
        assertion=str(data.get("assert", "")),
        schema=cast("Data | None", data.get("schema")),
        python=str(data.get("python", "")),
        options=cast(Data, data.get("with") or {}),
        at=_texts(data.get("at")),
    )


def _fix(data: Data | None) -> RuleFix | None:
    return RuleFix(str(data["fact"]), str(data["to"]), _texts(data["in"])) if data else None


def _texts(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(str(item) for item in value) if isinstance(value, list) else (str(value),)


def select(rules: Iterable[Rule], chosen: Sequence[str], ignored: Sequence[str]) -> tuple[Rule, ...]:
    """The rules to run: all but the ignored ones, or only the chosen ones; ids, id prefixes (`AIA2`) or names."""

    def named(rule: Rule, words: Sequence[str]) -> bool:
        return any(rule.name == word or rule.id == word or _prefix(word, rule.id) for word in words)

    return tuple(rule for rule in rules if (not chosen or named(rule, chosen)) and not named(rule, ignored))


def unknown_words(rules: Iterable[Rule], words: Iterable[str]) -> tuple[str, ...]:
    """Words of `--select` or `--ignore` that name no rule."""
    known = tuple(rules)
    return tuple(word for word in words if not any(rule.name == word or _prefix(word, rule.id) for rule in known))


def _prefix(word: str, rule_id: str) -> bool:
    return re.fullmatch(r"[A-Z]{3}\d{0,3}", word) is not None and rule_id.startswith(word)
