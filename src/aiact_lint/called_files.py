"""Files that Terraform's functions read: `file("${path.module}/x.json")`, `templatefile(…)`.

They are found by what is written in the configuration, before anything is evaluated, so that a run reads no other file
of the tree, whatever a path is put together from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from posixpath import join, normpath

from aiact_lint.document import Document
from aiact_lint.lazy_pattern import compile_later

MAX_FILES = 300
"""Files that are read for one run."""
MAX_BYTES = 200_000
"""Larger ones are left alone; a text that long tells nothing."""
_MAX_PATTERNS = 100
_CALL = compile_later(
    r'\b(?:templatefile|fileexists|file(?:base64)?(?:md5|sha1|sha256|sha512)?)\(\s*"([^"\\\n]{1,300})"'
)
_HERE = compile_later(r"^\$\{\s*path\.(?:module|root)\s*\}/")
_VALUE = compile_later(r"\$\{[^{}]*\}")


def named_in(documents: Sequence[Document], files: Iterable[str]) -> list[str]:
    """The files of a run that calls in Terraform files name, also with values in their names (`${each.key}.txt`)."""
    known = frozenset(files)
    found: dict[str, None] = {}
    patterns: dict[str, re.Pattern[str]] = {}
    for document in documents:
        for path in _paths(document) if document.language == "hcl" else ():
            if "\0" not in path:
                found.setdefault(path)
            elif len(patterns) < _MAX_PATTERNS:
                patterns.setdefault(path, re.compile("[^/]*".join(map(re.escape, path.split("\0")))))
    if patterns:
        for path in sorted(known):
            if any(pattern.fullmatch(path) for pattern in patterns.values()):
                found.setdefault(path)
    return [path for path in found if path in known][:MAX_FILES]


def _paths(document: Document) -> Iterator[str]:
    """Paths relative to the root of the run; a NUL stands for what is not written out. None leads out of the tree."""
    for match in _CALL.finditer(document.source.text):
        path = _VALUE.sub("\0", _HERE.sub("", match[1]))
        if path.count("\0") <= 3 and not path.startswith(("/", "\0", "~")):
            path = normpath(join(document.source.folder, path))
            if not path.startswith(".."):
                yield path
