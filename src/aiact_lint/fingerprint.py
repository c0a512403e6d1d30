"""The line fingerprint by which GitHub recognises an alert after its file has changed.

GitHub calls it `primaryLocationLineHash` and works it out itself for uploads that lack it. A different value would be
refused with a warning, so this is the same value or none: a polynomial over the 100 characters that follow the start of
a line (blanks and tabs left out, line ends as LF, an end mark after the last character, then zeros), and the count of
earlier lines with the same value.
"""

from __future__ import annotations

import sys
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import accumulate, islice
from types import MappingProxyType
from weakref import WeakKeyDictionary

from aiact_lint.source import SourceFile

_WINDOW = 100
"""UTF-16 code units that go into one hash."""
_FACTOR = 37
_MASK = (1 << 64) - 1
_FACTOR_OVER_WINDOW = pow(_FACTOR, _WINDOW, 1 << 64)
_END_OF_FILE = 0xFFFF
_LINE_FEED = 0x0A
_NATIVE_UTF16 = "utf-16-le" if sys.byteorder == "little" else "utf-16-be"
_known: WeakKeyDictionary[SourceFile, Mapping[int, str]] = WeakKeyDictionary()
"""What was worked out for the files that are still in use: a file with many findings is hashed once."""


def line_fingerprints(source: SourceFile) -> Mapping[int, str]:
    """The fingerprint `hex:count` of every line, by 1-based line number.

    An empty last line has one too. GitHub reads every file as UTF-8, byte order mark included, and so does this; in a
    file of another encoding the line numbers are the ones that GitHub sees.
    """
    if source not in _known:
        _known[source] = MappingProxyType(_fingerprints(source.data))
    return _known[source]


def line_fingerprint(source: SourceFile, line: int) -> str:
    """The fingerprint of one 1-based line; "" where GitHub would find no such line."""
    return line_fingerprints(source).get(line, "")


def _fingerprints(data: bytes) -> dict[int, str]:
    units = _units(data)
    starts = [0, *(index + 1 for index, unit in enumerate(units) if unit == _LINE_FEED)]
    seen: Counter[int] = Counter()
    fingerprints: dict[int, str] = {}
    for line, value in enumerate(_hashes(units, starts), start=1):
        seen[value] += 1
        fingerprints[line] = f"{value:x}:{seen[value]}"
    return fingerprints


def _units(data: bytes) -> array[int]:
    """The code units that count, with the end mark and the zeros that fill the last windows."""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    units: array[int] = array("H")
    units.frombytes(text.replace(" ", "").replace("\t", "").encode(_NATIVE_UTF16))
    units.append(_END_OF_FILE)
    units.extend([0] * _WINDOW)
    return units


def _hashes(units: array[int], starts: list[int]) -> Iterator[int]:
    """The hash of the window at each of some ascending offsets.

    With `upto[i]` the polynomial of the first `i` units, a window's is `upto[i + 100] - upto[i] * 37**100`, all modulo
    2**64: one step per unit instead of a hundred per line.
    """
    ends = (start + _WINDOW for start in starts)
    for before, after in zip(_pick(units, iter(starts)), _pick(units, ends), strict=True):
        yield (after - before * _FACTOR_OVER_WINDOW) & _MASK


def _pick(units: array[int], offsets: Iterator[int]) -> Iterator[int]:
    """The polynomial of what precedes each of some ascending offsets."""
    prefixes = accumulate(units, lambda value, unit: (value * _FACTOR + unit) & _MASK, initial=0)
    at = 0
    for offset in offsets:
        yield next(islice(prefixes, offset - at, None))
        at = offset + 1
