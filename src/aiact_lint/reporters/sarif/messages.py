"""Finding messages as SARIF asks for them: id and arguments beside the finished text, dynamic parts in single quotes.

A finding carries its finished message only. The arguments are won back by laying the rule's template over it, which
cannot go wrong: the parts put together are the message.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import sarif_om

from aiact_lint.finding import Location
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.reporters.escape import shorten, visible

_PLACEHOLDER = re.compile(r"\{[a-z0-9_.-]+\}")
_STARTS = re.compile(r" Applies from (\d{4}-\d\d-\d\d), in (\d+) days\.$")
"""What the engine adds to the message of a finding whose duty does not apply yet."""
_STARTS_TEMPLATE = " Applies from '{%d}', in '{%d}' days."
_QUOTES = "'\"`"
_ARGUMENT_LIMIT = 1000
_LINKS = 10


@dataclass(frozen=True, slots=True)
class Template:
    """A message cut at its placeholders: one more literal than there are placeholders."""

    literals: tuple[str, ...]

    @classmethod
    def of(cls, message: str) -> Template:
        """The template of a rule file's `message`."""
        return cls(tuple(_PLACEHOLDER.split(message)))

    def arguments(self, message: str) -> tuple[str, ...] | None:
        """What stands in a message where the template has placeholders; None if it has none or they do not fit."""
        first, last = self.literals[0], self.literals[-1]
        if len(self.literals) == 1:
            return None
        end = len(message) - len(last)
        if not (message.startswith(first) and message.endswith(last)) or end < len(first):
            return None
        found, at = [], len(first)
        for literal in self.literals[1:-1]:
            stop = message.find(literal, at, end)
            if stop < 0:
                return None
            found.append(message[at:stop])
            at = stop + len(literal)
        return (*found, message[at:end])

    def fill(self, arguments: Sequence[str]) -> str:
        """The message with its arguments in single quotes, whatever quotes the template has."""
        parts = [self.literals[0]]
        for argument, literal in zip(arguments, self.literals[1:], strict=True):
            before = parts.pop()
            if before and literal and before[-1] == literal[0] and literal[0] in _QUOTES:
                before, literal = before[:-1], literal[1:]
            parts.extend((before, f"'{argument}'", literal))
        return _sentence("".join(parts))

    def strings(self) -> dict[str, sarif_om.MultiformatMessageString]:
        """The rule's `messageStrings`, by the ids that `result_message` uses.

        `default` is the template, if anything in it is dynamic; `other` is for messages that are not the template's.
        """
        number = len(self.literals) - 1
        texts = {"other": ("'{0}'.", 1)}
        if number:
            doubled = Template(tuple(_double_braces(literal) for literal in self.literals))
            texts["default"] = (doubled.fill([f"{{{index}}}" for index in range(number)]), number)
        dated = {f"{key}-upcoming": text + _STARTS_TEMPLATE % (at, at + 1) for key, (text, at) in texts.items()}
        plain = {key: text for key, (text, _) in texts.items()}
        return {key: sarif_om.MultiformatMessageString(text=text) for key, text in (plain | dated).items()}


def result_message(message: str, template: Template | None, related: Sequence[Location]) -> sarif_om.Message:
    """The message of a result, with links to its related locations, which have the ids 1, 2, …

    A text with braces goes without id and arguments: viewers would take the braces for placeholders.
    """
    body, starts = _cut_start(message)
    arguments = template.arguments(body) if template else None
    if template is not None and arguments is not None:
        key, safe = "default", tuple(_plain_text(argument) for argument in arguments)
        text = template.fill(safe)
    else:
        key, safe = "other", (_sentence(_plain_text(body)),)
        text = safe[0]
    if starts:
        key, safe = f"{key}-upcoming", (*safe, *starts)
        text += f" Applies from '{starts[0]}', in '{starts[1]}' days."
    text += _links(related)
    if template is None or "{" in text or "}" in text:
        return sarif_om.Message(text=text)
    return sarif_om.Message(text=text, id=key, arguments=list(safe))


def note(text: str) -> sarif_om.Message:
    """A plain message: one line, a full stop at its end, no links."""
    return sarif_om.Message(text=_sentence(_plain_text(text)))


def _cut_start(message: str) -> tuple[str, tuple[str, ...]]:
    found = _STARTS.search(message)
    return (message[: found.start()], (found[1], found[2])) if found else (message, ())


def _links(related: Sequence[Location]) -> str:
    named = [f"[{_link_text(each)}]({number})" for number, each in enumerate(related[:_LINKS], start=1)]
    return f" See {', '.join(named)}." if named else ""


def _link_text(location: Location) -> str:
    text = visible(shorten(location.message or f"{location.path}:{location.region.line}", _ARGUMENT_LIMIT))
    return _escape_brackets(text.rstrip("."))


def _plain_text(text: str) -> str:
    """Text without control characters, in which nothing is a link: files may hold `[text](address)`."""
    text = visible(shorten(text, _ARGUMENT_LIMIT))
    return _escape_brackets(text) if "](" in text else text


def _escape_brackets(text: str) -> str:
    return re.sub(r"([\\\[\]])", r"\\\1", text)


def _double_braces(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _sentence(text: str) -> str:
    text = text.rstrip()
    return text if text.endswith(".") else f"{text}."
