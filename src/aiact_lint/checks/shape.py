"""JSON Schema over plain data, with the path of each flaw."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from aiact_lint import bundled
from aiact_lint.checks.quick_shape import surely_fits
from aiact_lint.document import Path

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator


@cache
def schema(name: str) -> Mapping[str, Any]:
    """A bundled JSON Schema by file name."""
    import json

    return cast(Mapping[str, Any], json.loads((bundled.root() / "schemas" / name).read_text(encoding="utf-8")))


@cache
def _bundled_validator(name: str) -> Validator:
    return _validator(schema(name))


def _validator(body: Mapping[str, Any]) -> Validator:
    from jsonschema import Draft202012Validator  # a tenth of a second: only where a schema is checked

    return Draft202012Validator(body)


def shape_errors(data: object, name: str) -> Iterator[tuple[Path, str]]:
    """What a bundled schema finds wrong with data: the path of the offending value or key, and a sentence."""
    return iter(()) if surely_fits(data, schema(name)) else _errors(_bundled_validator(name), data)


def schema_errors(data: object, body: Mapping[str, object]) -> Iterator[tuple[Path, str]]:
    """The same for a schema that a rule carries."""
    wanted = cast(Mapping[str, Any], body)
    return iter(()) if surely_fits(data, wanted) else _errors(_validator(wanted), data)


def _errors(validator: Validator, data: object) -> Iterator[tuple[Path, str]]:
    seen: set[tuple[Path, str]] = set()
    for error in sorted(
        validator.iter_errors(cast(Any, data)), key=lambda each: [str(step) for step in each.absolute_path]
    ):
        for place, message in _explain(error):
            if (place, message) not in seen:
                seen.add((place, message))
                yield place, message


def _explain(error: ValidationError) -> Iterator[tuple[Path, str]]:
    """One schema error in the words of somebody who has to mend the file."""
    path = cast(Path, tuple(error.absolute_path))
    if error.validator in ("oneOf", "anyOf") and error.context:
        yield from _explain(_deepest(error))
    elif error.validator in ("additionalProperties", "unevaluatedProperties"):
        yield from _unknown_keys(error, path)
    elif error.validator == "required":
        missing = [
            key
            for key in cast(list[str], error.validator_value)
            if key not in cast(Mapping[str, object], error.instance)
        ]
        for key in missing:
            yield (*path, key), f"'{key}' is missing"
    elif error.validator == "enum":
        words = [str(each) for each in cast(list[object], error.validator_value) if each is not None]
        yield path, f"'{_short(error.instance)}' is not one of {listed(words)}{did_you_mean(error.instance, words)}"
    elif error.validator == "type":
        wanted = error.validator_value
        names = " or ".join(wanted) if isinstance(wanted, list) else str(wanted)
        yield path, f"'{_short(error.instance)}' should be of type {names}"
    else:
        yield path, _short(error.message)


def _deepest(error: ValidationError) -> ValidationError:
    """Of the alternatives of a schema, the one that came furthest into the data."""
    context = list(error.context or ())
    deepest = max(len(each.absolute_path) for each in context)
    candidates = [each for each in context if len(each.absolute_path) == deepest]
    return next((each for each in candidates if each.validator != "type"), candidates[0])


def _unknown_keys(error: ValidationError, path: Path) -> Iterator[tuple[Path, str]]:
    body = cast(Mapping[str, Any], error.schema)
    known = list(body.get("properties", {}))
    patterns = list(body.get("patternProperties", {}))
    for key in cast(Mapping[str, object], error.instance):
        if key in known or any(str(key).startswith(each.strip("^")) for each in patterns):
            continue
        yield (*path, key), f"'{key}' is not a known key{did_you_mean(key, known)}"


def listed(words: Sequence[str]) -> str:
    """Words for a message, the first dozen of them."""
    more = f" and {len(words) - _LISTED} more" if len(words) > _LISTED else ""
    return ", ".join(words[:_LISTED]) + more


def did_you_mean(word: object, known: Iterable[str]) -> str:
    """What to add to a sentence about an unknown word; "" where no known one is close."""
    from difflib import get_close_matches

    close = get_close_matches(str(word), list(known), n=1)
    return f"; did you mean '{close[0]}'?" if close else ""


def suggested(message: str) -> str | None:
    """The word that `did_you_mean` put at the end of a message."""
    found = _SUGGESTED.search(message)
    return found[1] if found else None


def sentence(text: str) -> str:
    """A text with its full stop, unless it already ends in a question."""
    return text if text.endswith("?") else f"{text}."


_LISTED = 12
_SUGGESTED = re.compile(r"; did you mean '([^']+)'\?$")


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 120 else text[:117] + "…"
