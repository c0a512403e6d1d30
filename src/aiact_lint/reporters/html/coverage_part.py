"""The coverage of the Act as a field of articles and a table of duties."""

from __future__ import annotations

from collections.abc import Sequence

from aiact_lint.reporters.html.coverage import Article, Covered, by_article, coverage
from aiact_lint.reporters.html.markup import Content, Markup, joined, tag
from aiact_lint.reporters.html.view import View, level_counts, section
from aiact_lint.reporters.summary import counted

_SIGNS = {"error": "!", "warning": "!", "note": "i", "open": "?", "clear": "✓", "unseen": "–"}
_WORDS = {
    "error": "errors",
    "warning": "warnings",
    "note": "notes",
    "open": "not decided",
    "clear": "looked at, nothing found",
    "unseen": "no rule looks here",
}


def coverage_part(view: View) -> Markup | None:
    """The part of the page, if the law is known to it."""
    covered = coverage(view)
    if not covered:
        return None
    mine = [each for each in covered if each.concerns]
    others = [each for each in covered if not each.concerns]
    articles = by_article(mine)
    content: list[Content] = [tag("p", _sentence(mine)), _legend(), _field(articles)] if mine else []
    if mine:
        summary = f"The {counted(len(mine), 'duty').replace('dutys', 'duties')} one by one"
        content.append(tag("details", tag("summary", summary), _table(articles)))
    if others:
        title = "Duties of other systems" if mine else "All duties"
        table = _table(by_article(others))
        content.append(tag("details", tag("summary", f"{title} ({len(others)})"), table, data_screen=True))
    note = "Where a rule finds nothing, nothing in the files speaks against the duty. That does not show compliance."
    return section("coverage", "Coverage of the Act", tag("div", content, class_="card"), note=note)


def _sentence(mine: Sequence[Covered]) -> str:
    looked_at = sum(each.outcome != "unseen" for each in mine)
    found = sum(bool(each.findings) for each in mine)
    return (
        f"Of {len(mine)} duties of the systems found here, the rules of this run look at {looked_at}; "
        f"{found} of these {'has' if found == 1 else 'have'} findings."
    )


def _legend() -> Markup:
    entries = [tag("li", _sign(name), " ", words) for name, words in _WORDS.items()]
    return tag("ul", entries, class_="legend", aria_label="Legend")


def _sign(outcome: str) -> Markup:
    return tag("span", _SIGNS[outcome], class_=f"sign {outcome}", aria_hidden="true")


def _field(articles: Sequence[Article]) -> Markup:
    tiles = [
        tag(
            "li",
            tag("b", f"Art {each.name}"),
            tag("span", f"{each.looked_at} of {len(each.duties)}"),
            tag("span", f": {_WORDS[each.outcome]}", class_="hidden"),
            _sign(each.outcome),
            class_=each.outcome,
        )
        for each in articles
    ]
    return tag("ul", tiles, class_="field", aria_label="Articles: duties looked at, and the gravest outcome")


def _table(articles: Sequence[Article]) -> Markup:
    names = ("Duty", "Place", "From", "Rules", "Outcome")
    heads = tag("tr", [tag("th", name, scope="col") for name in names])
    bodies = [
        tag(
            "tbody",
            tag("tr", tag("th", f"Article {article.name}", colspan=len(names), scope="rowgroup")),
            [_row(each) for each in article.duties],
        )
        for article in articles
    ]
    annex_i = any(each.duty.applies_from_annex_i for article in articles for each in article.duties)
    foot = tag("p", "* for systems that are high-risk only through Annex I", class_="quiet") if annex_i else None
    return tag("div", tag("table", tag("thead", heads), bodies), foot, class_="wide")


def _row(each: Covered) -> Markup:
    duty = each.duty
    later = duty.applies_from_annex_i
    outcome = level_counts(each.findings) if each.findings else joined(_sign(each.outcome), " ", _WORDS[each.outcome])
    return tag(
        "tr",
        tag("td", duty.title),
        tag("td", duty.article),
        tag(
            "td",
            tag("div", duty.applies_from.isoformat(), class_="day"),
            tag("div", f"{later.isoformat()} *", class_="day quiet") if later else None,
        ),
        tag("td", " ".join(each.rules)),
        tag("td", outcome),
    )
