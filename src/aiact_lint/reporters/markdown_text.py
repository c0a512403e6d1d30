"""Text from linted files inside Markdown that GitHub or GitLab renders.

Besides Markdown and HTML these sites act on plain words: `@name` notifies a person, `#12` and addresses link, `:name:`
becomes a picture. An invisible space (U+200B) inside such a word keeps it from being one; between `<code>` tags the
sites leave words alone, so that what stands there can be copied as it is.
"""

from __future__ import annotations

import re

from aiact_lint.reporters.escape import shorten, visible

_ACTIVE = re.compile(
    r"""
      @                          # people; addresses of mail
    | [#!%~^$&*\[] (?=[\w"])     # numbers of issues, and the other signs by which GitLab names things
    | : (?=// | [\w+-]+:)        # addresses; names of pictures
    | www (?=\.)
    | \b GH (?=-\d)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_GAP = "\0"
"""Stands for the invisible space until the rest is escaped; `visible` leaves none in the text."""
_SPECIAL = re.compile(r"[\\`*_\[\]~|<>&$\0]")
_WRITTEN = {
    "<": "&lt;",
    ">": "&gt;",
    "&": "&amp;",
    "$": "<span>$</span>",  # two bare ones would make a formula, and a backslash does not help
    _GAP: "&#8203;",
}
_SPECIAL_IN_CODE = re.compile(r"""[\x21-\x7e](?<![a-z0-9.:/(),;="'-])|:(?=//)|(?<=www)\.""", re.IGNORECASE)


def prose(text: str, limit: int) -> str:
    """At most `limit` characters of a text on one line, for a paragraph or a table cell."""
    parted = _ACTIVE.sub(rf"\g<0>{_GAP}", shorten(visible(text), limit))
    return _SPECIAL.sub(lambda match: _WRITTEN.get(match[0], f"\\{match[0]}"), parted)


def code(text: str, limit: int) -> str:
    """The same in code type. Entities, since a span in backticks cannot hold every text inside a table."""
    shown = _SPECIAL_IN_CODE.sub(lambda match: _entity(match[0]), shorten(visible(text), limit))
    return f"<code>{shown}</code>"


def _entity(char: str) -> str:
    after = "<!-- -->" if char == "@" else ""  # else `a@b.eu` becomes a link to write a mail
    return f"&#{ord(char)};{after}"
