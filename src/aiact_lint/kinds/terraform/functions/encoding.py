"""Functions that write and read JSON, YAML, base64, hashes and addresses of networks."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence

from aiact_lint.kinds.terraform import numbers
from aiact_lint.kinds.terraform.functions.signature import Function, plain
from aiact_lint.kinds.terraform.resolved import Fails, Resolved, has_order, number_value, text_value, unknown, via_of
from aiact_lint.kinds.terraform.types import ANY, STRING

_IN_JSON = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
    "\x08": "\\b",
    "\x0c": "\\f",
}
_ESCAPED = re.compile("[<>&\u2028\u2029]")
_UNRESERVED = re.compile(r"[^A-Za-z0-9\-_.~]")
_MAX_DEPTH = 100


class _Unwritable(Exception):
    """A value whose text is not known."""


def json_text(found: Resolved) -> str:
    """A value as Terraform's `jsonencode` writes it. Raises `_Unwritable` where it is not wholly known."""
    value = found.value
    if not found.known:
        raise _Unwritable
    if isinstance(value, dict):
        return "{" + ",".join(f"{_json_string(name)}:{json_text(value[name])}" for name in sorted(value)) + "}"
    if isinstance(value, list):
        if not has_order(found):
            raise _Unwritable
        return "[" + ",".join(map(json_text, value)) + "]"
    if isinstance(value, str):
        return _json_string(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "null" if value is None else _number_text(value)


def json_or_none(found: Resolved) -> str | None:
    """The same; None where it is not wholly known."""
    try:
        return json_text(found)
    except (_Unwritable, RecursionError):
        return None


def _number_text(value: object) -> str:
    text = numbers.text(value) if numbers.is_number(value) else None
    if text is None:
        raise _Unwritable
    return text


def _json_string(text: str) -> str:
    return _ESCAPED.sub(lambda match: _IN_JSON[match[0]], json.dumps(text, ensure_ascii=False))


def _written(write: Callable[[Resolved], str]) -> Function:
    def call(args: Sequence[Resolved]) -> Resolved:
        if len(args) != 1:
            raise Fails
        via = via_of(args)
        try:
            return text_value(write(args[0]), via)
        except (_Unwritable, RecursionError):
            return unknown(STRING, via)

    return call


def _jsondecode(args: Sequence[Resolved]) -> Resolved:
    if len(args) != 1 or args[0].is_null or (args[0].known and isinstance(args[0].value, list | dict)):
        raise Fails
    text, via = args[0].value, via_of(args)
    if not args[0].known or not isinstance(text, str) or "\\ud" in text.lower():
        return unknown(ANY, via)
    try:
        data = json.loads(text, object_pairs_hook=_members, parse_float=_read, parse_int=_read, parse_constant=_refused)
    except ValueError:
        raise Fails from None
    except RecursionError:
        return unknown(ANY, via)
    return from_data(data, 0).through(via)


def _read(written: str) -> object:
    return numbers.read(written) or (0 if numbers.read(written) == 0 else ...)


def _refused(_name: str) -> object:
    raise ValueError


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    return dict(pairs)


def from_data(data: object, depth: int) -> Resolved:
    """Plain data as a value; what is no data or too deep is unknown."""
    if depth > _MAX_DEPTH:
        return unknown()
    if isinstance(data, dict):
        return Resolved({str(name): from_data(each, depth + 1) for name, each in data.items()})
    if isinstance(data, list):
        return Resolved([from_data(each, depth + 1) for each in data])
    if isinstance(data, str):
        return text_value(data)
    if isinstance(data, bool) or data is None:
        return Resolved(data)
    return number_value(data) if numbers.is_number(data) else unknown()


def yaml_text(found: Resolved) -> str:
    """A value as Terraform's `yamlencode` writes it. Raises `_Unwritable` for texts of several lines, too."""
    if not found.whole:
        raise _Unwritable
    return "\n".join(_yaml_lines(found, 0)) + "\n"


def _yaml_lines(found: Resolved, depth: int) -> list[str]:
    value = found.value
    if isinstance(value, dict) and value:
        lines: list[str] = []
        for name in sorted(value):
            inner = _yaml_lines(value[name], depth + 1)
            key = _yaml_scalar(name) + ":"
            if isinstance(value[name].value, dict) and value[name].value:
                lines += [key, *(f"  {line}" for line in inner)]
            elif isinstance(value[name].value, list) and value[name].value:
                lines += [key, *inner]
            else:
                lines.append(f"{key} {inner[0]}")
        return lines
    if isinstance(value, list) and value:
        if not has_order(found):
            raise _Unwritable
        return [
            ("- " if not at else "  ") + line for item in value for at, line in enumerate(_yaml_lines(item, depth + 1))
        ]
    return [_yaml_scalar(value)]


def _yaml_scalar(value: object) -> str:
    if isinstance(value, str):
        if not value.isascii() or not value.isprintable() or len(value) > 60:
            raise _Unwritable
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return "{}" if isinstance(value, dict) else "[]"
    return "null" if value is None else _number_text(value)


def _base64decode(text: str) -> str | None:
    try:
        data = base64.b64decode(text.replace("\n", "").replace("\r", ""), validate=True)
    except (binascii.Error, ValueError):
        raise Fails from None
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise Fails from None


def _hexadecimal(name: str) -> Function:
    return plain(lambda text: hashlib.new(name, text.encode(), usedforsecurity=False).hexdigest(), STRING, STRING)


def _in_base64(name: str) -> Function:
    def body(text: str) -> str:
        return base64.b64encode(hashlib.new(name, text.encode(), usedforsecurity=False).digest()).decode()

    return plain(body, STRING, STRING)


def _urlencode(text: str) -> str:
    def escape(match: re.Match[str]) -> str:
        return "+" if match[0] == " " else "".join(f"%{byte:02X}" for byte in match[0].encode())

    return _UNRESERVED.sub(escape, text)


FUNCTIONS: Mapping[str, Function] = {
    "base64decode": plain(_base64decode, STRING, STRING),
    "base64encode": plain(lambda text: base64.b64encode(text.encode()).decode(), STRING, STRING),
    "base64sha256": _in_base64("sha256"),
    "base64sha512": _in_base64("sha512"),
    "jsondecode": _jsondecode,
    "jsonencode": _written(json_text),
    "md5": _hexadecimal("md5"),
    "sha1": _hexadecimal("sha1"),
    "sha256": _hexadecimal("sha256"),
    "sha512": _hexadecimal("sha512"),
    "urlencode": plain(_urlencode, STRING, STRING),
    "yamlencode": _written(yaml_text),
}
