"""The folders that ship with the program: rules, schemas and law tables.

In a wheel they lie under `aiact_lint/_bundled/`; in a checkout (editable install) at its top.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from aiact_lint.parsers import yaml_
from aiact_lint.source import SourceFile


@cache
def root() -> Path:
    """The folder that holds `rules/`, `schemas/` and `law/`. Raises `FileNotFoundError` on a broken install."""
    package = Path(__file__).resolve().parent
    for folder in (package / "_bundled", package.parent.parent):
        if (folder / "law" / "obligations.yaml").is_file():
            return folder
    raise FileNotFoundError(
        f"the bundled rules, schemas and law tables are missing beside {package}; reinstall aiact-lint"
    )


@cache
def table(path: Path) -> object:
    """The plain data of a bundled YAML file; dates stay ISO strings. Raises `ValueError` on a broken table."""
    parsed = yaml_.parse(SourceFile(path.name, path.read_bytes()))
    if parsed.failures or len(parsed.documents) != 1:
        reason = parsed.failures[0].message if parsed.failures else "it does not hold exactly one document"
        raise ValueError(f"{path}: {reason}")
    return parsed.documents[0].data
