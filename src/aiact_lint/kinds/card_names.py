"""Names of models: inside package URLs and addresses of the Hugging Face Hub, and in the paths of files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from aiact_lint.lazy_pattern import compile_later

_PURL = compile_later(r"pkg:(?:huggingface|mlflow)/([^?#@]{1,400})")
_HUB = compile_later(
    r"https?://(?:www\.)?(?:huggingface\.co|hf\.co)/(?!datasets/|spaces/|docs/)([\w.-]{1,100}/[\w.-]{1,100})"
)
_GENERIC_FILE = compile_later(r"readme|index|card|(?:hf[-_])?model[-_ ]?card", re.IGNORECASE)
_GENERIC_FOLDER = compile_later(
    r"|docs?|documentation|src|app|cards?|(?:model[-_ ]?)?cards|models?|examples?|website|[0-9.]+[bmk]?(?:-.*)?",
    re.IGNORECASE,
)
"""Folders that say nothing about whose card lies in them: kinds of content, sizes and versions of a model."""
_HUB_DATASET = compile_later(
    r"(?:https?://(?:www\.)?(?:huggingface\.co|hf\.co)|hf:/)/datasets/([\w.-]{1,100}(?:/[\w.-]{1,100})?)"
)
_ESCAPED = compile_later(r"%([2-7][0-9A-Fa-f])")


def name_in_purl(purl: str) -> str | None:
    """`acme/cv` of `pkg:huggingface/acme/cv@1a2b`; None for a package of another kind."""
    found = _PURL.match(purl)
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), found[1]) if found else None


def name_in_address(address: str) -> str | None:
    """`acme/cv` of `https://huggingface.co/acme/cv/tree/main`; None for an address of anything else."""
    found = _HUB.match(address)
    return found[1] if found else None


def dataset_name(written: str) -> str:
    """The Hub's id of a data set where an address holds one (`acme/cvs`), else what is written."""
    found = _HUB_DATASET.match(written)
    return found[1] if found else written


def name_of_file(path: str, generic: Sequence[str] = ()) -> str | None:
    """The file's own name, or its folder's where every such file bears its name; None where neither says a model.

    `generic` are further names, as patterns, that say nothing.
    """
    at = PurePosixPath(path)
    nothing = re.compile("|".join(generic), re.IGNORECASE) if generic else None

    def says(name: str, usual: re.Pattern[str]) -> bool:
        return not usual.fullmatch(name) and not (nothing and nothing.fullmatch(name))

    if says(at.stem, _GENERIC_FILE):
        return at.stem
    return next((folder.name for folder in at.parents if says(folder.name, _GENERIC_FOLDER)), None)
