"""The folders that ship with the program: rules, schemas and law tables.

In a wheel they lie under `aiact_lint/_bundled/`; in a checkout (editable install) at its top. Their YAML is parsed once
and then kept in the cache, because parsing all of it takes longer than most runs.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cache as once
from pathlib import Path
from typing import cast

from aiact_lint import cache


@once
def root() -> Path:
    """The folder that holds `rules/`, `schemas/` and `law/`. Raises `FileNotFoundError` on a broken install."""
    package = Path(__file__).resolve().parent
    for folder in (package / "_bundled", package.parent.parent):
        if (folder / "law" / "obligations.yaml").is_file():
            return folder
    raise FileNotFoundError(
        f"the bundled rules, schemas and law tables are missing beside {package}; reinstall aiact-lint"
    )


def holds(path: Path) -> bool:
    """Whether a file is one of those that ship."""
    return path.is_relative_to(root())


def table(path: Path) -> object:
    """The plain data of a bundled YAML file; dates stay ISO strings. Raises `ValueError` on a broken table."""
    group = "words" if path.parent.parent.name == "intent" else "tables"
    if (name := _name(path)) in (shipped := _shipped(group)):
        return shipped[name]
    tables = _tables(group) if cache.in_use() and not shipped else {}
    return tables[str(path)] if str(path) in tables else _parsed(path)


def prepared(group: str) -> dict[str, object]:
    """What a wheel carries of a group, `tables` or `words`: data by path below the bundled folders."""
    return {_name(path): _parsed(path) for path in sorted(_files(group))}


@once
def _shipped(group: str) -> Mapping[str, object]:
    return cast("Mapping[str, object] | None", cache.shipped(group)) or {}


def _name(path: Path) -> str:
    """The same in a checkout and in a wheel, where the modules lie elsewhere; "" for what is not among our data."""
    text = str(path)
    if text.startswith(_start(root())):
        below = text[len(_start(root())) :].replace(os.sep, "/")
        if below.startswith(("rules/", "law/")):
            return below
    return path.name if text.startswith(_start(_KINDS)) else ""


@once
def _start(folder: Path) -> str:
    return f"{folder}{os.sep}"


_KINDS = Path(__file__).parent / "kinds"


def state() -> object:
    """Plain data that changes when any of it does: what was prepared, in a wheel; in a checkout each file."""
    files = sorted((root() / "prepared").glob("*")) or [*_files("words"), *_files("tables"), *_schemas()]
    return cache.identity(files)


def rule_files() -> tuple[Path, ...]:
    """The `rule.yaml` of every bundled rule."""
    shipped = sorted(name for name in _shipped("tables") if name.startswith("rules/") and name.endswith("/rule.yaml"))
    return tuple(root() / name for name in shipped) or _rules_on_disk()


def _rules_on_disk() -> tuple[Path, ...]:
    return tuple(sorted((root() / "rules").glob("*/*/rule.yaml")))


@once
def _tables(group: str) -> Mapping[str, object]:
    """All files of a group by path, so that one entry of the cache holds them."""
    files = sorted(_files(group))
    key = cache.key(cache.identity(files))
    known = cache.load(group, key)
    if known is None:
        known = {str(path): _parsed(path) for path in files}
        cache.save(group, key, known)
    return cast(Mapping[str, object], known)


def _files(group: str) -> Iterable[Path]:
    """`words` are the words of recognition, which only runs with an AI system need; `tables` is everything else."""
    if group == "words":
        return (root() / "law" / "intent").glob("*/*.yaml")
    return _small_tables()


def _small_tables() -> Iterator[Path]:
    yield from _rules_on_disk()
    yield root() / "rules" / "profiles.yaml"
    yield from (root() / "law").glob("*.yaml")
    yield from (root() / "law" / "intent").glob("*.yaml")
    yield from _KINDS.glob("*.yaml")


def _schemas() -> Iterable[Path]:
    return sorted((root() / "schemas").glob("*.json"))


@once
def _parsed(path: Path) -> object:
    from aiact_lint.parsers import yaml_
    from aiact_lint.source import SourceFile

    parsed = yaml_.parse(SourceFile(path.name, path.read_bytes()))
    if parsed.failures or len(parsed.documents) != 1:
        reason = parsed.failures[0].message if parsed.failures else "it does not hold exactly one document"
        raise ValueError(f"{path}: {reason}")
    return parsed.documents[0].data
