"""A run in a terminal as an SVG picture: the very text and colours that the command printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape

_SGR = re.compile(r"\x1b\[([\d;]*)m")
_COLOURS = {"31": "#ff7b72", "33": "#e3b341", "34": "#79c0ff", "36": "#56d4dd"}
_PLAIN = "#d0d7de"
_BLANK = "\u00a0"
"""A blank that is not taken together with its neighbours; not every viewer knows how to be told."""
_WIDTH, _HEIGHT, _MARGIN = 8.0, 18, 16
"""Pixels of a character, of a line, and around the text."""


def picture(command: str, output: str) -> str:
    """An SVG with a prompt, the command, and what it printed; its text can be selected and read aloud."""
    lines = [f"\x1b[1m$ {command}\x1b[0m", *output.rstrip("\n").split("\n")]
    columns = max(len(_SGR.sub("", line)) for line in lines)
    width, height = columns * _WIDTH + 2 * _MARGIN, len(lines) * _HEIGHT + 2 * _MARGIN
    rows = [
        f'<text x="{_MARGIN}" y="{_MARGIN + (number + 0.75) * _HEIGHT:g}">{"".join(_row(line))}</text>'
        for number, line in enumerate(lines)
        if line
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" role="img" '
        f'font-family="ui-monospace, Menlo, Consolas, monospace" font-size="13">\n'
        f"<title>{escape(f'Output of {command}')}</title>\n"
        f'<rect width="100%" height="100%" rx="6" fill="#0d1117"/>\n' + "\n".join(rows) + "\n</svg>\n"
    )


def _row(line: str) -> Iterator[str]:
    """The pieces of a line, each as wide as its characters are in a terminal, whatever the font."""
    style: Mapping[str, str] = {"fill": _PLAIN}
    column = 0
    pieces = _SGR.split(line)
    for index, piece in enumerate(pieces):
        if index % 2:
            style = _style(piece.split(";"))
        elif piece:
            stated = "".join(f' {name}="{value}"' for name, value in style.items())
            at, length = _MARGIN + column * _WIDTH, len(piece) * _WIDTH
            yield f'<tspan x="{at:g}" textLength="{length:g}"{stated}>{escape(piece).replace(" ", _BLANK)}</tspan>'
            column += len(piece)


def _style(codes: list[str]) -> Mapping[str, str]:
    style = {"fill": next((_COLOURS[code] for code in codes if code in _COLOURS), _PLAIN)}
    return style | ({"font-weight": "bold"} if "1" in codes else {})
