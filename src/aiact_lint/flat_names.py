"""Names and values of annotations, labels and tags: which are ours, which key they state, how lists are written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aiact_lint.keys import KeyType, is_known, joined_key, kebab, plain
from aiact_lint.places import word_places
from aiact_lint.subjects import Place, Value
from aiact_lint.terms import canonical

_FIRST_LABELS = frozenset(("aiact", "ai-act", "eu-ai-act", "aiact-lint"))
"""First DNS label of a prefix (`ai-act.acme.eu/…`) that makes it ours; `aiact-lint/` is the tool's own."""

_OPENINGS = (("aiact", "lint"), ("ai", "act", "lint"), ("eu", "ai", "act"), ("eu", "aiact"), ("ai", "act"), ("aiact",))
"""First words of a name without a slash that make it ours, longest first: `aiact:risk-class`, `AiActRiskClass`."""


def is_ours(name: str, prefixes: Sequence[str] = ()) -> bool:
    """Whether a name states something of the vocabulary."""
    return _rest(name, prefixes) is not None


def key_of(name: str, prefixes: Sequence[str] = ()) -> str:
    """The canonical key that a name of ours states; a name that is no key, in kebab-case."""
    return joined_key(_rest(name, prefixes) or name)


def _rest(name: str, prefixes: Sequence[str]) -> str | None:
    """What follows our prefix; None where the name has none or nothing follows."""
    for each in prefixes:
        if name.startswith(f"{each.rstrip('/')}/") and len(name) > len(each.rstrip("/")) + 1:
            return name[len(each.rstrip("/")) + 1 :]
    prefix, slash, rest = name.partition("/")
    if slash:
        return rest if rest and prefix.partition(".")[0].lower() in _FIRST_LABELS else None
    if len(name) > _MAX_NAME or "act" not in name.lower():
        return None
    words = tuple(kebab(name).split("-"))
    for opening in _OPENINGS:
        if words[: len(opening)] == opening and len(words) > len(opening):
            return "-".join(words[len(opening) :])
    return _rest_without_words(plain(name))


def _rest_without_words(name: str) -> str | None:
    """The same for a name in one case and without separators (`AIACTRISKCLASS`), where a known key follows."""
    for opening in _OPENINGS:
        start = "".join(opening)
        if name.startswith(start) and is_known(name[len(start) :]):
            return name[len(start) :]
    return None


_MAX_NAME = 256

_COARSE = re.compile(r"[,;|\n]")
_FINE = re.compile(r"__|[\s+:/]")
"""Tag values may not hold commas in every cloud; these may stand between ids, never inside a known one."""


def split_list(kind: KeyType, value: Value) -> tuple[tuple[object, Place], ...]:
    """The items of a list written in one string, each with its own place inside the value where that can be told."""
    written = value.value
    if isinstance(written, list | tuple):
        return tuple((item, value.place) for item in written)
    if not isinstance(written, str):
        return ((written, value.place),)
    words = list(_words(kind, written))
    return tuple(zip(words, word_places(value.place, words), strict=True))


def _words(kind: KeyType, written: str) -> Iterator[str]:
    if canonical(kind, written) is not None:
        yield written.strip()
        return
    for part in _COARSE.split(written):
        word = part.strip().strip("[]\"'").strip() if written.lstrip().startswith("[") else part.strip()
        if not word:
            continue
        finer = [each for each in _FINE.split(word) if each]
        if canonical(kind, word) is None and len(finer) > 1 and all(canonical(kind, each) for each in finer):
            yield from finer
        else:
            yield word
