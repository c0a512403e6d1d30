"""`tostring` and the like, and functions that leave a value as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aiact_lint.kinds.terraform.conversion import converted
from aiact_lint.kinds.terraform.functions.signature import Function
from aiact_lint.kinds.terraform.resolved import Fails, Resolved
from aiact_lint.kinds.terraform.types import ANY, BOOL, NUMBER, STRING, Type, list_of, map_of, set_of


def _to(wanted: Type) -> Function:
    def call(args: Sequence[Resolved]) -> Resolved:
        if len(args) != 1:
            raise Fails
        return converted(args[0], wanted)

    return call


FUNCTIONS: Mapping[str, Function] = {
    "nonsensitive": _to(ANY),
    "sensitive": _to(ANY),
    "tobool": _to(BOOL),
    "tolist": _to(list_of(ANY)),
    "tomap": _to(map_of(ANY)),
    "tonumber": _to(NUMBER),
    "toset": _to(set_of(ANY)),
    "tostring": _to(STRING),
}
