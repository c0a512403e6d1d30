"""Where a line of a linted file can be read on the site that hosts the repository."""

from __future__ import annotations

from aiact_lint.finding import Location
from aiact_lint.reporters import Checkout

_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")
_SCHEME = "https://"


def source_link(checkout: Checkout | None, location: Location) -> str:
    """An https address that ends in the line, as GitHub and GitLab form them; "" where no commit is known.

    It holds no character that would end a link in Markdown or an attribute in HTML.
    """
    if checkout is None or not checkout.commit or not checkout.uri.startswith(_SCHEME):
        return ""
    host, _, rest = checkout.uri.removeprefix(_SCHEME).partition("/")
    blob = "-/blob" if "gitlab" in host else "blob"
    path = f"{rest.rstrip('/')}/{blob}/{checkout.commit}/{_encoded(checkout.prefix + location.path)}"
    return f"{_SCHEME}{_encoded(host, plus=':')}/{_encoded(path, plus='%')}#L{location.region.line}"


def _encoded(text: str, plus: str = "") -> str:
    return "".join(char if char in _PLAIN or char in plus else _percent(char) for char in text)


def _percent(char: str) -> str:
    try:
        data = char.encode("utf-8", "surrogateescape")  # a name that is not UTF-8 keeps its bytes
    except UnicodeEncodeError:
        data = b"?"
    return "".join(f"%{byte:02X}" for byte in data)
