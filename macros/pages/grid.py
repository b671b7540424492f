"""Tables of the macros: a head on wide screens, each cell labelled for phones and readers' voices."""

from __future__ import annotations

import re
from html import escape


def _labelled(row: str, heads: list[str]) -> str:
    """Give each cell but the first its column's name, which the phone layout prints before it."""
    labels = iter(["", *(f' data-label="{escape(head)}"' for head in heads[1:])])
    return re.sub("<td>", lambda _: f"<td{next(labels)}>", row)


def table(heads: list[str], rows: list[str], css: str) -> str:
    """Return a table of `rows`, each a `<tr>` with one `<td>` for each head."""
    head = "".join(f'<th scope="col">{word}</th>' for word in heads)
    body = "\n".join(_labelled(row, heads) for row in rows)
    return f'<div class="md-typeset__scrollwrap" tabindex="0"><table class="{css}"><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table></div>'
