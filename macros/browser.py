"""The calculations of the pages' scripts, run in Chromium: `make vectors FILE=path ENGINE=browser`, and the tests.

Nothing is fetched: the script is joined from overrides/assets/tools and added to a blank page.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import yaml

from macros.assets import ROOT, TOOLS, join
from macros.vectors import LPR_FILE, Difference, load_lpr

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# The one without windows starts a page in half the time of the others.
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FETCHED = ROOT / ".cache" / "browsers"
LARGEST_EXACT = 2**53 - 1  # above it the browser's numbers lose digits


class BrowserError(RuntimeError):
    """Chromium cannot be started; the text says what to do."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium without a window, the system's or the one fetched into .cache/browsers. Raises BrowserError."""
    missing = "Chromium or playwright is missing. Fix: run make test once, it installs both"
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError as error:
        raise BrowserError(missing) from error
    os.environ.setdefault("PLAYWRIGHT_BROWSERS_PATH", str(FETCHED))
    program = next((path for path in map(shutil.which, PROGRAMS) if path), None)
    with sync_playwright() as playwright:
        try:
            started = playwright.chromium.launch(executable_path=program)
        except Error as error:
            raise BrowserError(missing) from error
        try:
            yield started
        finally:
            started.close()


def run_vectors(cases: object) -> list[Difference]:
    """Compute every vector of a file's content in the browser and return the differences, as vectors.run does.

    Raises BrowserError, and what vectors.load_lpr raises.
    """
    load_lpr()  # a table that cannot be read is refused with the words of the Python side
    with chromium() as started:
        return vectors_in_page(started.new_page(), cases)


def vectors_in_page(page: Page, cases: object) -> list[Difference]:
    """Return the differences the scripts find in a page that holds nothing else."""
    page.add_script_tag(content=join(TOOLS / "main-vectors.js"))
    found = json.loads(page.evaluate("text => window.overdueVectors(text)", question(cases)))
    return [Difference(one["case"], one["place"], one["words"]) for one in found]


def question(cases: object) -> str:
    """Return the content of a vector file, and the LPR table, as the text main-vectors.js reads."""
    table = yaml.load(LPR_FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return json.dumps({"cases": json.dumps(_marked(cases)), "lpr": table})


def _marked(value: object) -> object:
    """Return a file's content with what JSON in a browser would change marked: the order of names, large numbers."""
    if isinstance(value, dict):
        return {"pairs": [[key, _marked(one)] for key, one in value.items()]}
    if isinstance(value, list):
        return [_marked(one) for one in value]
    if isinstance(value, int) and abs(value) > LARGEST_EXACT:
        return {"whole": str(value)}
    return value
