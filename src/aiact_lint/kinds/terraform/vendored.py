"""Modules from elsewhere that `terraform init` has put under `.terraform/modules`, where a tree holds that folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from posixpath import join, normpath

from aiact_lint.document import Document

MANIFEST = ".terraform/modules/modules.json"
_FOLDER = ".terraform/modules"
_MAX_MODULES = 300


def folders(manifest: str, data: bytes) -> Mapping[str, str]:
    """Of a manifest at a path, the folders of the modules that lie beside it, by dotted names of the calls: `a.b`."""
    import json

    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return _listed(manifest, found)


def in_documents(documents: Iterable[Document]) -> Mapping[tuple[str, str], str]:
    """Folders of modules by the folder of the configuration that was initialised and the names of the calls."""
    found: dict[tuple[str, str], str] = {}
    for document in documents:
        if is_manifest(document.source.path):
            top = _top(document.source.path)
            found.update({(top, key): folder for key, folder in _listed(document.source.path, document.data).items()})
    return found


def is_manifest(path: str) -> bool:
    """Whether a file lists the modules of a configuration."""
    return f"/{path}".endswith(f"/{MANIFEST}")


def is_vendored(folder: str) -> bool:
    """Whether a folder holds a module from elsewhere, which nobody here can change."""
    return f"/{_FOLDER}/" in f"/{folder}/"


def _top(manifest: str) -> str:
    return manifest[: -len(MANIFEST)].rstrip("/")


def _listed(manifest: str, data: object) -> dict[str, str]:
    top = _top(manifest)
    inside = f"{join(top, _FOLDER)}/"
    entries = data.get("Modules") if isinstance(data, dict) else None
    found: dict[str, str] = {}
    for entry in (entries if isinstance(entries, list) else [])[:_MAX_MODULES]:
        key, folder = (entry.get("Key"), entry.get("Dir")) if isinstance(entry, dict) else (None, None)
        if isinstance(key, str) and isinstance(folder, str) and key and "\0" not in folder:
            path = normpath(join(top, folder.replace("\\", "/")))
            if path.startswith(inside):  # a hostile manifest may name any folder
                found[key] = path
    return found
