"""Source text to words with their places: one pass, Markdown and markup left out, names split into words."""

from __future__ import annotations

import re

from aiact_lint.lazy_dataclass import dataclass

SENTENCE_ENDS = frozenset(".!?¶•")
CLAUSE_ENDS = frozenset(";:—|")
MAX_SENTENCE = 100
"""Words; a longer run without a full stop is cut, which bounds all work inside a sentence."""

NO_SIGNS = "❌✗✘🚫⛔❎"
YES_SIGNS = "✅✔✓☑"
_SKIPPED = r"""
    (?:https?|s3|gs|hf)://[^\s)>\]"'|]*
  | www\.[^\s)>\]"'|]*
  | \]\([^()\s]{0,400}(?:\s["'][^"'\n]{0,200}["'])?\)      # the target of a Markdown link
  | \]\[[^\[\]\n]{0,80}\]
  | <!--|-->
  | </?[A-Za-z][^<>\n]{0,300}>
  | \\[nrt](?![a-z])
  | `[^`\n]{0,200}?[/_(){}=$<>][^`\n]{0,200}`                 # code: a path, a call, an identifier
  | (?<=\w)['’]s\b
  | &[a-zA-Z]{2,8};|&\#\d{1,6};
"""
_TOKEN = re.compile(
    rf"""
    (?:{_SKIPPED})
  | ([^\W\d_]+(?:'t\b)?|1:[1nN]\b|\d{{1,4}}(?!\d))
  | (
        \n[ \t>]*(?=[\n{NO_SIGNS}{YES_SIGNS}])
      | (?:^|\n)[ \t>]*(?:[-*+•]|\d{{1,3}}[.)])[ \t]
      | [.!?]+(?=[\s"'”’)*_\]]|$)
      | [;:,()|—–]
      | …|\.{{3}}
    )
  | ([{NO_SIGNS}{YES_SIGNS}])
    """,
    re.VERBOSE,
)
_WORD, _STOP, _SIGN = 1, 2, 3
_SIGNS = tuple(NO_SIGNS + YES_SIGNS)
"""Signs that begin a list item at the start of a line."""
_PARTS = re.compile(r"[A-ZÀ-ÖØ-Þ]{2,}s(?![a-zß-öø-ÿ])|[A-ZÀ-ÖØ-Þ]+(?![a-zß-öø-ÿ])|[A-ZÀ-ÖØ-Þ]?[a-zß-öø-ÿ]+|[^\W\d_]+")
_ABBREVIATIONS = frozenset((
    "art", "arts", "nr", "nos", "vs", "approx", "fig", "figs", "dr", "mr", "mrs", "ms", "prof", "inc", "ltd", "al",
    "etc", "cf", "ca", "bzw", "ggf", "usw", "evtl", "abs", "vgl", "ej", "sr", "sra", "núm", "mme", "bspw", "inkl", "st",
    "sec", "dept", "est",
))  # fmt: skip
"""Words after which a full stop ends no sentence."""
_BREAK_RANK = {"": 0, ",": 1, "(": 1, ")": 1, "—": 2, "|": 2, ":": 2, ";": 2, ".": 3, "?": 3, "!": 3, "¶": 4, "•": 5}


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The words of one text; the lists run in parallel."""

    words: list[str]
    """Lower case, NFC as written; contractions with "not" stay whole (`don't`), all other words are split."""
    starts: list[int]
    """Absolute offsets in the source."""
    ends: list[int]
    breaks: list[str]
    """The strongest punctuation before each word: `, ( ) : ; — | . ? ! •` (new list item) `¶` (blank line), or ""."""
    last_break: str
    """What follows the last word."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A half-open range of words."""

    first: int
    last: int
    opens: str
    """The break before it."""
    closes: str
    """The break after it; `:` when it ends in a colon and a list or paragraph follows."""


def tokenise(raw: str, offset: int = 0, names: bool = True) -> Tokens:
    """The words of a piece of source text that starts at `offset` in its file; `names` splits `HiringRanker`."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    breaks: list[str] = []
    pending = ""
    # A typographic apostrophe is as long as a plain one, so offsets stay right.
    for match in _TOKEN.finditer(raw.replace("’", "'") if "’" in raw else raw):
        kind = match.lastindex
        if kind == _WORD:
            word = match[0]
            if word.islower() or not names or word[1:].islower() or word.isupper() or word[0].isdigit():
                start = match.start() + offset
                words.append(word.lower())
                starts.append(start)
                ends.append(start + len(word))
                breaks.append(pending)
            else:
                _split_name(word, match.start() + offset, pending, words, starts, ends, breaks)
            pending = ""
        elif kind == _STOP:
            signed = raw[match.end() : match.end() + 1] in _SIGNS
            mark = "•" if signed and match[0][0] == "\n" else _break_of(match[0], words[-1] if words else "")
            pending = _stronger(pending, mark)
        elif kind == _SIGN:
            words.append("✓" if match[0] in YES_SIGNS else "✗")
            starts.append(match.start() + offset)
            ends.append(match.end() + offset)
            breaks.append(pending)
            pending = ""
    return Tokens(words, starts, ends, breaks, pending)


def _split_name(
    word: str, start: int, before: str, words: list[str], starts: list[int], ends: list[int], breaks: list[str]
) -> None:
    """The words of `HiringRanker`, `CVScreener`, `CVs`."""
    for part in _PARTS.finditer(word):
        words.append(part[0].lower())
        starts.append(start + part.start())
        ends.append(start + part.end())
        breaks.append(before)
        before = ""


def _stronger(pending: str, mark: str) -> str:
    """Two breaks in a row; a colon stays, since what follows it belongs to it."""
    if pending[:1] == ":":
        rest = pending[1:]
        return ":" + (mark if _BREAK_RANK[mark] > _BREAK_RANK[rest] else rest)
    return mark if _BREAK_RANK[mark] > _BREAK_RANK[pending] else pending


def _break_of(text: str, before: str) -> str:
    if "\n" in text or text[-1] in " \t":
        return "¶" if not text.strip(" \t>\n\r") else "•"
    char = text[0]
    if char == "…" or text == "...":
        return ","
    if char == "." and ((len(before) <= 1 and not before.isdigit()) or before in _ABBREVIATIONS):
        return ","
    return "—" if char == "–" else char


def sentences(tokens: Tokens) -> list[Sentence]:
    """The sentences of a text, cut at full stops, blank lines, list items and after `MAX_SENTENCE` words."""
    found: list[Sentence] = []
    first, opens = 0, ""
    breaks = tokens.breaks
    for index, mark in enumerate(breaks):
        if not mark and index - first < MAX_SENTENCE:
            continue
        ends = mark[-1:] in SENTENCE_ENDS and mark != ""
        if index > first and (ends or index - first >= MAX_SENTENCE):
            found.append(Sentence(first, index, opens, mark[:1]))
            first, opens = index, mark[-1:]
        elif index == first:
            opens = mark[-1:]
    if first < len(breaks):
        found.append(Sentence(first, len(breaks), opens, tokens.last_break[:1]))
    return found
