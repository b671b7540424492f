"""Addresses in style sheets and in `srcset`, read as the CSS and HTML standards read them."""

from __future__ import annotations

import re
from typing import Iterator

_TOKEN = re.compile(
    r"/\*.*?(?:\*/|\Z)"
    r"|(?P<rule>@(?:import|namespace|charset)\b)"
    r"|(?P<set>(?:-webkit-)?image-set\()"
    r"|\b(?:url|src)\(\s*(?:\"(?P<dq>(?:\\.|[^\"\\])*)\"|'(?P<sq>(?:\\.|[^'\\])*)'|(?P<bare>(?:\\.|[^)\\])*?))\s*\)"
    r"|\"(?P<string>(?:\\.|[^\"\\\n])*)\"|'(?P<string2>(?:\\.|[^'\\\n])*)'"
    r"|(?P<end>[;{}])",
    re.S | re.I,
)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(\n)|(.))", re.S)
SPACE = " \t\n\f\r"


def css_addresses(text: str) -> Iterator[tuple[int, str]]:
    """Each address in the CSS `text` with its offset: url(), @import and image-set() strings."""
    mode = ""
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "rule":
            mode = match.group("rule").lower()
        elif kind == "set":
            mode = "set"
        elif kind == "end":
            mode = ""
        elif kind in ("dq", "sq", "bare"):
            if mode != "@namespace":
                value = unescape(match.group(kind)).strip()
                if value and not value.lower().startswith(("var(", "env(")):
                    yield match.start(kind), value
        elif kind in ("string", "string2") and mode in ("@import", "set"):
            if mode == "set" and _is_type(text, match.start()):
                continue
            yield match.start(kind), unescape(match.group(kind))
            if mode == "@import":
                mode = ""


def _is_type(text: str, offset: int) -> bool:
    """Whether the string at `offset` is the argument of type("image/avif")."""
    return text[max(0, offset - 8) : offset].rstrip().endswith("type(")


def unescape(text: str) -> str:
    """`text` without CSS escapes."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda m: chr(int(m.group(1), 16)) if m.group(1) else m.group(3) or "", text)


def srcset_addresses(value: str) -> Iterator[tuple[str, bool]]:
    """Each candidate of a `srcset` and whether its size is understood (the HTML standard's "parse a srcset attribute")."""
    at, end = 0, len(value)
    while True:
        while at < end and value[at] in SPACE + ",":
            at += 1
        if at >= end:
            return
        start = at
        while at < end and value[at] not in SPACE:
            at += 1
        address = value[start:at]
        if address.endswith(","):
            yield address.rstrip(","), True
            continue
        depth, start = 0, at
        while at < end and (value[at] != "," or depth):
            depth += {"(": 1, ")": -1}.get(value[at], 0)
            at += 1
        yield address, _sizes_ok(value[start:at].split())


def _sizes_ok(words: list[str]) -> bool:
    """Whether the descriptors of one candidate are those that browsers accept."""
    if any(not re.fullmatch(r"\d+[wh]|-?(\d+(\.\d+)?|\.\d+)([eE][+-]?\d+)?x", word) or re.fullmatch(r"0+w|-.*", word) for word in words):
        return False
    kinds = sorted(word[-1] for word in words)
    return kinds in ([], ["w"], ["x"], ["h", "w"])
