"""A line break between two Chinese characters is no space: browsers, PDF and search would print one."""

from __future__ import annotations

import re

_CJK = "\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6"
_QUOTES = "\u2018\u2019\u201c\u201d\u2026\u2014\u00b7"
_DOUBLED = "\u2026\u2014"  # the Chinese dash and ellipsis are two of these
_TAGS = r"(?:</?(?:a|abbr|b|code|dfn|em|i|kbd|mark|s|small|span|strong|sub|sup|u)(?:\s[^<>]*)?>)*"
_BREAK = re.compile(rf"([{_CJK}{_QUOTES}])({_TAGS})\s*\n\s*({_TAGS})(?=([{_CJK}{_QUOTES}]))")
_LINE_END = re.compile(r"(?<=[^>\s])[ \t]*\n[ \t]*(?=[^<\s])")
_HAN = re.compile(f"[{_CJK}]")
_PRE = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)", re.S)


def _join(match: re.Match) -> str:
    before, closing, opening, after = match.groups()
    if _HAN.match(before) or _HAN.match(after) or before == after in _DOUBLED:
        return before + closing + opening
    return match.group(0)


def join(html: str) -> str:
    """Return the HTML without line breaks inside running text.

    Between two Chinese characters, quotes and brackets included, nothing stays; anywhere else one space does.
    """
    pieces = _PRE.split(html)
    # split() yields text, whole <pre>, its tag name, text, …
    return "".join(_LINE_END.sub(" ", _BREAK.sub(_join, piece)) if index % 3 == 0 else piece
                   for index, piece in enumerate(pieces) if index % 3 != 2)
