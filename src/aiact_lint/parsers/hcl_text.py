"""Scalars of HCL from their source text: numbers, quoted strings, heredocs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aiact_lint.lazy_pattern import compile_later

_NUMBER = compile_later(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
MAX_DIGITS = 300
"""Python refuses integers of several thousand digits; none that long means anything here."""

_ESCAPE = compile_later(r'\\(?:([nrt"\\])|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))|([$%])\4(?=\{)')
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_DOUBLED = compile_later(r"([$%])\1(?=\{)")


def number(written: str) -> int | float | None:
    """The number a text writes; None where it writes none, or one beyond the range of floats."""
    match = _NUMBER.fullmatch(written)
    if match is None or len(written) > MAX_DIGITS:
        return None
    if match[1] is None and match[2] is None:
        return int(written)
    value = float(written)
    return value if abs(value) != float("inf") else None


def unescaped(quoted: str) -> str:
    """The text that stands for a literal part of a quoted string (`\\n`, `\\u00e4`, `$${`)."""
    if "\\" not in quoted and "{" not in quoted:
        return quoted
    return _ESCAPE.sub(_decoded, quoted)


def _decoded(match: re.Match[str]) -> str:
    if match[1]:
        return _CONTROLS[match[1]]
    if match[4]:
        return match[4]
    code = int(match[2] or match[3], 16)
    # HashiCorp's parser writes the replacement character for what is no character
    return chr(code) if code < 0xD800 or 0xDFFF < code <= 0x10FFFF else "\ufffd"


def undoubled(heredoc: str) -> str:
    """The text that stands for a literal part of a heredoc, where only `$${` and `%%{` mean something else."""
    return _DOUBLED.sub(r"\1", heredoc) if "{" in heredoc else heredoc


def flush(parts: Sequence[str | None]) -> list[str | None]:
    """The parts of a `<<-` heredoc without the indentation that its lines have in common; None is an expression.

    Blank lines neither count nor change, as in HashiCorp's parser.
    """
    lines = [list(_lines(part)) if part is not None else None for part in parts]
    margin = min((_indent(line) for line in _line_starts(lines)), default=0)
    flushed: list[str | None] = []
    at_start = True
    for part in lines:
        if part is None:
            flushed.append(None)
            at_start = False
            continue
        cut = [
            line[margin:] if (index or at_start) and not _is_blank(line) else line for index, line in enumerate(part)
        ]
        flushed.append("".join(cut))
        if part:
            at_start = part[-1].endswith("\n")
    return flushed


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _line_starts(parts: Sequence[list[str] | None]) -> list[str]:
    """The literal text at the start of each line that is not blank; "" where an expression starts the line."""
    starts: list[str] = []
    at_start = True
    for part in parts:
        if part is None:
            if at_start:
                starts.append("")
            at_start = False
            continue
        for index, line in enumerate(part):
            if (index or at_start) and not _is_blank(line):
                starts.append(line)
        if part:
            at_start = part[-1].endswith("\n")
    return starts


def _is_blank(line: str) -> bool:
    return line.endswith("\n") and not line.strip()


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
