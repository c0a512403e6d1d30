"""What a variable's type makes of a value, for scalars: Terraform turns "30" into 30 where a number is declared."""

from __future__ import annotations

from dataclasses import replace

from aiact_lint.expression import Traversal
from aiact_lint.kinds.terraform.modules import Block
from aiact_lint.kinds.terraform.resolved import Resolved, as_text

_BOOLEANS = {"true": True, "false": False}


def converted(found: Resolved, variable: Block) -> Resolved:
    """A value as a variable with a plain type holds it; as it is where the type says nothing, or does not fit."""
    declared = _type(variable)
    value = found.value
    if not found.known or value is None or isinstance(value, dict | list):
        return found
    if declared == "string" and not isinstance(value, str):
        return replace(found, value=as_text(value))
    if declared == "number" and isinstance(value, str):
        return replace(found, value=_number(value))
    if declared == "bool" and isinstance(value, str):
        return replace(found, value=_BOOLEANS.get(value, value))
    return found


def _type(variable: Block) -> str:
    place = variable.attribute("type")
    if place is None:
        return ""
    expression = place.document.expressions.get(place.path)
    if isinstance(expression, Traversal) and not expression.steps:
        return expression.root
    return str(place.document.get(place.path))  # `type = "string"`, as it was written before 0.12, and in JSON


def _number(text: str) -> object:
    if len(text) > 40:
        return text
    for convert in (int, float):
        try:
            number = convert(text)
        except ValueError:
            continue
        return number if abs(number) < float("inf") else text
    return text
