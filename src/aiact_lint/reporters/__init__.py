"""A report as text, one module a format: pure functions from a `Report` to a string.

Nothing here prints, reads the clock or the environment, or looks at the linted files. Text that came out of files is
escaped for each format (`escape.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from aiact_lint import HOMEPAGE
from aiact_lint.finding import Report
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.rule import Rule

if TYPE_CHECKING:
    from aiact_lint.law import Obligation, Taxonomy


@dataclass(frozen=True, slots=True)
class Checkout:
    """Which state of which repository was linted."""

    uri: str
    """Absolute, without credentials: `https://github.com/acme/models`."""
    commit: str = ""
    branch: str = ""
    prefix: str = ""
    """From the root of the repository to the folder that paths are relative to: `services/scoring/`."""


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """How a report is to be shown; a format ignores what it has no use for."""

    colour: bool = False
    """ANSI colours in text."""
    verbosity: int = 0
    """-1 one line a finding; 0 normal; 1 also what was suppressed, left undecided or skipped."""
    width: int = 120
    """Terminal columns for a quoted line; a longer one is cut around its mark."""
    include_suppressed: bool = False
    """Whether formats that leave suppressed findings out by default carry them."""
    checkout: Checkout | None = None
    category: str = "aiact-lint"
    """Tells several analyses of one commit apart on GitHub."""
    articles: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Pinpoint of each obligation of the law tables, `hrp.log_retention` → `19(1)`."""
    fail_on: str = "error"
    """Lowest level that fails the run, or `never`."""
    duties: tuple[Obligation, ...] = ()
    """The duties and prohibited practices of the Act, for formats that show what is covered and when it starts."""
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Short names of practices and uses, `III.4.a` → `recruitment`."""
    taxonomies: tuple[Taxonomy, ...] = ()
    """The Act and the frameworks of the crosswalk, for formats that sort rules by them."""


@dataclass(frozen=True, slots=True)
class Reporter:
    """One output format."""

    name: str
    """As `--format` and `--output` name it."""
    render: Callable[[Report, Mapping[str, Rule], RenderOptions], str]
    """Ends with a line end. `rules` holds at least the rules that ran, by id."""
    machine: bool
    """Read by programs: never coloured, and nothing else may go to the same stream."""


def later(name: str, module: str, *, machine: bool = True) -> Reporter:
    """A built-in format whose module is imported when it is rendered: a run needs one or two of them."""

    def render(report: Report, rules: Mapping[str, Rule], options: RenderOptions) -> str:
        made: str = import_module(f"{__name__}.{module}").render(report, rules, options)
        return made

    return Reporter(name, render, machine)


def rule_uri(rule_id: str) -> str:
    """The documentation page of a rule."""
    return f"{HOMEPAGE}/rules/{rule_id}/"
