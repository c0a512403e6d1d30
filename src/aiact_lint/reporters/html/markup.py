"""HTML put together so that no text can become markup: what is not `Markup` is escaped on its way in."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TypeAlias

from aiact_lint.reporters.escape import visible_char


class Markup(str):
    """Finished HTML."""

    __slots__ = ()


Content: TypeAlias = "str | Iterable[Content] | None"
"""What an element may hold: text, finished HTML, nothing, or any nesting of these."""
_VOID = frozenset({"input", "meta", "br", "rect", "line", "circle", "path"})
"""Elements without content; those of SVG are closed, which HTML allows for them."""


def text(value: str) -> Markup:
    r"""Text on one line; what would not be drawn or would reorder the line is shown as an escape such as `\u202e`.

    Two number signs never stand together, since CI systems obey `##[…]` when a page is printed into their log.
    """
    if not (value.isascii() and value.isprintable()):
        value = "".join(map(visible_char, value))
    return Markup(escape(value).replace("##", "#&#35;"))


def joined(*content: Content) -> Markup:
    """Everything in a row."""
    return Markup("".join(_flat(content)))


def tag(name: str, /, *content: Content, **attributes: str | int | bool | None) -> Markup:
    """An element. `class_` is `class`, `data_level` is `data-level`; None and False leave an attribute out."""
    start = f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}"
    if name in _VOID:
        return Markup(f"{start}/>")
    return Markup(f"{start}>{''.join(_flat(content))}</{name}>")


def _flat(content: Content) -> Iterable[str]:
    if content is None:
        return
    if isinstance(content, Markup):
        yield content
    elif isinstance(content, str):
        yield text(content)
    else:
        for each in content:
            yield from _flat(each)


def _attribute(key: str, value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{text(str(value))}"'
