"""Those functions of Terraform whose result depends on their arguments alone; `files` adds those that read the tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from aiact_lint.kinds.terraform.functions.signature import Function
from aiact_lint.kinds.terraform.resolved import UNKNOWN, Resolved


@cache
def functions() -> Mapping[str, Function]:
    """All by name."""
    from aiact_lint.kinds.terraform.functions import (
        collections,
        converting,
        encoding,
        formatting,
        networks,
        numeric,
        patterns,
        sets,
        texts,
    )

    modules = (collections, converting, encoding, formatting, networks, numeric, patterns, sets, texts)
    return {name: function for module in modules for name, function in module.FUNCTIONS.items()}


def call(name: str, args: Sequence[Resolved]) -> Resolved:
    """A function call; unknown for a function that is not here. Raises `Fails` where Terraform refuses it."""
    function = functions().get(name)
    return UNKNOWN if function is None else function(args)
