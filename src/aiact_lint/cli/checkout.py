"""Which state of which repository is linted, for the provenance in SARIF and for links to its lines."""

from __future__ import annotations

from pathlib import Path

from aiact_lint.lazy_pattern import compile_later
from aiact_lint.reporters import Checkout

_WITH_USER = compile_later(r"^([a-z][a-z0-9+.-]*://)[^/@]*@")
_SCP = compile_later(r"^(?:[^/@:]+@)?([\w.-]+):(?!/)(.+)$")


def prefix(folder: Path) -> str:
    """The way from the top of the checkout to a folder, `services/scoring/`; "" at its top, or where it is in none."""
    return _git(folder, "rev-parse", "--show-prefix")


def checkout(folder: Path) -> Checkout | None:
    """Address, commit and branch of the checkout around a folder; None where it is none, or has no remote."""
    address = _public(_git(folder, "config", "--get", "remote.origin.url"))
    if not address:
        return None
    branch = _git(folder, "rev-parse", "--abbrev-ref", "HEAD")
    return Checkout(address, _git(folder, "rev-parse", "HEAD"), "" if branch == "HEAD" else branch, prefix(folder))


def _public(url: str) -> str:
    """An https address without credentials; "" for a local path."""
    url = _WITH_USER.sub(r"\1", url)
    if url.startswith("ssh://"):
        url = f"https://{url.removeprefix('ssh://')}"
    elif "://" not in url and (parts := _SCP.match(url)) is not None:
        url = f"https://{parts[1]}/{parts[2]}"
    return url.removesuffix(".git") if url.startswith(("https://", "http://")) else ""


def _git(folder: Path, *arguments: str) -> str:
    import subprocess  # for formats that link to the commit

    try:
        result = subprocess.run(  # noqa: S603  # fixed arguments
            ["git", "-c", "core.fsmonitor=false", *arguments],  # noqa: S607  # whichever git the user has
            cwd=folder,
            capture_output=True,
            check=False,
            timeout=30,
            encoding="utf-8",
            errors="replace",
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return result.stdout.strip() if result.returncode == 0 else ""
