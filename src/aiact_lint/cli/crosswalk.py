"""What `aiact-lint rules --crosswalk` prints: per control the rules that cover it, and what it leaves of the Act."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from aiact_lint.law import pinpoint

if TYPE_CHECKING:
    from aiact_lint.law import Law, Obligation, Taxonomy
    from aiact_lint.rule import Rule

FRAMEWORKS = ("iso42001", "nist")

_STRENGTHS = {
    "low": "hardly reached: only a loose thematic link",
    "medium": "reached in part: the Act asks for evidence of its own",
    "high": "the same subject: one piece of evidence may serve both, deadlines and details of the Act apart",
}


def as_data(framework: str, law: Law, rules: Sequence[Rule]) -> dict[str, object]:
    """The crosswalk as JSON."""
    taxonomy = _taxonomy(framework, law)
    return {
        "framework": taxonomy.title,
        "controls": [
            {
                "id": control,
                "label": label,
                "rules": _rules(taxonomy, control, rules),
                "duties": [
                    {"id": duty.id, "article": duty.article, **law.crosswalk[duty.id]}
                    for duty in reached(taxonomy, control, law)
                ],
                "notReached": [duty.id for duty in _others(taxonomy, control, law)],
            }
            for control, label in taxonomy.labels.items()
        ],
        "gap": {
            strength: [duty.id for duty in _by_strength(taxonomy, strength, law)]
            for strength in ("none", "low", "medium")
        },
        "errata": [dict(each) for each in law.crosswalk_errata],
    }


def as_text(framework: str, law: Law, rules: Sequence[Rule]) -> Iterator[str]:
    """The crosswalk as lines for people."""
    taxonomy = _taxonomy(framework, law)
    total = len(law.obligations)
    yield f"{taxonomy.title} and the AI Act: our own analysis, no official crosswalk exists."
    for control, label in taxonomy.labels.items():
        duties = reached(taxonomy, control, law)
        yield ""
        yield f"{control}  {label}"
        yield f"  rules        {', '.join(_rules(taxonomy, control, rules)) or 'none'}"
        for duty in duties:
            yield f"  touches      {pinpoint(duty.article)}  {duty.title} ({law.crosswalk[duty.id]['confidence']})"
        yield f"  not reached  {total - len(duties)} of {total} duties of the Act"
    yield ""
    yield "The gap a certificate leaves"
    for strength, words in (("none", "not reached by any control"), *_STRENGTHS.items()):
        found = _by_strength(taxonomy, strength, law)
        if found and strength != "high":
            yield f"  {words}"
            yield from (f"    {pinpoint(duty.article)}  {duty.title}" for duty in found)
        elif found:
            yield f"  {words}: {len(found)} duties"
    yield ""
    yield "Often said, and not so"
    yield from (f"  {each['claim']}: {each['correct']}" for each in law.crosswalk_errata)


def reached(taxonomy: Taxonomy, control: str, law: Law) -> list[Obligation]:
    """The duties that a control has something to do with."""
    return [duty for duty in law.obligations.values() if control in taxonomy.of.get(duty.id, ())]


def _others(taxonomy: Taxonomy, control: str, law: Law) -> list[Obligation]:
    return [duty for duty in law.obligations.values() if control not in taxonomy.of.get(duty.id, ())]


def _by_strength(taxonomy: Taxonomy, strength: str, law: Law) -> list[Obligation]:
    return [
        duty
        for duty in law.obligations.values()
        if (law.crosswalk[duty.id]["confidence"] if taxonomy.of.get(duty.id) else "none") == strength
    ]


def _rules(taxonomy: Taxonomy, control: str, rules: Sequence[Rule]) -> list[str]:
    return [rule.id for rule in rules if control in taxonomy.entries(rule.obligations)]


def _taxonomy(framework: str, law: Law) -> Taxonomy:
    return next(each for each in law.taxonomies if each.key == framework)
