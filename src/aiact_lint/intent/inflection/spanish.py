"""Spanish: number, gender, the commonest verb forms and the nouns made of verbs in -ar."""

from __future__ import annotations

_VERB = {
    "ar": (
        "a", "an", "ar", "ado", "ada", "ados", "adas", "ando", "ación", "aciones", "e", "en", "ará", "arán", "ador",
        "adora", "arlo", "arlos", "arlas", "amos", "o",
    ),
    "er": ("e", "en", "er", "ido", "ida", "idos", "idas", "iendo", "a", "an", "erá", "erlos", "emos"),
    "ir": ("e", "en", "ir", "ido", "ida", "idos", "idas", "iendo", "a", "an", "irá", "irlos", "imos"),
}  # fmt: skip


def forms(base: str, verb: bool) -> set[str]:
    """All forms of a base word; those of a verb too where it may be one."""
    found = {base, base + "s", base + "es"}
    if base.endswith("o"):
        found |= {base[:-1] + end for end in ("a", "os", "as")}
    if base.endswith("or"):
        found |= {base + "a", base + "as"}
    if base.endswith("ón"):
        found.add(base[:-2] + "ones")
    if base.endswith("z"):
        found.add(base[:-1] + "ces")
    if verb:
        stem, kind = base[:-2], base[-2:]
        found |= {stem + end for end in _VERB.get(kind, ())}
        if kind == "ar" and stem.endswith("c"):
            found |= {stem[:-1] + "que", stem[:-1] + "quen"}
    return found
