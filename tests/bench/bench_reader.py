"""What a reader downloads and waits for: the first view and the first search, ours against a bare Material site.

`python -m tests.bench.bench_reader` prints kilobytes compressed, requests, and milliseconds from typing to the first hit.
"""

from __future__ import annotations

import gzip
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from macros import browser
from tests.bench.bench_build import ROOT, bare_project, build_bare
from tests.conftest import serving

PAGES = ("index.html", "costs/check-their-number.html", "rules/register.html")
ROUNDS = 5


def first_view(chromium, address: str) -> tuple[float, int]:
    """Kilobytes compressed and requests of a first view, cold."""
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    page, answers = context.new_page(), []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address, wait_until="networkidle")
    size = sum(len(gzip.compress(answer.body())) for answer in answers if answer.ok) / 1000
    context.close()
    return size, len(answers)


def first_search(chromium, root: str) -> tuple[float, float]:
    """Kilobytes compressed that a search pulls beyond the first view, and milliseconds from touch and typing to the first hit."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page, answers = context.new_page(), []
    page.goto(root + "index.html", wait_until="networkidle")
    page.on("response", lambda answer: answers.append(answer))
    start = time.monotonic()
    page.locator(".md-search__input").fill("罚息")
    page.keyboard.press("End")
    page.locator(".md-search-result__link").first.wait_for()
    waited = (time.monotonic() - start) * 1000
    size = sum(len(gzip.compress(answer.body())) for answer in answers if answer.ok) / 1000
    context.close()
    return size, waited


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="bench-reader-") as name:
        folder = Path(name)
        bare_project(folder)
        subprocess.run([sys.executable, "-m", "macros", "build", "--out", str(folder / "ours")], cwd=ROOT, check=True, capture_output=True)
        for script in sorted((folder / "ours" / "assets" / "tools").glob("*.js")):
            print(f"tool {script.stem}: {len(gzip.compress(script.read_bytes())) / 1000:.1f} KB of script")
        with browser.chromium() as chromium, serving(folder / "ours") as ours, serving(build_bare(folder)) as bare:
            for page in PAGES:
                (size, requests), (bare_size, bare_requests) = first_view(chromium, ours + page), first_view(chromium, bare + page)
                print(f"first view of {page}: {size:.0f} KB, {requests} requests; bare Material {bare_size:.0f} KB, {bare_requests}; ratio {size / bare_size:.2f}")
            found = [(first_search(chromium, ours), first_search(chromium, bare)) for _ in range(ROUNDS)]
            waits = [statistics.median(pair[at][1] for pair in found) for at in (0, 1)]
            print(f"search: {found[0][0][0]:.0f} KB more, first hit after {waits[0]:.0f} ms; bare Material {found[0][1][0]:.0f} KB more, {waits[1]:.0f} ms; ratio {waits[0] / waits[1]:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
