"""Pages followed to the letter: their `console` blocks typed into one shell, files they show written where they say.

A `console` block holds commands after `$ ` (with `> ` for further lines) and what they print. A line `…` stands for any lines, `…` in a line
for anything. A comment `# exit status 1` behind a command is the status it has to end with; without it, 0. Other blocks whose first line is
a comment with a path (`# .pre-commit-config.yaml`) are files.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"^# (\.?[\w-][\w./-]*\.\w+)$")
_STATUS = re.compile(r"# exit status (\d)$")
_IDENTITY = "[user]\n  name = Test\n  email = test@acme.example\n[init]\n  defaultBranch = main\n"


@dataclass(frozen=True)
class Typed:
    """A command with what the page says it prints."""

    command: str
    expected: tuple[str, ...]

    @property
    def status(self) -> int:
        match = _STATUS.search(self.command)
        return int(match[1]) if match else 0


@dataclass(frozen=True)
class Written:
    """A file that the page shows."""

    path: str
    text: str


def steps(page: str) -> list[Typed | Written]:
    """Commands and files of a page, in its order."""
    found: list[Typed | Written] = []
    for _, language, body in _FENCE.findall(page):
        named = _FILE.match(body.partition("\n")[0])
        if language == "console":
            found += _typed(body)
        elif named is not None:
            found.append(Written(named[1], body))
    return found


def _typed(body: str) -> Iterator[Typed]:
    command, printed = "", list[str]()
    for line in body.splitlines():
        if line.startswith("$ "):
            if command:
                yield Typed(command, tuple(printed))
            command, printed = line[2:], []
        elif line.startswith("> ") and not printed:
            command += f"\n{line[2:]}"
        else:
            assert command, f"printed before any command: {line}"
            printed.append(line)
    if command:
        yield Typed(command, tuple(printed))


def home(folder: Path, repository: Path) -> dict[str, str]:
    """The environment of somebody who reaches a repository under the address that the pages give."""
    folder.mkdir(parents=True, exist_ok=True)
    address = f'[url "{repository.as_uri()}"]\n  insteadOf = https://github.com/aiact-lint/aiact-lint\n'
    (folder / ".gitconfig").write_text(_IDENTITY + address, encoding="utf-8")
    programs = folder / "programs"
    programs.mkdir(exist_ok=True)
    for name in ("python3", "aiact-lint"):
        target = Path(sys.executable if name == "python3" else Path(sys.executable).with_name(name))
        (programs / name).write_text(f'#!/bin/sh\nexec {target} "$@"\n', encoding="utf-8")
        (programs / name).chmod(0o755)
    kept = {key: os.environ[key] for key in os.environ if key in ("LANG", "SSL_CERT_FILE") or key.startswith("PIP_")}
    return {**kept, "HOME": str(folder), "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}


def follow(done: list[Typed | Written], folder: Path, environment: dict[str, str]) -> list[str]:
    """Do all steps in a folder; what came out otherwise than the page says, one text a command."""
    script = ["exec 2>&1"]
    for number, step in enumerate(done):
        if isinstance(step, Written):
            parent = os.path.dirname(step.path) or "."  # noqa: PTH120  # part of a shell line
            script.append(f"mkdir -p {parent} && cat > {step.path} <<'END-OF-FILE'\n{step.text}END-OF-FILE")
            script.append(f'printf "\\n<<<{number} 0>>>\\n"')
        else:
            script.append(f'{step.command}\nprintf "\\n<<<{number} %d>>>\\n" "$?"')
    out = subprocess.run(
        ["bash", "--noprofile", "--norc", "-c", "\n".join(script)],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        check=False,
    ).stdout
    printed = re.split(r"\n<<<\d+ (\d+)>>>\n", out)
    assert len(printed) == 2 * len(done) + 1, out
    return [
        f"$ {step.command}\nstatus {status}, printed:\n{text}"
        for step, text, status in zip(done, printed[::2], printed[1::2], strict=False)
        if isinstance(step, Typed) and not (int(status) == step.status and _fits(text, step.expected))
    ]


def _fits(text: str, expected: tuple[str, ...]) -> bool:
    """Whether something was printed as shown; where nothing is shown, anything may be printed."""
    if not expected:
        return True
    lines = [
        r"(?:.*\n)*" if line.strip() == "…" else ".*".join(re.escape(part) for part in line.split("…")) + "\n"
        for line in expected
    ]
    return re.fullmatch("".join(lines), text.rstrip("\n") + "\n") is not None
