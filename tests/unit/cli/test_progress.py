from collections.abc import Iterator
from io import StringIO

from aiact_lint.cli.progress import progress


class _Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def _clock(*times: float) -> Iterator[float]:
    yield from times


def _written(*times: float) -> str:
    terminal = _Terminal()
    clock = _clock(0.0, *times)
    tell = progress(terminal, lambda: next(clock))
    assert tell is not None
    for done in range(1, len(times) + 1):
        tell(done, len(times))
    return terminal.getvalue()


def test_never_in_a_pipe() -> None:
    assert progress(StringIO()) is None


def test_a_short_run_shows_nothing() -> None:
    assert _written(0.1, 0.2, 0.9) == ""


def test_a_long_run_shows_how_far_it_is_and_clears_the_line_at_the_end() -> None:
    assert _written(0.5, 1.2, 1.25, 1.4, 1.5) == (
        "\r\x1b[Kreading files: 2 of 5 (40 %)\r\x1b[Kreading files: 4 of 5 (80 %)\r\x1b[K"
    )
