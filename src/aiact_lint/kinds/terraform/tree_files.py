"""`file`, `templatefile` and the like, for files of the run; any other file is unknown."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping, Sequence
from posixpath import join, normpath
from typing import Protocol

from aiact_lint.document import Document
from aiact_lint.expression import Expression
from aiact_lint.kinds.terraform.functions.signature import argument
from aiact_lint.kinds.terraform.modules import Module
from aiact_lint.kinds.terraform.resolved import UNKNOWN, Fails, Resolved, text_value, unknown, via_of
from aiact_lint.kinds.terraform.types import STRING
from aiact_lint.subjects import Place


class Evaluator(Protocol):
    """Who works out what a template comes to."""

    def evaluate(self, expression: Expression, place: Place, bound: Mapping[str, Resolved], depth: int) -> Resolved: ...


def _hashed(name: str, *, short: bool = False) -> Callable[[bytes], str]:
    def body(data: bytes) -> str:
        found = hashlib.new(name, data, usedforsecurity=False)
        return base64.b64encode(found.digest()).decode() if short else found.hexdigest()

    return body


_OF_BYTES: Mapping[str, Callable[[bytes], str]] = {
    "file": bytes.decode,
    "filebase64": lambda data: base64.b64encode(data).decode(),
    "filebase64sha256": _hashed("sha256", short=True),
    "filebase64sha512": _hashed("sha512", short=True),
    "filemd5": _hashed("md5"),
    "filesha1": _hashed("sha1"),
    "filesha256": _hashed("sha256"),
    "filesha512": _hashed("sha512"),
}
NAMES = frozenset((*_OF_BYTES, "fileexists", "templatefile"))


class TreeFiles:
    """Reads the files that functions in one module name."""

    def __init__(self, module: Module, evaluator: Evaluator, top: str) -> None:
        """`top`: the folder of the configuration, from which Terraform counts paths."""
        self._module = module
        self._evaluator = evaluator
        self._top = top

    def call(self, name: str, args: Sequence[Resolved], depth: int) -> Resolved:
        """What a function of `NAMES` gives. Raises `Fails` where Terraform refuses the call."""
        if len(args) != (2 if name == "templatefile" else 1):
            raise Fails
        path, via = argument(args[0], STRING), via_of(args)
        document = self._document(path.value) if path.known else None
        if document is None:
            return unknown(via=via)
        place = Place(document)
        if name == "templatefile":
            return self._filled(document, args[1], depth).through((*via, place))
        if name == "fileexists":
            return Resolved(True, via=via)
        return text_value(_OF_BYTES[name](document.source.data)).through((*via, place))

    def _document(self, written: object) -> Document | None:
        """The file that a path names for Terraform, which takes it relative to the top module."""
        if not isinstance(written, str) or written.startswith(("/", "~")):
            return None
        path = normpath(join(self._top, written))
        return None if path.startswith("..") else self._module.texts.get(path)

    def _filled(self, document: Document, given: Resolved, depth: int) -> Resolved:
        """A template with its variables; the places inside the file say nothing to a reader of the configuration."""
        expression = document.expressions.get(())
        if expression is None:
            return text_value(str(document.data))
        if not given.known or not isinstance(given.value, dict):
            return UNKNOWN
        bound = {str(key): given.step(key) for key in given.value}
        found = self._evaluator.evaluate(expression, Place(document), bound, depth + 1)
        return Resolved(found.value, found.known, type=found.type)
