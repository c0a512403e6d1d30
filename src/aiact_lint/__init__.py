"""aiact-lint: what a repository shows, and does not show, of the EU AI Act."""

__version__ = "0.1.0"

HOMEPAGE = "https://aiact-lint.github.io/aiact-lint"
"""Where the documentation is published; reports link their rules to it."""
