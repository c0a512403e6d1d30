"""A plot as SVG, written by hand: two logarithmic axes and a line."""

from __future__ import annotations

from collections.abc import Sequence
from math import log10

_LEFT, _RIGHT, _TOP, _BOTTOM = 90, 560, 40, 320

_HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 380" role="img" aria-label="CPU time by number of files">
<style>
svg { background: #fff; font: 12px sans-serif }
.ours { fill: none; stroke: #1f6feb; stroke-width: 2 }
circle { fill: #1f6feb }
.grid { stroke: #ddd }
.linear { stroke: #888; stroke-dasharray: 4 4 }
</style>
"""


def growth_plot(points: Sequence[tuple[int, float, int]]) -> str:
    """CPU seconds by number of files, with the peak memory (MiB) at each point, and a straight line to compare with."""
    xs = [log10(size) for size, _, _ in points]
    ys = [log10(seconds) for _, seconds, _ in points]
    low, high = int(min(ys)) - 1, int(max(ys)) + 1

    def x(value: float) -> float:
        return _LEFT + (value - xs[0]) / max(xs[-1] - xs[0], 1) * (_RIGHT - _LEFT)

    def y(value: float) -> float:
        return _BOTTOM - (value - low) / (high - low) * (_BOTTOM - _TOP)

    line = " ".join(f"{x(a):.0f},{y(b):.0f}" for a, b in zip(xs, ys, strict=True))
    last_x, last_y = xs[-1], ys[-1]
    start = max(xs[0], last_x - (last_y - low))
    parts = [
        f'<line class="linear" x1="{x(start):.0f}" y1="{y(last_y - (last_x - start)):.0f}" '
        f'x2="{x(last_x):.0f}" y2="{y(last_y):.0f}"/>',
        f'<polyline class="ours" points="{line}"/>',
    ]
    for (size, seconds, peak), a, b in zip(points, xs, ys, strict=True):
        parts.append(f'<circle cx="{x(a):.0f}" cy="{y(b):.0f}" r="4"/>')
        beside = (
            f'x="{x(a) + 8:.0f}" text-anchor="start" dy="26"'
            if a == xs[0]
            else f'x="{x(a) - 10:.0f}" text-anchor="end"'
        )
        parts.append(f'<text {beside} y="{y(b) - 10:.0f}">{seconds:.2g} s, {peak} MiB</text>')
        parts.append(f'<text x="{x(a):.0f}" y="{_BOTTOM + 20}" text-anchor="middle">{size:,}</text>')
    for power in range(low, high + 1):
        parts.append(f'<text x="{_LEFT - 12}" y="{y(power) + 4:.0f}" text-anchor="end">{10**power:g} s</text>')
        parts.append(f'<line class="grid" x1="{_LEFT}" y1="{y(power):.0f}" x2="{_RIGHT}" y2="{y(power):.0f}"/>')
    parts.append(
        f'<text x="{(_LEFT + _RIGHT) // 2}" y="365" text-anchor="middle">files in the tree '
        "(dashed: ten times the files, ten times the time)</text>"
    )
    return _HEAD + "\n".join(parts) + "\n</svg>\n"
