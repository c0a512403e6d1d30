"""What a node of a template comes to, as far as the template says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from aiact_lint.document import Document
from aiact_lint.kinds.cloud.spots import Found
from aiact_lint.kinds.cloud.values import as_number, as_text, joined, joined_items, selected, split, unknown, with_data
from aiact_lint.kinds.cloudformation.functions import call, pieces
from aiact_lint.kinds.cursor import Cursor, is_template

_MAX_DEPTH = 40
_BUDGET = 5_000
"""Nodes looked at for one value: parameters and mappings that multiply each other are cut off."""
_MAX_ITEMS = 1_000
_REFERS_TO = {
    "AWS::Lambda::Function": "FunctionName",
    "AWS::Logs::LogGroup": "LogGroupName",
    "AWS::S3::Bucket": "BucketName",
    "AWS::SSM::Parameter": "Name",
    "AWS::Serverless::Function": "FunctionName",
}
"""The property that `Ref` gives, for types where it gives one; for the others it gives an ARN or an id."""


class Resolver:
    """Follows the expressions of one template."""

    def __init__(self, document: Document) -> None:
        self._top = Cursor.top(document)
        self._budget = _BUDGET
        self._functions: Mapping[str, Callable[[Cursor, Cursor, int], Found]] = {
            "FindInMap": self._find_in_map,
            "GetAtt": self._get_att,
            "If": self._if,
            "Join": self._join,
            "Ref": self._ref,
            "Select": self._select,
            "Split": self._split,
            "Sub": self._sub,
            "ToJsonString": lambda _at, argument, _depth: Found(argument),
        }

    def resolved(self, at: Cursor) -> Found:
        """What a node comes to; the node itself where it is no expression."""
        self._budget = _BUDGET
        return self._at(at, 0)

    def _at(self, at: Cursor, depth: int) -> Found:
        self._budget -= 1
        if depth > _MAX_DEPTH or self._budget < 0:
            return unknown(at)
        made = call(at)
        if made is None:
            return Found(at) if not is_template(at.data) else unknown(at)
        name, argument = made
        function = self._functions.get(name)
        return unknown(at) if function is None else function(at, argument, depth + 1)

    def _followed(self, at: Cursor, depth: int) -> Found:
        """What another node comes to, with its place as the way there."""
        found = self._at(at, depth)
        return Found(found.at, (at.place, *found.via), found.known, found.made)

    def _ref(self, at: Cursor, argument: Cursor, depth: int) -> Found:
        name = argument.data
        if name == "AWS::NoValue":
            return Found(Cursor(at.document, at.path))
        return self._named(at, name, depth) if isinstance(name, str) else unknown(at)

    def _named(self, at: Cursor, name: str, depth: int) -> Found:
        """What `Ref` gives for a name."""
        parameter = self._top.at("Parameters", name)
        if isinstance(parameter.data, dict):
            return self._default(at, parameter)
        resource = self._top.at("Resources", name)
        prop = _REFERS_TO.get(resource.at("Type").text)
        if prop is None or resource.at("Properties", prop).data is None:
            return unknown(at)
        return self._followed(resource.at("Properties", prop), depth)

    def _default(self, at: Cursor, parameter: Cursor) -> Found:
        """The default of a parameter; that of one that only names a stored value, or of a secret, is none."""
        kind, default = parameter.at("Type").text, parameter.at("Default")
        if default.data is None or kind.startswith("AWS::SSM::") or parameter.at("NoEcho").text.lower() == "true":
            return unknown(at)
        way = (default.place,)
        if kind == "CommaDelimitedList" or kind.startswith("List<"):
            return Found(
                with_data(default, [each.strip() for each in default.text.split(",")][:_MAX_ITEMS]), way, made=True
            )
        if kind == "Number":
            number = as_number(default.text)
            return Found(default if number is None else with_data(default, number), way)
        return Found(with_data(default, default.text), way)

    def _get_att(self, at: Cursor, argument: Cursor, depth: int) -> Found:
        parts = (
            [each.text for each in argument.items()] if isinstance(argument.data, list) else argument.text.split(".")
        )
        return self._attribute(at, parts, depth)

    def _attribute(self, at: Cursor, parts: Sequence[str], depth: int) -> Found:
        """An attribute that is called as a property is what the property says."""
        if len(parts) != 2:
            return unknown(at)
        stated = self._top.at("Resources", parts[0], "Properties", parts[1])
        return unknown(at) if stated.data is None else self._followed(stated, depth)

    def _sub(self, at: Cursor, argument: Cursor, depth: int) -> Found:
        own: Mapping[str, Cursor] = {}
        if isinstance(argument.data, list):
            own = dict(argument.at(1).entries())
            argument = argument.at(0)
        if not isinstance(argument.data, str):
            return unknown(at)
        parts = []
        for is_variable, text in pieces(argument.data):
            if not is_variable:
                parts.append(Found(with_data(argument, text)))
            elif text in own:
                parts.append(self._followed(own[text], depth))
            elif "." in text:
                parts.append(self._attribute(at, text.split(".", 1), depth))
            else:
                parts.append(self._named(at, text, depth))
        return joined(at, parts)

    def _join(self, at: Cursor, argument: Cursor, depth: int) -> Found:
        return joined_items(
            at, argument.at(0).data, self._at(argument.at(1), depth), lambda each: self._at(each, depth)
        )

    def _select(self, at: Cursor, argument: Cursor, depth: int) -> Found:
        index, words = self._at(argument.at(0), depth), self._at(argument.at(1), depth)
        return selected(at, index, words, lambda each: self._at(each, depth))

    def _split(self, at: Cursor, argument: Cursor, depth: int) -> Found:
        return split(at, argument.at(0).data, self._at(argument.at(1), depth))

    def _find_in_map(self, at: Cursor, argument: Cursor, depth: int) -> Found:
        keys = [self._at(argument.at(index), depth) for index in range(3)]
        if not all(each.known and isinstance(each.at.data, str | int) for each in keys):
            return unknown(at)
        names = [str(each.at.data) for each in keys]
        mapped = self._top.at("Mappings", *names)
        if mapped.data is None:
            return unknown(at)
        return self._followed(mapped, depth)

    def _if(self, at: Cursor, argument: Cursor, depth: int) -> Found:
        chosen = self._condition(argument.at(0).text, depth)
        if chosen is None:
            return unknown(at)
        found = self._at(argument.at(1 if chosen else 2), depth)
        return found if found.via else Found(found.at, (found.at.place,), found.known, found.made)

    def _condition(self, name: str, depth: int) -> bool | None:
        """Whether a named condition holds; None where the template does not say."""
        stated = self._top.at("Conditions", name)
        return None if stated.data is None else self._holds(stated, depth + 1)

    def _holds(self, at: Cursor, depth: int) -> bool | None:
        self._budget -= 1
        if depth > _MAX_DEPTH or self._budget < 0:
            return None
        name, argument = call(at) or ("", at)
        if name == "Condition":
            return self._condition(argument.text, depth)
        if name == "Equals":
            sides = [self._at(argument.at(index), depth) for index in (0, 1)]
            if not all(side.known and not isinstance(side.at.data, dict | list) for side in sides):
                return None
            return as_text(sides[0].at.data) == as_text(sides[1].at.data)
        parts = [self._holds(each, depth + 1) for each in argument.items()] if name in ("And", "Or", "Not") else []
        if name == "Not" and len(parts) == 1:
            return None if parts[0] is None else not parts[0]
        if name == "And" and parts:
            return False if False in parts else None if None in parts else True
        if name == "Or" and parts:
            return True if True in parts else None if None in parts else False
        return None
