"""Which model settings mean: keys of ConfigMaps, configurations written inside a value, caches and their like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from aiact_lint.kinds.containers import MODEL_VARIABLES
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.kinds.kubernetes.config_maps import entries
from aiact_lint.kinds.kubernetes.objects import Object
from aiact_lint.kinds.signs import naming_resources
from aiact_lint.lazy_pattern import compile_later
from aiact_lint.source import Span
from aiact_lint.subjects import Place, Reference, ReferenceKind

_LINE = compile_later(
    r"^[ \t]*(?:-[ \t]+)*[\"']?"
    r"(?:model|model[_-]?(?:id|name|source|path|uri|url)|served[_-]?model[_-]?name|hf[_-]?model(?:[_-]?id)?|storage[_-]?uri)"
    r"[\"']?[ \t]*[:=][ \t]*([\"']?)([^\s\"'#,{}\[\]$<>|&*!%]{1,300})\1[ \t]*,?[ \t]*(?:#.*)?\r?$",
    re.IGNORECASE | re.MULTILINE,
)
_MAX_TEXT = 200_000
_MAX_MODELS = 50


def references(of: Object) -> Iterator[Reference]:
    """The models that an object names which serves none itself."""
    if of.kind == "ConfigMap":
        for key, value in entries(of):
            if key.upper() in MODEL_VARIABLES and value.is_known and "\n" not in value.text:
                yield Reference(ReferenceKind.MODEL, value.text, value.place)
            elif "\n" in value.text:
                yield from models_in_text(value)
    naming = naming_resources().get(of.type)
    for path in naming.model if naming is not None else ():
        for each in of.top.find(path):
            if each.text and each.is_known:
                yield Reference(ReferenceKind.MODEL, each.text, each.place)


def models_in_text(at: Cursor) -> Iterator[Reference]:
    """The models that the lines of a configuration name, each on its own characters; templates name none."""
    if not at.text or not at.is_known:
        return
    span = at.place.span
    raw = at.document.source.slice(Span(span.start, min(span.end, span.start + _MAX_TEXT)))
    for found in islice(_LINE.finditer(raw), _MAX_MODELS):
        exact = Span(span.start + found.start(2), span.start + found.end(2))
        yield Reference(ReferenceKind.MODEL, found[2], Place(at.document, at.path, exact=exact))
