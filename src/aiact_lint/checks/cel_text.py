"""What can be told of an expression by its text, without the library that evaluates it.

Everything here is said only where the text leaves no doubt; whoever asks has a slower way for the rest. The patterns
are compiled when they are first used: few runs need all of them.
"""

from __future__ import annotations

import re
from functools import cache

_NAMES = r"\.([a-z_][a-z0-9_]*)"
_FIRST = r"\s*has\(\s*self\.([a-z_][a-z0-9_]*)\s*\)\s*(?:&&|\Z)"
_ALWAYS_THERE = frozenset({"name", "subjects", "headings"})
_LONG_QUOTES_OR_COMMENTS = r"'''|\"\"\"|//"
_LITERAL = r"""\b(?:[bB]?[rR]|[rR][bB])(?:'[^'\n]*'|"[^"\n]*")|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*\""""
_WHOLE_MAP = r"\bself\b(?!\s*\.\s*[a-z_])"
_INNERMOST = r"\([^()]*\)"
_LOOP = r"\bself\.subjects\.(?:exists|all)\(\s*([a-z]\w*)\s*,"


@cache
def names_in(expression: str) -> frozenset[str]:
    """The fact names an expression may read."""
    return frozenset(re.findall(_NAMES, expression))


@cache
def needed_fact(condition: str) -> str:
    """The first step of a fact without which a condition is false; "" where there is none.

    `has(self.x) && …` is false where there is no `x`, whatever follows.
    """
    found = re.match(_FIRST, condition)
    if found is None or found[1] in _ALWAYS_THERE:
        return ""
    rest = condition[found.end() :]
    if ("||" in rest or "?" in rest) and not re.search(_LONG_QUOTES_OR_COMMENTS, rest):
        rest = _outside_brackets(re.sub(_LITERAL, "''", rest))
    return "" if "||" in rest or "?" in rest else found[1]


@cache
def only_asks_each(expression: str) -> bool:
    """Whether an expression does nothing with `self.subjects` but ask each, or any, for its fields.

    Two subjects with the same fields are then as good as one.
    """
    if re.search(_LONG_QUOTES_OR_COMMENTS, expression):
        return False
    text = re.sub(_LITERAL, "''", expression)
    loops = re.findall(_LOOP, text)
    if len(loops) != expression.count("subjects") or re.search(_WHOLE_MAP, text):
        return False
    text = re.sub(_LOOP, "", text)
    return not any(re.search(rf"(?<![.\w]){name}\b(?!\s*\.\s*[a-z_]\w*(?!\w|\s*\())", text) for name in set(loops))


def _outside_brackets(text: str) -> str:
    while (shorter := re.sub(_INNERMOST, "", text)) != text:
        text = shorter
    return text


_RESERVED = (
    r"\.(?:as|break|const|continue|else|false|for|function|if|import|in|let|loop|namespace|null|package|return|true|var"
    r"|void|while)\b"
)
_FIELD = r"self(?:\.[a-z_][a-z0-9_]*){1,8}"
_TEXT = r"""(?:'[^'\\\x00-\x1f\x7f]*'|"[^"\\\x00-\x1f\x7f]*")"""
_WHOLE = r"(?:0|[1-9][0-9]{0,15})"
_ORDER = r"(?:==|!=|<=|>=|<|>)"
_SIMPLE = "|".join(
    (
        rf"!?has\({_FIELD}\)",
        rf"!?(?:string\({_FIELD}\)|{_FIELD})\.(?:contains|startsWith|endsWith)\({_TEXT}\)",
        rf"size\((?:string\({_FIELD}\)|{_FIELD})\) {_ORDER} {_WHOLE}",
        rf"type\({_FIELD}\) == (?:map|list|int|double|string|bool)",
        rf"{_FIELD} (?:{_ORDER} (?:{_TEXT}|{_WHOLE}(?:\.[0-9]{{1,9}})?)|[!=]= (?:true|false))",
        rf"!?{_FIELD}",
    )
)
_JOINED = r" (?:&&|\|\|) "
_MOST_SIMPLE = 20


def surely_compiles(expression: str) -> bool:
    """True only for expressions of the simplest shapes, joined by `&&` and `||`; False says nothing."""
    at = 0
    for _ in range(_MOST_SIMPLE):
        found = re.compile(_SIMPLE).match(expression, at)
        if found is None:
            return False
        if found.end() == len(expression):
            return re.search(_RESERVED, expression) is None
        joined = re.compile(_JOINED).match(expression, found.end())
        if joined is None:
            return False
        at = joined.end()
    return False
