"""Forms of the lexicon's words: light rules for each language, run once when a lexicon is loaded.

A word in a lexicon file is written in its base form. A marker says how it inflects:

    applicant    a noun or adjective: plural and, in German, French and Spanish, case and gender endings
    rank*        a verb as well: `ranks, ranked, ranking`, and the doer, `ranker`
    =led         as it stands
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache

_VOWELS = frozenset("aeiou")


@cache
def forms(word: str, language: str) -> frozenset[str]:
    """Every form under which a lexicon word may stand in a text, lower case."""
    if word.startswith("="):
        return frozenset({word[1:]})
    verb = word.endswith("*")
    base = word.removesuffix("*")
    if len(base) < 2:
        return {base}
    found = _RULES.get(language, _english)(base, verb)
    return (
        found if language == "en" or (found == {base} and base.isascii()) else found | {_plain(form) for form in found}
    )


def bases(word: str, words: Collection[str]) -> tuple[str, ...]:
    """The English lexicon words, markers included, of which a word is a form."""
    found: dict[str, None] = {}
    if "=" + word in words:
        found["=" + word] = None
    for stem in _stems(word):
        for base in (stem, stem + "*"):
            if base in words and base not in found and word in forms(base, "en"):
                found[base] = None
    return tuple(found)


def _stems(word: str) -> set[str]:
    """What a form may have been made of; generous, since `bases` checks each."""
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


_ENDS = (
    "s",
    "es",
    "ies",
    "d",
    "ed",
    "ied",
    "ing",
    "ings",
    "r",
    "rs",
    "er",
    "ers",
    "ier",
    "iers",
    "ion",
    "ions",
    "or",
    "ors",
    "ation",
    "ations",
    "ication",
    "ications",
)
_BRITISH = (
    ("isation", "ization"),
    ("our", "or"),
    ("tre", "ter"),
    ("ogramme", "ogram"),
    ("yse", "yze"),
    ("efence", "efense"),
    ("ise", "ize"),
)
_PLAIN = str.maketrans("àâéèêëîïôûùçáíóúñ", "aaeeeeiiouucaioun", "")
_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "œ": "oe"}


def _plain(form: str) -> str:
    """As names and tags write it: without accents and umlauts."""
    if form.isascii():
        return form
    for sign, letters in _UMLAUTS.items():
        form = form.replace(sign, letters)
    return form.translate(_PLAIN)


def _english(base: str, verb: bool) -> set[str]:
    found: set[str] = set()
    for spelling in _spellings(base):
        found |= {spelling, _plural(spelling)}
        if verb:
            found |= _english_verb(spelling) | _english_noun(spelling)
    return found


def _english_noun(base: str) -> set[str]:
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


def _spellings(base: str) -> set[str]:
    """British and American."""
    found = {base}
    for british, american in _BRITISH:
        if base.endswith(british) and len(base) > len(british) + (3 if british == "ise" else 2):
            found.add(base[: -len(british)] + american)
    return found


def _plural(base: str) -> str:
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ies"
    if base.endswith(("s", "x", "z", "ch", "sh")):
        return base + "es"
    return base + "s"


def _english_verb(base: str) -> set[str]:
    if base.endswith("e"):
        stem = base[:-1]
        return {base + "d", stem + "ing", stem + "ings", base + "r", base + "rs"}
    if base.endswith("y") and base[-2] not in _VOWELS:
        return {base[:-1] + "ied", base + "ing", base[:-1] + "ier", base[:-1] + "iers"}
    stems = {base}
    if base[-1] not in _VOWELS and base[-1] not in "wxy" and base[-2] in _VOWELS:
        stems.add(base + base[-1])
    return {stem + end for stem in stems for end in ("ed", "ing", "ings", "er", "ers")}


def _german(base: str, verb: bool) -> set[str]:
    found = {base + end for end in ("", "e", "en", "er", "ern", "es", "em", "n", "s")}
    if base.endswith("in"):
        found.add(base + "nen")
    if base.endswith("e"):
        found |= {base + end for end in ("r", "m")}
    if base.endswith("um"):
        found.add(base[:-2] + "en")
    if verb:
        stem = base[:-2] if base.endswith("en") else base.removesuffix("n")
        found |= {
            stem + end
            for end in (
                "t",
                "et",
                "e",
                "en",
                "te",
                "ten",
                "ete",
                "eten",
                "ung",
                "ungen",
                "er",
                "ern",
                "erin",
                "erinnen",
                "end",
                "ende",
                "enden",
                "ender",
                "st",
            )
        }
        found |= _participles(stem)
    return found


_SEPARABLE = ("ab", "an", "auf", "aus", "ein", "vor", "zu", "nach", "weg", "zurück", "fest", "mit", "vorher")
_INSEPARABLE = ("be", "ver", "er", "ent", "zer", "über", "unter")


def _participles(stem: str) -> set[str]:
    ends = ("t", "te", "ten", "ter", "tes", "et", "ete", "eten")
    for prefix in _SEPARABLE:
        if stem.startswith(prefix) and len(stem) > len(prefix) + 2:
            rest = stem[len(prefix) :]
            return {prefix + "ge" + rest + end for end in ends} | {prefix + "zu" + rest + "en"}
    if stem.startswith(_INSEPARABLE) or stem.endswith("ier"):
        return {stem + end for end in ends}
    return {"ge" + stem + end for end in ends}


def _french(base: str, verb: bool) -> set[str]:
    found = {base, base + "s", base + "x"}
    if base.endswith("al"):
        found.add(base[:-2] + "aux")
    if base.endswith(("é", "nt", "el", "if", "er", "eur", "ant", "al", "ié", "ain", "en", "t", "d", "u")):
        feminine = {"if": "ive", "er": "ère", "eur": "euse", "el": "elle", "en": "enne"}
        end = next((end for end in feminine if base.endswith(end)), "")
        form = base[: -len(end)] + feminine[end] if end else base + "e"
        found |= {form, form + "s"}
        if base.endswith("teur"):
            found |= {base[:-4] + "trice", base[:-4] + "trices"}
    if verb:
        found |= _french_verb(base)
    return found


def _french_verb(base: str) -> set[str]:
    if base.endswith("er"):
        stem = base[:-2]
        stems = {stem, stem + "e"} if stem.endswith("g") else {stem}
        ends = (
            "e",
            "es",
            "ent",
            "er",
            "é",
            "ée",
            "és",
            "ées",
            "ant",
            "ons",
            "era",
            "eront",
            "ait",
            "a",
            "ation",
            "ations",
            "age",
            "ement",
            "eur",
            "euse",
        )
        found = {root + end for root in stems for end in ends}
        if len(stem) > 2 and stem[-2] in "eé":  # évaluer stays, repérer → repère
            found |= {stem[:-2] + "è" + stem[-1] + end for end in ("e", "es", "ent")}
        return found
    if base.endswith("ir"):
        stem = base[:-2]
        return {stem + end for end in ("it", "issent", "ir", "i", "ie", "is", "ies", "issant", "ira")}
    if base.endswith("re"):
        stem = base[:-2]
        return {stem + end for end in ("", "t", "ent", "re", "u", "ue", "us", "ues", "ant", "ra")}
    return set()


def _spanish(base: str, verb: bool) -> set[str]:
    found = {base, base + "s", base + "es"}
    if base.endswith("o"):
        found |= {base[:-1] + end for end in ("a", "os", "as")}
    if base.endswith("or"):
        found |= {base + end for end in ("a", "as")}
    if base.endswith("ón"):
        found.add(base[:-2] + "ones")
    if base.endswith("z"):
        found.add(base[:-1] + "ces")
    if verb:
        stem, kind = base[:-2], base[-2:]
        ends = {
            "ar": (
                "a",
                "an",
                "ar",
                "ado",
                "ada",
                "ados",
                "adas",
                "ando",
                "ación",
                "aciones",
                "e",
                "en",
                "ará",
                "arán",
                "ador",
                "adora",
                "arlo",
                "arlos",
                "arlas",
                "amos",
                "o",
            ),
            "er": ("e", "en", "er", "ido", "ida", "idos", "idas", "iendo", "a", "an", "erá", "erlos", "emos"),
            "ir": ("e", "en", "ir", "ido", "ida", "idos", "idas", "iendo", "a", "an", "irá", "irlos", "imos"),
        }.get(kind, ())
        found |= {stem + end for end in ends}
        if kind == "ar" and stem.endswith("c"):
            found |= {stem[:-1] + "que", stem[:-1] + "quen"}
    return found


_RULES: dict[str, Callable[[str, bool], set[str]]] = {"en": _english, "de": _german, "fr": _french, "es": _spanish}
