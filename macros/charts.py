"""Small charts drawn at build time as inline SVG: amounts growing over days, and bars side by side.

Ink is `currentColor` and layers differ by opacity with an outline, so a chart follows light and dark pages and needs no
style sheet; classes are hooks for the theme. Every number in a picture is also text in it. `resolve_for_print` gives the
copy for the book, which knows neither classes nor currentColor. Coordinates are whole numbers: same input, same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

WIDTH = 320
LEFT, RIGHT = 10, 310
TEXT = 12
LINE = 20
PLOT_TOP, PLOT_HEIGHT = 10, 110
BAR_HEIGHT, BAR_ROW = 12, 40
OPACITIES = (".15", ".4", ".7", "1")

PRINT_INK = "#1a1a1a"


@dataclass(frozen=True)
class Layer:
    """One layer of a growth chart: its words with the final amount, and its value at each point, lowest layer first."""

    words: str
    values: Sequence[Decimal]


@dataclass(frozen=True)
class Bar:
    """One bar: its words, its value, and the value in words."""

    words: str
    value: Decimal
    amount: str


def growth_chart(
    uid: str, title: str, description: str, days: Sequence[int], layers: Sequence[Layer], axis: tuple[str, str]
) -> str:
    """Return stacked areas over days; `axis` names the first and the last day. `uid` makes ids unique on the page."""
    tops = [
        [sum((layer.values[at] for layer in layers[: upto + 1]), Decimal(0)) for at in range(len(days))]
        for upto in range(len(layers))
    ]
    highest = max((max(top) for top in tops), default=Decimal(0)) or Decimal(1)
    span = max(days[-1] - days[0], 1)
    across = [LEFT + (RIGHT - LEFT) * (day - days[0]) // span for day in days]
    bottom = PLOT_TOP + PLOT_HEIGHT
    lower = [bottom] * len(days)
    parts = []
    for position, top in enumerate(tops):
        upper = [bottom - int(PLOT_HEIGHT * value / highest) for value in top]
        there = " ".join(f"{x} {y}" for x, y in zip(across, upper, strict=True))
        back = " ".join(f"{x} {y}" for x, y in zip(reversed(across), reversed(lower), strict=True))
        parts.append(
            f'<path class="chart-area-{position + 1}" d="M{there} {back}Z" fill-opacity="{_opacity(position)}" stroke="currentColor"/>'
        )
        lower = upper
    parts.append(f'<path class="chart-line" d="M{LEFT} {bottom}H{RIGHT}" stroke="currentColor"/>')
    base = bottom + LINE - 4
    parts += [_text(LEFT, base, axis[0]), _text(RIGHT, base, axis[1], end=True)]
    for position, layer in enumerate(reversed(layers)):
        y = base + LINE * (position + 1)
        number = len(layers) - position - 1
        parts.append(
            f'<rect class="chart-area-{number + 1}" x="{LEFT}" y="{y - 11}" width="12" height="12" fill-opacity="{_opacity(number)}" stroke="currentColor"/>'
        )
        parts.append(_text(LEFT + 20, y, layer.words))
    return _svg(uid, title, description, base + LINE * len(layers) + 8, parts)


def bar_chart(uid: str, title: str, description: str, bars: Sequence[Bar]) -> str:
    """Return one horizontal bar per value, its words above it; a value below zero is drawn as nothing."""
    highest = max((bar.value for bar in bars), default=Decimal(0))
    parts = []
    for position, bar in enumerate(bars):
        y = BAR_ROW * position + 16
        width = int((RIGHT - LEFT) * max(bar.value, Decimal(0)) / highest) if highest > 0 else 0
        parts += [_text(LEFT, y, bar.words), _text(RIGHT, y, bar.amount, end=True)]
        parts.append(
            f'<rect class="chart-bar" x="{LEFT}" y="{y + 5}" width="{width}" height="{BAR_HEIGHT}" fill-opacity=".4" stroke="currentColor"/>'
        )
    return _svg(uid, title, description, BAR_ROW * len(bars) + 4, parts)


def resolve_for_print(svg: str, ink: str = PRINT_INK, font_family: str = "Noto Sans SC") -> str:
    """Return the chart with concrete ink and a named font, for a maker that knows no page styles.

    >>> resolve_for_print('<svg class="chart"><path class="a" stroke="currentColor"/></svg>')
    '<svg font-family="Noto Sans SC"><path stroke="#1a1a1a"/></svg>'
    """
    plain = re.sub(r' class="[^"]*"', "", svg).replace("currentColor", ink)
    return plain.replace("<svg", f'<svg font-family="{escape(font_family)}"', 1)


def _opacity(position: int) -> str:
    return OPACITIES[min(position, len(OPACITIES) - 1)]


def _text(x: int, y: int, words: str, *, end: bool = False) -> str:
    anchor = ' text-anchor="end"' if end else ""
    return f'<text x="{x}" y="{y}"{anchor}>{escape(words, quote=False)}</text>'


def _svg(uid: str, title: str, description: str, height: int, parts: Sequence[str]) -> str:
    name = escape(re.sub(r"[^A-Za-z0-9_-]", "-", uid))
    return (
        f'<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
        f' role="img" aria-labelledby="{name}-title {name}-desc" fill="currentColor" font-size="{TEXT}">'
        f'<title id="{name}-title">{escape(title, quote=False)}</title>'
        f'<desc id="{name}-desc">{escape(description, quote=False)}</desc>' + "".join(parts) + "</svg>"
    )
