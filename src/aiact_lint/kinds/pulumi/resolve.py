"""What a node of a program comes to, as far as the program says."""

from __future__ import annotations

from aiact_lint.document import Document
from aiact_lint.kinds.cloud.spots import Found
from aiact_lint.kinds.cloud.values import joined, joined_items, selected, split, unknown, with_data
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.kinds.pulumi.interpolation import pieces

_MAX_DEPTH = 40
_BUDGET = 5_000


class Resolver:
    """Follows the expressions of one program."""

    def __init__(self, document: Document) -> None:
        self._top = Cursor.top(document)
        self._budget = _BUDGET

    def resolved(self, at: Cursor) -> Found:
        """What a node comes to; the node itself where it is no expression."""
        self._budget = _BUDGET
        return self._at(at, 0)

    def _at(self, at: Cursor, depth: int) -> Found:
        self._budget -= 1
        if depth > _MAX_DEPTH or self._budget < 0:
            return unknown(at)
        if isinstance(at.data, str):
            return self._text(at, at.data, depth) if "$" in at.data else Found(at)
        if isinstance(at.data, dict) and len(at.data) == 1:
            (name,) = at.data
            if isinstance(name, str) and name.lower().startswith("fn::"):
                return self._call(name, at, at.at(name), depth + 1)
        return Found(at)

    def _followed(self, at: Cursor, depth: int) -> Found:
        found = self._at(at, depth)
        return Found(found.at, (at.place, *found.via), found.known, found.made)

    def _text(self, at: Cursor, text: str, depth: int) -> Found:
        parts = pieces(text)
        if parts is None:
            return unknown(at)
        references = [each for each in parts if isinstance(each, tuple)]
        if len(references) == 1 and all(each == "" for each in parts if isinstance(each, str)):
            return self._reference(at, references[0], depth + 1)
        made = [
            self._reference(at, each, depth + 1) if isinstance(each, tuple) else Found(with_data(at, each))
            for each in parts
        ]
        found = joined(at, made)
        return found if references or found.at.data != text else Found(at)

    def _reference(self, at: Cursor, steps: tuple[str | int, ...], depth: int) -> Found:
        """A setting, a variable, or a property that a resource states."""
        name, rest = str(steps[0]), steps[1:]
        found = self._named(at, name, depth)
        if found is None:
            stated = self._top.at("resources", name, "properties")
            if not rest or not isinstance(stated.data, dict) or rest[0] not in stated.data:
                return unknown(at)
            found, rest = self._followed(stated.at(rest[0]), depth), rest[1:]
        for step in rest:
            found = self._step(at, found, step, depth)
        return found

    def _named(self, at: Cursor, name: str, depth: int) -> Found | None:
        """What a setting or variable comes to; None where the program has none of the name."""
        for group in ("configuration", "config"):
            setting = self._top.at(group, name)
            if setting.data is not None:
                return self._setting(at, setting)
        variable = self._top.at("variables", name)
        return None if variable.data is None else self._followed(variable, depth)

    def _setting(self, at: Cursor, setting: Cursor) -> Found:
        """A setting with its value or default; a secret has none that counts."""
        if not isinstance(setting.data, dict):
            return Found(setting, (setting.place,)) if not isinstance(setting.data, list) else unknown(at)
        if setting.at("secret").data is True:
            return unknown(at)
        for key in ("value", "default"):
            if setting.at(key).data is not None:
                return Found(setting.at(key), (setting.at(key).place,))
        return unknown(at)

    def _step(self, at: Cursor, whole: Found, step: str | int, depth: int) -> Found:
        data = whole.at.data
        is_there = step in data if isinstance(data, dict) else isinstance(data, list) and isinstance(step, int)
        below = whole.at.at(step)
        if not whole.known or not is_there or below.data is None:
            return unknown(at)
        if whole.made:
            return Found(below, whole.via, made=True)
        found = self._at(below, depth)
        return Found(found.at, (*whole.via[:-1], below.place, *found.via), found.known, found.made)

    def _call(self, name: str, at: Cursor, argument: Cursor, depth: int) -> Found:
        first, second = argument.at(0), argument.at(1)
        match name.lower():
            case "fn::tojson":
                return Found(argument)
            case "fn::join":
                return joined_items(at, first.data, self._at(second, depth), lambda each: self._at(each, depth))
            case "fn::select":
                return selected(at, self._at(first, depth), self._at(second, depth), lambda each: self._at(each, depth))
            case "fn::split":
                return split(at, first.data, self._at(second, depth))
            case _:
                return unknown(at)
