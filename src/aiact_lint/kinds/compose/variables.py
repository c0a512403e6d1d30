"""Compose's interpolation, `${NAME:-default}`, from the files of variables that a project has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field

from aiact_lint.document import Document
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.subjects import Origin, Place, Value

_NAME = re.compile(r"\$(?:(?P<dollar>\$)|(?P<plain>[A-Za-z_]\w*)|\{(?P<braced>[A-Za-z_]\w*)(?P<sign>:?[-?+]|\}))")
_MAX_NESTED = 10
_MAX_VARIABLES = 500
"""Variables looked up for one value."""
_MAX_TEXT = 100_000
_SECRET = re.compile(r"SECRET|PASS|TOKEN|KEY|CREDENTIAL|AUTH|DSN|CONNECTION|COOKIE|SALT", re.IGNORECASE)


def is_secret(name: str) -> bool:
    """Whether a variable may hold what nobody should see in a report."""
    return _SECRET.search(name) is not None


class Unset(Exception):
    """A variable that the files do not set, or an interpolation that is not well-formed."""


@dataclass(slots=True)
class _Way:
    """The variables that a value is made of, and how many more may be looked up for it."""

    places: list[Place] = field(default_factory=list)
    left: list[int] = field(default_factory=lambda: [_MAX_VARIABLES])


@dataclass(frozen=True, slots=True)
class Environment:
    """The variables of a project, from its files; of several the first counts."""

    files: tuple[Document, ...] = ()

    def value(self, written: str, place: Place) -> Value:
        """A written value filled in; unknown where a variable has neither a value in the files nor a default."""
        if "$" not in written:
            return Value(written, place)
        way = _Way()
        try:
            text = self._filled(written, way, 0)
        except Unset:
            return Value(written, place, Origin.UNKNOWN)
        if text == written and not way.places:
            return Value(written, place)
        return Value(text, place, Origin.DERIVED, tuple(way.places))

    def variable(self, name: str, place: Place) -> Value | None:
        """A variable that a service takes over by its name alone; None where no file sets it."""
        way = _Way()
        try:
            found = self._find(name, way, 0)
        except Unset:
            return None
        return None if found is None else Value(found, place, Origin.DERIVED, tuple(way.places))

    def _find(self, name: str, way: _Way, depth: int) -> str | None:
        way.left[0] -= 1
        if way.left[0] < 0:
            raise Unset
        for number, document in enumerate(self.files):
            data = document.data
            if isinstance(data, dict) and isinstance(data.get(name), str):
                if is_secret(name):
                    raise Unset
                way.places.append(Place(document, (name,)))
                return _in_file(document, name, Environment(self.files[number + 1 :]), _Way(left=way.left), depth)
        return None

    def _filled(self, text: str, way: _Way, depth: int) -> str:
        pieces, at = [], 0
        while (start := text.find("$", at)) >= 0:
            pieces.append(text[at:start])
            match = _NAME.match(text, start)
            if match is None:
                raise Unset
            at = match.end()
            if match["dollar"]:
                pieces.append("$")
            elif match["plain"] or match["sign"] == "}":
                pieces.append(self._needed(match["plain"] or match["braced"], way, depth))
            else:
                end = _closing(text, at)
                pieces.append(self._chosen(match["braced"], match["sign"], text[at:end], way, depth))
                at = end + 1
        return _joined([*pieces, text[at:]])

    def _needed(self, name: str, way: _Way, depth: int) -> str:
        found = self._find(name, way, depth)
        if found is None:
            raise Unset
        return found

    def _chosen(self, name: str, sign: str, other: str, way: _Way, depth: int) -> str:
        if depth >= _MAX_NESTED:
            raise Unset
        if sign[-1] == "?":
            return self._needed(name, way, depth)
        tried = _Way(left=way.left)
        found = self._find(name, tried, depth)
        is_set = found is not None and (found != "" or sign[0] != ":")
        if sign[-1] == "+":
            if found is None:
                raise Unset
            return self._filled(other, way, depth + 1) if is_set else ""
        if is_set and found is not None:
            way.places += tried.places
            return found
        return self._filled(other, way, depth + 1)


def from_file(document: Document, name: str, place: Place, environment: Environment) -> Value:
    """The value that a file of variables gives a service, as a fact of the place that names the file."""
    here = Place(document, (name,))
    try:
        return Value(_in_file(document, name, environment, _Way(), 0), place, Origin.DERIVED, (here,))
    except Unset:
        return Value(document.get((name,)), place, Origin.UNKNOWN, (here,))


def _in_file(document: Document, name: str, above: Environment, way: _Way, depth: int) -> str:
    """The value of a variable in a file of variables, filled in unless it stands in single quotes. Raises `Unset`."""
    written = document.get((name,))
    text = written if isinstance(written, str) else ""
    if "$" not in text or document.source.slice(document.locate((name,))).startswith("'"):
        return text
    if depth >= _MAX_NESTED:
        raise Unset
    return above._filled(text, way, depth + 1)


def _closing(text: str, at: int) -> int:
    """The offset of the brace that closes an interpolation whose default starts at an offset."""
    depth = 1
    for index in range(at, min(len(text), at + _MAX_TEXT)):
        if text.startswith("${", index):
            depth += 1
        elif text[index] == "}":
            depth -= 1
            if not depth:
                return index
    raise Unset


def _joined(pieces: Sequence[str]) -> str:
    text = "".join(pieces)
    if len(text) > _MAX_TEXT:
        raise Unset
    return text
