"""The AI systems as cards: class, roles, uses, files and why each file belongs to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aiact_lint.finding import Finding, LinkedFile, SystemSummary
from aiact_lint.reporters.citation import cite
from aiact_lint.reporters.html.markup import Content, Markup, joined, tag
from aiact_lint.reporters.html.view import View, level_counts, section
from aiact_lint.reporters.summary import counted

_MOST_CARDS = 24
_FIRST_CARDS = 12
"""Of more systems than `_MOST_CARDS` only so many get a card."""
_FEW_FILES = 6
"""So many files are shown at once, more of them folded."""
_MOST_FILES = 200


def systems(view: View) -> Markup:
    """Cards, those with the gravest findings first; more than fit a page are rows of a table."""
    ordered = sorted(view.report.systems, key=lambda system: _gravity(view.by_system.get(system.id, ())))
    if not ordered:
        return section("systems", "AI systems", tag("p", "No AI system was found in these files.", class_="card"))
    alone = len(ordered) == 1
    number = len(ordered) if len(ordered) <= _MOST_CARDS else _FIRST_CARDS
    cards = [_card(view, system, unfolded=alone) for system in ordered[:number]]
    field = tag("div", cards, class_="cards alone" if alone else "cards")
    rest = ordered[number:]
    more = tag("details", tag("summary", f"{len(rest)} more"), _table(view, rest), class_="card") if rest else None
    return section("systems", counted(len(ordered), "AI system"), field, more)


def _gravity(findings: Sequence[Finding]) -> tuple[int, int]:
    return (-max((each.level.rank for each in findings), default=0), -len(findings))


def _card(view: View, system: SystemSummary, *, unfolded: bool) -> Markup:
    found = view.by_system.get(system.id, ())
    filtered = tag("a", level_counts(found), href="#findings", data_system=system.id) if found else level_counts(found)
    return tag(
        "article",
        tag(
            "div",
            tag("h3", system.name, " ", tag("code", system.id) if system.id != system.name else None),
            tag("p", _risk_class(system), " ", ", ".join(system.roles), class_="meta"),
            tag("p", filtered, class_="counts"),
            tag("dl", _facts(view, system)),
        ),
        _files(system.files, unfolded=unfolded or len(system.files) <= _FEW_FILES),
        class_="card",
    )


def _risk_class(system: SystemSummary) -> Markup:
    stated = system.risk_class or "no class stated"
    return tag("span", stated, class_="class high" if stated in ("high-risk", "prohibited") else "class")


def _facts(view: View, system: SystemSummary) -> Iterator[Content]:
    if system.annex_iii:
        yield _fact("Annex III", system.annex_iii, view)
    described = [each for each in system.recognised if each[0].isdigit() or each.startswith("III.")]
    if described:
        yield _fact("Texts describe", described, view)


def _fact(name: str, ids: Sequence[str], view: View) -> Markup:
    """Uses and practices, each with its place in the Act."""
    items = [_use(law_id, view) for law_id in ids]
    return joined(tag("dt", name), tag("dd", tag("ul", [tag("li", item) for item in items])))


def _use(law_id: str, view: View) -> Markup:
    place = cite((law_id,), view.options.articles) or law_id
    name = view.options.names.get(law_id)
    return joined(name, " ", tag("span", place, class_="quiet")) if name else joined(place)


def _files(files: Sequence[LinkedFile], *, unfolded: bool) -> Markup:
    listed = [
        tag(
            "li", tag("code", each.path), tag("span", each.what, class_="quiet"), tag("span", each.reason, class_="why")
        )
        for each in files[:_MOST_FILES]
    ]
    if len(files) > _MOST_FILES:
        listed.append(tag("li", f"and {len(files) - _MOST_FILES} more"))
    summary = tag("summary", counted(len(files), "file"), " and why linked")
    return tag("details", summary, tag("ul", listed, class_="files"), open=unfolded)


def _table(view: View, rest: Sequence[SystemSummary]) -> Markup:
    heads = tag("tr", [tag("th", head, scope="col") for head in ("System", "Class", "Role", "Files", "Findings")])
    body = [
        tag(
            "tr",
            tag("th", system.name, scope="row"),
            tag("td", system.risk_class or "not stated"),
            tag("td", ", ".join(system.roles)),
            tag(
                "td", [tag("div", tag("code", path)) for path in dict.fromkeys(each.path for each in system.files[:3])]
            ),
            tag("td", level_counts(view.by_system.get(system.id, ()))),
        )
        for system in rest
    ]
    return tag("div", tag("table", tag("thead", heads), tag("tbody", body)), class_="wide")
