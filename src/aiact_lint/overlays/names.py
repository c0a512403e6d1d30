"""Which files are kustomizations, without what it takes to build one."""

from __future__ import annotations

NAMES = ("kustomization.yaml", "kustomization.yml")


def is_kustomization(path: str) -> bool:
    """Whether a file is a kustomization by its name."""
    return path.rsplit("/", 1)[-1] in NAMES
