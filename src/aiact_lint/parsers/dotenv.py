"""Files of environment variables (`.env`, Compose's `env_file`) to documents: one mapping of names to texts.

What is in quotes is kept without them; single quotes and raw text keep `\\n` as it is, and interpolation is left to who
knows the other variables. A line that sets nothing is passed over, as Compose refuses such a file as a whole.
"""

from __future__ import annotations

import re

from aiact_lint.document import Document, Parsed, ParseFailure
from aiact_lint.lazy_pattern import compile_later
from aiact_lint.source import SourceFile, Span, UndecodableText
from aiact_lint.span_tree import KeySpans, Node, ValueSpans

_NAME = compile_later(r"[ \t]*(?:export[ \t]+)?(?P<name>[A-Za-z_][\w.-]*)[ \t]*(?P<sign>[=:]?)[ \t]*")
_LINE_END = compile_later(r"\r\n?|\n")
_QUOTED = compile_later(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'", re.DOTALL)
_COMMENT = compile_later(r"(?:^|[ \t])#")
_ESCAPE = compile_later(r"\\(.)", re.DOTALL)
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t"}
_MAX_VARIABLES = 10_000


def parse(source: SourceFile) -> Parsed:
    """The one document of a file; of equal names the last counts."""
    try:
        text = source.text
    except UndecodableText as error:
        return Parsed(failures=(ParseFailure(source, f"{error}; save the file as UTF-8", None),))
    data: dict[str, object] = {}
    nodes: dict[str, Node] = {}
    at = 0
    while at < len(text) and len(data) < _MAX_VARIABLES:
        line = _LINE_END.search(text, at)
        end = line.start() if line else len(text)
        after = line.end() if line else len(text)
        match = _NAME.match(text, at, end)
        if match is not None and match["sign"]:
            name = match["name"]
            value, start, stop, after = _value(text, match.end(), end, after)
            data[name] = value
            nodes[name] = (*match.span("name"), start, stop, None)
        at = after
    root: Node = (-1, -1, 0, len(text), nodes)
    private = SourceFile(source.path, source.data, is_private=True)
    return Parsed((Document(private, "dotenv", data, ValueSpans(root), KeySpans(root), Span(0, len(text))),))


def _value(text: str, start: int, end: int, after: int) -> tuple[str, int, int, int]:
    """A value, its span, and where the next line starts: quotes may go over several lines."""
    quoted = _QUOTED.match(text, start) if text[start : start + 1] in ("'", '"') else None
    if quoted is not None:
        written = quoted[0][1:-1]
        if quoted[0][0] == '"':
            written = _ESCAPE.sub(
                lambda match: _CONTROLS.get(match[1], match[1] if match[1] in "\"'\\" else match[0]), written
            )
        line = _LINE_END.search(text, quoted.end())
        return written, start, quoted.end(), line.end() if line else len(text)
    comment = _COMMENT.search(text, start, end)
    raw = text[start : comment.start() if comment else end].rstrip()
    return raw, start, start + len(raw), after
