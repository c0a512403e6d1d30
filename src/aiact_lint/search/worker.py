"""A worker process, which `workers` starts: it looks at the files that it is told of until nobody tells it any more.

Everything it is sent and sends is plain data (`marshal`), in frames of eight bytes of length and so many bytes.
"""

from __future__ import annotations

import gc
import marshal
import signal
import sys
from pathlib import Path
from typing import IO, Any, cast

from aiact_lint import cache
from aiact_lint.discover import Tree
from aiact_lint.parsers import Parser, markdown, yaml_
from aiact_lint.search.look import Answer, Looker, Task
from aiact_lint.search.signs import Signs

PARSERS = {
    "yaml": Parser("yaml", (), yaml_.parse),
    "markdown": Parser("markdown", (), lambda source: markdown.parse(source, yaml_.parse_span)),
}
"""The built-in parsers whose documents are plain data."""


def main() -> None:
    """Answer until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that waits for us
    gc.set_threshold(1_000_000, 20, 50)
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    settings = cast("tuple[str, dict[str, tuple[bytes, ...]], str, bool] | None", receive(incoming))
    if settings is None:
        return
    root, looked_for, folder, digests = settings
    cache.use(Path(folder) if folder else None)
    looker = Looker(Tree(Path(root), (), frozenset()), Signs(looked_for), PARSERS, digests=digests)
    nothing = Answer()
    while (tasks := receive(incoming)) is not None:
        seen = (looker.look(Task(*each)) for each in cast("list[tuple[Any, ...]]", tasks))
        send(outgoing, {at: tuple(answer) for at, answer in enumerate(seen) if answer != nothing})


def send(stream: IO[bytes], value: object) -> None:
    """Write one frame. Raises `OSError` where nobody reads any more."""
    body = marshal.dumps(cast(Any, value))
    stream.write(len(body).to_bytes(8, "big"))
    stream.write(body)
    stream.flush()


def receive(stream: IO[bytes]) -> object:
    """The content of one frame; None where the stream ends."""
    body = receive_bytes(stream)
    return None if body is None else marshal.loads(body)  # noqa: S302  # from the process that we belong to


def receive_bytes(stream: IO[bytes]) -> bytes | None:
    """The same before it is decoded."""
    header = stream.read(8)
    if len(header) < 8:
        return None
    length = int.from_bytes(header, "big")
    body = stream.read(length)
    return body if len(body) == length else None
