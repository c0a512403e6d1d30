"""JSON to documents: data by the standard library, positions by a pass of our own once somebody asks."""

from __future__ import annotations

import json
import re
from functools import cache, partial
from typing import Any

from aiact_lint.document import Document, Parsed, ParseFailure
from aiact_lint.lazy_pattern import compile_later
from aiact_lint.source import SourceFile, Span, UndecodableText
from aiact_lint.span_tree import KeySpans, Node, ValueSpans

MAX_DEPTH = 200
_MAX_DIGITS = 4000
"""Longer integers stay text: converting them costs quadratic time, and Python refuses to print them back."""

_TOKEN = compile_later(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}:,]|[^\s\[\]{}:,"]+', re.DOTALL)
_BRACKET = compile_later(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]', re.DOTALL)
_SURROGATE = compile_later(r"\\u[dD][89a-fA-F]")
_ESCAPE = compile_later(
    r"\\(?:(?P<pair>u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})"
    r"|(?P<lone>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)


def parse(source: SourceFile) -> Parsed:
    """The one document of a JSON file. Of equal keys the last wins; `NaN` and `Infinity` are let through."""
    try:
        text = source.text
    except UndecodableText as error:
        return Parsed(failures=(ParseFailure(source, f"{error}; save the file as UTF-8", None),))
    if _SURROGATE.search(text):
        text = _ESCAPE.sub(_without_lone_surrogate, text)
    try:
        data = json.loads(text, parse_int=_int) if _has_long_number(text) else json.loads(text)
        too_deep = _deeper_than(data, MAX_DEPTH)
    except json.JSONDecodeError as error:
        message = f"not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        return Parsed(failures=(ParseFailure(source, message, Span(error.pos, min(error.pos + 1, len(text)))),))
    except RecursionError:
        too_deep = True
    if too_deep:
        message = f"nested more than {MAX_DEPTH} levels deep"
        return Parsed(failures=(ParseFailure(source, message, _bracket_at_depth(text, MAX_DEPTH + 1)),))
    start = len(text) - len(text.lstrip(" \t\r\n"))
    span = Span(start, len(text.rstrip(" \t\r\n")))
    tree = cache(partial(_tree, text))
    return Parsed((Document(source, "json", data, ValueSpans(tree), KeySpans(tree), span),))


def _without_lone_surrogate(match: re.Match[str]) -> str:
    """Half a surrogate pair is no character and could never be written out again: U+FFFD, as decoders do."""
    return "\\ufffd" if match["lone"] else match[0]


def _has_long_number(text: str) -> bool:
    return re.search(rf"[0-9]{{{_MAX_DIGITS}}}", text) is not None


def _int(digits: str) -> int | str:
    return int(digits) if len(digits) <= _MAX_DIGITS else digits


def _deeper_than(data: object, depth: int) -> bool:
    level: list[Any] = [data]
    for _ in range(depth + 1):
        level = [item for item in level if isinstance(item, dict | list)]
        if not level:
            return False
        level = [below for item in level for below in (item.values() if isinstance(item, dict) else item)]
    return True


def _bracket_at_depth(text: str, wanted: int) -> Span:
    depth = 0
    for match in _BRACKET.finditer(text):
        piece = match[0]
        depth += piece in "[{"
        depth -= piece in "]}"
        if depth == wanted:
            return Span(*match.span())
    return Span(0, 0)


def _tree(text: str) -> Node:
    """The span tree of a text that the standard library has accepted."""
    stack: list[tuple[dict[str, Node] | list[Node], int, tuple[str, int, int] | None]] = []
    key: tuple[str, int, int] | None = None
    node: Node | None = None
    tokens = _TOKEN.finditer(text)
    for match in tokens:
        piece, (start, end) = match[0], match.span()
        if piece in "{[":
            stack.append(({} if piece == "{" else [], start, key))
            key = None
            continue
        if piece in ",:":
            continue
        if piece in "}]":
            children, start, key = stack.pop()
            node = _node(key, start, end, children)
        elif stack and isinstance(stack[-1][0], dict) and key is None:
            key = (_text_of(piece), start, end)
            continue
        else:
            node = _node(key, start, end, None)
        if stack:
            _attach(stack[-1][0], key, node)
            key = None
    if node is None:
        raise AssertionError("the standard library accepted a text without a value")
    return node


def _node(key: tuple[str, int, int] | None, start: int, end: int, children: Any) -> Node:
    return (-1, -1, start, end, children) if key is None else (key[1], key[2], start, end, children)


def _attach(container: dict[str, Node] | list[Node], key: tuple[str, int, int] | None, node: Node) -> None:
    if isinstance(container, list):
        container.append(node)
    elif key is not None:
        container[key[0]] = node


def _text_of(piece: str) -> str:
    return str(json.loads(piece)) if "\\" in piece else piece[1:-1]
