"""What Terraform's files are by name, and in which order they count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from posixpath import basename

from aiact_lint.document import Document

CONFIGURATION = (".tf", ".tofu", ".tf.json", ".tofu.json")
VARIABLE_FILES = (".tfvars", ".tfvars.json")
_TOFU = {".tofu": ".tf", ".tofu.json": ".tf.json"}
"""OpenTofu reads the file of the first ending instead of the one of the second."""
_AUTO = (".auto.tfvars", ".auto.tfvars.json")
_ALWAYS_READ = ("terraform.tfvars", "terraform.tfvars.json")


def is_configuration(path: str) -> bool:
    """Whether a file is one of a module."""
    return path.endswith(CONFIGURATION)


def is_variable_file(path: str) -> bool:
    """Whether a file can give values to variables."""
    return path.endswith(VARIABLE_FILES)


def reads_by_itself(path: str) -> bool:
    """Whether Terraform takes values of variables from a file without being told to."""
    return basename(path) in _ALWAYS_READ or path.endswith(_AUTO)


def configuration(documents: Sequence[Document]) -> tuple[list[Document], list[Document]]:
    """The files of a module that count: ordinary ones, and override files in the order in which they are applied."""
    paths = {each.source.path for each in documents}
    shadowed = {path[: -len(tofu)] + plain for path in paths for tofu, plain in _TOFU.items() if path.endswith(tofu)}
    ordinary: list[Document] = []
    overriding: list[Document] = []
    for document in documents:
        if document.source.path not in shadowed:
            (overriding if _overrides(document.source.path) else ordinary).append(document)
    return ordinary, sorted(overriding, key=lambda each: each.source.path)


def _overrides(path: str) -> bool:
    stem = basename(path)
    for ending in (".json", ".tf", ".tofu"):
        stem = stem.removesuffix(ending)
    return stem == "override" or stem.endswith("_override")


def variable_files(documents: Iterable[Document]) -> tuple[Document, ...]:
    """The files from which Terraform takes values by itself, the strongest last."""
    ranked = []
    for document in documents:
        name = basename(document.source.path)
        if name in _ALWAYS_READ:
            ranked.append(((0, _ALWAYS_READ.index(name), ""), document))
        elif name.endswith(_AUTO):
            ranked.append(((1, 0, name), document))
    return tuple(document for _, document in sorted(ranked, key=lambda each: each[0]))
