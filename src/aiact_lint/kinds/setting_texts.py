"""Texts in settings: environment variables and configuration entries may name a use or hold a prompt."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aiact_lint.kinds.cursor import is_template
from aiact_lint.lazy_pattern import compile_later
from aiact_lint.subjects import Place, Text, TextRole

_PROMPT = compile_later(r"prompt|system.?message|instruction|persona", re.IGNORECASE)
_IDENTIFIER = compile_later(r"[A-Za-z][A-Za-z0-9]*([_.-][A-Za-z0-9]+)*")
_FILE = compile_later(r"\.(?!md$|txt$)[A-Za-z0-9]{1,8}$")
"""The name of a file that is no text."""
_ASSIGNMENT = compile_later(r"\s*[\w.\"'-]+\s*[:=](\s|$)")
"""How configuration begins, unlike a sentence."""
_LETTER = compile_later(r"[^\W\d_]")
_SWITCHES = frozenset(("true", "false", "yes", "no", "on", "off", "none", "null"))

_MAX_NAME = 200
_MAX_TEXT = 4_000
_MAX_PROMPT = 20_000


def setting_texts(name: str, name_place: Place, written: object, place: Place) -> Iterator[Text]:
    """The texts of one setting: its name, and its value as prompt, identifier or description."""
    if 0 < len(name) <= _MAX_NAME:
        yield Text(TextRole.NAME, name_place)
    if not isinstance(written, str) or is_template(written):
        return
    if _PROMPT.search(name[:_MAX_NAME]) and _is_prose(written) and len(written) <= _MAX_PROMPT:
        yield Text(TextRole.PROMPT, place)
    elif len(written) <= _MAX_NAME and _IDENTIFIER.fullmatch(written) and written.lower() not in _SWITCHES:
        yield Text(TextRole.NAME, place)
    elif len(written) <= _MAX_TEXT and not _FILE.search(name) and _is_prose(written) and not _ASSIGNMENT.match(written):
        yield Text(TextRole.DESCRIPTION, place)


def _is_prose(text: str) -> bool:
    """Whether a value reads as words: several of them, and no JSON, script, address or certificate."""
    head = text.lstrip()[:20]
    if not head or head[0] in "{[<#-/" or "://" in head or len(text.split(None, 2)) < 3:
        return False
    return _LETTER.search(head) is not None
