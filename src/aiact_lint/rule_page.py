"""The page of a rule: one text for `explain` and for docs/rules."""

from __future__ import annotations

from collections.abc import Iterator

from aiact_lint.law import Law
from aiact_lint.rule import Rule

_MAX_SAMPLE_LINES = 60


def page(rule: Rule, law: Law) -> str:
    """Markdown: the flaw, its law with pinpoints and dates, the text of doc.md, and the samples."""
    return "\n".join(_lines(rule, law)).rstrip() + "\n"


def _lines(rule: Rule, law: Law) -> Iterator[str]:
    yield f"# {rule.id} · {rule.name}"
    yield ""
    yield f"{rule.title}."
    yield ""
    yield f"Level **{rule.level}** when in force · confidence {rule.confidence} · {rule.status} since {rule.since}"
    yield ""
    yield from _law(rule, law)
    yield rule.doc.strip()
    yield ""
    if rule.false_positives:
        yield "## When a finding may be wrong"
        yield ""
        yield from (f"- {each}" for each in rule.false_positives)
        yield ""
    yield from _frameworks(rule, law)
    yield from _samples(rule)


def _law(rule: Rule, law: Law) -> Iterator[str]:
    entries = [law.obligations[each] for each in rule.obligations if each in law.obligations]
    practices = [law.practices[each] for each in rule.law if each in law.practices]
    yield "## Law"
    yield ""
    if not rule.dated:
        yield "This rule is about the tool's own data and has no date."
        yield ""
    for practice in practices:
        point = str(practice["id"]).rsplit(".", 1)[-1]
        yield f"- Art 5(1)({point}): {practice['title']}. Prohibited from {practice['applies_from']}."
    for entry in entries:
        where = f"Art {entry.article}" if entry.article[:1].isdigit() else entry.article
        text = f"- {where} (`{entry.id}`): {entry.title}."
        if rule.dated and not practices:
            text += f" Applies from {entry.applies_from.isoformat()}"
            if entry.applies_from_annex_i:
                text += (
                    f" ({entry.applies_from_annex_i.isoformat()} for systems that are high-risk only through Annex I)"
                )
            text += "."
        yield text
    if entries or practices:
        yield ""


def _frameworks(rule: Rule, law: Law) -> Iterator[str]:
    """The controls of other frameworks that share something with the rule's duties."""
    lines = [
        f"- {taxonomy.title}: " + " · ".join(f"`{each}` {taxonomy.labels[each]}" for each in entries)
        for taxonomy in law.taxonomies[1:]
        if (entries := taxonomy.entries(rule.obligations))
    ]
    if lines:
        found = [law.crosswalk[each]["confidence"] for each in rule.obligations if each in law.crosswalk]
        strengths = ", ".join(dict.fromkeys(found))
        yield "## In other frameworks"
        yield ""
        yield from lines
        yield ""
        yield f"Our own analysis ({strengths} overlap), in short paraphrases: no official crosswalk"
        yield "exists, and conformity with these frameworks gives no presumption of conformity with the Act."
        yield ""


def _samples(rule: Rule) -> Iterator[str]:
    """The first bad and the first good sample that is a single short file."""
    for group, title in (("bad", "Reported"), ("good", "Silent")):
        for file in sorted((rule.folder / group).glob("*.*")):
            lines = file.read_text(encoding="utf-8").splitlines()
            if len(lines) <= _MAX_SAMPLE_LINES:
                fence = "````" if any("```" in line for line in lines) else "```"
                yield f"## {title}"
                yield ""
                yield f"`{file.name}`"
                yield ""
                yield f"{fence}{_language(file.suffix)}"
                yield from lines
                yield fence
                yield ""
                break


def _language(suffix: str) -> str:
    return {".tf": "hcl", ".md": "markdown", ".yml": "yaml"}.get(suffix, suffix.lstrip("."))
