"""French: number, gender, the commonest verb forms and the nouns made of verbs in -er."""

from __future__ import annotations

_FEMININE = {"teur": "trice", "eur": "euse", "if": "ive", "er": "ère", "el": "elle", "en": "enne"}
_MASCULINE_ENDS = ("é", "nt", "el", "if", "er", "eur", "al", "ain", "en", "t", "d", "u")
_ER = (
    "e", "es", "ent", "ez", "er", "é", "ée", "és", "ées", "ant", "ons", "era", "eront", "ait", "a", "ation", "ations",
    "age", "ement", "eur", "euse",
)  # fmt: skip
_IR = ("it", "issent", "issez", "ir", "i", "ie", "is", "ies", "issant", "ira")
_RE = ("", "t", "ent", "ez", "re", "u", "ue", "us", "ues", "ant", "ra")


def forms(base: str, verb: bool) -> set[str]:
    """All forms of a base word; those of a verb too where it may be one."""
    found = {base, base + "s", base + "x"}
    if base.endswith("al"):
        found.add(base[:-2] + "aux")
    if base.endswith(_MASCULINE_ENDS):
        ends = [end for end in _FEMININE if base.endswith(end)]
        feminine = {base[: -len(end)] + _FEMININE[end] for end in ends} or {base + "e"}
        found |= feminine | {form + "s" for form in feminine}
    return found | _verb(base) if verb else found


def _verb(base: str) -> set[str]:
    stem, kind = base[:-2], base[-2:]
    if kind == "er":
        roots = {stem, stem + "e"} if stem.endswith("g") else {stem}
        found = {root + end for root in roots for end in _ER}
        if len(stem) > 2 and stem[-2] in "eé":  # repérer → repère
            found |= {stem[:-2] + "è" + stem[-1] + end for end in ("e", "es", "ent")}
        return found
    return {stem + end for end in {"ir": _IR, "re": _RE}.get(kind, ())}
