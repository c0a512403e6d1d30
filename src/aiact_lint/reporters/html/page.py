"""The frame of the page: head with its policy, banner, parts in order, foot."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib import resources

from aiact_lint import HOMEPAGE
from aiact_lint.reporters.html.coverage_part import coverage_part
from aiact_lint.reporters.html.findings import contradictions, findings
from aiact_lint.reporters.html.markup import Content, Markup, joined, tag
from aiact_lint.reporters.html.particulars import errors, particulars
from aiact_lint.reporters.html.systems import systems
from aiact_lint.reporters.html.timeline import timeline
from aiact_lint.reporters.html.view import View
from aiact_lint.reporters.summary import count_levels, next_change

_ACT = "http://data.europa.eu/eli/reg/2024/1689/oj"


def page(view: View) -> str:
    """The document. Nothing in it is loaded from elsewhere, and nothing could be."""
    style, script = _asset("page.css"), _asset("page.js")
    parts = {
        "systems": ("Systems", systems(view)),
        "timeline": ("Timeline", timeline(view)),
        "contradictions": ("Contradictions", contradictions(view)),
        "findings": ("Findings", findings(view)),
        "coverage": ("Coverage", coverage_part(view)),
        "run": ("This run", particulars(view)),
    }
    shown = {key: (name, part) for key, (name, part) in parts.items() if part is not None}
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", f"EU AI Act lint, {view.report.as_of.isoformat()}"),
        tag("style", style),
    )
    body = tag(
        "body",
        tag("a", "Skip to the content", href="#main", class_="skip"),
        _banner(view, {key: name for key, (name, _) in shown.items()}),
        tag("main", errors(view), _overview(view), [part for _, part in shown.values()], id="main", tabindex="-1"),
        _foot(view),
        tag("script", script),
    )
    return f"<!doctype html>\n{tag('html', head, body, lang='en')}\n"


def _banner(view: View, parts: dict[str, str]) -> Markup:
    links = [tag("li", tag("a", name, href=f"#{key}")) for key, name in parts.items()]
    return tag(
        "header",
        tag(
            "div",
            tag("h1", "EU AI Act lint"),
            tag("p", f"What the files show, as of {view.report.as_of.isoformat()}"),
            tag("button", "Colours: auto", id="theme", type="button", hidden=True),
        ),
        tag("nav", tag("ul", links), aria_label="Parts of the report"),
    )


def _overview(view: View) -> Markup:
    report = view.report
    tiles: list[Content] = [
        _tile(
            str(number),
            f"{level}{'' if number == 1 else 's'}",
            str(level) if number else "quiet",
            level=str(level) if number else None,
        )
        for level, number in count_levels(report.findings).items()
    ]
    tiles.append(_tile(str(len(report.inconclusive)), "inconclusive", "quiet"))
    tiles.append(_tile(str(len(report.suppressed)), "suppressed", "quiet"))
    tiles.append(_tile(str(len(report.systems)), "AI system" if len(report.systems) == 1 else "AI systems", "quiet"))
    change = next_change(report)
    return tag(
        "section",
        tag("h2", "At a glance", id="overview-title", class_="hidden"),
        tag("ul", tiles, class_="tiles"),
        tag("p", tag("strong", "Next: "), f"{change}.", class_="card next") if change is not None else None,
        aria_labelledby="overview-title",
    )


def _tile(number: str, name: str, class_: str, level: str | None = None) -> Markup:
    content = joined(tag("b", number), " ", tag("span", name))
    inner = tag("a", content, href="#findings", data_only_level=level) if level else content
    return tag("li", inner, class_=f"tile {class_}")


def _foot(view: View) -> Markup:
    tool = tag("a", "aiact-lint", href=HOMEPAGE, rel="noreferrer")
    act = tag("a", "Regulation (EU) 2024/1689", href=_ACT, rel="noreferrer")
    return tag(
        "footer",
        tag(
            "p",
            tool,
            f" {view.report.version}. A linter sees files, not compliance; this is not legal advice. ",
            act,
            ".",
        ),
    )


@cache
def _asset(name: str) -> Markup:
    """A file of this package that goes into the page as it is."""
    return Markup(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))


def _policy(style: str, script: str) -> str:
    """Our own style sheet and script by their hashes; no requests, frames, forms or other base address."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_hash(style)}'",
            f"script-src '{_hash(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(content: str) -> str:
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"
