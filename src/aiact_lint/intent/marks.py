"""The scope marks of the lexicon: words by which a text takes back, limits or introduces what it says."""

from __future__ import annotations

from dataclasses import fields

from aiact_lint.intent.lexicon import Lexicon
from aiact_lint.lazy_dataclass import dataclass

Hit = tuple[int, int, int]
"""First word, word after the last, mask of concepts."""


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """The bit of each mark; docs/recognition.md says what each does."""

    deny: int
    """Forbids or rules out the clause it stands in: "must not", "is prohibited"."""
    deny_next: int
    """Announces that what follows is ruled out."""
    negation: int
    """Negates what follows: "not", "neither"."""
    after_verb: int
    """Negates the verb before it as well: German "nicht", "nothing"."""
    without: int
    """Negates the next few words: "without", "instead of"."""
    exception: int
    """Turns round what holds: "other than", "except"."""
    misuse: int
    """Speaks of abuse by others; nothing in such a sentence is meant."""
    maybe: int
    """"could be used": a question rather than a statement."""
    data: int
    """Speaks of data up to the next purpose: "trained on … to"."""
    evaluate: int
    """Speaks of tests to the end of the clause."""
    data_noun: int
    """Makes the words before it a kind of data: "essay scoring *dataset*"."""
    talk: int
    """Speaks of other work, the law or the world at large."""
    defend: int
    """Works against what follows: "blocks", "protects against"."""
    use: int
    """Says what the thing is for."""
    but: int
    """Begins a new clause."""
    subject: int
    """Begins a new statement after a comma or "and"."""
    relative: int
    """"which", "who", "that"."""
    reopen: int
    """Ends what `data` covers: "to", "for"."""
    what: int
    """"is what … not": the negation covers the whole clause."""
    this: int
    """Points at the sentence before: "this", "doing so"."""
    joint: int
    """"and", "or"."""
    means: int
    """"by": where a defence ends and its means begin."""
    small: int
    """Where a noun phrase cannot reach back over."""
    yes: int
    nay: int
    refusal: int
    """What a table says is done with a request."""
    suite: int
    """A card that opens with one of these is about tests or data: "Evaluation suite.", "Benchmark for"."""
    genre: int
    """What a document is when it is about something else than a thing that acts: "flash cards", "linter"."""
    ask: int
    """Begins a question to the reader or the maker about the thing: "can it", "does the system"."""
    own: int
    """Somebody who speaks of himself: "I", "my"; in a question it is a customer."""
    scope: int
    """All of these."""
    out: int
    """A heading that disclaims: "Out-of-scope use"."""
    out_weak: int
    """The same, only where the heading holds nothing else: "Risks"."""
    about: int
    """A heading about data, other work, the document itself."""
    about_weak: int
    data_heading: int
    """A heading about the data a model was made from."""
    data_heading_weak: int
    purpose: int
    """A heading that announces uses: "Intended use"."""
    purpose_weak: int
    who: int
    """A heading that says by whom it is used: "Users", "Operator"; what stands there holds for the whole artifact."""
    heading: int
    """All classes of headings."""


_NAMES = {
    "negation": "not", "after_verb": "not-after-verb", "exception": "except", "data_noun": "noun-data",
    "relative": "that",
    "about_weak": "about-weak", "data_heading": "data", "data_heading_weak": "data-weak", "out_weak": "out-weak",
    "purpose": "use", "purpose_weak": "use-weak", "deny_next": "deny-next",
}  # fmt: skip
"""Fields that are not called like their marks."""
_HEADINGS = (
    "out",
    "out_weak",
    "about",
    "about_weak",
    "data_heading",
    "data_heading_weak",
    "purpose",
    "purpose_weak",
    "who",
)
_SUMS = ("scope", "heading")


def marks_of(lexicon: Lexicon) -> Marks:
    """The marks of all languages, loaded or not: a concept keeps its bit."""
    scope, heading = {}, {}
    for field in fields(Marks):
        name = _NAMES.get(field.name, field.name)
        if field.name in _HEADINGS:
            heading[field.name] = lexicon.mask("#" + name)
        elif field.name not in _SUMS:
            scope[field.name] = lexicon.mask("@" + name)
    idle = lexicon.mask("@affirm")  # uses up its words and does nothing else: "not only"
    return Marks(**scope, **heading, scope=sum(scope.values()) | idle, heading=sum(heading.values()))
