"""Text from linted files, made harmless for where it is shown.

Whoever writes a linted file writes what a report quotes: terminal control sequences, characters that reorder a line,
and commands that CI systems obey when they see them in a log.
"""

from __future__ import annotations

import json
import unicodedata

from aiact_lint.lazy_pattern import compile_later

_JOINERS = "\u200c\u200d"
"""Invisible, but scripts and emoji need them and they do no harm."""
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_LOG_COMMAND = compile_later(r"##(?=[A-Za-z]*\[)")
"""What CI systems obey anywhere in a log line: `##[group]`, `##vso[task.setvariable …]`."""
_LONE_SURROGATE = compile_later("[\ud800-\udfff]")
_NOT_ASCII = compile_later(r"[^\x00-\x7f]")


def is_hidden(char: str) -> bool:
    """Whether a terminal would act on a character, or show nothing for it, rather than draw it."""
    if char.isascii():
        return not char.isprintable()
    return unicodedata.category(char) in _HIDDEN_CATEGORIES and char not in _JOINERS


def visible_char(char: str) -> str:
    r"""A character as itself, or as an escape such as `\x1b`, `\n` or `\u202e` if it is hidden."""
    return char.encode("unicode_escape").decode("ascii") if is_hidden(char) else char


def starts_log_command(text: str, at: int) -> bool:
    """Whether a CI system would obey what stands at an offset: `##[error]`, `##vso[…]`."""
    return _LOG_COMMAND.match(text, at) is not None


def without_log_commands(text: str) -> str:
    r"""Text in which no `##word[` is left: its second `#` is written `\x23`."""
    return _LOG_COMMAND.sub(r"#\\x23", text)


def visible(text: str) -> str:
    """Text on one line, fit for a terminal and for a CI log."""
    if not (text.isascii() and text.isprintable()):
        text = "".join(visible_char(char) for char in text)
    return without_log_commands(text)


def shorten(text: str, limit: int) -> str:
    """Text of at most `limit` characters; a cut shows as three dots."""
    return text if len(text) <= limit else text[: limit - 3].rstrip() + "..."


def json_text(value: object, indent: int | None = None) -> str:
    """JSON in ASCII with a final line end: right on any console and under any code page.

    Lone surrogates, which many readers of JSON refuse, become U+FFFD.
    """
    separators = (",", ":") if indent is None else None
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators, allow_nan=False)
    text = _LONE_SURROGATE.sub("\ufffd", text)
    text = _NOT_ASCII.sub(lambda match: json.dumps(match[0])[1:-1], text)
    return _LOG_COMMAND.sub(r"#\\u0023", text) + "\n"
