"""What a YAML scalar means under the core schema of YAML 1.2 (section 10.3.2)."""

from __future__ import annotations

from aiact_lint.lazy_pattern import compile_later

_NUMBER_START = frozenset("+-.0123456789")
_INT = compile_later(r"[-+]?[0-9]+\Z")
_BASED = compile_later(r"0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = compile_later(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_SPECIAL_FLOAT = compile_later(r"[-+]?\.(?:inf|Inf|INF)\Z|\.(?:nan|NaN|NAN)\Z")
_MAX_DIGITS = 4000
"""Longer integers stay text: converting them costs quadratic time, and Python refuses to print them back."""

_WORDS: dict[str, object] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_PREFIX = "tag:yaml.org,2002:"


def untagged(text: str) -> object:
    """The value of a plain scalar without tag. `yes`, `on` and dates are text."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in _NUMBER_START:
        return _number(text)
    return text


def tagged(tag: str, text: str, plain: bool) -> object:
    """The value of a scalar with an explicit tag; a tag that is not YAML's own changes nothing.

    A value that does not fit its tag stays text.
    """
    if tag.startswith(_PREFIX):
        value = untagged(text)
        kind = tag.removeprefix(_PREFIX)
        if kind == "float" and type(value) is int:
            return _float(text)
        wanted = {"int": int, "float": float, "bool": bool, "null": type(None)}.get(kind)
        return value if type(value) is wanted else text
    return untagged(text) if plain and tag != "!" else text


def _number(text: str) -> object:
    if len(text) > _MAX_DIGITS:
        return text
    if _INT.match(text):
        return int(text)
    if _BASED.match(text):
        return int(text[2:], 8 if text[1] == "o" else 16)
    if _FLOAT.match(text):
        return _float(text)
    if _SPECIAL_FLOAT.match(text):
        return float(text.replace(".", ""))
    return text


def _float(text: str) -> float:
    return float(int(text, 0)) if text[:2] in ("0o", "0x") else float(text)
