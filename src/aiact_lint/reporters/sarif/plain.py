"""`sarif_om` objects as plain data, in place of `jschema_to_python`.

That serialiser takes nine times as long and leaves out every level that is "warning", since that is the default; GitHub
and people are better served by a level that is stated. Everything else that equals its default is left out here too.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import attr
import sarif_om

_SCALARS = frozenset({str, int, float, bool})
_STATED = "level"
"""The one property that is written even where it equals its default."""


def plain(node: Any) -> Any:
    """Dicts, lists and scalars with SARIF's property names."""
    kind = type(node)
    if kind in _SCALARS:
        return node
    if kind is list:
        return [plain(each) for each in node]
    if kind is dict:
        return {key: plain(value) for key, value in node.items()}
    properties = _properties(kind)  # type: ignore[arg-type]  # classes are hashable
    written: dict[str, Any] = {}
    for attribute, value in vars(node).items():
        if value is not None:
            name, default = properties[attribute]
            if value != default or name == _STATED:
                written[name] = value if type(value) in _SCALARS else plain(value)
    return written


@cache
def _properties(kind: Any) -> dict[str, tuple[str, object]]:
    """Property name and default of each attribute of a `sarif_om` class."""
    return {each.name: (_property_name(kind, each), _default(each)) for each in attr.fields(kind)}


def _property_name(kind: Any, field: Any) -> str:
    if kind is sarif_om.Suppression and field.name == "state":
        return "status"  # the class has the name of a draft of the standard
    return str(field.metadata["schema_property_name"])


def _default(field: Any) -> object:
    return field.default.factory() if isinstance(field.default, attr.Factory) else field.default  # type: ignore[arg-type]
