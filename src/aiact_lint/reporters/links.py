"""Addresses that hold no character which would end a link in Markdown."""

from __future__ import annotations

from aiact_lint.finding import Location
from aiact_lint.reporters import Checkout, rule_uri

_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")
_SCHEME = "https://"


def source_link(checkout: Checkout | None, location: Location) -> str:
    """Where the site that hosts the repository shows a line, as GitHub and GitLab do; "" where no commit is known."""
    if checkout is None or not checkout.commit or not checkout.uri.startswith(_SCHEME):
        return ""
    host, _, rest = checkout.uri.removeprefix(_SCHEME).partition("/")
    blob = "-/blob" if "gitlab" in host else "blob"
    path = f"{rest.rstrip('/')}/{blob}/{checkout.commit}/{_encoded(checkout.prefix + location.path)}"
    return f"{_SCHEME}{_encoded(host, plus=':')}/{_encoded(path, plus='%')}#L{location.region.line}"


def rule_link(rule_id: str) -> str:
    """The documentation page of a rule, whatever its id holds."""
    return _encoded(rule_uri(rule_id), plus=":")


def _encoded(text: str, plus: str = "") -> str:
    return "".join(char if char in _PLAIN or char in plus else _percent(char) for char in text)


def _percent(char: str) -> str:
    try:
        data = char.encode("utf-8", "surrogateescape")  # a name that is not UTF-8 keeps its bytes
    except UnicodeEncodeError:
        data = b"?"
    return "".join(f"%{byte:02X}" for byte in data)
