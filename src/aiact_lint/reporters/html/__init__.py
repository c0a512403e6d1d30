"""The report as one HTML file that needs no server and no network.

It is readable without scripts; a small script adds filters and the choice of colours. A content security policy allows
that script and the style sheet by their hashes and nothing else, and every text is escaped where it enters the page.
"""

from __future__ import annotations

from collections.abc import Mapping

from aiact_lint.finding import Report
from aiact_lint.reporters import RenderOptions
from aiact_lint.reporters.html.page import page
from aiact_lint.reporters.html.view import View
from aiact_lint.rule import Rule


def render(report: Report, rules: Mapping[str, Rule], options: RenderOptions) -> str:
    """The whole page."""
    return page(View(report, rules, options))
