"""Rule folders to rules.

A rule folder holds `rule.yaml`, `doc.md`, `good/` and `bad/`. The rules that ship are checked against
`schemas/rule.schema.json` when the project is built; rule folders of others are checked when they are loaded.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import TypeAlias, cast

from aiact_lint import bundled, cache
from aiact_lint.checks import expression
from aiact_lint.checks.shape import schema, shape_errors
from aiact_lint.document import Document
from aiact_lint.finding import Level
from aiact_lint.parsers import yaml_
from aiact_lint.rule import Applies, Check, Rule, RuleFix
from aiact_lint.source import SourceFile
from aiact_lint.subjects import SubjectKind

_Data: TypeAlias = Mapping[str, object]


class RuleFileError(Exception):
    """A rule file that cannot be used; the message names file and line."""


def load(
    folders: Sequence[Path], *, plugin_folders: Sequence[Path] = (), python_checks: Iterable[str] = ()
) -> tuple[Rule, ...]:
    """The bundled rules, those of installed plugins, and those of further folders, by id.

    `folders` are rule folders named by a config: declarative only, so a `python:` body in one is an error. Raises
    `RuleFileError` for an invalid file, a duplicate id or a Python check that does not exist.
    """
    rules: dict[str, Rule] = {}
    checks = frozenset(python_checks)
    for file, data in (
        *_bundled_rules(),
        *_rules_of(plugin_folders, _Trust.PLUGIN),
        *_rules_of(folders, _Trust.CONFIG),
    ):
        rule = _rule(data, file.parent)
        if rule.id in rules:
            raise RuleFileError(f"{file}: rule id {rule.id} is already taken by {rules[rule.id].folder / 'rule.yaml'}")
        if rule.check.python and rule.check.python not in checks:
            raise RuleFileError(f"{file}: no Python check is called '{rule.check.python}'")
        rules[rule.id] = rule
    return tuple(sorted(rules.values(), key=lambda rule: rule.id))


class _Trust(Enum):
    """Who wrote a rule folder."""

    PLUGIN = "plugin"
    CONFIG = "config"


def _bundled_rules() -> Iterator[tuple[Path, _Data]]:
    for file in bundled.rule_files():
        try:
            yield file, cast(_Data, bundled.table(file))
        except ValueError as error:
            raise RuleFileError(str(error)) from error


def _rules_of(folders: Sequence[Path], trust: _Trust) -> Iterator[tuple[Path, _Data]]:
    """The valid content of each rule file below some folders; what was checked once is not checked again."""
    files = [(file, file.read_bytes()) for folder in folders for file in _rule_files(folder)]
    if not files:
        return
    known = cache.key(trust.value, schema("rule.schema.json"), [data for _, data in files])
    found = cache.load("rules", known)
    if found is None:
        found = [_checked(SourceFile(str(file), data), trust) for file, data in files]
        cache.save("rules", known, found)
    yield from ((file, data) for (file, _), data in zip(files, cast(list[_Data], found), strict=True))


def _rule_files(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        raise RuleFileError(f"{folder}: the rule folder does not exist")
    inside = folder.resolve()
    for at, _, names in sorted(os.walk(folder)):
        file = Path(at, "rule.yaml")
        if "rule.yaml" in names and (not file.is_symlink() or file.resolve().is_relative_to(inside)):
            yield file  # a link may lead out of the folder


def _checked(source: SourceFile, trust: _Trust) -> _Data:
    parsed = yaml_.parse(source)
    if parsed.failures:
        failure = parsed.failures[0]
        line = source.line_of(failure.span.start) if failure.span else 1
        raise RuleFileError(f"{source.path}:{line}: {failure.message}")
    if len(parsed.documents) != 1:
        raise RuleFileError(f"{source.path}: a rule file holds exactly one document")
    _validate(parsed.documents[0], trust)
    return cast(_Data, parsed.documents[0].data)


def _validate(document: Document, trust: _Trust) -> None:
    for path, message in shape_errors(document.data, "rule.schema.json"):
        line = document.source.line_of(document.locate(path).start)
        raise RuleFileError(f"{document.source.path}:{line}: {message}")
    body = cast(Mapping[str, Mapping[str, object]], document.data)["check"]
    for key in ("when", "assert"):
        if key in body:
            try:
                expression.compiled(str(body[key]))
            except expression.ExpressionError as error:
                line = document.source.line_of(document.locate(("check", key)).start)
                raise RuleFileError(f"{document.source.path}:{line}: {error}") from error
    if "python" in body and trust is _Trust.CONFIG:
        line = document.source.line_of(document.locate_key(("check", "python")).start)
        raise RuleFileError(
            f"{document.source.path}:{line}: rule folders are data; a Python check has to come from an installed plugin"
        )


def _rule(data: Mapping[str, object], folder: Path) -> Rule:
    check = cast(Mapping[str, object], data["check"])
    applies = cast(Mapping[str, object], data.get("applies") or {})
    subject = check.get("for")
    return Rule(
        id=str(data["id"]),
        name=str(data["name"]),
        title=str(data["title"]),
        level=Level(str(data["level"])),
        confidence=str(data.get("confidence", "high")),
        status=str(data.get("status", "stable")),
        since=str(data.get("since", "")),
        message=str(data["message"]),
        remedy=str(data.get("remedy", "")),
        obligations=_texts(data.get("obligations")),
        law=_texts(data.get("law")),
        dated=bool(data.get("dated", True)),
        applies=Applies(
            risk_class=_texts(applies.get("risk-class")),
            role=_texts(applies.get("role")),
            annex_iii=_texts(applies.get("annex-iii")),
            gpai=_texts(applies.get("gpai")),
        ),
        check=Check(
            subject=SubjectKind(str(subject)) if subject else None,
            when=str(check.get("when", "")),
            assertion=str(check.get("assert", "")),
            schema=cast("Mapping[str, object] | None", check.get("schema")),
            python=str(check.get("python", "")),
            options=cast(Mapping[str, object], check.get("with") or {}),
            at=_texts(check.get("at")),
        ),
        false_positives=_texts(data.get("false-positives")),
        fix=_fix(cast("Mapping[str, object] | None", data.get("fix"))),
        folder=folder,
    )


def _fix(data: Mapping[str, object] | None) -> RuleFix | None:
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
