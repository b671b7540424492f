"""Where an address stands in the source of a page. Only pages with a finding are read this way: the parser keeps no positions."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from typing import Iterator, NamedTuple

from .page import Use

_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes)(?=[\s/>])(?P<rattrs>(?:[^>\"']|\"[^\"]*\"|'[^']*')*+)>(?P<body>.*?)(?=</(?P=raw)[\s/>]|\Z)"
    r"|<(?P<close>/?)(?P<tag>[a-z][^\s/>]*)(?P<attrs>(?:[^>\"'=]|=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"'][^\s>]*)?|[\"'])*+)>",
    re.S | re.I,
)
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+)))?")


class Spot(NamedTuple):
    """An attribute, or the text of a script or style element: its offset and the offset and text of its value."""

    tag: str
    name: str  # "" for the text of an element
    offset: int
    start: int
    raw: str


def spots(text: str, needles: tuple[str, ...] = ("",)) -> Iterator[Spot]:
    """Every attribute and every script and style text of the page `text`, outside comments and templates.

    With `needles` only tags that contain one of them, which is much faster.
    """
    depth = 0
    for token in _TOKEN.finditer(text):
        tag = (token.group("raw") or token.group("tag") or "").lower()
        if not tag:
            continue
        if tag == "template":
            depth = max(0, depth + (-1 if token.group("close") else 1))
        if depth or token.group("close") or not any(needle in token.group() for needle in needles):
            continue
        group = "rattrs" if token.group("raw") else "attrs"
        seen = set()
        for part in _ATTRIBUTE.finditer(token.group(group)):
            name = part.group(1).lower()
            if name not in seen:
                seen.add(name)
                value = next((i for i in (2, 3, 4) if part.group(i) is not None), None)
                start = token.start(group) + (part.start(value) if value else part.end())
                yield Spot(tag, name, token.start(group) + part.start(), start, part.group(value) if value else "")
        if token.group("raw"):
            yield Spot(tag, "", token.start("body"), token.start("body"), token.group("body"))


class Lines:
    """Line numbers, from 1, of offsets in a text."""

    def __init__(self, text: str) -> None:
        self.starts = [0] + [m.end() for m in re.finditer(r"\r\n|\r|\n", text)]

    def at(self, offset: int) -> int:
        return bisect_right(self.starts, offset)


_ELEMENT_TEXT = {"<style>": "style", "ld+json": "script", "script": "script"}


def locate(text: str, uses: list[Use]) -> dict[Use, list[int]]:
    """For each of `uses` the lines of the page `text` where it stands; one that is found nowhere is put on line 1."""
    lines = Lines(text)
    found: dict[Use, list[int]] = {use: [] for use in uses}
    by_place: dict[tuple[str, str], list[Use]] = {}
    for use in uses:
        name = "" if use.attribute in _ELEMENT_TEXT else use.attribute
        by_place.setdefault((_ELEMENT_TEXT.get(use.attribute, use.tag), name), []).append(use)
    needles = {form for use in uses for form in (use.value, html.escape(use.value), html.escape(use.value, quote=False)) if form}
    for some in (tuple(needles), ("",)):  # an address written with entities is not found by its plain text
        for spot in spots(text, some) if not all(found.values()) else ():
            for use in by_place.get((spot.tag, spot.name), ()):
                offset = _offset(spot, use)
                if offset is not None:
                    found[use].append(lines.at(offset))
    return {use: sorted(set(where)) or [_anywhere(text, use, lines)] for use, where in found.items()}


def _offset(spot: Spot, use: Use) -> int | None:
    if not spot.name:
        inside = spot.raw.find(use.value)
        if inside < 0:  # escaped in JSON or CSS
            inside = spot.raw.find(use.value.replace("/", "\\/"))
        return spot.start + inside if inside >= 0 else None
    if spot.raw != use.whole and html.unescape(spot.raw) != use.whole and html.unescape(spot.raw).replace("\r\n", "\n") != use.whole:
        return None
    if use.value == use.whole:
        return spot.offset
    inside = spot.raw.find(use.value)
    if inside < 0:
        inside = spot.raw.find(html.escape(use.value))
    return spot.start + inside if inside >= 0 else spot.offset


def _anywhere(text: str, use: Use, lines: Lines) -> int:
    """The line of the first occurrence of the bare text, for sources that only the parser's error recovery understands."""
    for form in (use.whole, use.value, html.escape(use.value)):
        offset = text.find(form) if form else -1
        if offset >= 0:
            return lines.at(offset)
    return 1
