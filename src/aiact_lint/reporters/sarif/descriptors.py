"""Rules as SARIF's reporting descriptors."""

from __future__ import annotations

import re

import sarif_om

from aiact_lint.finding import Level
from aiact_lint.reporters import rule_uri
from aiact_lint.reporters.escape import shorten
from aiact_lint.reporters.sarif.messages import Template
from aiact_lint.reporters.sarif.taxonomies import Taxonomies
from aiact_lint.rule import Rule

_NAME_LIMIT = 255
_DESCRIPTION_LIMIT = 1024
_WHY = re.compile(r"^#+[ \t]*Why it matters[ \t]*\n+((?:(?!#).+\n?)+)", re.MULTILINE)
_DUTIES = {
    "0": "declarations",
    "1": "classification",
    "2": "prohibited-practices",
    "3": "registration",
    "4": "human-oversight",
    "5": "record-keeping",
    "6": "documentation",
    "7": "risk-management",
    "8": "transparency",
    "9": "general-purpose-models",
}
"""By the first digit of a rule id."""
_PROHIBITED = "2"
_SEVERITY = {Level.ERROR: "7.5", Level.WARNING: "5.0", Level.NOTE: "2.5"}
"""Shown by GitHub as high, medium and low."""
_CRITICAL = "9.5"
_PROBLEM = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "recommendation"}


def descriptor(rule: Rule, level: Level, taxonomies: Taxonomies) -> sarif_om.ReportingDescriptor:
    """A rule, whose results in this run are at most of a level.

    GitHub ranks alerts by the severity of the rule, not of the result. A duty that does not apply yet must not look
    urgent, so the severities follow the run's results and only the default level is the rule's own.
    """
    text = _doc(rule)
    return sarif_om.ReportingDescriptor(
        id=rule.id,
        name=shorten(pascal_case(rule.name), _NAME_LIMIT),
        short_description=_message(_sentence(shorten(rule.title, _DESCRIPTION_LIMIT - 1))),
        full_description=_message(_sentence(shorten(_why(rule, text), _DESCRIPTION_LIMIT - 1))),
        help=sarif_om.MultiformatMessageString(text=text, markdown=text),
        help_uri=rule_uri(rule.id),
        default_configuration=sarif_om.ReportingConfiguration(level=str(rule.level)),
        message_strings=Template.of(rule.message).strings(),
        relationships=taxonomies.relationships(rule) or None,
        properties=_properties(rule, level),
    )


def unknown(rule_id: str) -> sarif_om.ReportingDescriptor:
    """A rule of which nothing but its id is known."""
    return sarif_om.ReportingDescriptor(id=rule_id, help_uri=rule_uri(rule_id))


def pascal_case(name: str) -> str:
    """`short-log-retention` as `ShortLogRetention`, the form SARIF expects of names."""
    return "".join(word[:1].upper() + word[1:] for word in re.split(r"[^A-Za-z0-9]+", name))


def _properties(rule: Rule, level: Level) -> dict[str, object]:
    digit = rule.id.removeprefix("AIA")[:1]
    prohibited = digit == _PROHIBITED and level is Level.ERROR
    duty = [_DUTIES[digit]] if rule.id.startswith("AIA") and digit in _DUTIES else []
    return {
        "precision": rule.confidence,
        "problem.severity": _PROBLEM[level],
        "security-severity": _CRITICAL if prohibited else _SEVERITY[level],
        "tags": ["security", "compliance", "eu-ai-act", *duty],
    }


def _doc(rule: Rule) -> str:
    try:
        return rule.doc.strip() + "\n"
    except (OSError, UnicodeDecodeError):  # somebody's own rule, without prose
        return f"{rule.title}\n\n{rule.remedy}\n"


def _why(rule: Rule, doc: str) -> str:
    found = _WHY.search(doc)
    return " ".join(found[1].split()) if found else rule.title


def _message(text: str) -> sarif_om.MultiformatMessageString:
    return sarif_om.MultiformatMessageString(text=text)


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."
