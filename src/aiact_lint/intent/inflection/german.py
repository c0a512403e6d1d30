"""German: case endings, the commonest verb forms with their participles, the act in -ung."""

from __future__ import annotations

_CASES = ("", "e", "en", "er", "ern", "es", "em", "n", "s")
_VERB = (
    "t", "et", "e", "en", "te", "ten", "ete", "eten", "ung", "ungen", "er", "ern", "erin", "erinnen", "end", "ende",
    "enden", "ender", "st",
)  # fmt: skip
_PARTICIPLE = ("t", "te", "ten", "ter", "tes", "et", "ete", "eten")
_SEPARABLE = ("ab", "an", "auf", "aus", "ein", "vor", "zu", "nach", "weg", "zurück", "fest", "mit", "vorher")
_INSEPARABLE = ("be", "ver", "er", "ent", "zer", "über", "unter")


def forms(base: str, verb: bool) -> set[str]:
    """All forms of a base word; those of a verb too where it may be one."""
    found = {base + end for end in _CASES}
    if base.endswith("in"):
        found.add(base + "nen")
    if base.endswith("e"):
        found |= {base + "r", base + "m"}
    if base.endswith("um"):
        found.add(base[:-2] + "en")
    if verb:
        stem = base[:-2] if base.endswith("en") else base.removesuffix("n")
        found |= {stem + end for end in _VERB} | _participles(stem)
    return found


def _participles(stem: str) -> set[str]:
    for prefix in _SEPARABLE:
        if stem.startswith(prefix) and len(stem) > len(prefix) + 2:
            rest = stem[len(prefix) :]
            return {prefix + "ge" + rest + end for end in _PARTICIPLE} | {prefix + "zu" + rest + "en"}
    if stem.startswith(_INSEPARABLE) or stem.endswith("ier"):
        return {stem + end for end in _PARTICIPLE}
    return {"ge" + stem + end for end in _PARTICIPLE}
