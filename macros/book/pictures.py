"""Pictures for paper: an SVG knows nothing of the page's CSS, so its colours and its font are settled in it."""

from __future__ import annotations

import re

from macros.book import fonts

INK = "#1f2933"
# The theme's variables as they look on white paper; anything else falls back to what the picture names, then to ink.
PAPER = {"--md-primary-fg-color": "#1d5b70", "--md-accent-fg-color": "#1d5b70", "--md-default-bg-color": "#ffffff",
         "--md-default-fg-color": INK, "--md-default-fg-color--light": "#52606d", "--md-default-fg-color--lighter": "#7b8794",
         "--md-default-fg-color--lightest": "#c8d2d8", "--md-typeset-a-color": "#1d5b70"}
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*(?:\([^()]*\)[^()]*)*))?\)")
_FONT = re.compile(r"""font-family\s*(?:=\s*("[^"]*"|'[^']*')|:\s*[^;"}]+)""")
_OPENING = re.compile(r"<svg\b([^>]*)>", re.IGNORECASE)
_VIEWBOX = re.compile(r'viewBox="\s*[-\d.]+[ ,]+[-\d.]+[ ,]+([\d.]+)[ ,]+([\d.]+)', re.IGNORECASE)


def resolved(svg: str) -> str:
    """Return an SVG whose colours need no style sheet but its own."""
    for _ in range(3):  # a variable may fall back to another
        svg = _VARIABLE.sub(lambda found: PAPER.get(found.group(1)) or (found.group(2) or INK).strip(), svg)
    return re.sub(r"currentcolor", INK, svg, flags=re.IGNORECASE)


def _whole(svg: str, attributes: dict[str, str]) -> bytes:
    """Return an SVG that stands alone: with its name space, and these attributes on its root unless it has its own."""
    def root(found: re.Match[str]) -> str:
        own = re.sub(r'\s(?:class|style|width|height|role|aria-[\w-]+)="[^"]*"', "", found.group(1))
        wanted = {"xmlns": "http://www.w3.org/2000/svg", **attributes}
        return f"<svg{own}" + "".join(f' {name}="{value}"' for name, value in wanted.items() if f" {name}=" not in own) + ">"

    return _OPENING.sub(root, svg, count=1).encode("utf-8")


def chart(svg: str) -> bytes:
    """Return a chart of a page, ready for paper."""
    svg = _FONT.sub("", resolve_for_print(svg))
    return _whole(svg, {"font-family": fonts.TEXT_FAMILY, "fill": INK})


def icon(svg: str) -> bytes:
    """Return a small sign, in ink."""
    return _whole(resolved(svg), {"fill": INK})


def resolve_for_print(svg: str) -> str:
    """Return a chart with the colours of paper: the chart maker's own choice where it has one."""
    try:
        from macros.charts import resolve_for_print as own
    except ImportError:
        return resolved(svg)
    return resolved(own(svg))


# Charts set their words in 12 units; on paper they look best in the size of the text.
SCALE = 0.875
WIDEST = 396


def width(svg: str) -> str:
    """Return the Typst width of a chart: its own, scaled to the text, at most the line."""
    found = _VIEWBOX.search(svg)
    own = float(found.group(1)) * SCALE if found else WIDEST
    return "100%" if own >= WIDEST else f"{own:.0f}pt"
