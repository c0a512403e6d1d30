"""What can be told of an expression by its text, without the library that evaluates it.

Everything here is said only where the text leaves no doubt; whoever asks has a slower way for the rest.
"""

from __future__ import annotations

import re
from functools import cache

_NAMES = re.compile(r"\.([a-z_][a-z0-9_]*)")
_FIRST = re.compile(r"\s*has\(\s*self\.([a-z_][a-z0-9_]*)\s*\)\s*(?:&&|\Z)")
_ALWAYS_THERE = frozenset({"name", "subjects", "headings"})
_LONG_QUOTES_OR_COMMENTS = re.compile(r"'''|\"\"\"|//")
_LITERAL = re.compile(r"""\b(?:[bB]?[rR]|[rR][bB])(?:'[^'\n]*'|"[^"\n]*")|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*\"""")
_WHOLE_MAP = re.compile(r"\bself\b(?!\s*\.\s*[a-z_])")
_INNERMOST = re.compile(r"\([^()]*\)")
_LOOP = re.compile(r"\bself\.subjects\.(?:exists|all)\(\s*([a-z]\w*)\s*,")


@cache
def names_in(expression: str) -> frozenset[str]:
    """The fact names an expression may read."""
    return frozenset(_NAMES.findall(expression))


@cache
def needed_fact(condition: str) -> str:
    """The first step of a fact without which a condition is false; "" where there is none.

    `has(self.x) && …` is false where there is no `x`, whatever follows.
    """
    found = _FIRST.match(condition)
    if found is None or found[1] in _ALWAYS_THERE:
        return ""
    rest = condition[found.end() :]
    if ("||" in rest or "?" in rest) and not _LONG_QUOTES_OR_COMMENTS.search(rest):
        rest = _outside_brackets(_LITERAL.sub("''", rest))
    return "" if "||" in rest or "?" in rest else found[1]


@cache
def only_asks_each(expression: str) -> bool:
    """Whether an expression does nothing with `self.subjects` but ask each, or any, for its fields.

    Two subjects with the same fields are then as good as one.
    """
    if _LONG_QUOTES_OR_COMMENTS.search(expression):
        return False
    text = _LITERAL.sub("''", expression)
    loops = _LOOP.findall(text)
    if len(loops) != expression.count("subjects") or _WHOLE_MAP.search(text):
        return False
    text = _LOOP.sub("", text)
    return not any(re.search(rf"(?<![.\w]){name}\b(?!\s*\.\s*[a-z_]\w*(?!\w|\s*\())", text) for name in set(loops))


def _outside_brackets(text: str) -> str:
    while (shorter := _INNERMOST.sub("", text)) != text:
        text = shorter
    return text


_RESERVED = (
    "as|break|const|continue|else|false|for|function|if|import|in|let|loop|namespace|null|package|return|true|var|void"
    "|while"
)
_FIELD = rf"self(?:\.(?!(?:{_RESERVED})\b)[a-z_][a-z0-9_]*){{1,8}}"
_TEXT = r"""(?:'[^'\\\x00-\x1f\x7f]*'|"[^"\\\x00-\x1f\x7f]*")"""
_WHOLE = r"(?:0|[1-9][0-9]{0,15})"
_ORDER = r"(?:==|!=|<=|>=|<|>)"
_ONE = "|".join(
    (
        rf"!?has\({_FIELD}\)",
        rf"!?(?:{_FIELD}|string\({_FIELD}\))\.(?:contains|startsWith|endsWith)\({_TEXT}\)",
        rf"{_FIELD} {_ORDER} (?:{_TEXT}|{_WHOLE}(?:\.[0-9]{{1,9}})?)",
        rf"{_FIELD} (?:==|!=) (?:true|false)",
        rf"size\((?:{_FIELD}|string\({_FIELD}\))\) {_ORDER} {_WHOLE}",
        rf"type\({_FIELD}\) == (?:map|list|int|double|string|bool)",
        rf"!?{_FIELD}",
    )
)
_SIMPLE = re.compile(rf"(?:{_ONE})(?: (?:&&|\|\|) (?:{_ONE})){{0,20}}\Z")


def surely_compiles(expression: str) -> bool:
    """True only for expressions of the simplest shapes, joined by `&&` and `||`; False says nothing."""
    return len(expression) < 2000 and _SIMPLE.match(expression) is not None
