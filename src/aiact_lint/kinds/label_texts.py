"""Words in annotations and labels, of Kubernetes objects and of Compose services."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aiact_lint.flat_names import is_ours, key_of
from aiact_lint.kinds.cursor import is_template
from aiact_lint.subjects import Place, Text, TextRole

_OUR_TEXTS = {
    "intended-purpose": TextRole.PURPOSE,
    "name": TextRole.NAME,
    "system": TextRole.NAME,
    "description": TextRole.DESCRIPTION,
}
_MAX_TEXT = 4_000
_TECHNICAL = (
    "app.kubernetes.io/managed-by",
    "app.kubernetes.io/version",
    "argocd.argoproj.io/",
    "checksum/",
    "config.kubernetes.io/",
    "helm.sh/",
    "kubectl.kubernetes.io/",
    "kustomize.toolkit.fluxcd.io/",
    "meta.helm.sh/",
    "pod-template-hash",
    "prometheus.io/",
    "traefik.",
)
"""Beginnings of labels that tools write for tools."""


def label_texts(name: str, written: object, place: Place, prefixes: Sequence[str] = ()) -> Iterator[Text]:
    """The texts in one annotation or label: free words, or a tag; of our own keys only those that are words."""
    if not isinstance(written, str) or not 0 < len(written) <= _MAX_TEXT or is_template(written):
        return
    if is_ours(name, prefixes):
        if (role := _OUR_TEXTS.get(key_of(name, prefixes))) is not None:
            yield Text(role, place)
    elif not name.startswith(_TECHNICAL) and written.lstrip()[:1] not in ("{", "[", "<"):
        yield Text(TextRole.DESCRIPTION if " " in written.strip() else TextRole.TAG, place)
