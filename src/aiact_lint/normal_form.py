"""The data of an aiact.yaml with keys and values in canonical spelling, for the check against the schema."""

from __future__ import annotations

from dataclasses import field

from aiact_lint.document import Path
from aiact_lint.keys import FILE_KEYS, KeyType, is_known, kebab, nested_key, type_of
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.vocabulary import is_extension, normalised

_MAX_DEPTH = 50
"""Deeper nodes stay as they are: the vocabulary ends long before."""


@dataclass(slots=True)
class NormalForm:
    """Normalised data, and where each of its nodes stands in the data as written."""

    data: object = None
    _written: dict[Path, Path] = field(default_factory=dict)

    def written(self, path: Path) -> Path:
        """The path in the file for a path in the normalised data (a missing key: below its written parent)."""
        for length in range(len(path), -1, -1):
            if path[:length] in self._written:
                return (*self._written[path[:length]], *path[length:])
        return path


def normal_form(data: object) -> NormalForm:
    """The normal form of a whole file: `riskClass: High` becomes `risk-class: high-risk`; empty keys are left out."""
    form = NormalForm()
    form._written[()] = ()
    if isinstance(data, dict) and isinstance(systems := data.get("systems"), list):
        form.data = {key: value for key, value in data.items() if key != "systems"} | {
            "systems": [
                _node(form, each, "", None, ("systems", index), ("systems", index))
                for index, each in enumerate(systems)
            ]
        }
    else:
        form.data = _node(form, data, "", None, (), ())
    return form


def _node(form: NormalForm, node: object, key: str, kind: KeyType | None, path: Path, written: Path) -> object:
    form._written[path] = written
    if len(path) > _MAX_DEPTH:
        return node
    if isinstance(node, list):
        return [_node(form, item, key, kind, (*path, index), (*written, index)) for index, item in enumerate(node)]
    if not isinstance(node, dict):
        return normalised(kind, node)
    in_list = bool(path) and isinstance(path[-1], int) and bool(key)
    result = {}
    for name, value in node.items():
        below = "" if in_list else nested_key(key, str(name))
        if is_extension(name) or (not key and name in FILE_KEYS):
            shown, below = str(name), ""
        elif in_list:
            shown = kebab(str(name))
        elif not is_known(below):
            shown = str(name)
        elif value is None:
            continue
        else:
            shown = below.rsplit(".", 1)[-1]
        result[shown] = _node(form, value, below or "-", type_of(below), (*path, shown), (*written, name))
    return result
