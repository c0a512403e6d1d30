"""The list of Python checks names modules and functions as text: each has to exist, and to be listed once."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path

from aiact_lint.checks import builtin


def _listed() -> list[tuple[str, str]]:
    tree = ast.parse(Path(builtin.__file__).read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_later"]
    return [(str(ast.literal_eval(call.args[0])), str(ast.literal_eval(call.args[1]))) for call in calls]


def test_every_check_exists() -> None:
    listed = _listed()
    assert len(listed) == len(builtin.CHECKS) == len({name for name, _ in builtin.CHECKS})
    for module, function in listed:
        assert callable(getattr(import_module(f"aiact_lint.checks.{module}"), function)), (module, function)


def test_no_check_is_listed_under_two_names() -> None:
    assert len(set(_listed())) == len(_listed())
