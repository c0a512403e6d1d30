"""Pieces of a Go template to its syntax tree."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from aiact_lint.charts.lexer import Piece, TemplateError, Token, pieces
from aiact_lint.charts.syntax import (
    Action,
    Branch,
    Call,
    Chain,
    Command,
    Dot,
    Function,
    Jump,
    Literal,
    Node,
    Operand,
    Pipeline,
    Template,
    TemplateFile,
    Text,
    Variable,
)
from aiact_lint.source import SourceFile

_MAX_DEPTH = 60
"""Blocks in blocks, and parentheses in parentheses."""
_BRANCHES = ("if", "with", "range")
_WORDS: dict[str, str | int | float | bool | None] = {"true": True, "false": False, "nil": None}
_MAX_DIGITS = 100


def parse(source: SourceFile) -> TemplateFile:
    """A template file. Raises `TemplateError`, and `UndecodableText`."""
    parser = _Parser(source)
    return TemplateFile(Template(source, parser.top()), parser.defined)


class _Parser:
    """Recursive descent over pieces."""

    def __init__(self, source: SourceFile) -> None:
        self._source = source
        self._pieces = list(pieces(source.text))
        self._at = 0
        self._ended: Piece | None = None
        """The `else` or `end` that closed the last list of nodes."""
        self.defined: dict[str, Template] = {}

    def top(self) -> tuple[Node, ...]:
        nodes = self._nodes(0)
        if self._ended is not None:
            raise TemplateError("an end or else without a beginning", self._ended.span.start)
        return nodes

    def _nodes(self, depth: int) -> tuple[Node, ...]:
        """Nodes up to the `end` or `else` that closes them, or the end of the file."""
        found: list[Node] = []
        self._ended = None
        while self._at < len(self._pieces):
            piece = self._pieces[self._at]
            self._at += 1
            if piece.tokens is None:
                found.append(Text(piece.span))
                continue
            word = piece.tokens[0].text if piece.tokens else ""
            if word in ("end", "else"):
                self._ended = piece
                return tuple(found)
            if (node := self._node(piece, word, depth)) is not None:
                found.append(node)
        self._ended = None
        return tuple(found)

    def _node(self, piece: Piece, word: str, depth: int) -> Node | None:
        tokens = piece.tokens or ()
        if depth > _MAX_DEPTH:
            raise TemplateError(f"nested more than {_MAX_DEPTH} levels deep", piece.span.start)
        if not tokens:
            return None
        if word in _BRANCHES:
            return self._branch(piece, word, tokens[1:], depth)
        if word in ("define", "block"):
            return self._define(piece, word, tokens, depth)
        if word == "template" and len(tokens) > 1:
            argument = _pipeline(tokens[2:]) if len(tokens) > 2 else None
            return Call(piece.span, _string(tokens[1]), argument)
        if word in ("break", "continue") and len(tokens) == 1:
            return Jump(piece.span, word)
        return Action(piece.span, _pipeline(tokens))

    def _branch(self, piece: Piece, word: str, tokens: Sequence[Token], depth: int) -> Branch:
        pipeline = _pipeline(tokens)
        body = self._nodes(depth + 1)
        closing = self._closing(piece)
        otherwise: tuple[Node, ...] = ()
        if closing[0].text == "else":
            if len(closing) > 1 and closing[1].text in ("if", "with"):
                assert self._ended is not None  # noqa: S101  # it closed the body
                otherwise = (self._branch(self._ended, closing[1].text, closing[2:], depth + 1),)
                return Branch(piece.span, word, pipeline, body, otherwise)
            otherwise = self._nodes(depth + 1)
            if self._closing(piece)[0].text != "end":
                raise TemplateError("more than one else", piece.span.start)
        return Branch(piece.span, word, pipeline, body, otherwise)

    def _closing(self, opened: Piece) -> tuple[Token, ...]:
        if self._ended is None or not self._ended.tokens:
            raise TemplateError("a block is not closed", opened.span.start)
        return self._ended.tokens

    def _define(self, piece: Piece, word: str, tokens: Sequence[Token], depth: int) -> Node | None:
        if len(tokens) < 2:
            raise TemplateError("a definition without a name", piece.span.start)
        name = _string(tokens[1])
        body = self._nodes(depth + 1)
        if self._closing(piece)[0].text != "end":
            raise TemplateError("an else in a definition", piece.span.start)
        self.defined[name] = Template(self._source, body)
        return Call(piece.span, name, _pipeline(tokens[2:])) if word == "block" else None


def _pipeline(tokens: Sequence[Token]) -> Pipeline:
    reader = _Reader(tokens)
    found = reader.pipeline(0)
    reader.expect_end()
    return found


class _Reader:
    """Reads the pipeline in the tokens of one action."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def _peek(self, ahead: int = 0) -> Token | None:
        at = self._at + ahead
        return self._tokens[at] if at < len(self._tokens) else None

    def _is_mark(self, *marks: str, ahead: int = 0) -> bool:
        token = self._peek(ahead)
        return token is not None and token.kind == "mark" and token.text in marks

    def _error(self, message: str) -> TemplateError:
        token = self._peek() or (self._tokens[-1] if self._tokens else None)
        return TemplateError(message, token.start if token else 0)

    def expect_end(self) -> None:
        if self._peek() is not None:
            raise self._error("unexpected words in an action")

    def pipeline(self, depth: int) -> Pipeline:
        names, declares = self._declaration()
        commands = [self._command(depth)]
        while self._is_mark("|"):
            self._at += 1
            if self._peek() is not None and not self._is_mark(")"):  # Go takes no offence at a pipe that ends nowhere
                commands.append(self._command(depth))
        return Pipeline(tuple(commands), names, declares)

    def _declaration(self) -> tuple[tuple[str, ...], bool]:
        first, third = self._peek(), self._peek(2)
        if first is None or first.kind != "variable":
            return (), False
        if self._is_mark(":=", "=", ahead=1):
            names: tuple[str, ...] = (first.text,)
            used = 2
        elif self._is_mark(",", ahead=1) and third is not None and self._is_mark(":=", "=", ahead=3):
            names, used = (first.text, third.text), 4
        else:
            return (), False
        declares = self._tokens[self._at + used - 1].text == ":="
        self._at += used
        return names, declares

    def _command(self, depth: int) -> Command:
        operands: list[Operand] = []
        while (token := self._peek()) is not None and not self._is_mark("|", ")"):
            operands.append(self._operand(token, depth))
        if not operands:
            raise self._error("an action without a value")
        return Command(tuple(operands))

    def _operand(self, token: Token, depth: int) -> Operand:
        self._at += 1
        operand = self._first(token, depth)
        fields: list[str] = [token.text[1:]] if token.kind == "field" else []
        end = self._tokens[self._at - 1].end
        while (following := self._peek()) is not None and following.kind == "field" and following.start == end:
            fields.append(following.text[1:])
            end = following.end
            self._at += 1
        return Chain(operand, tuple(fields)) if fields else operand

    def _first(self, token: Token, depth: int) -> Operand:
        match token.kind:
            case "field" | "dot":
                return Dot()
            case "variable":
                return Variable(token.text)
            case "word" if token.text in _WORDS:
                return Literal(_WORDS[token.text])
            case "word":
                return Function(token.text)
            case "string" | "raw":
                return Literal(_string(token))
            case "char" if len(token.text) == 3:
                return Literal(ord(token.text[1]))
            case "number":
                return Literal(_number(token))
            case "mark" if token.text == "(" and depth < _MAX_DEPTH:
                inner = self.pipeline(depth + 1)
                if not self._is_mark(")"):
                    raise self._error("a parenthesis is not closed")
                self._at += 1
                return inner
        raise TemplateError("not a value", token.start)


_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{2}|U[0-9a-fA-F]{8}|[0-7]{3}|[abv'])")
_PLAIN_ESCAPES = {"a": "\a", "b": "\b", "v": "\v", "'": "'"}


def _string(token: Token) -> str:
    """The content of a quoted or raw string."""
    if token.kind == "raw":
        return token.text[1:-1]
    if token.kind != "string":
        raise TemplateError("not a string", token.start)
    try:
        return str(json.loads(_ESCAPE.sub(_as_json, token.text), strict=False))
    except ValueError as error:
        raise TemplateError("not a string", token.start) from error


def _as_json(match: re.Match[str]) -> str:
    word = match[1]
    if word in _PLAIN_ESCAPES:
        character = _PLAIN_ESCAPES[word]
    else:
        code = int(word, 8) if word[0] in "01234567" else int(word[1:], 16)
        character = chr(code) if code <= 0x10FFFF else "\ufffd"
    return json.dumps(character)[1:-1]


def _number(token: Token) -> int | float:
    text = token.text.replace("_", "")
    if len(text) > _MAX_DIGITS:
        raise TemplateError("a number with too many digits", token.start)
    try:
        return int(text, 0) if text.lower().lstrip("+-").startswith("0x") else int(text)
    except ValueError:
        return float(text)
