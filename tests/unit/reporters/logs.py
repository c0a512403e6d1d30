"""What tests look for in SARIF logs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Run = Callable[..., dict[str, Any]]
"""The fixture `run`: renders a report, validates the log, and gives its only run."""


def nodes(node: Any, key: str) -> Iterator[Any]:
    """Everything under a key, at any depth."""
    if isinstance(node, dict):
        if key in node:
            yield node[key]
        for value in node.values():
            yield from nodes(value, key)
    elif isinstance(node, list):
        for each in node:
            yield from nodes(each, key)


def notified(made: dict[str, Any]) -> list[tuple[str, str]]:
    """Level and text of what is said about limits."""
    told = made["invocations"][0].get("toolExecutionNotifications", [])
    return [(each["level"], each["message"]["text"]) for each in told if each["descriptor"]["id"] == "limit-reached"]
