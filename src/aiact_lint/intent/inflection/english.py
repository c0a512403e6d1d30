"""English: plural, verb forms, the doer and the act, British and American spelling."""

from __future__ import annotations

_VOWELS = frozenset("aeiou")
_BRITISH = (
    ("isation", "ization"), ("our", "or"), ("tre", "ter"), ("ogramme", "ogram"), ("yse", "yze"),
    ("efence", "efense"), ("ise", "ize"),
)  # fmt: skip
_ENDS = (
    "s", "es", "ies", "d", "ed", "ied", "ing", "ings", "r", "rs", "er", "ers", "ier", "iers", "ion", "ions",
    "or", "ors", "ation", "ations", "ication", "ications",
)  # fmt: skip


def forms(base: str, verb: bool) -> set[str]:
    """All forms of a base word; those of a verb too where it may be one."""
    found: set[str] = set()
    for spelling in _spellings(base):
        found |= {spelling, _plural(spelling)}
        if verb:
            found |= _verb(spelling) | _nouns(spelling)
    return found


def stems(word: str) -> set[str]:
    """What a word may be a form of; generous, since whoever asks checks each with `forms`."""
    cut = {word}
    for end in _ENDS:
        if word.endswith(end) and len(word) > len(end) + 1:
            stem = word[: -len(end)]
            cut |= {stem, stem + "e", stem + "y", stem + "ate", stem + "ify", stem + "ise"}
            if len(stem) > 2 and stem[-1] == stem[-2]:
                cut.add(stem[:-1])
    found = set(cut)
    for stem in cut:
        for british, american in _BRITISH:
            if stem.endswith(american):
                found.add(stem[: -len(american)] + british)
    return found


def _spellings(base: str) -> set[str]:
    found = {base}
    for british, american in _BRITISH:
        if base.endswith(british) and len(base) > len(british) + (3 if british == "ise" else 2):
            found.add(base[: -len(british)] + american)
    return found


def _plural(base: str) -> str:
    if base.endswith("y") and base[-2] not in _VOWELS and len(base) > 2:
        return base[:-1] + "ies"
    if base.endswith(("s", "x", "z", "ch", "sh")):
        return base + "es"
    return base + "s"


def _verb(base: str) -> set[str]:
    if base.endswith("e"):
        stem = base[:-1]
        return {base + "d", stem + "ing", stem + "ings", base + "r", base + "rs"}
    if base.endswith("y") and base[-2] not in _VOWELS:
        return {base[:-1] + "ied", base + "ing", base[:-1] + "ier", base[:-1] + "iers"}
    roots = {base}
    if base[-1] not in _VOWELS and base[-1] not in "wxy" and base[-2] in _VOWELS:
        roots.add(base + base[-1])
    return {root + end for root in roots for end in ("ed", "ing", "ings", "er", "ers")}


def _nouns(base: str) -> set[str]:
    """The act and the doer as nouns: `detection`, `evaluator`, `identification`, `assessor`."""
    if base.endswith("ify"):
        nouns = [base[:-1] + "ication"]
    elif base.endswith(("ct", "ss")):
        nouns = [base + "ion", base + "or"]
    elif base.endswith("ate"):
        nouns = [base[:-1] + "ion", base[:-1] + "or"]
    elif base.endswith(("ise", "ize")) and len(base) > 6:
        nouns = [base[:-1] + "ation"]
    else:
        return set()
    return {noun + end for noun in nouns for end in ("", "s")}
