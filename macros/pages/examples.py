"""Worked examples on pages: named ones from docs/data/examples, or parameters written in the page."""

from __future__ import annotations

from macros import examples as example_data
from macros import worked
from macros.pages.context import MacroError, Page, macro, nearest


def _named(page: Page, example_id: str):
    known = example_data.load_all()
    if example_id not in known:
        raise MacroError(f"there is no worked example '{example_id}'. {nearest(example_id, known)}")
    page.note("examples", example_id)
    return known[example_id]
