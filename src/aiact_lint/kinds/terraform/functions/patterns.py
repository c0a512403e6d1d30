"""Terraform's regular expressions (RE2) by Python's, as far as both mean the same and the time is bounded.

Python backtracks. Only patterns in which nothing repeated contains a repetition or a choice are tried, and only on
texts so short that the worst case is cheap; any other result is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import log2

from aiact_lint.kinds.terraform.functions.signature import Function, argument
from aiact_lint.kinds.terraform.resolved import Fails, Resolved, text_value, unknown, via_of
from aiact_lint.kinds.terraform.types import ANY, STRING, Type, list_of, object_of, tuple_of
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.lazy_pattern import compile_later

_MAX_PATTERN = 1000
_MAX_BITS = 21
"""Two million steps at most, which are rarely taken."""
_MAX_MATCHES = 1000
_TOKEN = compile_later(
    r"""(?P<escape>\\[\[\](){}.*+?^$|/\\"'\-_:#@%&=,;<>!~` ]|\\[dDwWsSbBnrtf])"""
    r"""|(?P<class>\[\^?\]?(?:[^\[\]\\]|\\.)*\])"""
    r"""|(?P<open>\((?:\?(?:P?<(?P<name>[A-Za-z_][A-Za-z0-9_]*)>|:))?)"""
    r"""|(?P<close>\))"""
    r"""|(?P<repeat>[*+]\??|\?\??|\{[0-9]{1,3}(?:,[0-9]{0,3})?\}\??)"""
    r"""|(?P<choice>\|)"""
    r"""|(?P<end>\$|\\z)"""
    r"""|(?P<plain>[^\\\[\](){}*+?|$])""",
    re.DOTALL,
)
_CLASS = compile_later(
    r"\[\^?\]?(?:[^\[\]\\&~|-]|\\[\[\]\\^/.+*?(){}|$\-_ nrtdDwWsS]|-|&(?!&)|~(?!~)|\|(?!\|))*\]", re.DOTALL
)
_REFERENCE = compile_later(r"\$(?:\$|\{([A-Za-z0-9_]+)\}|([A-Za-z0-9_]+))")


@dataclass(frozen=True, slots=True)
class _Pattern:
    """Python's pattern, and what it may cost."""

    compiled: re.Pattern[str]
    power: int
    """The time may grow with this power of the text's length …"""
    doublings: int
    """… and is doubled so often."""

    def bits(self, text: str) -> float:
        """The logarithm of the steps that a search may take."""
        return self.power * log2(len(text) + 2) + self.doublings


@lru_cache(maxsize=200)
def _compiled(pattern: str) -> _Pattern | None:
    """The pattern for Python; None where we cannot say what it means, or what it costs."""
    prefix = "(?i)" if pattern.startswith("(?i)") else ""
    body = pattern[len(prefix) :]
    reader = _Reader()
    at = 0
    while at < len(body):
        match = _TOKEN.match(body, at) if len(pattern) <= _MAX_PATTERN else None
        if match is None or not reader.takes(match):
            return None
        at = match.end()
    if len(reader.groups) != 1:
        return None
    try:
        compiled = re.compile(prefix + "".join(reader.parts), re.ASCII)
    except re.error:
        return None
    anchored = body.startswith("^") and not reader.groups[0].chooses
    return _Pattern(compiled, reader.power + (not anchored), reader.doublings)


@dataclass(slots=True)
class _Group:
    """What is inside a group so far."""

    repeats: bool = False
    chooses: bool = False


class _Reader:
    """Takes a pattern apart, one token after the other."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.power = 0
        self.doublings = 0
        self.groups = [_Group()]
        self._closed = _Group()
        """The group that ended just before."""
        self._before = ""

    def takes(self, match: re.Match[str]) -> bool:
        """Whether a token is one that we understand."""
        kind, written = match.lastgroup or "", match[0]
        kind = "open" if kind == "name" else kind
        if kind == "class" and (not _CLASS.fullmatch(written) or "--" in written):
            return False
        if kind == "open":
            self.groups.append(_Group())
            written = written.replace("(?<", "(?P<")
        elif kind == "close":
            if len(self.groups) == 1:
                return False
            self._closed = self.groups.pop()
            self.groups[-1].repeats |= self._closed.repeats
            self.groups[-1].chooses |= self._closed.chooses
        elif kind == "choice":
            self.groups[-1].chooses = True
            self.doublings += 1
        elif kind == "repeat" and not self._repeats(written):
            return False
        elif kind == "end":
            written = r"\Z"
        self._before = kind
        self.parts.append(written)
        return True

    def _repeats(self, written: str) -> bool:
        if self._before in ("", "repeat", "open", "choice") or self.parts[-1] == "^":
            return False
        inner = self._closed if self._before == "close" else _Group()
        if written.startswith("?"):
            self.doublings += 1
            self.groups[-1].chooses = True
            return True
        if inner.repeats or inner.chooses:
            return False
        if "," in written or written[0] in "*+":
            self.power += 1
            self.groups[-1].repeats = True
        return True


def cost_of(name: str, args: Sequence[Resolved]) -> int:
    """Steps to count for a call of a function, if it is one that searches."""
    if name not in ("regex", "regexall", "replace") or len(args) < 2:
        return 0
    pattern, text = args[0].value, args[1].value
    if name == "replace":
        pattern, text = text, pattern
    found = _compiled(pattern) if isinstance(pattern, str) else None
    bits = found.bits(text) if found is not None and isinstance(text, str) else 0
    return int(2**bits) // 50 if bits <= _MAX_BITS else 0


def _matches(pattern: str, text: str) -> list[re.Match[str]] | None:
    """All matches; None where we cannot say."""
    found = _compiled(pattern)
    if found is None or "\v" in text or found.bits(text) > _MAX_BITS:
        return None
    if not text.isascii() and "(?i)" in pattern:
        return None
    matches = [match for match, _ in zip(found.compiled.finditer(text), range(_MAX_MATCHES + 1), strict=False)]
    empty = any(match.start() == match.end() for match in matches)
    # After a match Go does not take an empty one beside it, Python does.
    return None if len(matches) > _MAX_MATCHES or (empty and len(matches) > 1) else matches


def replaced(pattern: str, text: str, new: str) -> str | None:
    """`replace` with a pattern; None where we cannot say."""
    matches = _matches(pattern, text)
    if matches is None or len(new) * len(matches) > 100_000:
        return None
    pieces: list[str] = []
    at = 0
    for match in matches:
        pieces += [text[at : match.start()], _expanded(new, match)]
        at = match.end()
    return "".join([*pieces, text[at:]])


def _expanded(new: str, match: re.Match[str]) -> str:
    def group(reference: re.Match[str]) -> str:
        name = reference[1] or reference[2]
        if name is None:
            return "$"
        if name.isdigit():
            return (match[int(name)] or "") if int(name) <= len(match.groups()) else ""
        return match.groupdict().get(name) or ""

    return _REFERENCE.sub(group, new)


def _result_type(pattern: re.Pattern[str]) -> Type:
    if not pattern.groups:
        return STRING
    if not pattern.groupindex:
        return tuple_of([STRING] * pattern.groups)
    if len(pattern.groupindex) != pattern.groups:
        raise Fails
    return object_of(dict.fromkeys(pattern.groupindex, STRING))


def _captured(match: re.Match[str]) -> Resolved:
    if not match.re.groups:
        return text_value(match[0])
    if match.re.groupindex:
        return Resolved({name: _group(text) for name, text in match.groupdict().items()})
    return Resolved([_group(text) for text in match.groups()])


def _group(text: str | None) -> Resolved:
    return Resolved(None, type=STRING) if text is None else text_value(text)


def _prepared(args: Sequence[Resolved]) -> tuple[re.Pattern[str], list[re.Match[str]]] | None:
    if len(args) != 2:
        raise Fails
    pattern, text = (argument(each, STRING).value for each in args)
    if not isinstance(pattern, str) or not isinstance(text, str):
        return None
    compiled, matches = _compiled(pattern), _matches(pattern, text)
    return None if compiled is None or matches is None else (compiled.compiled, matches)


def _regex(args: Sequence[Resolved]) -> Resolved:
    found = _prepared(args)
    via = via_of(args)
    if found is None:
        return unknown(ANY, via)
    _result_type(found[0])
    if not found[1]:
        raise Fails
    return _captured(found[1][0]).through(via)


def _regexall(args: Sequence[Resolved]) -> Resolved:
    found = _prepared(args)
    via = via_of(args)
    if found is None:
        return unknown(list_of(ANY), via)
    return Resolved([_captured(match) for match in found[1]], via=via, type=list_of(_result_type(found[0])))


FUNCTIONS: Mapping[str, Function] = {"regex": _regex, "regexall": _regexall}
