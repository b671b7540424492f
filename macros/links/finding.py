"""What the link check reports: one dead or wrong link, where it stands and what it may have meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Problem(NamedTuple):
    """Why a target is wrong, and the nearest existing one (None when nothing is near)."""

    reason: str
    nearest: str | None = None


@dataclass(frozen=True, order=True)
class Finding:
    """One link that a reader cannot use. `page` is the file inside the site, `line` counts from 1."""

    page: str
    line: int
    target: str
    reason: str
    nearest: str | None = None

    def __str__(self) -> str:
        near = f" (nearest: {visible(self.nearest)})" if self.nearest else ""
        return f"{visible(self.page)}:{self.line}: {visible(self.target)}: {self.reason}{near}"


def visible(text: str, limit: int = 300) -> str:
    """`text` on one line: characters that do not print are escaped, and a very long target is cut."""
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text[:limit])
    return shown + ("…" if len(text) > limit else "")
