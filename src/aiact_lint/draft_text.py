"""Drafts as the text of an aiact.yaml: what is known as YAML, what is to be decided as comments."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Sequence

from aiact_lint.drafting import Draft, Quote
from aiact_lint.law import Law
from aiact_lint.reporters.escape import is_hidden, shorten, visible, without_log_commands
from aiact_lint.terms import RISK_CLASSES, ROLES

_WIDTH = 110
_SHOWN = 12
"""Parts of a system that are listed at most."""
_QUOTED = 160
"""Characters of a quoted text."""

_PLAIN = re.compile(r"[A-Za-z_/.][\w/.@+-]*(?: [\w/.@+-]+)*", re.ASCII)
_NOT_TEXT = re.compile(r"(?:true|false|yes|no|on|off|null|y|n|~)|[-+.]?[\d.]+(?:e\d+)?|\.(?:inf|nan)", re.IGNORECASE)

_NOT_YAML = {0xFFFE: r"\ufffe", 0xFFFF: r"\uffff"}
"""No characters for YAML, not even in comments; in quotes, where scalars with them stand, these are escapes."""

_HEAD = """\
# What the AI systems of this repository are under Regulation (EU) 2024/1689, the AI Act.
#
# Drafted by `aiact-lint init`. It links files and asserts nothing: every choice below is yours, and a key counts only
# once you have uncommented it. `aiact-lint schema declaration` describes every key.
#
# role: what you are in relation to the system, one or several; provider where nothing is stated
#   provider                   develops it, or has it developed, and markets it under its own name (Art 3(3))
#   deployer                   uses it under its own authority (Art 3(4))
#   importer                   brings in what bears the name of somebody outside the Union (Art 3(6))
#   distributor                makes it available, and is neither provider nor importer (Art 3(7))
#   authorised-representative  acts in the Union for a provider outside it (Art 3(5))
#
# risk-class: the class that you determined
#   prohibited                 a practice of Art 5: it may not be placed on the market, put into service or used
#   high-risk                  a use of Annex III, or part of a product of Annex I (Art 6): the longest list of duties
#   transparency               not high-risk, but people meet it or its output and have to be told so (Art 50)
#   minimal                    none of these
#   out-of-scope               the Act does not apply to it: research, military, private use and the like (Art 2)
#
# Further keys where the class is high-risk: registration, conformity, provider, prohibited-uses, oversight, logging,
# documentation, risk-management, data-governance, accuracy, monitoring. Where one takes `evidence`, name the file that
# shows it: the declaration counts while that file still does.

version: 1
systems:
"""


def text(drafts: Sequence[Draft], declared: Sequence[tuple[str, str]], law: Law) -> str:
    """The whole file, with a final line end."""
    lines = [*_elsewhere(declared)]
    for index, draft in enumerate(drafts):
        lines += ([""] if index else []) + ["  - " + _pair("system", draft.id), *_block(draft, law)]
    written = _HEAD + "".join(f"{line}\n" for line in lines)
    return written.translate(_NOT_YAML)


def _elsewhere(declared: Sequence[tuple[str, str]]) -> Iterator[str]:
    for name, file in declared[:_SHOWN]:
        yield f"  # {visible(name)} is declared in {visible(file)}."


def _block(draft: Draft, law: Law) -> Iterator[str]:
    for lines in (
        _found(draft),
        _list("artifacts", draft.artifacts),
        _list("evidence", draft.evidence),
        _role(draft),
        _risk_class(draft),
        _annex_iii(draft, law),
        _practices(draft, law),
        _purpose(draft),
    ):
        for line in lines:
            yield f"    {line}".rstrip()


def _found(draft: Draft) -> Iterator[str]:
    for what, file, why in draft.found[:_SHOWN]:
        yield from _comment(f"{visible(what)} in {visible(file)}: {visible(why)}")
    if len(draft.found) > _SHOWN:
        yield f"# … and {len(draft.found) - _SHOWN} more; `aiact-lint systems` lists them"


def _list(key: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield f"{key}:"
        yield from (f"  - {_scalar(each)}" for each in items)


def _role(draft: Draft) -> Iterator[str]:
    if stated := _stated(draft, "role"):
        yield from stated
        return
    yield ""
    yield "# TODO role: one of these, or a list of several."
    yield from (f"# role: {name}" for name in ROLES)


def _risk_class(draft: Draft) -> Iterator[str]:
    if stated := _stated(draft, "risk-class"):
        yield from stated
        return
    yield ""
    yield "# TODO risk-class: one of these."
    yield from (f"# risk-class: {name}" for name in RISK_CLASSES)


def _annex_iii(draft: Draft, law: Law) -> Iterator[str]:
    if stated := _stated(draft, "annex-iii"):
        yield from stated
        return
    yield ""
    if not draft.uses:
        yield "# TODO annex-iii: the uses of Annex III, such as recruitment or III.4.a. No text was recognised as one."
        yield "# annex-iii: []"
        return
    yield "# TODO annex-iii: is this an intended use? If so, uncomment it; if not, let the text say what it is not for."
    for quote in draft.uses:
        item = law.annex_iii[quote.what]
        yield from _comment(_says(quote))
        yield from _comment(f"  {quote.what}: {item['description']}")
        yield f"# annex-iii: [{item['slug']}]"


def _practices(draft: Draft, law: Law) -> Iterator[str]:
    if not draft.practices:
        return
    yield ""
    yield "# TODO prohibited-uses: is this what it does? Art 5 prohibits it. If it is excluded, say who reviewed it."
    for quote in draft.practices:
        practice = law.practices[quote.what]
        yield from _comment(_says(quote))
        yield from _comment(f"  Art 5(1)({quote.what.rsplit('.', 1)[-1]}): {practice['title']}")
        yield "# prohibited-uses:"
        yield f"#   excluded: [{practice['slug']}]"
        yield "#   reviewed-by:"
        yield "#   reviewed-on:"


def _purpose(draft: Draft) -> Iterator[str]:
    if stated := _stated(draft, "intended-purpose"):
        yield from stated
        return
    yield ""
    yield "# TODO intended-purpose: what it is for, by whom, on whom, in which context (Art 3(12))."
    yield "# intended-purpose:"


def _stated(draft: Draft, key: str) -> list[str]:
    """Comments on where a key is stated already; empty where it is not."""
    lines: list[str] = []
    for quote in draft.stated:
        if quote.what == key:
            lines += _comment(f"{key} is stated in {visible(quote.where)}: {_cut(quote.words)}")
    return ["", *lines] if lines else []


def _says(quote: Quote) -> str:
    return f"{_cut(quote.words)} ({visible(quote.where)})."


def _cut(words: str) -> str:
    return shorten(visible(" ".join(words.split())), _QUOTED)


def _comment(words: str) -> Iterator[str]:
    """Words as comment lines; what stands in a file must not end the comment."""
    lead = " " * (len(words) - len(words.lstrip()))
    lines = textwrap.wrap(words.strip(), _WIDTH - len(lead), break_long_words=False, break_on_hyphens=False)
    for index, line in enumerate(lines):
        yield f"# {lead}{'  ' if index else ''}{line}"


def _pair(key: str, value: str) -> str:
    return f"{key}: {_scalar(value)}"


def _scalar(value: str) -> str:
    """A YAML scalar that reads back as this text."""
    if _PLAIN.fullmatch(value) and not _NOT_TEXT.fullmatch(value):
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    visible_text = "".join(_escape(char) if is_hidden(char) else char for char in quoted)
    return without_log_commands(visible_text)  # its `\\x23` is YAML's escape too


def _escape(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) <= 0xFFFF else f"\\U{ord(char):08x}"
