"""Tables of the macros: a head on wide screens, each cell labelled for phones and readers' voices."""

from __future__ import annotations

import re
from html import escape, unescape

# From this many columns on a table of a page does not fit a phone, and its rows are stacked there.
MANY_COLUMNS = 4

_TABLE = re.compile(r"<table>\s*(<thead>.*?</thead>)(.*?)</table>", re.S)
_HEAD = re.compile(r"<th\b[^>]*>(.*?)</th>", re.S)
_ROW = re.compile(r"<tr>.*?</tr>", re.S)


def _labelled(row: str, heads: list[str]) -> str:
    """Give each cell but the first its column's name, which the phone layout prints before it."""
    labels = iter(["", *(f' data-label="{escape(head)}"' for head in heads[1:])])
    return re.sub(r"<td\b", lambda _: f"<td{next(labels)}", row)


def table(heads: list[str], rows: list[str], css: str) -> str:
    """Return a table of `rows`, each a `<tr>` with one `<td>` for each head."""
    head = "".join(f'<th scope="col">{word}</th>' for word in heads)
    body = "\n".join(_labelled(row, heads) for row in rows)
    return f'<div class="md-typeset__scrollwrap" tabindex="0"><table class="{css}"><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table></div>'


def stack_wide(html: str) -> str:
    """Return a page's HTML with its wide Markdown tables marked for stacking and their cells labelled.

    >>> stack_wide("<table><thead><tr><th>a</th></tr></thead><tbody></tbody></table>")
    '<table><thead><tr><th>a</th></tr></thead><tbody></tbody></table>'
    """
    def stacked(match: re.Match) -> str:
        heads = [re.sub(r"<[^>]+>", "", head) for head in _HEAD.findall(match[1])]
        if len(heads) < MANY_COLUMNS:
            return match[0]
        body = _ROW.sub(lambda row: _labelled(row[0], [unescape(head) for head in heads]), match[2])
        return f'<table class="stacks">{match[1]}{body}</table>'

    return _TABLE.sub(stacked, html)
